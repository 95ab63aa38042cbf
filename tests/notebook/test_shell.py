"""What shell commands do, and what does the same in Python."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.fixes import edited
from jupyter_handoff.notebook import (
    ShellInPython,
    cells_notebook,
    commands,
    does_work,
    shell_command,
    tool,
)
from jupyter_handoff.report import SourceEdit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("ls", [["ls"]]),
        ("cd a && make b || c; d | e", [["cd", "a"], ["make", "b"], ["c"], ["d"], ["e"]]),
        ("echo 'a && b'", [["echo", "'a && b'"]]),
        ("a >b 2>&1", [["a", ">", "b", "2>&1"]]),
        ("a &> b", [["a", ">", "b"]]),
        ("# a\nb", [["b"]]),
        ("it's", [["it", "'", "s"]]),
    ],
)
def test_commands_are_told_apart(text: str, found: list[list[str]]) -> None:
    assert commands(text) == found


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for words in commands(text):
        assert words and tool(words).isascii()
        does_work(words)


@pytest.mark.parametrize(
    "text",
    [
        "wget http://host/a",
        "mkdir a",
        "python train.py",
        "echo a > b",
        "ls >> b",
        "gcloud storage cp a gs://b",
        "sudo rm -rf a",
        "A=1 ./run.sh",
        "for f in *; do gzip $f; done",
        "git clone http://host/a",
        "unzip a.zip > /dev/null",
        "cat a 2>/dev/null | python x.py",
        "tar -xzf a.tgz 1>/dev/null",
    ],
)
def test_work_is_work(text: str) -> None:
    assert any(map(does_work, commands(text)))


@pytest.mark.parametrize(
    "text",
    [
        "ls -la",
        "cat a | head -n 3",
        "pip install a",
        "python -m pip install a",
        "{sys.executable} -m pip install a",
        "sudo apt-get update && sudo apt-get install -y b",
        "conda list",
        "python --version",
        "nvidia-smi",
        "git status",
        "gsutil ls gs://a",
        "gcloud config list 2>/dev/null",
        "docker images",
        "echo a",
        "echo a > /dev/null",
        "cd a",
        "export A=1",
        "for f in *; do echo $f; done",
        "if [ -f a ]; then cat a; fi",
    ],
)
def test_a_look_is_none(text: str) -> None:
    assert not any(map(does_work, commands(text)))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["/usr/bin/wget", "a"], "wget"),
        (["sudo", "docker", "run"], "docker"),
        (["KEY=q8Zr2LmX", "run"], "run"),
        (["Q8Zr2LmX0vTnB4wK"], ""),
        (["{command}"], ""),
        ([], ""),
    ],
)
def test_a_tool_is_named_where_it_is_plain(words: list[str], name: str) -> None:
    assert tool(words) == name


def in_python(source: str, *above: str) -> str | None:
    """The cell with its last shell line in Python."""
    notebook = cells_notebook([*above, source])
    cell = notebook.code[-1]
    magic = cell.facts.plain.magics[-1]
    assert shell_command(magic) is not None
    fix = ShellInPython(notebook).fix(cell, magic)
    if fix is None:
        return None
    new = edited(cell, [edit for edit in fix.edits if isinstance(edit, SourceEdit)])
    assert new is not None
    ast.parse(cells_notebook([new]).code[0].facts.plain.text)
    return new


IMPORTS = "import os, shutil, glob, pathlib\nimport urllib.request\nD = 'a'\nF = 'b'"
SAME = {
    "!mkdir a": 'os.makedirs("a", exist_ok=True)',
    "!mkdir -p 'a/b'": 'os.makedirs("a/b", exist_ok=True)',
    "%mkdir a": 'os.makedirs("a", exist_ok=True)',
    "!mkdir {D}": "os.makedirs(D, exist_ok=True)",
    "!mkdir $D/x-{F}": 'os.makedirs(f"{D}/x-{F}", exist_ok=True)',
    "!rm -rf a": 'shutil.rmtree("a", ignore_errors=True)',
    "!rm a": 'pathlib.Path("a").unlink(missing_ok=True)',
    "!cp a b": 'shutil.copy("a", "b")',
    "!cp -r a b": 'shutil.copytree("a", "b", dirs_exist_ok=True)',
    "!mv a b": 'shutil.move("a", "b")',
    "!touch a": 'pathlib.Path("a").touch()',
    "!unzip -q a.zip": 'shutil.unpack_archive("a.zip", ".")',
    "!tar -xzf a.tgz -C d": 'shutil.unpack_archive("a.tgz", "d")',
    "!wget http://h/a.pdf": 'urllib.request.urlretrieve("http://h/a.pdf", "a.pdf")',
    "!wget -q -O b http://h/a": 'urllib.request.urlretrieve("http://h/a", "b")',
    "!curl -L http://h/a -o b": 'urllib.request.urlretrieve("http://h/a", "b")',
    "!curl -O http://h/a": 'urllib.request.urlretrieve("http://h/a", "a")',
    "x = !ls": "x = sorted(os.listdir())",
    "x = !ls d": 'x = sorted(os.listdir("d"))',
    "x = !ls d/*.csv": 'x = sorted(glob.glob("d/*.csv"))',
    "x = !pwd": "x = [os.getcwd()]",
    "if x:\n    !mkdir a": 'if x:\n    os.makedirs("a", exist_ok=True)',
}


@pytest.mark.parametrize(("source", "new"), SAME.items())
def test_a_plain_line_is_written_in_python(source: str, new: str) -> None:
    assert in_python(source, IMPORTS) == new


@pytest.mark.parametrize(
    "source",
    [
        "!mkdir a b",
        "!mkdir --mode=700 a",
        "!mkdir ~/a",
        "!mkdir $HOME/a",
        "!mkdir {D + F}",
        "!mkdir '{D}'",
        '!mkdir "a b"',
        "!rm *.csv",
        "!rm -i a",
        "!cp a b c",
        "!cp *.csv b",
        "!mkdir a && mkdir b",
        "!mkdir a > b",
        "!tar -czf a.tgz b",
        "!unzip a.gz",
        "!wget ftp://h/a",
        "!wget http://h/a?x=1",
        "!wget http://h/",
        "!curl http://h/a",
        "!wget -O - http://h/a",
        "!python a.py",
        "x = !ls -la",
        "x = !ls | wc",
        "!ls",
        "!mkdir `date`",
        "!mkdir $(date)",
        "!mkdir a # why",
    ],
)
def test_anything_else_is_left_as_it_is(source: str) -> None:
    assert in_python(source, IMPORTS) is None


def test_the_import_comes_along() -> None:
    assert in_python("!mkdir a") == 'import os\nos.makedirs("a", exist_ok=True)'
    assert in_python("x = 1\r\n!mkdir a") == 'x = 1\r\nimport os\r\nos.makedirs("a", exist_ok=True)'
    assert in_python("if x:\n    y = !pwd") == "if x:\n    import os\n    y = [os.getcwd()]"
    assert (
        in_python("!touch a", "import pathlib as p") == 'import pathlib\npathlib.Path("a").touch()'
    )
    assert in_python("!wget http://h/a", "import urllib") == (
        'import urllib.request\nurllib.request.urlretrieve("http://h/a", "a")'
    )


def test_a_name_that_stands_for_something_else_is_not_used() -> None:
    assert in_python("!mkdir a", "os = 'linux'") is None


def test_many_lines_are_written_at_once() -> None:
    source = "\n".join("!mkdir a\nx = f(1, 2, 3)" for _ in range(1_000))
    notebook = cells_notebook([source])
    cell = notebook.code[0]
    magics = cell.facts.plain.magics
    start = time.process_time()
    python = ShellInPython(notebook)
    assert all(python.fix(cell, magic) for magic in magics[:300])
    assert time.process_time() - start < 1
