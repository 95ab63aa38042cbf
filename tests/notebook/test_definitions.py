"""Where a name was written down is found through splits; several places are none."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import read_percent, reads_column, sole_origin


def written(source: str, name: str) -> str | None:
    bound = sole_origin(read_percent(source), name)
    return ast.unparse(bound.binding.value) if bound and bound.binding.value else None


@pytest.mark.parametrize(
    ("source", "name", "value"),
    [
        ("# %%\nX = df[['a']]", "X", "df[['a']]"),
        ("# %%\nX = df\n# %%\na, b = split(X, y)", "a", "df"),
        ("# %%\nX = df\n# %%\na, b = split(X, y)\nc, d = split(a, 2)", "c", "df"),
        ("# %%\nX = df\n# %%\na, b = split(X, y)", "b", None),
        ("# %%\nX = df\n# %%\nX = X.dropna()", "X", None),
        ("# %%\na, b = split(load(), y)", "a", None),
        ("# %%\na, b = pair", "a", None),
        ("# %%\na, b = split(a, b)", "a", None),
        ("# %%\nfor X in rows:\n    pass", "X", None),
        ("# %%\nprint(1)", "X", None),
    ],
)
def test_the_sole_origin(source: str, name: str, value: str | None) -> None:
    assert written(source, name) == value


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("# %%\ny = X['left']", True),
        ("# %%\ny = X[['age', 'left']]", True),
        ("# %%\ny = X.left", True),
        ("# %%\ny = X.loc[:, 'left']", True),
        ("# %%\ny = X.pop(column)", True),
        ("# %%\ndef f():\n    return X['left']", True),
        ("# %%\ny = X['age']", False),
        ("# %%\ny = df['left']", False),
        ("# %%\ny = X.drop(columns='left')", False),
        ("# %%\nXs['left']", False),
    ],
)
def test_what_is_read_from_a_name(source: str, reads: bool) -> None:
    assert reads_column(read_percent(source), "X", frozenset(["left"])) is reads
