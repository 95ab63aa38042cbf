"""What ``value[…]`` takes: columns, a slice of the rows, the rows of a condition, an item."""

from __future__ import annotations

import ast
from collections.abc import Hashable

from msgspec.structs import replace

from . import column_names, frames
from .chains import loose
from .events import Division
from .joins import as_data, data_in, listed
from .neighbours import ordered
from .rows import Part, Rows, Site, Which, part, subset
from .run import Run
from .values import (
    NO_MARKS,
    NOTHING,
    Bunch,
    ColumnNames,
    Constant,
    Data,
    Folds,
    Grouped,
    Items,
    Many,
    Positions,
    RowNames,
    Unknown,
    Value,
)

_TURNS = 2


def taken(run: Run, value: Value, node: ast.Subscript) -> Value:
    """``value[…]``."""
    key = node.slice
    if isinstance(value, Items | Many):
        return _item(run, value, key)
    if isinstance(value, Positions):
        return _positions(run, value, key)
    if isinstance(value, Bunch):
        return Data(value.rows, form="array")
    if isinstance(value, Grouped):
        inner = _of_data(run, value.data, key)
        return replace(value, data=inner) if isinstance(inner, Data) else value
    if isinstance(value, Unknown):
        return _of_unknown(run, value, key)
    if isinstance(value, Data):
        return _of_data(run, value, key)
    if isinstance(value, ColumnNames):
        return _of_columns(run, key)
    if isinstance(value, RowNames):
        run.evaluate(key)
        return value
    run.evaluate(key)
    return Unknown(run.site(node))


def located(run: Run, value: Data | Unknown, key: ast.expr, *, label: bool) -> Value:
    """``value.loc[…]`` and ``value.iloc[…]``: rows first, then columns."""
    data = as_data(value)
    if data is None:
        run.evaluate(key)
        return NOTHING
    if not isinstance(key, ast.Tuple) or len(key.elts) != 2:
        return _rows_of(run, data, key, label=label)
    rows, names = key.elts
    data = replace(data, rows=_rows_of(run, data, rows, label=label).rows)
    if isinstance(names, ast.Slice):
        return replace(data, columns=data.columns if _is_all(names) else None)
    chosen = run.evaluate(names)
    data = column_names.chosen(data, chosen)
    if found := frames.texts(chosen):
        taken_columns = frames.columns(data, found)
        return replace(taken_columns, form="series" if isinstance(chosen, Constant) else "frame")
    # One position or name is one column.
    one = isinstance(chosen, Constant) and data.form == "frame"
    held = replace(data, form="series") if one else loose(data)
    return frames.chosen(replace(held, columns=None), chosen)


def _is_all(key: ast.expr) -> bool:
    return isinstance(key, ast.Slice) and key.lower is None and key.upper is None and not key.step


def _of_data(run: Run, data: Data, key: ast.expr) -> Value:
    if isinstance(key, ast.Slice):
        return _sliced(run, data, key, label=False)
    if isinstance(key, ast.Tuple):
        return _of_array(run, data, key)
    chosen = run.evaluate(key)
    data = column_names.chosen(data, chosen)
    if found := frames.texts(chosen):
        if isinstance(chosen, Constant):
            return frames.column(data, next(iter(found)))
        return frames.columns(data, found)
    if isinstance(chosen, Constant):
        return replace(data, form="item" if data.form in ("series", "array") else data.form)
    return _by_value(run, data, chosen, key)


def _of_array(run: Run, data: Data, key: ast.Tuple) -> Value:
    """``X[rows, columns]`` of an array."""
    if not key.elts:
        return data
    first, *rest = key.elts
    for node in rest:
        if not isinstance(node, ast.Slice):
            run.evaluate(node)
            # It may be a single column.
            data = replace(data, marks=NO_MARKS)
    if isinstance(first, ast.Constant) and first.value is None:
        return data
    if isinstance(first, ast.Constant) and first.value is Ellipsis:
        return replace(data, columns=None)
    taken_rows = _rows_of(run, data, first, label=False)
    return replace(taken_rows, columns=None)


def _rows_of(run: Run, data: Data, key: ast.expr, *, label: bool) -> Data:
    if isinstance(key, ast.Slice):
        return _sliced(run, data, key, label=label)
    chosen = run.evaluate(key)
    if isinstance(chosen, Constant):
        return replace(data, form="item")
    return _by_value(run, data, chosen, key)


