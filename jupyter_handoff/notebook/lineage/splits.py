"""Functions that take rows apart, shuffle them or draw them again."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from .arguments import Arguments
from .events import Division
from .joins import as_data, listed
from .rows import Which, part, subset, synthetic
from .values import NOTHING, Data, Items, Positions, RowNames, Unknown, Value


def split(given: Arguments) -> Value:
    """Each array that is given comes out as two parts of one event."""
    state = given.constant("random_state")
    sizes = (given.constant("test_size"), given.constant("train_size"))
    settled = isinstance(state, int) and Ellipsis not in sizes
    shuffled = given.constant("shuffle") is not False
    event: Hashable = given.site
    if settled or not shuffled:
        event = (given.name, state, sizes, given.constant("shuffle"), "stratify" in given.keywords)
    results: list[Value] = []
    for number, value in enumerate(given.positional):
        results += _parts(value, event, Unknown(given.site, (number,)))
    data = next((found for value in given.positional if (found := as_data(value))), None)
    if data is not None:
        parts = tuple(part(data.rows, event, Which("piece", n, 2)) for n in (0, 1))
        given.run.record(Division(given.site, given.name, data.rows, parts, data, shuffled))
    return listed(results, "tuple") if results and not given.spread else Unknown(given.site)


def _parts(value: Value, event: Hashable, otherwise: Unknown) -> list[Value]:
    whiches = [Which("piece", number, 2) for number in (0, 1)]
    if isinstance(value, RowNames):
        return [replace(value, rows=part(value.rows, event, which)) for which in whiches]
    if isinstance(value, Positions) and value.which is None:
        return [Positions((value.event, event), which) for which in whiches]
    data = as_data(value)
    if data is None:
        return [Unknown(otherwise.site, (*otherwise.path, number)) for number in (0, 1)]
    return [replace(data, rows=part(data.rows, event, which)) for which in whiches]


def random_split(given: Arguments) -> Value:
    data = as_data(given.get("dataset", 0) or NOTHING)
    count = given.get("lengths", 1)
    number = len(count.items) if isinstance(count, Items) else 2
    if data is None:
        return Unknown(given.site)
    whiches = [Which("piece", turn, number) for turn in range(number)]
    parts = [replace(data, rows=part(data.rows, given.site, which)) for which in whiches]
    given.run.record(
        Division(given.site, given.name, data.rows, tuple(p.rows for p in parts), data, True)
    )
    return listed(list(parts), "tuple")


def resampled(given: Arguments) -> Value:
    """``sklearn.utils.resample``: with replacement unless told otherwise."""
    cut = subset if given.constant("replace") is False else synthetic
    results: list[Value] = []
    for number, value in enumerate(given.positional):
        data = as_data(value)
        site = Unknown(given.site, (number,))
        results.append(replace(data, rows=cut(data.rows, given.site)) if data else site)
    return results[0] if len(results) == 1 else listed(results, "tuple")


def shuffled(given: Arguments) -> Value:
    values = list(given.positional)
    return values[0] if len(values) == 1 else listed(values, "tuple")


def permuted(given: Arguments) -> Value:
    """Shuffled numbers of rows, or the data themselves."""
    value = given.get("x", 0)
    if isinstance(value, Data) and value.rows:
        return value
    return Positions(given.site)


def numbered(given: Arguments) -> Value:
    return Positions(("numbers", tuple(given.run.fingerprint(node) for node in given.node.args)))
