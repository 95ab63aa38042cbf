"""Values without names are told from those that never had any."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import BareValues, bare_values, cells_notebook

SET_UP = (
    "import pandas as pd\nfrom sklearn.model_selection import train_test_split\n"
    "df = pd.read_csv('x.csv')\nbare = pd.read_csv('x.csv', header=None)"
)
# What is fitted on, and the frame that its values are taken from.
TAKEN = {
    "f(df.values)": "df",
    "f(df.to_numpy())": "df",
    "f(df[['a', 'b']].values)": "df[['a', 'b']]",
    "X = df.values\nf(X)": "df",
    "X = df.drop(columns='y').values\na, b, c, d = train_test_split(X, y)\nf(a)": (
        "df.drop(columns='y')"
    ),
    "a, b = train_test_split(df.values)\nf(b)": "df",
    "bare.columns = ['a', 'b']\nf(bare.values)": "bare",
    "X = pd.DataFrame(rows, columns=names)\nf(X.values)": "X",
    "X = pd.DataFrame({'a': a, 'b': b})\nf(X.values)": "X",
}
OTHER = (
    "f(df)",
    "f(df['a'].values)",
    "f(df[['a']].values)",
    "f(df.values())",
    "f(df.to_numpy(dtype=float))",
    "f(df.values.reshape(-1, 1))",
    "f(bare.values)",
    "X = pd.DataFrame(rows)\nf(X.values)",
    "f(other.values)",
    "f(settings.values())",
    "a, b, c, d = train_test_split(df[['a', 'b']], df['c'].values)\nf(c)",
    "def g(df):\n    f(df.values)",
    "[f(df.values) for df in frames]",
)


def taken(source: str) -> BareValues | None:
    book = cells_notebook([SET_UP, source])
    (call,) = book.methods("f")
    return bare_values(book, call, call.node.args[0])


@pytest.mark.parametrize("source", TAKEN)
def test_values_of_named_columns_are_found(source: str) -> None:
    found = taken(source)
    assert found is not None
    assert found.cell.text_at(found.cell.facts.place(found.frame)) == TAKEN[source]
    edit = found.without()
    assert edit.old is not None and edit.old.startswith(".") and edit.new == ""


@pytest.mark.parametrize("source", OTHER)
def test_what_has_no_names_or_one_column_is_not(source: str) -> None:
    assert taken(source) is None
