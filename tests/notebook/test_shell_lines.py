"""Commands are found in lines, in cells of a shell, and in the strings that calls run."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import cells_notebook, shell_lines
from jupyter_handoff.notebook.shell import pipelines


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("!ls -l", [("ls -l", "!ls -l")]),
        ("if x:\n    !ls \\\n      -l", [("ls  -l", "!ls \\\n      -l")]),
        ("x = !ls", [("ls", "!ls")]),
        ("%system ls", [("ls", "%system ls")]),
        (
            "%%bash\nset -e\n# no\n  ls é \\\n  -l\n",
            [("set -e", "set -e"), ("ls é  -l", "ls é \\\n  -l")],
        ),
        ("import os\nos.system('ls -l')", [("ls -l", "os.system('ls -l')")]),
        ("import os\nos.system(f'ls {x} -l')", [("ls {} -l", "os.system(f'ls {x} -l')")]),
        ("import os\nos.system('ls ' + x)", [("ls {}", "os.system('ls ' + x)")]),
        ("import subprocess as s\ns.run(['ls', x])", [("ls {}", "s.run(['ls', x])")]),
        ("get_ipython().system_raw('a &')", [("a &", "get_ipython().system_raw('a &')")]),
        ("import os\nos.system(command)", []),
        ("%matplotlib inline\nx = '!ls'\n# !ls", []),
        ("%%writefile a.sh\nls", []),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_commands_are_found(source: str, found: list[tuple[str, str]], newline: str) -> None:
    book = cells_notebook([source.replace("\n", newline)])
    lines = [(line.text, line.cell.text_at(line.place)) for line in shell_lines(book)]
    assert lines == [(text, written.replace("\n", newline)) for text, written in found]


def test_what_reads_what_is_kept() -> None:
    text = "cat a | sort -u|head && ls; # no"
    assert pipelines(text) == [[["cat", "a"], ["sort", "-u"], ["head"]], [["ls"]]]
    assert pipelines("a || b | 'c | d'") == [[["a"]], [["b"], ["'c | d'"]]]
    assert pipelines("") == []
