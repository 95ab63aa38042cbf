"""System programs that are called, by their plain names."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import cells_notebook, program_calls


def called(source: str) -> list[str]:
    return [item.name for item in program_calls(cells_notebook([source]))]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("!ffmpeg -i a b", ["ffmpeg"]),
        ("x = !dot a | sort", ["dot", "sort"]),
        ("!sudo X=1 /usr/bin/dot a && pandoc b", ["dot", "pandoc"]),
        ("%%bash\ndot a \\\n  long\n# pandoc\nfor f in *; do ffmpeg $f; done", ["dot", "ffmpeg"]),
        ("import os\nos.system('dot a')", ["dot"]),
        ("import subprocess\nsubprocess.run(['dot', name])", ["dot"]),
        (
            "import subprocess\nsubprocess.check_output('dot a; pandoc b', shell=True)",
            ["dot", "pandoc"],
        ),
    ],
)
def test_programs(source: str, names: list[str]) -> None:
    assert [name for name in called(source) if name not in ("for", "done")] == names


@pytest.mark.parametrize(
    "source",
    [
        "!./build.sh\n!tools/dot a",
        "!{dot} a\n!$DOT a",
        "import subprocess\nsubprocess.run([dot, 'a'])\nsubprocess.run(dot)",
        "import os\nos.system(f'{dot} a')",
        "%%bash\ncat <<END\ndot a\nEND",
        "%%bash\nX=$(dot a b)",
        "%%html\ndot a",
        "print('!dot a')  # !dot a",
        "import sys\nif 'google.colab' in sys.modules:\n    !dot a",
    ],
)
def test_none(source: str) -> None:
    assert [name for name in called(source) if name != "cat"] == []


def test_a_look_is_no_work() -> None:
    found = program_calls(cells_notebook(["!nvidia-smi\n!dot a"]))
    assert [(item.name, item.works) for item in found] == [("nvidia-smi", False), ("dot", True)]
