"""HM126: a model fitted on the bare values of a frame, without its column names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import BareValues, Call, Notebook, bare_values, begins_with, estimator_of
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_ASKED = ("predict", "predict_proba", "decision_function", "score", "transform")


def find(notebook: Notebook) -> Iterator[Match]:
    """The first fit with a target of each model, and on the values of each frame."""
    told: set[ast.expr | str] = set()
    asked = _asked(notebook)
    for call in notebook.methods("fit"):
        rows, target = call.argument("X", 0), call.argument("y", 1)
        if rows is None or target is None or estimator_of(notebook, call) is None:
            continue
        bare = bare_values(notebook, call, rows)
        name = begins_with(call.node.func)
        model = name.id if name else ""
        if bare is None or bare.node in told or model in told:
            continue
        told |= {bare.node, model}
        dropped = related(bare.cell.span(bare.cell.facts.place(bare.node)), "the names end here")
        yield Match(
            f"`{model}` is fitted on bare values and does not learn its columns' names: given "
            "the columns in another order it predicts all the same.",
            call.cell.span(call.cell.facts.place(rows)),
            related=() if bare.node is rows else (dropped,),
            fixes=(_keep_names(notebook, call, rows, bare, asked.get(model, [])),),
        )


def _asked(notebook: Notebook) -> dict[str, list[Call]]:
    """The calls that ask a model for something, by the model's name."""
    found: dict[str, list[Call]] = {}
    for call in notebook.methods(*_ASKED):
        if name := begins_with(call.node.func):
            found.setdefault(name.id, []).append(call)
    return found


def _keep_names(
    notebook: Notebook, call: Call, rows: ast.expr, bare: BareValues, asked: list[Call]
) -> Fix:
    """Take `.values` away at the fit and wherever the same model is asked."""
    words = Fix("Fit and predict on the frame, without its `.values`", "suggestion")
    if bare.node is not rows or not call.cell.editable:
        return words
    edits = [bare.without()]
    for other in asked:
        given = other.argument("X", 0)
        values = bare_values(notebook, other, given) if given is not None else None
        if values is not None and values.node is given and other.cell.editable:
            edits.append(values.without())
        elif given is None or not notebook.frames.of(given, other.index, other.fact.order):
            return words
    return Fix("Fit and predict on the frame", "unsafe", tuple(edits))


_SET_UP = """import pandas as pd
from sklearn.linear_model import LinearRegression
df = pd.read_csv("rows.csv")
X, y = df[["a", "b"]], df["c"]
"""

RULE = Rule(
    code="HM126",
    name="column-names-dropped",
    artifact="model",
    severities=severities("-iw"),
    summary="A model is fitted on bare values, without the names of its columns.",
    why=(
        "A model that is fitted on a frame checks the names of what it is given. Fitted on bare "
        "values it takes columns in any order: a service that swaps two gets wrong predictions "
        "and no error."
    ),
    fix="Fits on the frame, and predicts on frames too.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                df = pd.read_csv("rows.csv")
                train, test = df[df["year"] < 2020], df[df["year"] >= 2020]
                # %%
                model = LinearRegression()
                model.fit(«train[["a", "b"]].values», train["c"])
                model.predict(test[["a", "b"]].to_numpy())
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                df = pd.read_csv("rows.csv")
                train, test = df[df["year"] < 2020], df[df["year"] >= 2020]
                # %%
                model = LinearRegression()
                model.fit(train[["a", "b"]], train["c"])
                model.predict(test[["a", "b"]])
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.model_selection import train_test_split
                from sklearn.svm import SVC
                df = pd.read_csv("rows.csv")
                X = df.drop(columns="c").values
                y = df["c"].values
                train_X, test_X, train_y, test_y = train_test_split(X, y)
                model = SVC().fit(«train_X», train_y)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.model_selection import train_test_split
                from sklearn.svm import SVC
                df = pd.read_csv("rows.csv")
                X = df.drop(columns="c")
                y = df["c"].values
                train_X, test_X, train_y, test_y = train_test_split(X, y)
                model = SVC().fit(train_X, train_y)
            """,
        ),
    ),
    silent=tuple(
        _SET_UP + text
        for text in (
            "LinearRegression().fit(X, y)",
            "LinearRegression().fit(X, y.values)",
            "LinearRegression().fit(df[['a']].values, y)",
            "LinearRegression().fit(df['a'].values.reshape(-1, 1), y)",
            "X = pd.read_csv('x.csv', header=None)\nLinearRegression().fit(X.values, y)",
            "[LinearRegression().fit(X.values, y) for X in parts]",
            "X = pd.DataFrame(rows)\nLinearRegression().fit(X.values, y)",
            "from sklearn.cluster import KMeans\nKMeans(3).fit(X.values)",
            "import keras\nmodel = keras.Sequential()\nmodel.fit(X.values, y)",
            "def fit(X):\n    LinearRegression().fit(X.values, y)",
        )
    ),
)
