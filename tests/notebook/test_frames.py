"""Which expressions are frames or series is told by evidence, never by a name."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import Notebook, cells_notebook

IMPORTS = "import pandas as pd\nimport seaborn as sns\nfrom sklearn.model_selection import *\n"
SPLIT = "from sklearn.model_selection import train_test_split\n"
READ = "df = pd.read_csv('x.csv')\n"

# The expression in the last line, and what it is.
KINDS = {
    "pd.read_csv('x')": "frame",
    "pd.DataFrame({'a': [1]})": "frame",
    "pd.concat([a, b])": "frame",
    "sns.load_dataset('x')": "frame",
    READ + "df": "frame",
    READ + "df.dropna().reset_index(drop=True)": "frame",
    READ + "df = df.dropna()\ndf": "frame",
    READ + "df[df.a > 1]": "frame",
    READ + "df[(df.a > 1) & ~df.b]": "frame",
    READ + "df[df.a.isin(x)]": "frame",
    READ + "df[['a', 'b']]": "frame",
    READ + "names = ['a', 'b']\ndf[names]": "frame",
    READ + "names = ['a'] + other\ndf[names]": "frame",
    READ + "names = df.columns[df.columns != 'a']\ndf[names]": "frame",
    READ + "df[df.columns[1:]]": "frame",
    READ + "df[list(df.columns.drop('a'))]": "frame",
    READ + "df[df.columns[0]]": "either",
    READ + "df[first(df.columns)]": "either",
    READ + "df[a + b]": "either",
    READ + "df['a']": "series",
    READ + "name = 'a'\ndf[name]": "series",
    READ + "df[name]": "either",
    READ + "df['a'].fillna(0).shift(1)": "series",
    READ + "df['a'].to_frame()": "frame",
    READ + "df.iloc[:, :-1]": "frame",
    READ + "df.iloc[:, -1]": "series",
    READ + "df.loc[:, ['a']]": "frame",
    READ + "df.loc[df.a > 1]": "frame",
    READ + "df.T": "frame",
    READ + "df.loc[3]": "either",
    READ + SPLIT + "X, y = df[['a']], df['b']\nX": "frame",
    READ + SPLIT + "a, b, c, d = train_test_split(df[['a']], df['b'])\nb": "frame",
    READ + SPLIT + "a, b, c, d = train_test_split(df[['a']], df['b'])\nc": "series",
    READ + "if small:\n    df = df.head()\ndf": "frame",
    READ + "if small:\n    df = df['a']\ndf": "either",
}
# The same where nothing can be known.
UNKNOWN = (
    "df",
    "pd.read_pickle('x')",
    "pd.read_csv('x', chunksize=9)",
    "pd.read_excel('x', sheet_name=None)",
    "pd.read_html('x')",
    "mine.read_csv('x')",
    READ + "df.groupby('a')",
    READ + "df.values",
    READ + "df.to_numpy()",
    READ + "df.dropna(inplace=True)",
    READ + "df.loc[3, 'a']",
    READ + "df['a'][0]",
    READ + "df['a'].loc[0]",
    READ + "df.a",
    READ + "len(df)",
    READ + "df = load()\ndf",
    READ + "del df\ndf",
    READ + "for df in frames:\n    pass\ndf",
    READ + "with open(x) as df:\n    pass\ndf",
    READ + "if small:\n    df = None\ndf",
    READ + "def change():\n    global df\n    df = 1\ndf",
    READ + "train, test = split(df)\ntrain",
    "frames = {'a': pd.read_csv('x')}\nframes['a']",
    "frames = [pd.read_csv(x) for x in y]\nframes[0]",
    READ + SPLIT + "parts = train_test_split(df)\nparts",
)


def kind(book: Notebook) -> str:
    last = book.code[-1].facts.tree.body[-1]
    assert isinstance(last, ast.Expr)
    frame = book.frames.of(last.value, len(book.code) - 1, 10_000)
    return frame.kind if frame else ""


@pytest.mark.parametrize("source", KINDS)
def test_frames_and_series_are_known_by_what_made_them(source: str) -> None:
    assert kind(cells_notebook([IMPORTS + source])) == KINDS[source]


@pytest.mark.parametrize("source", UNKNOWN)
def test_what_could_be_anything_is_not_known(source: str) -> None:
    assert kind(cells_notebook([IMPORTS + source])) == ""


def test_a_name_is_followed_across_cells_and_only_downwards() -> None:
    assert kind(cells_notebook([IMPORTS, READ, "df = df[df.a > 0]", "df"])) == "frame"
    assert kind(cells_notebook([IMPORTS, "df", READ, "1"])) == ""
    above = cells_notebook([IMPORTS, "df", READ])
    use = above.code[1].facts.tree.body[0]
    assert isinstance(use, ast.Expr) and above.frames.of(use.value, 1, 1) is None


def test_without_pandas_nothing_is_a_frame() -> None:
    assert kind(cells_notebook(["df = pd.read_csv('x')", "df"])) == ""


def test_it_says_how_a_frame_was_made_and_how_wide_it_is() -> None:
    book = cells_notebook([IMPORTS + READ, "X = df[['a', 'b']].dropna()\njoined = df.merge(X)"])
    chosen, joined = (
        book.frames.of(statement.value, 1, 10_000)
        for statement in book.code[1].facts.tree.body
        if isinstance(statement, ast.Assign)
    )
    assert chosen is not None and joined is not None
    assert (chosen.source, chosen.width, chosen.is_read) == ("pandas.read_csv", 2, True)
    assert (joined.source, joined.width, joined.is_read) == ("merge", None, False)


def test_many_bindings_of_a_name_are_followed_without_end() -> None:
    cells = [IMPORTS, READ, *["df = df.dropna()"] * 3_000, "df"]
    assert kind(cells_notebook(cells)) == "frame"
    assert kind(cells_notebook([IMPORTS, READ + "df" + ".dropna()" * 300])) == ""
