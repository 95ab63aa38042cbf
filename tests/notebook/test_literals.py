"""The literal that a path begins with is followed to where it is written."""

from __future__ import annotations

import ast
from unittest.mock import Mock

import pytest

from jupyter_handoff.notebook import (
    Cell,
    GivenLiterals,
    Literal,
    cells_notebook,
    leading_literal,
    read_percent,
    whole_literal,
)


def leading(*cells: str) -> Literal | None:
    """The literal behind the first argument of `call`."""
    notebook = cells_notebook(["import os, pathlib\nfrom pathlib import Path", *cells])
    (call,) = notebook.methods("call")
    return leading_literal(notebook, call.node.args[0], call)


# Cells, the literal as it is written, its value up to its first hole, and whether that is all.
FOLLOWED = {
    "written there": (["call('a')"], "'a'", "a", True),
    "raw": ([r"call(r'C:\a')"], r"r'C:\a'", r"C:\a", True),
    "escaped": ([r"call('C:\\a')"], r"'C:\\a'", r"C:\a", True),
    "in several pieces": (["call('a' 'b')"], "'a' 'b'", "ab", True),
    "behind emoji": (["x = '🎉'; call('é/a')"], "'é/a'", "é/a", True),
    "an f-string": (["call(f'a/{b}/c')"], "f'a/{b}/c'", "a/", False),
    "an f-string that begins with a name": (["a = 'x'", "call(f'{a}/b')"], "'x'", "x", True),
    "by name": (["a = 'x'", "call(a)"], "'x'", "x", True),
    "by two names": (["a = 'x'\nb = a", "call(b)"], "'x'", "x", True),
    "the nearest above": (["a = 'x'", "a = 'y'", "call(a)", "a = 'z'"], "'y'", "y", True),
    "in a tuple": (["a, b = 'x', 'y'", "call(b)"], "'y'", "y", True),
    "added": (["a = 'x'", "call(a + '/b')"], "'x'", "x", True),
    "divided": (["a = Path('x')", "call(a / 'b' / c)"], "'x'", "x", True),
    "filled": (["call('x/%s' % b)"], "'x/%s'", "x/%s", True),
    "formatted": (["call('x/{}'.format(b))"], "'x/{}'", "x/{}", True),
    "joined": (["call(os.path.join('x', b))"], "'x'", "x", True),
    "a path": (["call(pathlib.Path('x', b))"], "'x'", "x", True),
    "made whole": (["call(os.path.expanduser('~/x'))"], "'~/x'", "~/x", True),
    "as text": (["call(str(Path('x')))"], "'x'", "x", True),
    "bound below": (["call(a)", "a = 'x'"], "'x'", "x", True),
}


@pytest.mark.parametrize(("cells", "written", "text", "whole"), FOLLOWED.values(), ids=FOLLOWED)
def test_a_path_is_followed_to_its_literal(
    cells: list[str], written: str, text: str, whole: bool
) -> None:
    literal = leading(*cells)
    assert literal is not None
    assert (literal.written, literal.text, literal.whole) == (written, text, whole)


@pytest.mark.parametrize(
    "cells",
    [
        ["call(3)"],
        ["call(b'x')"],
        ["call(None)"],
        ["call(a)"],
        ["call(f())"],
        ["call(f'{b}/c')"],
        ["call(f'')"],
        ["call(a.b)"],
        ["call(a['x'])"],
        ["call('x' * 3)"],
        ["call(b.join('x'))"],
        ["call(os.path.join())"],
        ["call(os.path.basename('x'))"],
        ["if c:\n    a = 'x'", "call(a)"],
        ["for a in ['x']:\n    call(a)"],
        ["a = a + 'x'", "call(a)"],
        ["a = 'x'", "a += 'y'", "call(a)"],
        ["def f(a='x'):\n    call(a)"],
        ["a = " + "+".join(["b"] * 9), "b = 'x'\ncall(a)"],
        ["import a", "call(a)"],
    ],
    ids=str,
)
def test_what_cannot_be_told_is_not_followed(cells: list[str]) -> None:
    assert leading(*cells) is None


# A cell with the value in question between `«` and `»`, and what it is given to.
GIVEN = {
    "x = '«a»'": "x",
    "x: str = '«a»'": "x",
    "x.y = '«a»'": "x_y",
    "x['y'] = '«a»'": "y",
    "x[0] = '«a»'": "",
    "f(x='«a»')": "x",
    "f('«a»')": "",
    "{'x': '«a»'}": "x",
    "{**b, 'x': '«a»'}": "x",
    "x = '🎉'; y = r'«a»'": "y",
    'x = """«a»"""': "x",
    "if b:\n    x = '«a»'": "x",
    "    x = '«a»'": "x",
    "x = 'a'; y = '«a»'": "y",
}


@pytest.mark.parametrize("marked", GIVEN, ids=repr)
def test_a_value_is_known_by_what_it_is_given_to(marked: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    cell = Cell("id", 1, "code", marked.replace("«", "").replace("»", ""))
    literal = GivenLiterals(cell).around(start, end)
    assert literal is not None
    assert (literal.name, literal.text) == (GIVEN[marked], "a")
    assert cell.offsets(literal.place)[0] < start
    assert literal.written.strip("r\"'") == "a"


@pytest.mark.parametrize(
    "marked",
    [
        *(
            "x = '«a»b'",
            "x = f'«a»{b}'",
            "# «a»",
            "%env X=«a»",
            "x = «a»",
            "x = y = '«a»'",
            r"x = '«\x61»'",
        ),
        *("print '«a»'", "x = ['«a»']", "return '«a»' + b"),
    ],
    ids=repr,
)
def test_what_is_no_whole_plain_literal_is_none(marked: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    cell = Cell("id", 1, "code", marked.replace("«", "").replace("»", ""))
    assert GivenLiterals(cell).around(start, end) is None


def test_one_walk_serves_all_literals_of_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Mock(wraps=ast.walk)
    monkeypatch.setattr(ast, "walk", walk)
    lines = [f"x{number} = 'same'; y{number} = 'v{number}'\n" for number in range(200)]
    cell = Cell("id", 1, "code", "".join(lines))
    literals = GivenLiterals(cell)
    start = 0
    for number, line in enumerate(lines):
        for name, value in ((f"x{number}", "same"), (f"y{number}", f"v{number}")):
            first = start + line.index(value)
            literal = literals.around(first, first + len(value))
            assert literal is not None and literal.name == name
        start += len(line)
    assert walk.call_count == 1


def test_a_whole_literal_is_followed_through_names_only() -> None:
    text = "a = 'x.csv'\nb = a\nopen('y.csv')\nopen(b)\nopen(a + '1')\nopen(f'{a}')\nopen(c)"
    notebook = read_percent(text)
    found = [whole_literal(notebook, call.node.args[0], call) for call in notebook.calls("open")]
    assert [item.text if item else None for item in found] == ["y.csv", "x.csv", None, None, None]


def test_a_whole_literal_is_not_that_of_a_functions_own_name() -> None:
    notebook = read_percent("a = 'x.csv'\ndef read(a):\n    return open(a)\ndef f():\n    open(a)")
    own, shared = notebook.calls("open")
    assert whole_literal(notebook, own.node.args[0], own) is None
    found = whole_literal(notebook, shared.node.args[0], shared)
    assert found is not None and found.text == "x.csv"


def test_a_whole_literal_must_be_certain() -> None:
    notebook = read_percent("a = 'x.csv'\nif big:\n    a = 'y.csv'\nopen(a)")
    (call,) = notebook.calls("open")
    assert whole_literal(notebook, call.node.args[0], call) is None
