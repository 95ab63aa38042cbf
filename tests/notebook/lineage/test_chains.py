"""Assignments through two subscripts are told of frames only, and which chooses the rows."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import Chained, Notebook, cells_notebook

READ = "import pandas as pd\ndf = pd.read_csv('x.csv')\nother = load()\nmask = df.b > 1\n"
# A target, and what chooses its rows and its column where that is plain.
CHAINS = {
    "df['a'][rows]": ("rows", "'a'"),
    "df['a'][3]": ("3", "'a'"),
    "df['a'][df.b > 1]": ("df.b > 1", "'a'"),
    "df[name][df.b > 1]": ("df.b > 1", "name"),
    "df[name][mask]": ("mask", "name"),
    "df[df.b > 1]['a']": ("df.b > 1", "'a'"),
    "df[mask]['a']": ("mask", "'a'"),
    "df[df.b.between(1, 2)]['a']": ("df.b.between(1, 2)", "'a'"),
    "df.loc[row]['a']": ("row", "'a'"),
    "df['a'].loc[1:2]": ("1:2", "'a'"),
    "df['a'][1:2]": None,
    "df['a'].iloc[1]": None,
    "df.iloc[1]['a']": None,
    "df[x][y]": None,
    "df['a']['b']": None,
    "df['a'][1, 2]": None,
    "df.loc[:, 'a'][1]": None,
    "df.loc[mask, 'a'][1]": None,
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
FORMS = ["{} = 1", "{} += 1", "x, {} = 1, 2", "for i in y:\n    {} = i"]


def chains(book: Notebook) -> list[Chained]:
    return list({item.site.spot: item for item in book.lineage.trace.of(Chained)}.values())


@pytest.mark.parametrize("target", CHAINS)
@pytest.mark.parametrize("form", FORMS)
def test_a_chain_is_found_and_its_parts_are_told_apart(target: str, form: str) -> None:
    book = cells_notebook([READ, form.format(target)])
    (chain,) = chains(book)
    cell = book.by_id[chain.site.cell_id]

    def written(place: tuple[int, int, int, int]) -> str:
        return cell.text_at(cell.facts.place_at(*place))

    assert ast.dump(ast.parse(written(chain.site.place))) == ast.dump(ast.parse(target))
    assert written(chain.frame) == "df"
    parts = tuple(written(place) for place in (chain.rows, chain.column) if place)
    assert parts == (CHAINS[target] or ())


@pytest.mark.parametrize("target", OTHER)
@pytest.mark.parametrize("form", FORMS)
def test_one_subscript_or_another_object_is_none(target: str, form: str) -> None:
    assert chains(cells_notebook([READ, form.format(target)])) == []


FAR = {
    "a function": "def f(frame):\n    frame['a'][0] = 1\nf(df)",
    "what a function gives": "def f():\n    return pd.read_csv('y')\nd = f()\nd['a'][0] = 1",
    "another name": "d = df\nd['a'][0] = 1",
    "some rows": "d = df[mask].copy()\nd['a'][0] = 1",
    "in a dict": "d = {'x': df}\nfor key, frame in d.items():\n    frame['a'][0] = 1",
    "each column": "for name in df.columns:\n    df[name][mask] = 1",
    "two frames": "d = df.merge(other, on='a')\nd['a'][0] = 1",
}
NEAR = {
    "a function that nobody calls": "def f(df):\n    df['a'][0] = 1",
    "a lambda": "lambda df: df['a'][0]",
    "a dict of it": "d = df.to_dict()\nd['a'][0] = 1",
    "rows as lists": "d = df.values.tolist()\nd[0][1] = 1",
    "a series of lists": "d = df.apply(f, axis=1)\nd[0][1] = 1",
    "a column of lists": "d = df['a']\nd[0][1] = 1",
    "a column that is not known": "d = df[given]\nd[0][1] = 1",
    "one of its columns": "for name in df.columns:\n    d = df[name]\n    d[0][1] = 1",
    "groups": "d = dict(list(df.groupby('a')))\nd['x']['y'] = 1",
    "many frames": "d = [pd.read_csv(path) for path in paths]\nd[0]['a'] = 1",
    "many sheets": "d = pd.read_excel('x', sheet_name=None)\nd['a']['b'] = 1",
    "a table of another kind": "other.head()\nother['a'][0] = 1",
    "one of two": "if given:\n    df = other\ndf['a'][0] = 1",
}


@pytest.mark.parametrize("name", FAR)
def test_a_frame_is_known_through_names_functions_and_loops(name: str) -> None:
    assert len(chains(cells_notebook([READ, FAR[name]]))) == 1


@pytest.mark.parametrize("name", NEAR)
def test_what_need_not_be_a_frame_is_left_alone(name: str) -> None:
    assert chains(cells_notebook([READ, NEAR[name]])) == []
