"""What of the notebook's state functions read, and how it becomes their parameters."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.fixes import apply_fixes
from jupyter_handoff.notebook import Parameters, cells_notebook, state_reads
from jupyter_handoff.report import Fix

# What stands above a function that reads `x`: whether that is state, and whether it varies.
ABOVE = {
    "x = load()": (True, False),
    "x = load()\nx = clean(x)": (True, True),
    "x = load()\nx['a'] = 1": (True, True),
    "x += 1": (True, False),
    "for x in y: pass": (True, False),
    "with open(f) as x: pass": (True, False),
    "x = 1\nx = 2": (True, True),
    "x = y = load()": (True, False),
    "x, z = load()": (True, False),
    "x = [load()]": (True, False),
    "z = load()\nx = z + 1": (True, False),
    "x = !ls": (True, False),
    "%store -r x": (True, False),
    "x = 1": (False, False),
    "x = -1.5 * 3": (False, False),
    "x = {'a': [1, 2]}": (False, False),
    "z = 2\nx = (z, z)": (False, False),
    "import x": (False, False),
    "from a import y as x": (False, False),
    "import a\nx = a.b": (False, False),
    "def x(): pass": (False, False),
    "class x: pass": (False, False),
    "x = lambda: 1": (False, False),
    "import re\nx = re.compile('a')": (False, False),
    "from pathlib import Path\nx = Path('a') / 'b'": (False, False),
    "import importlib\nx = importlib.import_module('a')": (False, False),
    "if c: x = 1\nelse: x = 2": (False, False),
    "try:\n    import x\nexcept ImportError:\n    x = None": (False, False),
    "": (False, False),
}


@pytest.mark.parametrize("above", ABOVE, ids=repr)
def test_state_is_told_from_constants(above: str) -> None:
    found = list(state_reads(cells_notebook([above, "def f():\n    return x"])))
    state, varies = ABOVE[above]
    assert [use.name for read in found for use, _ in read.reads] == (["x"] if state else [])
    assert [bool(read.varies) for read in found] == ([varies] if state else [])


@pytest.mark.parametrize(
    ("function", "reads"),
    [
        ("def f():\n    return x + y", "x y"),
        ("def f(x):\n    return x + y", "y"),
        ("def f():\n    x = 1\n    return x", ""),
        ("def f(a=x):\n    return a", ""),
        ("def f():\n    def g():\n        return x\n    return g", "x"),
        ("class A:\n    def f(self):\n        return x", "x"),
        ("class A:\n    z = x", ""),
        ("f = lambda: x", ""),
        ("def f():\n    return [x for x in y]", "y"),
        ("def f():\n    try:\n        return x\n    except NameError:\n        return 1", ""),
    ],
)
def test_what_a_function_reads_is_listed_once(function: str, reads: str) -> None:
    found = list(state_reads(cells_notebook(["x = load()\ny = load()", function])))
    assert [use.name for read in found for use, _ in read.reads] == reads.split()
    assert len(found) <= 1


# A function, its calls, and both with `x` as a parameter; None where that cannot be.
PARAMETERS = {
    "none yet": ("def f():\n    return x", "f()", "def f(x):", "f(x=x)"),
    "spaces": ("def  f ( ):\n    return x", "f( )", "def  f (x ):", "f( x=x)"),
    "one more": ("def f(a):\n    return x", "f(1)", "def f(a, x):", "f(1, x=x)"),
    "annotated": ("def f(a: 'int') -> 'str':\n    return x", "f(1)", "def f(a: 'int', x) ->", ""),
    "defaults": ("def f(a=1):\n    return x", "f()", "def f(a=1, *, x):", "f(x=x)"),
    "two calls": ("def f():\n    return x", "f()\nf()", "def f(x):", "f(x=x)\nf(x=x)"),
    "keywords": ("def f(*, a):\n    return x", "f(a=1)", None, None),
    "variable": ("def f(*a):\n    return x", "f(1)", None, None),
    "handed over": ("def f():\n    return x", "f()\nmap(f, y)", None, None),
    "called by another": ("def f():\n    return x", "def g():\n    f()\nf()", None, None),
    "open call": ("def f(a):\n    return x", "f(*y)", None, None),
    "never called": ("def f():\n    return x", "", None, None),
    "mentioned": ("def f():\n    return x", "f()\n%timeit? f", None, None),
    "defined twice": ("def f():\n    return x", "f()\ndef f(): pass", None, None),
    "decorated": ("@d\ndef f():\n    return x", "f()", None, None),
}


@pytest.mark.parametrize(
    ("function", "calls", "head", "given"), PARAMETERS.values(), ids=PARAMETERS.keys()
)
def test_what_is_read_becomes_a_parameter(
    function: str, calls: str, head: str | None, given: str | None
) -> None:
    notebook = cells_notebook(["x = load()", function, calls])
    read = next(iter(state_reads(notebook)))
    edits = Parameters(notebook).added(read.cell, read.function, ["x"])
    if head is None:
        assert edits == ()
        return
    fixed = apply_fixes(notebook, [Fix("", "unsafe", edits)]).notebook
    assert fixed.cells[1].source.startswith(head)
    assert given in ("", fixed.cells[2].source)
    assert list(state_reads(fixed)) == []


def test_several_names_become_parameters_at_once() -> None:
    notebook = cells_notebook(["x, y = load()", "def f(a):\n    return x + y", "f(\n    1,\n)"])
    (read,) = state_reads(notebook)
    edits = Parameters(notebook).added(read.cell, read.function, ["x", "y"])
    fixed = apply_fixes(notebook, [Fix("", "unsafe", edits)]).notebook
    call = ast.parse(fixed.cells[2].source).body[0]
    assert ast.unparse(call) == "f(1, x=x, y=y)"
    assert fixed.cells[1].source.startswith("def f(a, x, y):")
