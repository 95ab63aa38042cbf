"""Assignments through two subscripts, and which of them chooses the rows."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import cells_notebook, chained_assignments, rows_and_column

READ = "import pandas as pd\ndf = pd.read_csv('x.csv')\n"
# A target, and what chooses its rows and its column where that is plain.
CHAINS = {
    "df['a'][mask]": ("mask", "'a'"),
    "df['a'][3]": ("3", "'a'"),
    "df['a'][df.b > 1]": ("df.b > 1", "'a'"),
    "df[name][df.b > 1]": ("df.b > 1", "name"),
    "df[df.b > 1]['a']": ("df.b > 1", "'a'"),
    "df.loc[row]['a']": ("row", "'a'"),
    "df['a'].loc[1:2]": ("1:2", "'a'"),
    "df['a'][1:2]": None,
    "df['a'].iloc[1]": None,
    "df.iloc[1]['a']": None,
    "df[x][y]": None,
    "df['a']['b']": None,
    "df['a'][1, 2]": None,
    "df.loc[:, 'a'][1]": None,
    "df[df.b > 1].loc[row]": None,
}
OTHER = (
    "df['a']",
    "df.loc[1, 'a']",
    "df.loc[1, 'a'][0]",
    "df.at[1, 'a'][0]",
    "df['a'][0]['b']",
    "df.a[0]",
    "df.values[0][1]",
    "other['a'][0]",
    "f(df)['a'][0]",
    "df",
)


@pytest.mark.parametrize("target", CHAINS)
@pytest.mark.parametrize("form", ["{} = 1", "{} += 1", "x, {} = 1, 2", "for i in y:\n    {} = i"])
def test_a_chain_is_found_and_its_parts_are_told_apart(target: str, form: str) -> None:
    (chain,) = chained_assignments(cells_notebook([READ, form.format(target)]))
    assert ast.unparse(chain.target) == ast.unparse(ast.parse(target, mode="eval"))
    parts = tuple(ast.unparse(part) for part in rows_and_column(chain) if part)
    assert parts == (CHAINS[target] or ())


@pytest.mark.parametrize("target", OTHER)
def test_one_subscript_or_another_object_is_none(target: str) -> None:
    assert list(chained_assignments(cells_notebook([READ, f"{target} = 1"]))) == []


def test_what_a_function_is_given_is_not_looked_at() -> None:
    book = cells_notebook([READ, "def f(df):\n    df['a'][0] = 1\nlambda df: df['a'][0]"])
    assert list(chained_assignments(book)) == []
