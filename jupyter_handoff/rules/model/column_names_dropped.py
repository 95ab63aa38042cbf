"""HM126: a model fitted on the bare values of a frame, without its column names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import BareFit, Call, Evaluation, Notebook, bare_fits, is_at, wording
from ...report import Fix, SourceEdit
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """The first fit with a target of each model, and on the values of each frame."""
    for bare in bare_fits(notebook.lineage):
        call = notebook.linked_call(bare.fit.site)
        rows = call.argument("X", 0) if call else None
        if call is None or rows is None:
            continue
        place = related(notebook.site(bare.dropped), "the names end here")
        yield Match(
            f"`{wording.owner(call.node, 'this model')}` is fitted on bare values and does not "
            "learn its columns' names: given the columns in another order it predicts all the "
            "same.",
            call.cell.span(call.cell.facts.place(rows)),
            related=() if is_at(call.cell, rows, bare.dropped) else (place,),
            fixes=(_keep_names(notebook, call, rows, bare),),
        )


def _keep_names(notebook: Notebook, call: Call, rows: ast.expr, bare: BareFit) -> Fix:
    """Take `.values` away at the fit and wherever the same model is asked."""
    edits = [_without(call, rows) if is_at(call.cell, rows, bare.dropped) else None]
    edits += [edit for item in bare.asked for edit in _edits(notebook, item)]
    told = tuple(edit for edit in edits if edit is not None)
    if len(told) < len(edits):
        return Fix("Fit and predict on the frame, without its `.values`", "suggestion")
    return Fix("Fit and predict on the frame", "unsafe", told)


def _edits(notebook: Notebook, item: Evaluation) -> list[SourceEdit | None]:
    """What has to change where a model is asked; None where that cannot be written."""
    call, dropped = notebook.linked_call(item.site), item.data.marked("bare")
    rows = call.argument("X", 0) if call else None
    if call and rows and dropped and is_at(call.cell, rows, dropped):
        return [_without(call, rows)]
    return [] if item.data.form == "frame" else [None]


def _without(call: Call, rows: ast.expr) -> SourceEdit | None:
    """The edit that leaves the frame itself of its `.values` or `.to_numpy()`."""
    cell, place = call.cell, call.cell.facts.place
    func = rows.func if isinstance(rows, ast.Call) else rows
    if not isinstance(func, ast.Attribute) or not cell.editable:
        return None
    return cell.replace((*place(func.value)[2:], *place(rows)[2:]), "")


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
