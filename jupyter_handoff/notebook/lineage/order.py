"""Rows in their order: what looks back or ahead along it, and which order is that of time."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from .arguments import Arguments
from .frames import texts
from .joins import as_data, data_in
from .rows import Source
from .table_columns import Columns
from .values import Constant, Data, Items, Seen, Unknown, Value

# Methods whose first argument says how many rows to go back; below zero they look ahead.
_STEPS = frozenset(("shift", "diff", "pct_change"))
# Methods that give a row what rows before it say; filling gaps and counting up do so as well,
# but make no feature of the past.
_LOOK_BACK = _STEPS | {"rolling", "ewm", "expanding"}
# Sorted from the last to the first, so that nothing can be told of before and after.
_BACKWARDS = "backwards"


def moved(data: Data, given: Arguments, name: str = "") -> Data:
    """What ``shift``, ``diff`` and windows give: for each row something of rows near it."""
    name = name or given.name
    seen = data.seen
    if _looks_ahead(data, given, name):
        seen |= {Seen(data.rows, given.site, "future", name)}
    elif name in _LOOK_BACK and data.rows:
        seen |= {Seen(data.rows, given.site, "order", name)}
    return replace(data, seen=seen, columns=None, notes=data.notes | {"lagged"})


def _looks_ahead(data: Data, given: Arguments, name: str) -> bool:
    if not data.rows:
        return False
    if name == "rolling":
        return given.constant("center") is True
    periods = given.constant("periods", 0)
    if name not in _STEPS or _BACKWARDS in data.notes:
        return False
    return periods < 0 if isinstance(periods, int) else _is_negated(given)


def _is_negated(given: Arguments) -> bool:
    """Whether the step is written as minus something."""
    steps = [*given.node.args[:1], *(k.value for k in given.node.keywords if k.arg == "periods")]
    return any(isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) for node in steps)


def put_in_order(data: Data, given: Arguments) -> Data:
    """Rows sorted by columns or by the index; in order of time where those are dates."""
    notes = data.notes - {_BACKWARDS} | {"sorted"}
    if given.name == "sort_values" and texts(given.get("by", 0)) & data.dated:
        notes |= {"time"}
    if given.constant("ascending") is False:
        notes |= {_BACKWARDS}
    return replace(data, notes=notes)


def indexed(data: Data, given: Arguments) -> Data:
    """``set_index``: the columns go, unless they are to stay."""
    key = given.get("keys", 0)
    names = texts(key)
    notes = data.notes | (_time_of(key) if key is not None else frozenset())
    if names & data.dated:
        notes |= {"time"}
    held = data.columns
    if held and given.constant("drop") is not False:
        held = held.without(names) if names else None
    return replace(data, columns=held, notes=notes, dated=data.dated - names)


def with_index(data: Data, value: Value) -> Data:
    """``data.index = value``."""
    return replace(data, notes=data.notes | _time_of(value))


def _time_of(index: Value) -> frozenset[str]:
    """The notes of rows that get an index: it may be of dates, and those made in order."""
    dates = [item.notes for item in data_in(index) if "dates" in item.notes]
    in_order = any("sorted" in notes for notes in dates)
    return frozenset(["time", "sorted"] if in_order else ["time"] if dates else [])


def resampled(data: Data) -> Data:
    """Only what is indexed by time can be resampled."""
    return replace(data, notes=data.notes | {"time"})


def dates(given: Arguments) -> Value:
    """Points in time, parsed or made."""
    value = given.get("arg", 0) or given.get("data", 0)
    data = as_data(value) if value is not None else None
    made = given.name.endswith("_range")
    if data is None or made:
        notes = frozenset(["dates", "sorted"] if made else ["dates"])
        return Data(frozenset([Source(given.site)]), form="index", notes=notes)
    if data.form == "item" or isinstance(value, Constant):
        return Unknown(given.site)
    return replace(data, notes=data.notes | {"dates"})


def in_time(given: Arguments) -> Data:
    """A table that is fetched, indexed by time."""
    rows = frozenset([Source(given.site)])
    return Data(rows, form="frame", columns=Columns(given.site), notes=frozenset(["time"]))


def read_dates(data: Data, given: Arguments) -> Data:
    """A table as it is read, with the columns that are parsed as dates."""
    parsed, index = given.get("parse_dates"), given.get("index_col")
    names = texts(parsed)
    if index is None or (
        isinstance(index, Constant) and (index.value is None or index.value is False)
    ):
        return replace(data, dated=_parsed(parsed)) if parsed else data
    held = data.columns
    label = texts(index)
    if held:
        held = held.without(label) if label else None
    by_time = bool(names & label) or parsed == Constant(True) or _same_number(parsed, index)
    notes = data.notes | ({"time"} if by_time else frozenset())
    return replace(data, columns=held, notes=notes, dated=_parsed(parsed) - label)


def _parsed(value: Value | None) -> frozenset[str | None]:
    """The columns that ``parse_dates`` names, or that there are some."""
    if value is None or (isinstance(value, Constant) and isinstance(value.value, bool | None)):
        return frozenset()  # True parses nothing but the index
    if isinstance(value, Items) and not value.items:
        return frozenset()
    return texts(value) or frozenset([None])


def _same_number(parsed: Value | None, index: Value) -> bool:
    return isinstance(parsed, Items) and index in parsed.values
