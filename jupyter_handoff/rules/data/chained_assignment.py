"""HD112: an assignment to a frame through two subscripts."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Chained, Notebook
from ...report import Fix
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such assignment, once a place, on what is known to be a frame."""
    chains = {chain.site.spot: chain for chain in notebook.lineage.trace.of(Chained)}
    for chain in chains.values():
        cell = notebook.by_id[chain.site.cell_id]
        name = cell.text_at(cell.facts.place_at(*chain.frame))
        yield Match(
            f"This assigns through two subscripts: the first may give a copy of `{name}`, "
            f"and `{name}` itself stays as it was.",
            notebook.site(chain.site),
            fixes=(_located(notebook, chain),),
        )


def _located(notebook: Notebook, chain: Chained) -> Fix:
    cell = notebook.by_id[chain.site.cell_id]
    if chain.rows is None or chain.column is None or not cell.editable:
        return Fix("Assign with one `.loc[rows, column]`", "suggestion")
    frame, rows, column = (
        cell.text_at(cell.facts.place_at(*place))
        for place in (chain.frame, chain.rows, chain.column)
    )
    place = cell.facts.place_at(*chain.site.place)
    edit = cell.replace(place, f"{frame}.loc[{rows}, {column}]")
    return Fix("Assign with `.loc`", "unsafe", (edit,))


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
        _READ + "d = df.to_dict()\nd['a'][0] = 1\ns = df.apply(f, axis=1)\ns[0][1] = 2",
        "import pandas as pd\nd = pd.read_excel('x', sheet_name=None)\nd['a']['b'] = 1",
        "import pandas as pd\ndf = pd.read_pickle('x')\ndf['a'][0] = 1",
        "df.head()\ndf['a'][0] = 1",
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
