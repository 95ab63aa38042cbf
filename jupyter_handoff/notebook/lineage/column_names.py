"""Whether the columns of a frame have names, and where those are left behind."""

from __future__ import annotations

from msgspec.structs import replace

from .arguments import Arguments
from .rows import Site
from .values import NO_MARKS, Data, Items, Mark, Value

# Columns that have numbers, as far as can be told.
_UNNAMED = frozenset(["unnamed"])
# A single column, chosen by a list of one.
_NARROW = frozenset(["narrow"])


def bare(data: Data, site: Site) -> Data:
    """The values of data without the names of the columns, if there are several names."""
    marks = frozenset([Mark("bare", site)]) if _has_names(data) else NO_MARKS
    return replace(data, form="array", marks=data.marks | marks)


def _has_names(data: Data) -> bool:
    if data.form != "frame" or data.notes & (_UNNAMED | _NARROW):
        return False
    held = data.columns
    if held is not None and held.only is not None:
        return len(held.only) > 1
    return "guessed" not in data.notes or bool(held and held.less)


def chosen(data: Data, by: Value) -> Data:
    """A frame some columns of which are chosen by a value."""
    if isinstance(by, Items) and len(by.items) == 1:
        return replace(data, notes=data.notes | _NARROW)
    return data


def read(data: Data, given: Arguments) -> Data:
    """A table that is read: with the names of its first row, unless told otherwise."""
    without = "header" in given.keywords and given.constant("header") is None
    names = "names" in given.keywords or not without
    return named(data) if names else replace(data, notes=data.notes | _UNNAMED)


def made(data: Data, value: Value | None, given: Arguments) -> Data:
    """A frame that is made of a value."""
    by_key = isinstance(value, Items) and value.form == "dict"
    from_frame = isinstance(value, Data) and value.form == "frame" and not value.notes & _UNNAMED
    if by_key or from_frame or "columns" in given.keywords or given.name.endswith("from_dict"):
        return named(data)
    return replace(data, notes=data.notes | _UNNAMED)


def named(data: Data) -> Data:
    """Data whose columns have names now."""
    return replace(data, notes=data.notes - _UNNAMED) if data.notes & _UNNAMED else data
