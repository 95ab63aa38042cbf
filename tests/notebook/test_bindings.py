"""What a name stands for is said only where that is certain."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import above, begins_with, cells_notebook, is_shared, same_at, sure


@pytest.mark.parametrize(
    ("text", "name"),
    [("a", "a"), ("a.b", "a"), ("a[0].b(1)['c']", "a"), ("(a + b).c", ""), ("1", ""), ("f()", "f")],
)
def test_a_chain_begins_with_a_name(text: str, name: str) -> None:
    found = begins_with(ast.parse(text, mode="eval").body)
    assert (found.id if found else "") == name


@pytest.mark.parametrize(
    ("source", "shared"),
    [
        ("x.f(x)", True),
        ("x[1].y.f()", True),
        ("g(x.f())", True),
        ("def g(x):\n    x.f()", False),
        ("[x.f() for x in y]", False),
        ("[x.f() for z in x]", True),
        ("lambda x: x.f()", False),
        ("(1).f()", False),
    ],
)
def test_names_of_functions_and_comprehensions_are_not_the_notebooks(
    source: str, shared: bool
) -> None:
    book = cells_notebook(["x = 1", source])
    (call,) = book.methods("f")
    assert isinstance(call.node.func, ast.Attribute)
    assert is_shared(call, call.node.func.value) is shared


def test_a_name_that_a_function_or_a_condition_rebinds_is_not_sure() -> None:
    book = cells_notebook(["a = b = c = 1", "def f():\n    global a\n    a = 2\nif b:\n    b = 2"])
    standing = [above(book.links, name, 2, 0) for name in "abc"]
    assert [bool(bound and sure(book, bound)) for bound in standing] == [False, False, True]
    assert above(book.links, "a", 0, 0) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a + 1", True),
        ("len(a)", True),
        ("f(a, b)", False),
        ("b", False),
        ("1", True),
        ("z", False),
    ],
)
def test_an_expression_is_the_same_until_one_of_its_names_is_bound_anew(
    text: str, same: bool
) -> None:
    links = cells_notebook(["a = b = f = 1", "b = 2"]).links
    assert same_at(links, ast.parse(text, mode="eval").body, (1, 0), (2, 0)) is same
