"""What each use of a name can refer to: on all ways through a cell, and across cells."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Notebook, Reached, cells_notebook, read_percent

# Cells, the values of `x` that its last use can have (the nearest first, `?` for what is
# no plain value), and the letters of what else holds: the name may be missing, deleted,
# or bound by something that nobody can read.
REACHED = {
    "above in the cell": (["x = 1\nx"], "1", ""),
    "in another cell": (["x = 1", "y = 2", "x"], "1", ""),
    "the nearest": (["x = 1", "x = 2", "x\nx = 3"], "2", ""),
    "nowhere": (["x"], "", "m"),
    "only below": (["x", "x = 1"], "", "m"),
    "in a cell of its own and below": (["x = 1", "x", "x = 2"], "1", ""),
    "condition": (["if c:\n    x = 1\nx"], "1", "m"),
    "condition over a binding": (["x = 1", "if c:\n    x = 2\nx"], "2 1", ""),
    "both ways": (["if c:\n    x = 1\nelse:\n    x = 2\nx"], "1 2", ""),
    "both ways, in another cell": (["x = 0", "if c:\n    x = 1\nelse:\n    x = 2", "x"], "1 2", ""),
    "three ways": (["if c:\n    x = 1\nelif d:\n    x = 2\nelse:\n    x = 3\nx"], "1 2 3", ""),
    "a way that ends": (["if c:\n    x = 1\nelse:\n    raise E\nx"], "1", ""),
    "a way that ends above": (["if c:\n    raise E\nelse:\n    x = 1", "x"], "1", ""),
    "within a condition": (["x = 1\nif c:\n    x = 2\n    x"], "2", ""),
    "on the other way": (["x = 1\nif c:\n    x = 2\nelse:\n    x"], "1", ""),
    "loop": (["for i in c:\n    x = 1\nx"], "1", "m"),
    "loop over a binding": (["x = 0\nfor i in c:\n    x = 1\nx"], "1 0", ""),
    "the round before": (["x = 0\nfor i in c:\n    x\n    x = 1"], "1 0", ""),
    "the round before only": (["for i in c:\n    if i:\n        x\n    x = 1"], "1", "m"),
    "the round before, on another way": (
        ["x = 0\nfor i in c:\n    if i:\n        x = 1\n    else:\n        x"],
        "1 0",
        "",
    ),
    "loop in a loop": (["x = 0\nfor i in c:\n    for j in i:\n        x\n    x = 1"], "1 0", ""),
    "a break": (["for i in c:\n    if i:\n        x = 1\n        break\nx"], "1", "m"),
    "an endless loop": (["while True:\n    x = 1\n    break\nx"], "1", ""),
    "while": (["while c:\n    x = 1\nx"], "1", "m"),
    "loop's variable": (["for x in c: pass\nx"], "?", "m"),
    "else of a loop": (["for i in c: pass\nelse:\n    x = 1\nx"], "1", "m"),
    "try": (["try:\n    x = 1\nexcept E:\n    x = 2\nx"], "1 2", ""),
    "try, not handled": (["try:\n    x = 1\nfinally:\n    y = 1\nx"], "1", ""),
    "try that passes": (["try:\n    x = 1\nexcept E:\n    pass\nx"], "1", "m"),
    "try that raises": (["try:\n    x = 1\nexcept E:\n    raise\nx"], "1", ""),
    "try import": (["try:\n    import x\nexcept ImportError:\n    x = None\nx"], "? None", ""),
    "in the handler": (["x = 0\ntry:\n    x = 1\nexcept E:\n    x"], "1 0", ""),
    "else of a try": (["try:\n    f()\nexcept E:\n    x = 2\nelse:\n    x = 1\nx"], "1 2", ""),
    "finally": (["try:\n    f()\nexcept E:\n    pass\nfinally:\n    x = 1\nx"], "1", ""),
    "an error's name": (["try:\n    f()\nexcept E as x:\n    pass\nx"], "", "md"),
    "with": (["with a as x:\n    x = 1\nx"], "1", ""),
    "suppress": (["with suppress(E):\n    x = 1\nx"], "1", "m"),
    "match": (["match c:\n    case 1: x = 1\n    case _: x = 2\nx"], "1 2", ""),
    "match of some": (["match c:\n    case 1: x = 1\nx"], "1", "m"),
    "deleted": (["x = 1\ndel x\nx"], "", "md"),
    "deleted above": (["x = 1", "del x", "x"], "", "md"),
    "deleted on a way": (["x = 1", "if c:\n    del x", "x"], "1", "md"),
    "deleted and bound": (["x = 1", "del x", "x = 2", "x"], "2", ""),
    "walrus": (["f(x := 1)\nx"], "1", ""),
    "walrus that may not run": (["c and (x := 1)\nx"], "1", "m"),
    "walrus in a test": (["if x := 1:\n    x"], "1", ""),
    "either way": (["(x := 1) if c else (x := 2)\nx"], "1 2", ""),
    "walrus in a comprehension": (["[x := i for i in c]\nx"], "?", "m"),
    "comprehension's own": (["x = 1\n[x for x in c]\nx"], "1", ""),
    "augmented": (["x = 1\nx += 1"], "1", ""),
    "an item": (["x = 1\nx[0] = 2"], "1", ""),
    "import": (["import x", "x"], "?", ""),
    "function": (["def x(): pass", "x"], "?", ""),
    "class": (["class x: pass", "x"], "?", ""),
    "bound as global": (["def f():\n    global x\n    x = 1", "x"], "1", "m"),
    "in a function": (["x = 1", "def f():\n    return x", "x = 2"], "2 1", ""),
    "in a function that ran": (["x = 1", "def f():\n    return x", "f()", "x = 2"], "1", ""),
    "in a function that ran early": (["def f():\n    return x", "f()", "x = 1"], "", "m"),
    "star import": (["from a import *", "x"], "", "mu"),
    "star import below": (["x", "from a import *"], "", "m"),
    "bound behind a star import": (["from a import *", "x = 1", "x"], "1", ""),
    "star import behind": (["x = 1", "from a import *", "x"], "1", "u"),
    "%run": (["%run a.py", "x"], "", "mu"),
    "%run in the cell": (["%run a.py\nx"], "", "mu"),
    "%run behind": (["x\n%run a.py"], "", "m"),
    "%pylab": (["%pylab inline", "x"], "", "mu"),
    "exec": (["exec(open(f).read())", "x"], "", "mu"),
    "exec of text": (["exec('x = 1')", "x"], "", "mu"),
    "globals": (["globals()['x'] = 1", "x"], "", "mu"),
    "globals, updated": (["globals().update(d)", "x"], "", "mu"),
    "a magic in a call": (["get_ipython().run_line_magic('run', 'a.py')", "x"], "", "mu"),
    "a tame magic in a call": (["get_ipython().magic('matplotlib inline')", "x"], "", "m"),
    "broken cell": (["x = = 1", "x"], "", "mu"),
    "broken cell about else": (["y = = 1", "x"], "", "m"),
    "opaque cell": (["%%cython\ndef x(): pass", "x"], "", "mu"),
    "text that binds nothing": (["%%bash\nx=1", "x"], "", "m"),
    "shell": (["x = !ls\nx"], "?", ""),
    "%sx": (["x = %sx ls\nx"], "?", ""),
    "%%capture": (["%%capture x\nprint(1)", "x"], "?", ""),
    "%%capture with options": (["%%capture --no-stderr x\nprint(1)", "x"], "?", ""),
    "%%capture of nothing": (["%%capture\nprint(1)", "x"], "", "m"),
    "%%bash --out": (["%%bash --out x --err e\nls", "x"], "?", ""),
    "%sql <<": (["%sql x << SELECT 1", "x"], "?", ""),
    "%%sql <<": (["%%sql x <<\nSELECT 1", "x"], "?", ""),
    "%%bigquery": (["%%bigquery x --project p\nSELECT 1", "x"], "?", ""),
    "%R -o": (["%R -o x f()", "x"], "?", ""),
    "%store -r": (["%store -r x", "x"], "?", ""),
    "%store -r of all": (["%store -r", "x"], "", "mu"),
    "%store": (["%store x", "x"], "", "m"),
    "%aimport": (["%aimport x", "x"], "?", ""),
    "a magic between": (["x = 1\n%store -r x\nx"], "?", ""),
    "a magic under a condition": (["if c:\n    %store -r x\nx"], "?", "m"),
    "%load_ext": (["%load_ext x", "x"], "", "m"),
    "an unknown magic": (["%fetch x", "x"], "", "mu"),
    "%time": (["%time x = 1", "x"], "1", ""),
    "%%time": (["%%time\nx = 1", "x"], "1", ""),
    "%timeit": (["%timeit x = 1", "x"], "", "m"),
    "%timeit -o": (["x = %timeit -o f()\nx"], "?", ""),
    "%%timeit": (["%%timeit\nx = 1", "x"], "", "m"),
    "another process": (["%%python\nx = 1", "x"], "", "m"),
}


def last_use(notebook: Notebook, name: str = "x") -> Reached:
    return [
        notebook.reaching.of(index, use)
        for index, cell in enumerate(notebook.code)
        for use in cell.facts.uses
        if use.name == name
    ][-1]


def values(reached: Reached) -> list[str]:
    texts = []
    for bound in reached.bindings():
        value = bound.binding.value
        plain = isinstance(value, ast.Constant) and bound.binding.node is not value
        texts.append(repr(value.value) if plain and isinstance(value, ast.Constant) else "?")
    return texts


def letters(reached: Reached) -> str:
    told = {"m": reached.missing, "d": reached.deleted, "u": reached.unknown}
    return "".join(letter for letter, holds in told.items() if holds)


@pytest.mark.parametrize(("cells", "given", "holds"), REACHED.values(), ids=REACHED.keys())
def test_a_use_refers_to_what_can_reach_it(cells: list[str], given: str, holds: str) -> None:
    reached = last_use(cells_notebook(cells))
    assert sorted(values(reached)) == sorted(given.split())
    assert letters(reached) == holds
    assert reached.bound is bool(given)


def test_the_only_binding_is_told() -> None:
    def number(*cells: str) -> int | None:
        sole = last_use(cells_notebook(cells)).sole()
        return sole.cell.number if sole else None

    assert number("x = 1", "x = 2", "x") == 2
    assert number("x = 1", "if c:\n    x = 2", "x") is None
    assert number("if c:\n    x = 2", "x") is None
    assert number("x = 2", "%run a.py", "x") is None


# Cells, and the functions that are sure to run, each with the cell that makes it run.
RUNS = {
    "called": (["def f(): pass", "f()"], "f2"),
    "called twice": (["def f(): pass", "f()", "f()"], "f2"),
    "not called": (["def f(): pass", "f"], ""),
    "called under a condition": (["def f(): pass", "if c: f()"], ""),
    "called where its error is handled": (["def f(): pass", "try: f()\nexcept: pass"], ""),
    "called in a loop": (["def f(): pass", "for i in c: f()"], ""),
    "called in a function": (["def f(): pass", "def g(): f()", "g()"], "g3 f3"),
    "called in a function on a way": (["def f(): pass", "def g():\n if c: f()", "g()"], "g3"),
    "behind a way out": (["def f(): pass", "def g():\n if c: return\n f()", "g()"], "g3"),
    "called in one that is not": (["def f(): pass", "def g(): f()"], ""),
    "defined below its caller": (["def g(): f()", "def f(): pass", "g()"], "g3 f3"),
    "itself": (["def f(): f()", "f()"], "f2"),
    "one of two": (["if c:\n def f(): pass\nelse:\n def f(): pass", "f()"], ""),
    "defined anew": (["def f(): 1", "f()", "def f(): 2", "f()"], "f2 f4"),
    "rebound": (["def f(): pass", "f = g", "f()"], ""),
    "lambda": (["f = lambda: 1", "f()"], "<lambda>2"),
    "lambda that is not called": (["f(lambda: 1)"], ""),
    "class": (["class A:\n def __init__(self): pass\n def m(self): pass", "A()"], "__init__2"),
    "method": (["class A:\n def m(self): pass", "A().m()"], ""),
    "generator": (["def f(): yield 1", "f()"], ""),
    "coroutine": (["async def f(): pass", "f()"], ""),
    "decorated": (["@d\ndef f(): pass", "f()"], ""),
    "in an argument": (["def f(): pass\ndef g(): pass", "f(g())"], "f2 g2"),
}


@pytest.mark.parametrize(("cells", "runs"), RUNS.values(), ids=RUNS.keys())
def test_the_first_run_of_a_function_is_known(cells: list[str], runs: str) -> None:
    reaching = cells_notebook(cells).reaching
    found = [f"{run.function.name}{run.at[0] + 1}" for run in reaching.runs.values()]
    assert sorted(found) == sorted(runs.split())


def test_the_order_of_a_run_is_a_question_of_its_own() -> None:
    text = "# %% count=2\nx = 1\n# %% count=3\nx\n# %% count=1\nx = 2"
    notebook = read_percent(text)
    assert values(last_use(notebook)) == ["1"]
    as_run = notebook.reaching_as_run
    assert as_run is not None
    assert [cell.number for cell in as_run.links.cells] == [3, 1, 2]
    for counts in ("2 2 3", "1 2"):
        numbers = counts.split()
        cells = [f"# %% count={number}\nx" for number in numbers] + ["# %%\nx"] * (3 - len(numbers))
        assert read_percent("\n".join(cells)).reaching_as_run is None


STATEMENTS = st.sampled_from(
    """
    x = 1
    y = x
    x += 1
    x[0] = y
    del x
    import x
    from a import *
    if x: y = 1
    if y: x = 2
    else: x = 3
    if y: raise E
    for x in y: y = x
    for i in x: y = i
    while y: x = y
    while True: x = 1
    try: x = 1
    except E as y: x = y
    try: x
    finally: y = 2
    with y as x: x
    def f(): return x
    def f(): global x; x = 1
    def g(): f()
    f()
    g()
    [x for y in x]
    [(y := i) for i in x]
    y and (x := 1)
    class A: y = x
    """.strip().split("\n")
)


def joined(lines: list[str]) -> list[str]:
    """Statements, a clause at the one above it; one that belongs to nothing is left out."""
    whole: list[str] = []
    for line in map(str.strip, lines):
        if re.match("else|except|finally", line):
            wanted = {"else": "if", "except": "try", "finally": "try"}[line.split()[0].strip(":")]
            if whole and whole[-1].startswith(wanted) and "\n" not in whole[-1]:
                whole[-1] += f"\n{line}"
        elif not (whole and whole[-1].startswith("try") and "\n" not in whole[-1]):
            whole.append(line)
    if whole and whole[-1].startswith("try") and "\n" not in whole[-1]:
        whole.pop()
    return whole


def answers(notebook: Notebook) -> list[tuple[str, list[str], str]]:
    """What is told of each use, without the places."""
    told = []
    for index, cell in enumerate(notebook.code):
        for use in cell.facts.uses:
            reached = notebook.reaching.of(index, use)
            found = [ast.dump(bound.binding.node) for bound in reached.bindings()]
            told.append((use.name, sorted(set(found)), letters(reached)))
    return told


@given(st.lists(STATEMENTS, max_size=12).map(joined), st.data())
def test_neither_names_nor_the_cutting_of_cells_nor_words_change_an_answer(
    statements: list[str], data: st.DataObject
) -> None:
    told = answers(cells_notebook(statements))
    size = data.draw(st.integers(1, 6))
    groups = [statements[at : at + size] for at in range(0, len(statements), size)]
    assert answers(cells_notebook(["\n".join(group) for group in groups])) == told
    with_words = "".join(f"# %% [markdown]\nx = 9\n# %%\n{cell}\n" for cell in statements)
    assert answers(read_percent(with_words)) == told
    renamed = [re.sub(r"\bx\b", "other", statement) for statement in statements]
    new = answers(cells_notebook(renamed))
    assert [(name.replace("other", "x"), len(found), holds) for name, found, holds in new] == [
        (name, len(found), holds) for name, found, holds in told
    ]


@given(st.lists(STATEMENTS, max_size=12).map(joined))
def test_a_use_that_nothing_can_reach_is_never_certain_to_be_bound(statements: list[str]) -> None:
    notebook = cells_notebook(statements)
    for index, cell in enumerate(notebook.code):
        for use in cell.facts.uses:
            reached = notebook.reaching.of(index, use)
            assert reached.bound or reached.missing
            assert bool(list(reached.bindings())) or not reached.bound


def test_code_that_is_nested_too_deep_to_run_is_read_all_the_same() -> None:
    for word in ("if c", "for i in c", "while c"):
        nested = "\n".join(" " * depth + f"{word}:" for depth in range(60))
        inside = f"{nested}\n{' ' * 60}x = 1\n{' ' * 60}x"
        assert values(last_use(cells_notebook([inside]))) == ["1"]
        assert letters(last_use(cells_notebook([f"{inside}\nx"]))) == "m"
