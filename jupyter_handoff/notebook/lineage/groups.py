"""What methods of grouped data give: a row a group, or a statistic for each row."""

from __future__ import annotations

from msgspec.structs import replace

from . import neighbours, order
from .arguments import Arguments
from .frames import column, texts
from .libraries import named
from .rows import Source, subset
from .values import Data, Function, Grouped, Items, Value

# What a method of groups makes of each row by the rows before it.
_IN_ORDER = named("pandas.windows") | {"cumcount"}


def _aggregated(given: Arguments) -> frozenset[str]:
    """The one column that groups are reduced by, where ``agg`` or ``pivot_table`` name it."""
    if given.name == "pivot_table":
        names = texts(given.get("values", 0))
    else:
        by = given.get("func", 0) if given.name in ("agg", "aggregate") else None
        keys = [key for key, _ in by.items] if isinstance(by, Items) and by.form == "dict" else []
        names = frozenset(key for key in keys if isinstance(key, str))
    return names if len(names) == 1 else frozenset()


def grouped(value: Grouped, given: Arguments) -> Value:
    """What a method of grouped data gives: one row a group, or a statistic for each row."""
    data = value.data
    neighbours.compared(data, given, grouped=value.kind == "group")
    if value.kind == "window":
        return data
    if given.name in ("apply", "pipe", "transform") and given.positional:
        function = given.positional[0]
        if isinstance(function, Function):
            shown = given.run.invoke(function, [replace(data, form="series")], {}, given.site)
            made = shown.seen if isinstance(shown, Data) else frozenset()
            return replace(data, seen=data.seen | made, columns=None)
        if given.name != "transform":
            return replace(data, columns=None)
    if given.name in ("head", "tail", "first", "last", "nth", "sample", "filter"):
        return replace(data, rows=subset(data.rows, given.site))
    if given.name in _IN_ORDER:
        return order.moved(data, given)
    if named_in := _aggregated(given):
        data = column(data, next(iter(named_in)))
    by = given.constant("func", 0) if given.name == "transform" else given.name
    statistic = data.reduced(given.site, "groups", by if isinstance(by, str) else given.name)
    if given.name == "transform":
        if by in _IN_ORDER:
            return replace(data, columns=None)
        return replace(data, seen=statistic.seen, columns=None)
    # Each group is a row of a new table, which may be what is learnt from.
    return replace(statistic, rows=frozenset([Source(("groups", given.site))]), form="frame")
