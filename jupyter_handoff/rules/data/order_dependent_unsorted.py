"""HD117: rows are compared with their neighbours in an order that nothing makes sure of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...notebook import Compared, Notebook, sources, wording
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding for the rows of each file, at the first place; none where order is checked."""
    by_file: dict[object, dict[object, Compared]] = defaultdict(dict)
    for event in notebook.lineage.trace.of(Compared):
        by_file[sources(event.rows)].setdefault(event.site.spot, event)
    if by_file and any("is_monotonic" in cell.source for cell in notebook.code):
        return
    for found in by_file.values():
        first, *others = found.values()
        call = notebook.call_at(first.site)
        name = wording.root(call.func) if call else ""
        rows = f"`{name}`" if name else "the rows"
        yield Match(
            f"`{first.name}` goes by the order of the rows, and nothing in this notebook sorts "
            f"{rows}: another order in the file gives other numbers.",
            notebook.site(first.site),
            related=tuple(
                related(notebook.site(event.site), "goes by the same order")
                for event in others[: _MOST_RELATED - 1]
            ),
        )


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
