"""Rows that are compared with those before them, and whether anything put them in order."""

from __future__ import annotations

from dataclasses import replace

from .arguments import Arguments
from .events import Compared
from .joins import data_in
from .values import Constant, Data, Value

_BY_ORDER = frozenset("shift diff pct_change rolling expanding ewm cumsum cumprod".split())
# Methods behind which rows have an order that somebody chose.
_PUT_IN_ORDER = frozenset("nlargest nsmallest resample asfreq reindex to_period".split())
_QUERIES = ("pandas.read_sql", "pandas.read_gbq")
# ``read``: the rows are in the order of a file; ``timed``: one of the columns is a time.
_READ = frozenset(["read"])


def read(data: Data, given: Arguments) -> Data:
    """A table as it is read; a query may order its rows."""
    notes = data.notes
    if given.constant("parse_dates") not in (None, False):
        notes |= {"timed"}
    query = given.constant("sql", 0) if given.name.startswith(_QUERIES) else ""
    if isinstance(query, str) and "order by" not in query.lower():
        notes |= _READ
    return replace(data, notes=notes)


def dated(value: Value) -> Value:
    """Points in time."""
    return replace(value, notes=value.notes | {"dates"}) if isinstance(value, Data) else value


def timed(value: Value) -> frozenset[str]:
    """The note of a frame that is given a value as a column."""
    found = any("dates" in data.notes for data in data_in(value))
    return frozenset(["timed"]) if found else frozenset()


def compared(data: Data, given: Arguments, *, grouped: bool) -> None:
    """Tell of rows that are compared with others by where they stand."""
    if given.name not in _BY_ORDER or "read" not in data.notes or "sorted" in data.notes:
        return
    axis = given.get("axis")
    along = axis is None or axis in (Constant(0), Constant("index"))
    if data.rows and along and (grouped or "timed" in data.notes):
        given.run.record(Compared(given.site, given.name, data.rows))


def before(method: str, data: Data) -> Data:
    """What a method goes by: rows in order, if it is one that chooses an order."""
    return ordered(data) if method in _PUT_IN_ORDER else data


def ordered(data: Data) -> Data:
    """Data in an order that somebody chose."""
    return replace(data, notes=data.notes | {"sorted"})
