"""What a name stands for is said only where that is certain."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import above, cells_notebook, same_at


def test_a_binding_below_a_place_is_not_above_it() -> None:
    links = cells_notebook(["a = 1", "b = 2"]).links
    assert above(links, "a", 1, 0) is not None
    assert above(links, "b", 1, 0) is None
    assert above(links, "c", 1, 0) is None


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
