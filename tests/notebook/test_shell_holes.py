"""What is filled into a shell line is followed from where the line stands."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import OutsideValues, ShellHoles, cells_notebook, shell_lines

FILE, PERSON = "what a file says", "what a person typed"


def outside(source: str) -> list[str]:
    book = cells_notebook([source])
    holes = ShellHoles(book, OutsideValues(book))
    return [holes.outside(line) for line in shell_lines(book)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = input()\n!ls {x}", [PERSON]),
        ("x = input()\n!ls $x", [PERSON]),
        ("x = input()\n!ls {x.strip() + '/a'}", [PERSON]),
        ("x = 'a'\n!ls {x}\nx = input()\n!ls {x}", ["", PERSON]),
        ("for x in open('a.txt'):\n    !ls {x}", [FILE]),
        ("if True:\n    x = input()\n    y = !ls {x}", [PERSON]),
        ("x = input()\n!ls {len(x)} | awk '{print $1}' && echo ${HOME} {", [""]),
        ("x = input()\ndef f(x):\n    !ls {x}", [""]),
        ("x = input()\n%%bash\nls {x}", []),
        ("import os\nx = input()\nos.system('ls {x}')", [""]),
        ("!ls {x}", [""]),
    ],
)
def test_what_is_filled_in_is_followed(source: str, found: list[str]) -> None:
    assert outside(source) == found


def test_a_long_cell_takes_no_long_time() -> None:
    start = time.process_time()
    assert set(outside("x = input()\n!ls {x}\n" * 2_000)) == {PERSON}
    assert time.process_time() - start < 5
