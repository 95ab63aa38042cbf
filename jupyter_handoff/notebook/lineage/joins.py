"""Values as data, and several values as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from .rows import Rows, Source
from .values import (
    MOST_ITEMS,
    NOTHING,
    Bunch,
    Constant,
    Data,
    Function,
    Items,
    Many,
    Named,
    Seen,
    Unknown,
    Value,
)


def as_data(value: Value) -> Data | None:
    """A value as data; what is unknown has rows of its own, of which little is known."""
    if isinstance(value, Data):
        return value
    if isinstance(value, Unknown) and value.site is not None:
        return Data(frozenset([Source((value.site, value.path), known=False)]))
    if isinstance(value, Bunch):
        return Data(value.rows)
    if isinstance(value, Many):
        return as_data(value.item)
    if isinstance(value, Items) and value.items and value.form != "dict":
        parts = [as_data(item) for item in value.values]
        known = [part for part in parts if part is not None]
        if known and len(known) == len(parts):
            return stacked(known)
    return None


def stacked(parts: list[Data]) -> Data:
    """Data put one below the other or side by side, where it cannot be told which."""
    rows: Rows = frozenset(atom for part in parts for atom in part.rows)
    return Data(rows, all_seen(parts), "array", of=frozenset().union(*(p.of for p in parts)))


def all_seen(values: list[Data] | tuple[Data, ...]) -> frozenset[Seen]:
    """What was seen by any of them."""
    return frozenset().union(*(value.seen for value in values))


def flat(values: Iterable[Value]) -> list[Value]:
    """Values, with those in containers in place of the containers."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, Items):
            found += flat(value.values)
        elif isinstance(value, Many):
            found += flat((value.item,))
        else:
            found.append(value)
    return found


def data_in(value: Value) -> list[Data]:
    """The data in a value, those in containers too; what is unknown is left out."""
    return [item for item in flat((value,)) if isinstance(item, Data)]


def join(one: Value, other: Value) -> Value:
    """What holds for a value that is one of two: only what both are sure of."""
    if one == other:
        return one
    if isinstance(one, Data) and isinstance(other, Data):
        return _join_data(one, other)
    for value, rest in ((one, other), (other, one)):
        if value == NOTHING or value == Constant(None):
            return rest
        if isinstance(value, Named) and isinstance(rest, Function | Unknown):
            return value  # an import, and what stands in where it fails
    if isinstance(one, Items) and isinstance(other, Items) and one.form == other.form:
        keys = [key for key, _ in one.items]
        if keys == [key for key, _ in other.items]:
            pairs = zip(one.values, other.values, strict=True)
            return Items(one.form, tuple(zip(keys, (join(*p) for p in pairs), strict=True)))
        if one.form == "list":
            return many([*one.values, *other.values])
    if isinstance(one, Many | Items) and isinstance(other, Many | Items):
        return many([*_items(one), *_items(other)])
    return NOTHING


def _join_data(one: Data, other: Data) -> Data:
    rows = one.rows if one.rows == other.rows else one.rows | other.rows
    return Data(
        rows,
        one.seen & other.seen,
        one.form if one.form == other.form else "",
        one.columns if one.columns == other.columns else None,
        one.of & other.of,
        notes=one.notes & other.notes,
        dated=one.dated & other.dated,
        marks=one.marks & other.marks,
        box=one.box if one.box == other.box else None,
    )


def _items(value: Many | Items) -> list[Value]:
    return [value.item] if isinstance(value, Many) else list(value.values)


def many(values: list[Value]) -> Value:
    """A container of any number of such values."""
    if not values:
        return Items("list")
    first, *rest = values
    for value in rest:
        first = gathered(first, value)
    return Many(first)


def gathered(one: Value, other: Value) -> Value:
    """What stands for both of two things that are in one container."""
    if isinstance(one, Data) and isinstance(other, Data) and one != other:
        return stacked([one, other])
    return one if one == other else join(one, other)


def listed(values: list[Value], form: Literal["tuple", "list"] = "list") -> Value:
    """A list or tuple of values; joined where there are too many to tell apart."""
    if len(values) > MOST_ITEMS and form == "list":
        return many(values)
    return Items(form, tuple(enumerate(values)))