def _by_value(run: Run, data: Data, chosen: Value, key: ast.expr) -> Data:
    """Rows or columns chosen by a value: positions, a condition, names, or a statistic."""
    if isinstance(chosen, Positions):
        which = chosen.which
        cut = part(data.rows, chosen.event, which) if which else data.rows
        return replace(data, rows=cut)
    if isinstance(chosen, RowNames):
        return replace(data, rows=chosen.rows) if chosen.rows else data
    if isinstance(chosen, Data):
        if chosen.form == "mask":
            return replace(data, rows=_where(run, data.rows, chosen, key))
        if not chosen.rows:
            return frames.chosen(replace(data, columns=None), chosen)
        return replace(data, rows=_at(data.rows, chosen.rows, run.site(key)))
    if isinstance(chosen, ColumnNames):
        return loose(replace(data, columns=None)).adding(chosen.seen)
    if isinstance(chosen, Items | Many):
        return replace(data, columns=None)
    # It may be a mask: equal keys give equal rows, and no more is known.
    rows = subset(data.rows, ("at", run.fingerprint(key)))
    return loose(replace(data, rows=rows, columns=None))


def _at(rows: Rows, numbers: Rows, site: Site) -> Rows:
    """Rows at numbers that were themselves split or sliced."""
    atom = next(iter(numbers))
    if len(numbers) == 1 and isinstance(atom, Part):
        return part(rows, (atom.rows, atom.event), atom.which)
    return subset(rows, site)


def _where(run: Run, rows: Rows, mask: Data, key: ast.expr) -> Rows:
    if mask.test is None:
        return subset(rows, run.site(key))
    subject, which = mask.test
    if isinstance(subject, tuple) and subject[:1] == ("rows",):
        if which.kind == "true":
            taken: Rows = subject[1]
            return taken
        rest = frames.others(rows, subject[1], run.site(key))
        run.record(Division(run.site(key), "isin", rows, (subject[1], rest)))
        return rest
    return part(rows, subject, which)


def _sliced(run: Run, data: Data, key: ast.Slice, *, label: bool) -> Data:
    if key.step is not None:
        run.evaluate(key.step)
        whole = key.lower is None and key.upper is None
        if whole and not label:
            return ordered(data)
        return replace(data, rows=subset(data.rows, run.site(key)))
    start, end = _bound(run, key.lower), _bound(run, key.upper)
    start = None if start == 0 else start
    if start is None and end is None:
        return data
    event = "labels" if label else "rows"
    return replace(data, rows=part(data.rows, event, Which("range", start, end)))


def _bound(run: Run, node: ast.expr | None) -> Hashable:
    """An end of a slice: a number or text that is written out, else what tells it apart."""
    if node is None:
        return None
    value = run.evaluate(node)
    if isinstance(value, Constant):
        return value.value
    return run.fingerprint(node)


def _item(run: Run, value: Items | Many, key: ast.expr) -> Value:
    if isinstance(key, ast.Slice):
        if isinstance(value, Many):
            return value
        start, end = _bound(run, key.lower), _bound(run, key.upper)
        if isinstance(start, int | None) and isinstance(end, int | None):
            return listed(list(value.values)[start:end])
        return value
    chosen = run.evaluate(key)
    if isinstance(value, Many):
        return value.item
    if isinstance(chosen, Constant):
        return value.get(chosen.value) or NOTHING
    items = value.values
    return items[0] if items and all(item == items[0] for item in items) else NOTHING


def _of_columns(run: Run, key: ast.expr) -> Value:
    """Some of the columns' names, perhaps by what a selector has learnt."""
    if isinstance(key, ast.Slice):
        return ColumnNames()
    by = run.evaluate(key)
    seen = frozenset(item for data in data_in(by) for item in data.seen)
    return ColumnNames(frozenset(item for item in seen if item.kind in frames.SELECTS))


def _positions(run: Run, value: Positions, key: ast.expr) -> Value:
    """A part of shuffled positions."""
    if isinstance(key, ast.Slice):
        start, end = _bound(run, key.lower), _bound(run, key.upper)
        if value.which is None:
            return replace(value, which=Which("range", None if start == 0 else start, end))
    else:
        run.evaluate(key)
    return NOTHING


def _of_unknown(run: Run, value: Unknown, key: ast.expr) -> Value:
    if value.site is None:
        if not isinstance(key, ast.Slice):
            run.evaluate(key)
        return NOTHING
    data = as_data(value)
    assert data is not None
    if isinstance(key, ast.Slice):
        return _sliced(run, data, key, label=False)
    if isinstance(key, ast.Tuple):
        return _of_array(run, data, key)
    chosen = run.evaluate(key)
    if isinstance(chosen, Constant):
        return Unknown(value.site, (*value.path, chosen.value))
    if isinstance(chosen, Items) and frames.texts(chosen):
        return data
    if isinstance(chosen, Positions | Data):
        return _by_value(run, data, chosen, key)
    return Unknown(value.site, (*value.path, run.fingerprint(key)))


def fold_turns(folds: Folds) -> list[Value]:
    """The positions that a splitter gives, for two of its turns."""
    pairs = []
    for turn in range(_TURNS):
        event = ("fold", folds.site, turn)
        inner = [Positions(event, Which("piece", number, 2)) for number in (0, 1)]
        pairs.append(listed(list(inner), "tuple"))
    return pairs
