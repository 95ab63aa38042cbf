"""HD117: rows are compared with their neighbours in an order that nothing makes sure of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Call, Notebook, begins_with, is_shared
from ...rule import Example, Match, Rule, related, severities

_BY_ORDER = ("shift", "diff", "pct_change", "rolling", "expanding", "ewm", "cumsum", "cumprod")
_SORTS = (
    *("sort_values", "sort_index", "sort", "nlargest", "nsmallest", "argsort", "resample"),
    *("asfreq", "reindex", "to_period"),
)
_SORTED = ("sorted", "numpy.sort", "numpy.argsort", "pandas.date_range", "pandas.merge_asof")
# The order of a query's rows, rows turned round, and a look at the order.
_WRITTEN = ("order by", "[::-1]", "is_monotonic", "parse_dates=false")
_MOST_RELATED = 10


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding for each such frame, at the first call; none where anything is sorted."""
    calls = sorted(
        notebook.methods(*_BY_ORDER),
        key=lambda call: (call.index, call.fact.order),
    )
    if not calls or _is_sorted(notebook):
        return
    times = _made_times(notebook)
    by_frame: dict[str, list[Call]] = {}
    for call in calls:
        if name := _frame(notebook, call, times):
            by_frame.setdefault(name, []).append(call)
    for name, found in by_frame.items():
        yield Match(
            f"`{found[0].fact.method}` goes by the order of the rows, and nothing in this "
            f"notebook sorts `{name}`: another order in the file gives other numbers.",
            found[0].span,
            related=tuple(
                related(call.span, "goes by the same order") for call in found[1:_MOST_RELATED]
            ),
        )


def _is_sorted(notebook: Notebook) -> bool:
    if any(notebook.methods(*_SORTS)) or any(notebook.calls(*_SORTED)):
        return True
    sources = [cell.source.lower() for cell in notebook.code]
    return any(word in source for source in sources for word in _WRITTEN)


def _frame(notebook: Notebook, call: Call, times: dict[str, int]) -> str:
    """The frame that a call goes over by a time or within groups, empty if that is not known."""
    func = call.node.func
    if not isinstance(func, ast.Attribute) or not is_shared(call, func.value):
        return ""
    grouped = _grouped(func.value)
    rows, name = grouped or func.value, begins_with(func)
    frame = notebook.frames.of(rows, call.index, call.fact.order)
    if name is None or frame is None or not frame.is_read:
        return ""
    dated = any(item.arg == "parse_dates" for item in frame.call.keywords)
    timed = times.get(name.id, call.index + 1) <= call.index
    return name.id if grouped or dated or timed else ""


def _grouped(node: ast.expr) -> ast.expr | None:
    """The frame that is grouped, where an expression is one of its groups' columns."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value if node.func.attr == "groupby" else None
    return None


def _made_times(notebook: Notebook) -> dict[str, int]:
    """The frames a column of which is made a time, and the first cell that does so."""
    found: dict[str, int] = {}
    for call in notebook.calls("pandas.to_datetime"):
        made = call.fact.statement
        target = made.targets[0] if isinstance(made, ast.Assign) else None
        root = begins_with(target) if isinstance(target, ast.Subscript) else None
        if root is not None:
            found.setdefault(root.id, call.index)
    return found


_READ = "import pandas as pd\ndf = pd.read_csv('x.csv', parse_dates=['day'])\n"

RULE = Rule(
    code="HD117",
    name="order-dependent-unsorted",
    artifact="data",
    severities=severities("-ii"),
    summary="Rows are compared with their neighbours, and nothing sorts them.",
    why=(
        "Lags, differences and running sums are right in one order only. The file may have it "
        "today; the next export or a query without an order need not, and nothing will fail."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                sales = pd.read_csv("sales.csv")
                sales["day"] = pd.to_datetime(sales["day"])
                # %%
                sales["lag"] = «sales["amount"].shift(1)»
            """,
            good="""
                # %%
                import pandas as pd
                sales = pd.read_csv("sales.csv")
                sales["day"] = pd.to_datetime(sales["day"])
                sales = sales.sort_values("day")
                # %%
                sales["lag"] = sales["amount"].shift(1)
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                sales = pd.read_parquet("sales.parquet")
                sales["total"] = «sales.groupby("store")["amount"].cumsum()»
            """,
            good="""
                # %%
                import pandas as pd
                sales = pd.read_parquet("sales.parquet").sort_values(["store", "day"])
                sales["total"] = sales.groupby("store")["amount"].cumsum()
            """,
        ),
    ),
    silent=(
        _READ + "df = df.sort_values('day')\ndf['a'].shift(1)",
        _READ + "df['a'].value_counts().cumsum()",
        _READ + "df.groupby('day')['a'].sum().cumsum()",
        _READ + "def lag(df):\n    return df['a'].shift(1)",
        _READ + "df = df.iloc[::-1]\ndf['a'].diff()",
        _READ + "assert df['day'].is_monotonic_increasing\ndf['a'].diff()",
        _READ + "pca.explained_variance_ratio_.cumsum()",
        "import pandas as pd\ndf = pd.read_csv('x.csv')\ndf['a'].cumsum()",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2]})\ndf.groupby('a')['b'].shift(1)",
        _READ + "df = pd.read_sql(query + ' ORDER BY d', c)\ndf.groupby('k').a.diff()",
    ),
)
