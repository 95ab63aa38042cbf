"""Edits leave code that parses, in which nothing but the one thing has changed."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from jupyter_handoff.fixes import apply_fixes, edited
from jupyter_handoff.notebook import (
    Call,
    Cell,
    add_line_after,
    add_line_before,
    cells_notebook,
    imports_moved,
    move_line,
    remove_statement,
    set_argument,
)
from jupyter_handoff.notebook.parsing import parse
from jupyter_handoff.report import Fix


def call_in(source: str) -> Call:
    """The first call of `f` in a cell of its own."""
    notebook = cells_notebook([source])
    return next(call for call in notebook.methods("f"))


def with_argument(source: str, position: int | None = None) -> str | None:
    call = call_in(source)
    edit = set_argument(call, "seed", "42", position=position)
    return None if edit is None else edited(call.cell, [edit])


# A cell, and what it is with `seed=42` in its call.
SET = {
    "f()": "f(seed=42)",
    "f( )": "f( seed=42)",
    "f(a)": "f(a, seed=42)",
    "f(a,)": "f(a, seed=42)",
    "f(a , )": "f(a , seed=42 )",
    "f(seed=None)": "f(seed=42)",
    "f(a, seed = (None), b=1)": "f(a, seed = (42), b=1)",
    "f((a))": "f((a), seed=42)",
    "f(((a) ))": "f(((a) ), seed=42)",
    "f(a=(b))": "f(a=(b), seed=42)",
    "f(*a)": "f(*a, seed=42)",
    "f(**a)": "f(**a, seed=42)",
    "f(b=1, *a)": "f(b=1, *a, seed=42)",
    "f(*(a))": "f(*(a), seed=42)",
    "f('🎉', a)": "f('🎉', a, seed=42)",
    "x = '🎉'; f(a)": "x = '🎉'; f(a, seed=42)",
    "f(a)(b)": "f(a, seed=42)(b)",
    "f(f(a))": "f(f(a), seed=42)",
    "f(i for i in a)": None,
    "f((i for i in a), b)": "f((i for i in a), b, seed=42)",
    "f([i for i in a])": "f([i for i in a], seed=42)",
    "f(lambda: a)": "f(lambda: a, seed=42)",
    "f(a if b else c)": "f(a if b else c, seed=42)",
    "f(\n    a\n)": "f(\n    a, seed=42\n)",
    "f(\n    a,\n)": "f(\n    a,\n    seed=42,\n)",
    "f(\r\n    a,\r\n)": "f(\r\n    a,\r\n    seed=42,\r\n)",
    "f(\n    a,\n    # why\n)": "f(\n    a,\n    seed=42,\n    # why\n)",
    "f(\n    a,  # b, (c)\n)": "f(\n    a,  # b, (c)\n    seed=42,\n)",
    "f(a  # (b)\n)": "f(a, seed=42  # (b)\n)",
    "f((a  # (b)\n  )  # )\n)": "f((a  # (b)\n  ), seed=42  # )\n)",
    "f(a  # b\n  ,)": "f(a, seed=42  # b\n  ,)",
    "f(a \\\n  )": "f(a, seed=42 \\\n  )",
    "f(a, \\\n  )": "f(a,\nseed=42, \\\n  )",
    "f(  # why\n)": "f(  # why\nseed=42)",
    "f(a, '''\n)''')": "f(a, '''\n)''', seed=42)",
    "x.y.f(a).z": "x.y.f(a, seed=42).z",
    "%time f(a)": "%time f(a, seed=42)",
    "    x\n    f(a)": "    x\n    f(a, seed=42)",
    ">>> f(\n...     a,\n... )": ">>> f(\n...     a,\n...     seed=42,\n... )",
    "f'{f(a)}'": "f'{f(a, seed=42)}'",
    "if f(a): b": "if f(a, seed=42): b",
    "@f(a)\nclass A: pass": "@f(a, seed=42)\nclass A: pass",
}


@pytest.mark.parametrize("source", SET, ids=repr)
def test_an_argument_is_set_in_the_way_that_the_call_is_written(source: str) -> None:
    assert with_argument(source) == SET[source]


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("f(None)", "f(42)"),
        ("f((None), a=1)", "f((42), a=1)"),
        ("f()", "f(seed=42)"),
        ("f(seed=None)", "f(seed=42)"),
        ("f(a=1)", "f(a=1, seed=42)"),
        ("f(*a)", "f(*a, seed=42)"),
    ],
)
def test_an_argument_given_by_position_is_replaced(source: str, result: str) -> None:
    assert with_argument(source, 0) == result


ARGUMENTS = st.lists(
    st.sampled_from(
        ["a", "(b)", "'é🎉'", "[c, d]", "f(e)", "lambda: g", "h if i else j", '"""k\n)"""', "l[m]"]
    ),
    max_size=3,
)
KEYWORDS = st.lists(st.sampled_from(["n=1", "o=(p)", "seed = None", "q=f(r)"]), unique=True)
SPACE = st.sampled_from(["", " ", "\n    ", "  # why, (s)\n    ", "\n\n", " \\\n ", "\t"])


@st.composite
def calls(draw: st.DrawFn) -> str:
    items = [*draw(ARGUMENTS), *draw(KEYWORDS)]
    text = "".join(f"{draw(SPACE)}{item}{draw(SPACE)}," for item in items)
    if not draw(st.booleans()):
        text = text[:-1]
    before, after = draw(st.sampled_from([("", ""), ("x = '🎉', ", ", y"), ("z((", "), 1)")]))
    return f"{before}f({text}{draw(SPACE)}){after}".replace(
        "\n", draw(st.sampled_from(["\n", "\r\n"]))
    )


@given(calls())
def test_the_edited_code_parses_and_nothing_but_the_argument_has_changed(source: str) -> None:
    result = with_argument(source)
    assert result is not None
    wanted = parse(source)
    call = outer(wanted)
    given = [keyword for keyword in call.keywords if keyword.arg == "seed"]
    if given:
        given[0].value = ast.Constant(42)
    else:
        call.keywords.append(ast.keyword("seed", ast.Constant(42)))
    assert ast.dump(parse(result)) == ast.dump(wanted)
    assert [line for line in comments(source) if line not in comments(result)] == []


def outer(tree: ast.Module) -> ast.Call:
    """The call of `f` that is not within another one."""
    named = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "f"
    ]
    return named[0]


def comments(source: str) -> list[str]:
    return [comment.text for comment in Cell("id", 1, "code", source).facts.plain.comments]


# A cell, a statement's number from 0, and the cell with lines in front of it and behind.
AROUND = {
    "alone": ("x", 0, "new\nx", "x\nnew"),
    "at the end of a line": ("x\n", 0, "new\nx\n", "x\nnew\n"),
    "between": ("x\ny\nz", 1, "x\nnew\ny\nz", "x\ny\nnew\nz"),
    "with a comment": ("x  # a\n# b\ny", 0, "new\nx  # a\n# b\ny", "x  # a\nnew\n# b\ny"),
    "of several lines": ("f(\n  x\n)\ny", 0, "new\nf(\n  x\n)\ny", "f(\n  x\n)\nnew\ny"),
    "in front of a semicolon": ("x; y\nz", 0, "new\nx; y\nz", "x; y\nnew\nz"),
    "behind a semicolon": ("x; f(\n y)\nz", 0, "new\nx; f(\n y)\nz", "x; f(\n y)\nnew\nz"),
    "a decorated function": ("@d\ndef f(): x", 0, "new\n@d\ndef f(): x", "@d\ndef f(): x\nnew"),
    "a block": ("if x:\n    y\nz", 0, "new\nif x:\n    y\nz", "if x:\n    y\nnew\nz"),
    "CRLF": ("x\r\ny\r\n", 0, "new\r\nx\r\ny\r\n", "x\r\nnew\r\ny\r\n"),
    "CR": ("x\ry", 1, "x\rnew\ry", "x\ry\rnew"),
    "indented": ("    x\n    y", 1, "    x\n    new\n    y", "    x\n    y\n    new"),
    "below a magic": ("%%time\nx", 0, "%%time\nnew\nx", "%%time\nx\nnew"),
    "above a magic": ("x\n!ls", 0, "new\nx\n!ls", "x\nnew\n!ls"),
    "in a magic": ("%time x", 1, "new\n%time x", "%time x\nnew"),
    "in a doctest": (">>> x\n>>> y", 0, ">>> new\n>>> x\n>>> y", ">>> x\n>>> new\n>>> y"),
    "at a prompt": ("In [1]: x", 0, "In [1]: new\nIn [1]: x", "In [1]: x\nIn [1]: new"),
    "emoji": ("'🎉'; x\ny", 1, "new\n'🎉'; x\ny", "'🎉'; x\nnew\ny"),
}


@pytest.mark.parametrize(("source", "number", "before", "after"), AROUND.values(), ids=AROUND)
def test_a_line_is_put_round_a_statement(source: str, number: int, before: str, after: str) -> None:
    cell = Cell("id", 1, "code", source)
    statement = cell.facts.tree.body[number]
    assert edited(cell, [add_line_before(cell, statement, "new")]) == before
    assert edited(cell, [add_line_after(cell, statement, "new")]) == after


STATEMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "x = 1",
                "f(\n  y)",
                "if a:\n    b",
                "@d\ndef g():\n    return 1",
                "# c",
                "",
                "z; w",
                "!ls",
            ),
            *("%cd x", "%time u = 1", "'''\n  v\n'''", "class A:\n\n    pass"),
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(STATEMENTS, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
def test_a_line_stands_between_the_statements_that_it_was_put_between(
    statements: list[str], end: str, indented: bool, data: st.DataObject
) -> None:
    source = "\n".join(statements)
    if indented and "'''" not in source:
        source = "\n".join(f"  {line}" if line else line for line in source.split("\n"))
    cell = Cell("id", 1, "code", source.replace("\n", end))
    body = cell.facts.tree.body
    if not body:
        return
    statement = data.draw(st.sampled_from(body))
    for edit in (
        add_line_before(cell, statement, "new"),
        add_line_after(cell, statement, "new"),
    ):
        mended = Cell("id", 1, "code", edited(cell, [edit]))
        after = [ast.dump(node) for node in mended.facts.tree.body]
        assert not mended.facts.problems
        after.remove(ast.dump(ast.parse("new").body[0]))
        assert after == [ast.dump(node) for node in body]


# A cell with `f(…)` before `s(…)`, and what it is when `s` has moved; None where it may not.
MOVED = {
    "f()\ns(1)": "s(1)\nf()",
    "f()\ns(1)\nx = 2": "s(1)\nf()\nx = 2",
    "f()\r\ns(1)  # a word\r\nx = 2": "s(1)  # a word\r\nf()\r\nx = 2",
    "a = 1\nf()\ns(a)": "a = 1\ns(a)\nf()",
    "for i in x:\n    f()\ns(len('🎉'))": "s(len('🎉'))\nfor i in x:\n    f()",
    "f()\na = 1\ns(a)": None,
    "f()\ns(unknown)": None,
    "f(); s(1)": None,
    "f()\nx = s(1)": None,
    "f()\ns(\n1)": None,
    "f()\nif x:\n    s(1)": None,
    "f()\ns(1); x = 2": None,
    "@f()\ndef g(): pass\ns(1)": None,
}


@pytest.mark.parametrize("source", MOVED)
def test_a_line_is_moved_where_all_its_names_are_bound(source: str) -> None:
    book = cells_notebook(["def s(n): pass", source])
    (moved,), (before,) = book.methods("s"), book.methods("f")
    edits = move_line(book, moved, before)
    assert (edited(moved.cell, edits) if edits else None) == MOVED[source]


def test_a_line_is_moved_from_cell_to_cell_but_not_into_a_locked_one() -> None:
    book = cells_notebook(["def s(n): pass", "f()", "s(1)\nx = 1"])
    (moved,), (before,) = book.methods("s"), book.methods("f")
    edits = move_line(book, moved, before)
    assert edits is not None
    assert edited(before.cell, edits[:1]) == "s(1)\nf()"
    assert edited(moved.cell, edits[1:]) == "x = 1"
    locked = structs.replace(moved, cell=replace(moved.cell, metadata={"editable": False}))
    assert move_line(book, locked, before) is None


@pytest.mark.parametrize(
    ("home", "cell", "fixed"),
    [
        ("import a", "import b\nb.f()", ("import a\nimport b", "b.f()")),
        ("import a\r\na.f()", "import b\nb.f()", ("import a\r\nimport b\r\na.f()", "b.f()")),
        (
            "import a; a.f()",
            "from b import (\n    c,\n)\nc()",
            ("import a; a.f()\nfrom b import (\n    c,\n)", "c()"),
        ),
        ("import a", "f()\nimport b\nimport c", ("import a\nimport b\nimport c", "f()")),
        ("import a", "import b\nf()\nimport c", ("import a\nimport b\nimport c", "f()")),
        ("import a", "import b; b.f()", None),
        ("import a", "import b # for f\nb.f()", None),
    ],
)
def test_imports_are_moved_behind_others(
    home: str, cell: str, fixed: tuple[str, str] | None
) -> None:
    notebook = cells_notebook([home, cell])
    above, below = notebook.cells
    body = below.facts.tree.body
    imports = [item for item in body if isinstance(item, ast.Import | ast.ImportFrom)]
    edits = imports_moved(below, imports, above, behind=above.facts.tree.body[0])
    if fixed is None:
        assert edits == ()
    else:
        new = apply_fixes(notebook, [Fix("", "unsafe", edits)]).notebook
        assert tuple(item.source for item in new.cells) == fixed


# A cell, and what it is without the statement that calls `f`.
REMOVED = {
    "a\nf()\nb": "a\nb",
    "a\nf(\n  1,\n)": "a",
    "f()\r\nb\r\n": "b\r\n",
    "  a\n  f()\n  b": "  a\n  b",
    ">>> a\n>>> f()\n>>> b": ">>> a\n>>> b",
    "a; f()": None,
    "f(); a": None,
    "f()  # why": None,
    "if a:\n    f()": None,
    "if a: f()": None,
    "%time f()": None,
}


@pytest.mark.parametrize(("source", "left"), REMOVED.items())
def test_a_statement_is_removed_with_its_lines_alone(source: str, left: str | None) -> None:
    call = call_in(source)
    edit = remove_statement(call.cell, call.fact.statement)
    assert (None if edit is None else edited(call.cell, [edit])) == left
