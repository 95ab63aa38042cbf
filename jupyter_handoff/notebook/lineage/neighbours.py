"""Rows that are compared with those before them, and whether anything put them in order."""

from __future__ import annotations

from msgspec.structs import replace

from .arguments import Arguments
from .events import Compared
from .values import Constant, Data

_BY_ORDER = frozenset("shift diff pct_change rolling expanding ewm cumsum cumprod".split())
# Methods behind which rows have an order that somebody chose.
_PUT_IN_ORDER = frozenset("nlargest nsmallest resample asfreq reindex to_period".split())
_QUERIES = ("pandas.read_sql", "pandas.read_gbq")
# The rows are in the order of a file.
_READ = frozenset(["read"])


def read(data: Data, given: Arguments) -> Data:
    """A table as it is read; a query may order its rows."""
    query = given.constant("sql", 0) if given.name.startswith(_QUERIES) else ""
    if isinstance(query, str) and "order by" not in query.lower():
        return replace(data, notes=data.notes | _READ)
    return data


def compared(data: Data, given: Arguments, *, grouped: bool) -> None:
    """Tell of rows that are compared with others by where they stand."""
    if given.name not in _BY_ORDER or "read" not in data.notes or "sorted" in data.notes:
        return
    axis = given.get("axis")
    along = axis is None or axis in (Constant(0), Constant("index"))
    if data.rows and along and (grouped or data.dated or "time" in data.notes):
        given.run.record(Compared(given.site, given.name, data.rows))


def before(method: str, data: Data) -> Data:
    """What a method goes by: rows in order, if it is one that chooses an order."""
    return ordered(data) if method in _PUT_IN_ORDER else data


def ordered(data: Data) -> Data:
    """Data in an order that somebody chose."""
    return replace(data, notes=data.notes | {"sorted"})
