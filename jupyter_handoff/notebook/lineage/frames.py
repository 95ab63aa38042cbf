"""What happens to data: their columns, operators and methods."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Mapping, Sequence

from msgspec.structs import replace

from .column_names import bare, named
from .joins import all_seen, data_in
from .rows import Rows, Which, opposite, part, subset
from .run import Run
from .table_columns import Columns
from .values import ColumnNames, Constant, Data, Items, RowNames, Seen, Test, Unknown, Value

# Learnt from the rows, yet no leak: which labels there are, whether a value is missing.
HARMLESS = frozenset(("categories", "counts", "future", "order"))
# What tells which columns are worth keeping.
SELECTS = frozenset(("correlation", "selection", "components", "model"))
_WHOLE = frozenset("values T array str dt cat sparse at iat loc iloc real imag flat A".split())
_NOT_DATA = frozenset("columns shape dtypes dtype size ndim empty axes name names plot".split())


def attribute(run: Run, data: Data, name: str, node: ast.Attribute) -> Value:
    """``data.name``: another view of the rows, a column, or something about them."""
    if name == "index":
        # The index of a statistic is what it was made for: names of columns, or of groups.
        return RowNames(data.rows) if data.rows else data
    if name == "columns":
        return ColumnNames()
    if name in _NOT_DATA:
        return Unknown(run.site(node))
    if name in _WHOLE:
        if name == "values":
            return bare(data, run.site(node))
        return replace(data, form="array") if name == "array" else data
    if data.form in ("frame", ""):
        return column(data, name)
    return data


def column(data: Data, name: str) -> Data:
    """One column of a frame."""
    notes = data.notes | {"dates"} if name in data.dated else data.notes
    return replace(columns(data, frozenset([name])), form="series", notes=notes)


def columns(data: Data, names: frozenset[str]) -> Data:
    """Some columns of a frame: what the others rest on is left behind."""
    seen = frozenset(item for item in data.seen if item.column is None or item.column in names)
    just = data.columns.just(names) if data.columns else None
    return replace(data, seen=seen, columns=just)


def without_columns(data: Data, names: frozenset[str]) -> Data:
    """A frame with some columns dropped."""
    seen = frozenset(item for item in data.seen if item.column is None or item.column not in names)
    left = data.columns.without(names) if data.columns else None
    return replace(data, seen=seen, columns=left)


def renamed(data: Data, names: Value | None = None) -> Data:
    """Data whose columns have other names now, by a dict that may be known."""
    if isinstance(names, Items) and names.form == "dict" and data.form == "frame":
        pairs = {old: texts(new) for old, new in names.items if isinstance(old, str)}
        if len(pairs) == len(names.items) and all(len(new) == 1 for new in pairs.values()):
            return _with_names(data, {old: next(iter(new)) for old, new in pairs.items()})
    seen = frozenset(item._replace(column=None) for item in data.seen if item.kind != "future")
    return replace(named(data), seen=seen, columns=None, dated=unnamed_dates(data))


def unnamed_dates(data: Data) -> frozenset[str | None]:
    """That some column holds points in time, whatever it is called now."""
    return frozenset([None]) if data.dated else frozenset()


def anew(data: Data, site: Hashable) -> Data:
    """Data as a table of their own: what else it holds is not known, nor what it has lost."""
    return replace(data, columns=Columns(site), seen=_sure(data))


def _sure(data: Data) -> frozenset[Seen]:
    """What data rest on; what looks ahead only where their columns are known."""
    if data.columns is not None:
        return data.seen
    return frozenset(item for item in data.seen if item.kind != "future")


def _with_names(data: Data, names: Mapping[str, str]) -> Data:
    """A frame some of whose columns have new names, old name by old name."""

    def new(columns: frozenset[str]) -> frozenset[str]:
        return frozenset(names.get(name, name) for name in columns)

    seen = frozenset(
        item._replace(column=names.get(item.column, item.column)) if item.column else item
        for item in data.seen
    )
    held = data.columns
    if held and held.only is not None:
        held = held._replace(only=new(held.only), more=new(held.more | (held.only & set(names))))
    elif held:
        made = frozenset(names.values())
        held = held._replace(less=(held.less | set(names)) - made, more=new(held.more) | made)
    dated = frozenset(names.get(name, name) if name else None for name in data.dated)
    return replace(named(data), seen=seen, columns=held, dated=dated)


def with_column(data: Data, key: Value, value: Value, *, whole: bool) -> Data:
    """A frame after ``data[key] = value``; ``whole`` where all rows are given anew."""
    names = texts(key)
    given = frozenset(item for part_of in data_in(value) for item in part_of.seen)
    notes = frozenset(note for part_of in data_in(value) for note in part_of.notes) & {"lagged"}
    old = data.seen
    if whole and names:
        old = frozenset(item for item in old if item.column not in names)
    labels: frozenset[str | None] = frozenset(names) or frozenset([None])
    new = frozenset(item._replace(column=name) for item in given for name in labels)
    if not names:
        # Which column it is cannot be told: what is ahead may be in none that is used, and
        # what looks back is in none that has a name.
        new = frozenset(item for item in new if item.kind != "future")
        new = frozenset(i._replace(column="") if i.kind == "order" else i for i in new)
    held = data.columns
    if held and names:
        held = held.plus(names)
    elif held and held.only is not None and not isinstance(key, ColumnNames):
        held = None
    dates = any("dates" in part_of.notes for part_of in data_in(value))
    dated = data.dated | labels if dates else data.dated - names
    return replace(data, seen=old | new, columns=held, notes=data.notes | notes, dated=dated)


def texts(value: Value | None) -> frozenset[str]:
    """The strings of a constant or of a list of constants; none unless all are."""
    values = value.values if isinstance(value, Items) else (value,)
    found = [item.value for item in values if isinstance(item, Constant)]
    plain = frozenset(item for item in found if isinstance(item, str))
    return plain if len(found) == len(values) and len(plain) == len(set(found)) else frozenset()


def combined(values: Sequence[Value]) -> Data | None:
    """Values put together element by element, as by an operator."""
    data = [item for value in values for item in data_in(value)]
    if not data:
        return None
    with_rows = [item for item in data if item.rows]
    first = with_rows[0] if with_rows else data[0]
    of = frozenset[object]().union(*(item.of for item in data))
    compared = bool(of) and any(not item.of or item.form == "errors" for item in data)
    unknown = any(isinstance(value, Unknown) for value in values)
    form = first.form
    if of and (compared or unknown):
        form = "errors"
    return Data(
        first.rows,
        all_seen(data),
        form,
        of=of,  # type: ignore[arg-type]
        notes=frozenset().union(*(item.notes for item in data)),
        dated=frozenset().union(*(item.dated for item in data)),
    )


def mask(run: Run, values: Sequence[Value], subject: ast.expr, which: Which) -> Value:
    """A condition on data, or on something unknown that may be one."""
    made = combined(values)
    test = Test(("where", run.fingerprint(subject)), which)
    if made is None:
        return Data(form="mask", test=test)
    if made.form == "errors":
        return made
    return replace(made, form="mask", test=test)


def others(rows: Rows, taken: Rows, site: Hashable) -> Rows:
    """All of ``rows`` but those that were taken out of them."""
    if len(taken) == 1:
        (atom,) = taken
        if getattr(atom, "rows", None) == rows and hasattr(atom, "which"):
            which = opposite(atom.which)
            if which is not None:
                return part(rows, atom.event, which)
    return subset(rows, site)


def chosen(data: Data, by: Value) -> Data:
    """Data whose columns were chosen by what a value rests on."""
    if isinstance(by, ColumnNames):
        return data.adding(by.seen)
    found = (seen for item in data_in(by) for seen in item.seen if seen.kind in SELECTS)
    return data.adding(frozenset(seen._replace(column=None) for seen in found))
