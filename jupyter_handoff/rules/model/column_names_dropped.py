"""HM126: a model fitted on the bare values of a frame, without its column names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Bound, Call, Frame, Notebook, above, begins_with, estimator_of, sure
from ...report import Fix, Related
from ...rule import Example, Match, Rule, related, severities

_ASKED = ("predict", "predict_proba", "decision_function", "score", "transform")


def find(notebook: Notebook) -> Iterator[Match]:
    """The first fit with a target on the values of each frame."""
    told: set[ast.expr] = set()
    for call in notebook.methods("fit"):
        rows, target = call.argument("X", 0), call.argument("y", 1)
        if rows is None or target is None or (estimator_of(notebook.links, call) is None):
            continue
        bound = _bound(notebook, call, rows)
        index, order = (call.index, call.fact.order)
        bare: ast.expr | None = rows
        if bound is not None:
            index, order, bare = bound.index, bound.binding.order, bound.binding.value
        frame = _frame_of(notebook, bare, index, order)
        if bare is None or frame is None or bare in told or not _has_names(frame):
            continue
        told.add(bare)
        yield _match(notebook, call, rows, bare, bound)


def _bound(notebook: Notebook, call: Call, rows: ast.expr) -> Bound | None:
    """Where an array that is fitted on was bound, in front of a split into train and test."""
    if not isinstance(rows, ast.Name):
        return None
    bound = above(notebook.links, rows.id, call.index, call.fact.order)
    if bound and isinstance(part := notebook.frames.split_from(bound.binding.node), ast.Name):
        bound = above(notebook.links, part.id, bound.index, bound.binding.order)
    return bound if bound and sure(notebook.links, bound) else None


def _frame_of(notebook: Notebook, bare: ast.expr | None, index: int, order: int) -> Frame | None:
    """The frame of two columns or more that an expression takes the values of."""
    if isinstance(bare, ast.Call) and not bare.args and not bare.keywords:
        values = isinstance(bare.func, ast.Attribute) and bare.func.attr == "to_numpy"
        held = bare.func.value if values and isinstance(bare.func, ast.Attribute) else None
    else:
        held = bare.value if isinstance(bare, ast.Attribute) and bare.attr == "values" else None
    frame = notebook.frames.of(held, index, order) if held is not None else None
    return frame if frame and frame.kind == "frame" and frame.width != 1 else None


def _has_names(frame: Frame) -> bool:
    """Whether the columns of a frame have names worth keeping, not numbers."""
    given = {item.arg: item.value for item in frame.call.keywords}
    if frame.source == "pandas.DataFrame":
        data = frame.call.args[0] if frame.call.args else given.get("data")
        return "columns" in given or isinstance(data, ast.Dict)
    return "header" not in given or "names" in given


def _match(
    notebook: Notebook, call: Call, rows: ast.expr, bare: ast.expr, bound: Bound | None
) -> Match:
    assert isinstance(call.node.func, ast.Attribute)
    name = begins_with(call.node.func.value)
    model = f"`{name.id}`" if name else "The model"
    where: tuple[Related, ...] = ()
    if bound is not None:
        cell = bound.cell
        where = (related(cell.span(cell.facts.place(bare)), "the column names end here"),)
    return Match(
        f"{model} is fitted on bare values and does not learn its columns' names: given the "
        "columns in another order it predicts all the same.",
        call.cell.span(call.cell.facts.place(rows)),
        related=where,
        fixes=(_keep_names(notebook, call, bound),),
    )


def _keep_names(notebook: Notebook, call: Call, bound: Bound | None) -> Fix:
    """Take `.values` away at the fit and wherever the same model is asked."""
    assert isinstance(call.node.func, ast.Attribute)
    words = Fix("Fit and predict on the frame, without `.values`", "suggestion")
    name = begins_with(call.node.func.value)
    if bound is not None or name is None:
        return words
    edits = []
    for other in (call, *notebook.methods(*_ASKED)):
        func = other.node.func
        root = begins_with(func.value) if isinstance(func, ast.Attribute) else None
        if root is None or root.id != name.id:
            continue
        rows = other.argument("X", 0)
        place = (other.index, other.fact.order)
        if rows is None or not other.cell.editable:
            return words
        if _frame_of(notebook, rows, *place):
            assert isinstance(rows, ast.Call | ast.Attribute)
            held = rows.func.value if isinstance(rows, ast.Call) else rows.value  # type: ignore[attr-defined]
            facts = other.cell.facts
            stretch = (*facts.place(held)[2:], *facts.place(rows)[2:])
            edits.append(other.cell.replace(stretch, ""))
        elif notebook.frames.of(rows, *place) is None:
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
            "X = pd.DataFrame(rows)\nLinearRegression().fit(X.values, y)",
            "model.fit(X.values, y)",
            "from sklearn.cluster import KMeans\nKMeans(3).fit(X.values)",
            "import keras\nmodel = keras.Sequential()\nmodel.fit(X.values, y)",
            "X = settings\nLinearRegression().fit(X.values, y)",
            "def fit(X):\n    LinearRegression().fit(X.values, y)",
            "LinearRegression().fit(load().values, y)",
        )
    ),
)
