"""HD106: a model is fitted on rows that were cut down while trying things out."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Fed, Notebook, cut_place, cuts_fed
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_SAID = {
    "nrows": "Only the first rows are read here",
    "head": "Only the first rows are kept here",
    "sample": "Only a sample of the rows is kept here",
}


def find(notebook: Notebook) -> Iterator[Match]:
    """Each truncation whose rows reach a fit."""
    for fed in cuts_fed(notebook.lineage):
        fit = notebook.site(fed.fit.site)
        yield Match(
            f"{_SAID[fed.cut.method]}, and the model in cell {fit.cell} is fitted on them.",
            notebook.site(fed.cut.site),
            related=(related(fit, "fitted here"),),
            fixes=tuple(_keep_all(notebook, fed)),
        )


def _keep_all(notebook: Notebook, fed: Fed) -> Iterator[Fix]:
    cell, call = notebook.by_id[fed.cut.site.cell_id], notebook.call_at(fed.cut.site)
    place = cut_place(cell, call, fed.cut.method) if call is not None else None
    if place is not None:
        yield Fix("Keep all rows", "unsafe", (cell.replace(place, ""),))


RULE = Rule(
    code="HD106",
    name="truncated-data-left",
    artifact="data",
    severities=severities("-wE"),
    summary="A model is fitted on data that were cut down for a try.",
    why=(
        "Reading a few rows is right while exploring. Left in, the model that is handed over "
        "learnt from a fraction of the data and nothing says so."
    ),
    fix="Removes the limit.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                df = «pd.read_csv("churn.csv", nrows=1000)»
                # %%
                X, y = df[["age"]], df["churned"]
                X = df.drop(columns="churned")
                model.fit(X, y)
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv")
                # %%
                X, y = df[["age"]], df["churned"]
                X = df.drop(columns="churned")
                model.fit(X, y)
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                df = «df.sample(frac=0.1)»
                # %%
                train_x, test_x, train_y, test_y = train_test_split(df[["age"]], df["churned"])
                model.fit(train_x, train_y)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                df = df
                # %%
                train_x, test_x, train_y, test_y = train_test_split(df[["age"]], df["churned"])
                model.fit(train_x, train_y)
            """,
        ),
    ),
    silent=tuple(
        f"# %%\nimport pandas as pd\ndf = pd.read_csv('x.csv')\n# %%\n{text}"
        for text in (
            "few = pd.read_csv('x.csv', nrows=5)\nfew.info()",
            "few = pd.read_csv('x.csv', nrows=limit)\nmodel.fit(few, y)",
            "few = pd.read_csv('x.csv', nrows=9)\nmodel.fit(len(few), y)",
            "df.head(10)\nmodel.fit(df, y)",
            "some = df.head(10)\nsome.plot()\nmodel.fit(df, y)",
            "df = df.sample(frac=1)\nmodel.fit(df, y)",
            "train = df.sample(frac=0.8)\ntest = df.drop(train.index)\nmodel.fit(train, y)",
            "train = df.sample(frac=0.8)\ntest = df[~df.index.isin(train.index)]\nm.fit(train, y)",
            "train = df.head(800)\ntest = df.tail(200)\nmodel.fit(train, y)",
            "if quick:\n    df = df.head(100)\nmodel.fit(df, y)",
            "sample = deck.sample(frac=0.5)\nmodel.fit(sample, y)",
            "some = df.sample(frac=0.1)\ntsne.fit_transform(some)",
        )
    ),
)
