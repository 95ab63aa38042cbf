"""HD112: an assignment to a frame through two subscripts."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Chain, Notebook, chained_assignments, rows_and_column
from ...report import Fix
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such assignment on what is known to be a frame."""
    for chain in chained_assignments(notebook):
        name = chain.frame.id
        yield Match(
            f"This assigns through two subscripts: the first may give a copy of `{name}`, "
            f"and `{name}` itself stays as it was.",
            chain.cell.span(chain.cell.facts.place(chain.target)),
            fixes=(_located(chain),),
        )


def _located(chain: Chain) -> Fix:
    cell, place = chain.cell, chain.cell.facts.place
    rows, column = rows_and_column(chain)
    if rows is None or column is None or not cell.editable:
        return Fix("Assign with one `.loc[rows, column]`", "suggestion")
    text = f"{chain.frame.id}.loc[{cell.text_at(place(rows))}, {cell.text_at(place(column))}]"
    return Fix("Assign with `.loc`", "unsafe", (cell.replace(place(chain.target), text),))


_READ = "import pandas as pd\ndf = pd.read_csv('x.csv')\n"

RULE = Rule(
    code="HD112",
    name="chained-assignment",
    artifact="data",
    severities=severities("www"),
    summary="A frame is assigned to through two subscripts.",
    why=(
        "Whether the first subscript gives a copy depends on the data's types. Since pandas 3 it "
        "always does: the assignment does nothing, with no more than a warning, and the model is "
        "fitted on data that were never mended."
    ),
    fix="Writes one `.loc[rows, column]`, where it is plain which is which.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv")
                # %%
                «df["age"][df["age"] < 0]» = 0
                «df[df["plan"].isna()]["plan"]» = "none"
                for name in names:
                    «df[name][df[name] > 9]» += 1
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv")
                # %%
                df.loc[df["age"] < 0, "age"] = 0
                df.loc[df["plan"].isna(), "plan"] = "none"
                for name in names:
                    df.loc[df[name] > 9, name] += 1
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                df = pd.DataFrame({"a": [1, 2]})
                «df.loc[1]["a"]» = 3
                «df["a"].loc[0:1]» = 4
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.DataFrame({"a": [1, 2]})
                df.loc[1, "a"] = 3
                df.loc[0:1, "a"] = 4
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv").dropna()
                «df["a"][:5]» = 1
                «df.iloc[0]["a"]» = 2
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv").dropna()
                df.iloc[:5, df.columns.get_loc("a")] = 1
                df.loc[df.index[0], "a"] = 2
            """,
        ),
    ),
    silent=(
        _READ + "df['a'] = 1\ndf.loc[df.a > 1, 'a'] = 2\ndf.at[1, 'a'] = 3",
        _READ + "x = df['a'][0]\nprint(df[df.a > 1]['b'])",
        _READ + "df.loc[3, 'names'][0] = 'x'\ndf.at[3, 'names'][0] = 'x'",
        _READ + "df['settings'][0]['key'] = 1",
        _READ + "df['a'].values[0] = 1\ndf.columns.values[0] = 'b'",
        _READ + "del df['a'][0]",
        _READ + "def change(df):\n    df['a'][0] = 1",
        _READ + "df = dict(df)\ndf['a']['b'] = 1",
        _READ + "groups = dict(list(df.groupby('a')))\ngroups['x']['y'] = 1",
        _READ + "counts = {}\ncounts['a'] = {}\ncounts['a']['b'] = df.shape[0]",
        _READ + "rows = df.values\nrows[0][1] = 2",
        "import numpy as np\ngrid = np.zeros((3, 3))\ngrid[0][1] = 1",
        "import pandas as pd\nframes = [pd.read_csv(path) for path in paths]\nframes[0]['a'] = 1",
        "df['a'][0] = 1",
    ),
)
