"""Names across cells: which binding a use refers to, and what a call really calls."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Call, Notebook, cells_notebook

# Cells, and the qualified names of their calls of `call`, in document order.
CALLS = {
    "import": (["import a", "a.call()"], ["a.call"]),
    "import as": (["import a.b as c", "c.call()"], ["a.b.call"]),
    "import of a submodule": (["import a.b", "a.b.call()"], ["a.b.call"]),
    "import from": (["from a import call", "call()"], ["a.call"]),
    "import from as": (["from a import b as c", "c.call()"], ["a.b.call"]),
    "import below in a cell": (["a.call()\nimport a"], ["a.call"]),
    "import in a later cell": (["a.call()", "import a"], ["a.call"]),
    "alias": (["import a", "b = a", "b.call()"], ["a.call"]),
    "alias of an alias": (["import a", "b = a.x\nc = b.y", "c.call()"], ["a.x.y.call"]),
    "alias of a function": (["from a import call as f", "call = f", "call()"], ["a.call"]),
    "alias in a tuple": (["import a, b", "x, y = a, b", "y.call()"], ["b.call"]),
    "alias of itself": (["import a", "a = a", "a.call()"], [""]),
    "aliases in a circle": (["a = b\nb = a", "a.call()"], [""]),
    "alias through a chain too long": (
        [
            "import a",
            *(f"{y} = {x}" for x, y in zip("abcdefgh", "bcdefghi", strict=True)),
            "i.call()",
        ],
        [""],
    ),
    "rebound above": (["import a", "a = f()", "a.call()"], [""]),
    "rebound below": (["import a", "a.call()", "a = f()"], ["a.call"]),
    "rebound between": (["import a", "a.call()\na = f()\na.call()"], ["a.call", ""]),
    "rebound to another module": (
        ["import a as x", "x.call()", "import b as x", "x.call()"],
        ["a.call", "b.call"],
    ),
    "imported twice": (["import a", "import a", "a.call()"], ["a.call"]),
    "two submodules": (["import a.b", "import a.c", "a.b.call()"], ["a.b.call"]),
    "imported under a condition": (
        ["try:\n    import a\nexcept ImportError:\n    import b as a", "a.call()"],
        ["b.call"],
    ),
    "deleted": (["import a\ndel a", "a.call()"], [""]),
    "deferred, bound below": (["def f(): a.call()", "import a"], ["a.call"]),
    "deferred, the last counts": (
        ["import a as x", "def f(): x.call()", "import b as x"],
        ["b.call"],
    ),
    "a function's own import": (
        ["import a", "def f():\n    import b as a\n    a.call()"],
        ["b.call"],
    ),
    "a function's own variable": (["import a", "def f(a): a.call()"], [""]),
    "a loop's variable": (["import a", "for a in b: a.call()"], [""]),
    "a class": (["import a", "class a: pass", "a.call()"], [""]),
    "a function of the notebook": (["def call(): pass", "call()"], [""]),
    "a builtin": (["from a import b", "print()"], []),
    "global": (["def f():\n    global a\n    import x as a", "a.call()"], ["x.call"]),
    "no binding": (["a.call()"], [""]),
    "what a call gives": (["import a", "a.b().call()"], [""]),
    "an instance": (["from a import B", "b = B()", "b.call()"], [""]),
    "a broken cell between": (["import a", "x = = 1", "a.call()"], ["a.call"]),
    "the broken cell itself": (["import a\nx = = 1\na.call()"], ["a.call"]),
    "a walrus": (["import a", "(b := a).call()\nb.call()"], ["", "a.call"]),
}


def found(notebook: Notebook) -> list[Call]:
    """All calls of `call`, whatever it is, in document order."""
    like = notebook.links.calls_like(re.compile("call$"))
    return sorted(like, key=lambda call: (call.index, call.fact.order))


@pytest.mark.parametrize(("cells", "names"), CALLS.values(), ids=CALLS.keys())
def test_a_call_is_known_by_what_it_really_calls(cells: list[str], names: list[str]) -> None:
    notebook = cells_notebook(cells)
    calls = found(notebook)
    assert [call.name for call in calls] == names
    for call in calls:
        asked = notebook.calls(call.name) if call.name else notebook.methods("call")
        assert call in list(asked)


def test_builtins_and_the_shell_are_known_without_an_import() -> None:
    notebook = cells_notebook(["print(1)\nget_ipython().system('ls')\ndisplay(1)"])
    assert [len(list(notebook.calls(name))) for name in ("print", "get_ipython")] == [1, 1]
    assert len(list(notebook.methods("display"))) == 1
    shadowed = cells_notebook(["print = log", "print(1)"])
    assert not list(shadowed.calls("print"))


def test_a_call_knows_its_cell_among_others() -> None:
    from jupyter_handoff.notebook import read_percent

    notebook = read_percent("# %% [markdown]\n# a\n# %%\nimport a\n# %%\nx = a.call( 1 )")
    (call,) = notebook.calls("a.call")
    assert (call.index, call.cell.number) == (1, 3)
    assert call.cell.text_of(call.span) == "a.call( 1 )"


# Cells with one use of `x`, and the number of the cell whose binding it refers to.
BINDINGS = {
    "above in the cell": (["x = 1\nx"], 1),
    "the nearest above": (["x = 1", "x = 2", "x"], 2),
    "not the one below": (["x = 1", "x", "x = 2"], 1),
    "below where none stands above": (["x", "x = 1", "x = 2"], 2),
    "in a function the last": (["x = 1", "def f(): x", "x = 2"], 3),
    "nowhere": (["x"], None),
}


@pytest.mark.parametrize(("cells", "number"), BINDINGS.values(), ids=BINDINGS.keys())
def test_a_use_refers_to_a_binding(cells: list[str], number: int | None) -> None:
    links = cells_notebook(cells).links
    ((index, use),) = [
        (index, use)
        for index, cell in enumerate(links.cells)
        for use in cell.facts.uses
        if use.name == "x"
    ]
    bound = links.binding("x", index, use.order, deferred=use.deferred)
    assert (bound.cell.number if bound else None) == number


@pytest.mark.parametrize(
    ("name", "given"),
    [("print", True), ("__name__", True), ("In", True), ("spark", True), ("pd", False)],
)
def test_names_that_are_there_before_any_cell_runs_are_known(name: str, given: bool) -> None:
    assert cells_notebook([]).links.is_given(name) is given


def test_cells_with_a_star_import_are_known() -> None:
    assert cells_notebook(["import a", "from a import *", "%%bash"]).links.stars == [1]


@pytest.mark.parametrize(
    ("arguments", "by_name", "by_position", "open_ended"),
    [
        ("", None, None, False),
        ("1", None, "1", False),
        ("1, key=2", "2", "2", False),
        ("key=2", "2", "2", False),
        ("*a", None, None, True),
        ("*a, 1", None, None, True),
        ("1, *a", None, "1", True),
        ("**a", None, None, True),
        ("1, *a, key=2, **b", "2", "2", True),
    ],
)
def test_an_argument_is_found_by_keyword_or_by_position(
    arguments: str, by_name: str | None, by_position: str | None, open_ended: bool
) -> None:
    (call,) = cells_notebook([f"import a\na.call({arguments})"]).calls("a.call")
    named, placed = call.argument("key"), call.argument("key", 0)
    assert (named and ast.unparse(named)) == by_name
    assert (placed and ast.unparse(placed)) == by_position
    assert call.open_ended is open_ended


def test_a_name_near_a_call_is_qualified() -> None:
    notebook = cells_notebook(["import string as s, random", "random.choice(s.digits)"])
    (call,) = notebook.calls("random.choice")
    assert notebook.name_of(call.node.args[0], call) == "string.digits"
    assert notebook.name_of(ast.parse("f()[0]", mode="eval").body, call) == ""


PIECES = st.sampled_from(
    [
        *(
            "import a",
            "import b as a",
            "a = b",
            "b = a",
            "a = f()",
            "a.call()",
            "def f(): a.call()",
        ),
        *(
            "from a import call",
            "call()",
            "del a",
            "for a in b: b.call()",
            "from a import *",
            "x = = 1",
        ),
    ]
)


@given(st.lists(st.lists(PIECES, max_size=3).map("\n".join), max_size=6))
def test_every_call_is_found_once_and_how_the_cells_are_cut_changes_nothing(
    cells: list[str],
) -> None:
    def seen(sources: list[str]) -> list[tuple[str, str]]:
        return [(call.name, call.fact.method) for call in found(cells_notebook(sources))]

    lines = [line for cell in cells for line in cell.split("\n")]
    assert len(seen(cells)) == sum(line.count("call()") for line in lines)
    assert seen(cells) == seen(lines)
