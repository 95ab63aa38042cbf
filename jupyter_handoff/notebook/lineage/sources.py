"""Where rows come from: readers, frames made by hand, data sets of libraries."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from msgspec.structs import replace

from . import chains, column_names, frames, neighbours, order
from .arguments import Arguments
from .events import Cut
from .joins import all_seen, as_data, data_in, listed
from .rows import Source, subset
from .table_columns import Columns
from .values import Bunch, Constant, Data, Form, Items, Value


def source(key: Hashable, form: Form = "frame") -> Data:
    """Rows that come from outside, with all their columns."""
    return Data(frozenset([Source(key)]), form=form, columns=Columns(key))


def read(given: Arguments) -> Value:
    """The rows of a file, or some of them, with the columns that are dates."""
    data = order.read_dates(_whole(given), given)
    for look in (column_names.read, chains.read, neighbours.read):
        data = look(data, given)
    if "chunksize" in given.keywords:
        return replace(data, rows=subset(data.rows, given.site), form="dataset")
    rows = subset(data.rows, given.site)
    if isinstance(given.constant("nrows"), int):
        given.run.record(Cut(given.site, "nrows", data.rows, rows, shown=False))
    elif not given.keywords.keys() & {"nrows", "skiprows", "skipfooter"}:
        return data
    return replace(data, rows=rows)


def _whole(given: Arguments) -> Data:
    path = given.constant("filepath_or_buffer", 0)
    if not given.positional and isinstance(given.keywords.get("path"), Constant):
        path = given.constant("path")
    if not isinstance(path, str):
        return source(given.site)
    kept = given.run.get(("f", path))
    if isinstance(kept, Data):
        return kept
    return source((given.name, path))


def frame(given: Arguments) -> Value:
    """A frame of data that are known already, or of new ones."""
    value = given.get("data", 0)
    return column_names.made(_frame(value, given), value, given)


def _frame(value: Value | None, given: Arguments) -> Data:
    found = data_in(value) if value is not None else []
    if isinstance(value, Items) and value.form == "dict":
        found = [_labelled(item, key) for key, part in value.items for item in data_in(part)]
        found = [item for item in found if item.rows]
    if found:
        with_rows = next((item for item in found if item.rows), found[0])
        of = frozenset(fit for item in found for fit in item.of)
        columns = with_rows.columns if len(found) == 1 else None
        notes, dated = with_rows.notes, frames.unnamed_dates(with_rows)
        made = Data(
            with_rows.rows, all_seen(found), "frame", columns, of=of, notes=notes, dated=dated
        )
        return frames.anew(made, given.site)
    if value is not None and (data := as_data(value)) is not None:
        return replace(data, form="frame")
    return source(given.site)


def _labelled(data: Data, key: Hashable) -> Data:
    """Data that become the column ``key``."""
    name = key if isinstance(key, str) else None
    return replace(data, seen=frozenset(item._replace(column=name) for item in data.seen))


def data_set(row: Mapping[str, Any], given: Arguments) -> Value:
    settings = tuple(sorted((key, str(given.constant(key))) for key in given.keywords))
    plain = [item for item in settings if item[0] in ("subset", "name", "data_id", "train")]
    key = (given.name, tuple(plain), given.constant("name", 0))
    if row["gives"] == "train-test":
        pairs = []
        for half in ("train", "test"):
            data = source((given.name, half), "array")
            pairs.append(listed([data, data], "tuple"))
        return listed(pairs, "tuple")
    if row["gives"] == "pair" or given.constant("return_X_y") is True:
        made = (given.site if row["gives"] == "pair" else key,)
        data = source(made, "array")
        return listed([data, data], "tuple")
    return Bunch(source(key).rows) if row["gives"] == "bunch" else source(key)
