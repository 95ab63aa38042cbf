"""HD208: the features still hold the column that the model is to tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Notebook, holding_target, reads_column, sole_origin, wording
from ...report import Fix
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each fit whose features certainly hold the target's column."""
    for trial in holding_target(notebook.lineage):
        fit = trial.fit
        assert fit.target is not None and fit.target.columns and fit.target.columns.only
        names = sorted(fit.target.columns.only)
        call = notebook.call_at(fit.site)
        rows = next(iter(wording.arguments(call, 1)), "")
        given = f"`{rows}` still holds" if rows else "The features still hold"
        told = " and ".join(f"`{name}`" for name in names)
        yield Match(
            f"{given} {told}, which the model is to tell: it reads the answer, and its score "
            "means nothing.",
            notebook.site(fit.site),
            fixes=(_fix(notebook, rows, names),),
        )


def _fix(notebook: Notebook, rows: str, names: list[str]) -> Fix:
    columns = f'"{names[0]}"' if len(names) == 1 else str(names).replace("'", '"')
    drop = f".drop(columns={columns})"
    made = sole_origin(notebook, rows)
    value = made.binding.value if made else None
    if (
        made is None
        or not isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
        or reads_column(notebook, made.binding.name, frozenset(names))
        or not made.cell.editable
        or not all(name.isprintable() and not set(name) & set("'\"\\\\") for name in names)
    ):
        return Fix(f"Take it out of the features: `{drop}`", "suggestion")
    _, _, line, column = made.cell.facts.place(value)
    return Fix(f"Drop {columns} from them", "unsafe", (made.cell.insert(line, column, drop),))


_IMPORTS = """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("churn.csv")
model = LogisticRegression()
"""

RULE = Rule(
    code="HD208",
    name="target-in-features",
    artifact="data",
    severities=severities("wEE"),
    summary="The features still hold the target.",
    why=(
        "A model that is given the answer learns to copy it. Its score is near perfect, and in "
        "production, where the answer is not yet known, it has nothing to go by."
    ),
    fix="Drops the column where the features are made, if that is one plain expression.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                y = df["left"]
                X = df.drop(columns="name")
                # %%
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                model = LogisticRegression()
                «model.fit(X_train, y_train)»
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                y = df["left"]
                X = df.drop(columns="name").drop(columns="left")
                # %%
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                model = LogisticRegression()
                model.fit(X_train, y_train)
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestClassifier
                train = pd.read_csv("churn.csv")
                model = RandomForestClassifier(random_state=1)
                «model.fit(train, train["left"])»
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestClassifier
                train = pd.read_csv("churn.csv")
                model = RandomForestClassifier(random_state=1)
                model.fit(train.drop(columns="left"), train["left"])
            """,
        ),
    ),
    silent=tuple(
        _IMPORTS + text
        for text in (
            "y = df.pop('left')\nmodel.fit(df, y)",
            "model.fit(df[['age', 'city']], df['left'])",
            "X, y = df.drop('left', axis=1), df['left']\nmodel.fit(X, y)",
            "X, y = df[features], df['left']\nmodel.fit(X, y)",
            "X, y = df.select_dtypes('number'), df['left']\nmodel.fit(X, y)",
            "X = df.drop(columns='name')\ndf['left'] = labels\nmodel.fit(X, df['left'])",
            "df['next'] = df['price'].shift(-1)\nmodel.fit(df[['price']], df['next'])",
            "model.fit(df[['price']][:-1], df['price'][1:])",
            "y = df['left']\ndel df['left']\nmodel.fit(df, y)",
            "y = df['left']\ndf.drop(['left', 'name'], axis=1, inplace=True)\nmodel.fit(df, y)",
            "df = df.set_index('left')\nmodel.fit(df, labels['left'])",
            "X = df[[c for c in df.columns if c != 'left']]\nmodel.fit(X, df['left'])",
            "X = df.loc[:, df.columns != 'left']\nmodel.fit(X, df['left'])",
            "from keras.models import Model\nnet = Model(a, b)\nnet.fit(df, df)",
            "from sklearn.cluster import KMeans\nKMeans(3).fit(df, df['left'])",
            (
                "from sklearn.pipeline import make_pipeline\nfrom mine import Columns\n"
                "make_pipeline(Columns(['age']), model).fit(df, df['left'])"
            ),
            (
                "from sklearn.compose import ColumnTransformer\n"
                "c = ColumnTransformer([('n', 'passthrough', ['age'])])\n"
                "import sklearn.pipeline\n"
                "sklearn.pipeline.Pipeline([('c', c), ('m', model)]).fit(df, df['left'])"
            ),
            "other = pd.read_csv('labels.csv')\nmodel.fit(df, other['left'])",
            "X = df.values[:, 1:]\nmodel.fit(X, df['left'])",
            "from mine import Net\nNet().fit(df, df['left'])",
        )
    ),
)
