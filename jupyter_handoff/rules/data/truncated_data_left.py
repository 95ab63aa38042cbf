"""HD106: a model is fitted on rows that were cut down while trying things out."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Fed, Notebook, truncations_fed
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_SAID = {
    "nrows": "Only the first rows are read here",
    "head": "Only the first rows are kept here",
    "sample": "Only a sample of the rows is kept here",
}


def find(notebook: Notebook) -> Iterator[Match]:
    """Each truncation whose rows reach a fit."""
    for fed in truncations_fed(notebook.code, notebook.links):
        cut = fed.truncation
        place = fed.cell.facts.place(fed.fit)
        yield Match(
            f"{_SAID[cut.method]}, and the model in cell {fed.cell.number} is fitted on them.",
            cut.cell.span(cut.cell.facts.place(cut.node)),
            related=(related(fed.cell.span(place), "fitted here"),),
            fixes=tuple(_keep_all(fed)),
        )


def _keep_all(fed: Fed) -> Iterator[Fix]:
    cut = fed.truncation
    if (limit := cut.limit) is not None:
        yield Fix("Keep all rows", "unsafe", (cut.cell.replace(limit, ""),))


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
