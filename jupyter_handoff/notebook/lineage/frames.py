"""What happens to data: their columns, operators and methods."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace

from .libraries import named
from .rows import NO_ROWS, Rows, Which, opposite, part, subset, union
from .run import Run
from .values import (
    NOTHING,
    Arguments,
    Columns,
    Constant,
    Data,
    Function,
    Grouped,
    Items,
    Many,
    RowNames,
    Seen,
    Test,
    Unknown,
    Value,
    all_seen,
    as_data,
    data_in,
)

# Learnt from the rows, yet no leak: which labels there are, whether a value is missing.
HARMLESS = frozenset(("categories", "counts", "future", "order"))
# What tells which columns are worth keeping.
SELECTS = frozenset(("correlation", "selection", "components"))
_WHOLE = frozenset("values T array str dt cat sparse at iat loc iloc real imag flat A".split())
_NOT_DATA = frozenset("columns shape dtypes dtype size ndim empty axes name names plot".split())


def attribute(run: Run, data: Data, name: str, node: ast.Attribute) -> Value:
    """``data.name``: another view of the rows, a column, or something about them."""
    if name == "index":
        return RowNames(data.rows)
    if name in _NOT_DATA:
        return Unknown(run.site(node))
    if name in _WHOLE:
        return replace(data, form="array") if name in ("values", "array") else data
    if data.form in ("frame", ""):
        return column(data, name)
    return data


def column(data: Data, name: str) -> Data:
    """One column of a frame."""
    return replace(columns(data, frozenset([name])), form="series", notes=data.notes)


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


def renamed(data: Data) -> Data:
    """Data whose columns have other names now."""
    seen = frozenset(item._replace(column=None) for item in data.seen)
    return replace(data, seen=seen, columns=None)


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
    held = data.columns
    if held and held.only is not None:
        held = held._replace(only=held.only | names) if names else None
    elif held and names:
        held = held._replace(less=held.less - names)
    return replace(data, seen=old | new, columns=held, notes=data.notes | notes)


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
    )


def mask(run: Run, values: Sequence[Value], subject: ast.expr, which: Which) -> Value:
    """A condition on data, or on something unknown that may be one."""
    made = combined(values)
    test = Test(("where", run.fingerprint(subject)), which)
    if made is None:
        return Data(form="mask", test=test)
    if made.form == "errors":
        return made
    return Data(made.rows, made.seen, "mask", made.columns, made.of, test, made.notes)


def method(run: Run, data: Data, name: str, given: Arguments) -> Value:
    """What a method of data gives; an unknown one keeps rows and what they have seen."""
    if data.form == "dataset" and (handler := _OF_DATASETS.get(name)):
        return handler(run, data, given)
    if handler := _METHODS.get(name):
        return handler(run, data, given)
    if data.form == "number":
        return data.adding(_given_seen(given))
    if name in named("pandas.reductions", "polars.reductions", "arrays.reductions"):
        return reduction(run, data, name, given)
    if name in named("pandas.counts"):
        return _counted(run, data, name, given)
    if name in named("pandas.looks"):
        return NOTHING
    if name in named("pandas.ranks"):
        return data.adding(data.reduced(given.site, "ranks", name).seen)
    if name in named("pandas.windows"):
        return replace(data, columns=None, notes=data.notes | {"lagged"})
    return data.adding(_given_seen(given))


def _given_seen(given: Arguments) -> frozenset[Seen]:
    """What the arguments rest on."""
    return frozenset(item for value in given.all for data in data_in(value) for item in data.seen)


def reduction(run: Run, data: Data, name: str, given: Arguments) -> Value:
    """A statistic of all rows; along the columns it is one value a row."""
    if given.constant("axis", 0) in (1, "columns", "index=1") and name not in ("quantile",):
        return replace(data, columns=None)
    if data.form == "item":
        return data
    if data.form == "errors":
        run_errors(run, data, name, given)
        return Data(form="number")
    kind = "correlation" if name in ("corr", "corrwith", "cov") else "statistic"
    if "presence" in data.notes:
        kind = "counts"
    return data.reduced(given.site, kind, name)


def run_errors(run: Run, data: Data, name: str, given: Arguments) -> None:
    """Errors of predictions that are summed up are a score."""
    from .learners import scored

    for fit in data.of:
        scored(run, fit, data, name, given.site)


def _counted(run: Run, data: Data, name: str, given: Arguments) -> Value:
    if name in ("isnull", "isna", "notnull", "notna"):
        base = given.node.func.value if isinstance(given.node.func, ast.Attribute) else None
        subject = ("null", run.fingerprint(base)) if base is not None else ("null",)
        which = Which("true" if name.startswith("is") else "false")
        return replace(data, form="mask", test=Test(subject, which), notes=frozenset(["presence"]))
    if name in ("duplicated",):
        return replace(data, form="mask", test=None)
    return data.reduced(given.site, "counts", name)


def _fill(run: Run, data: Data, given: Arguments) -> Value:
    return data.adding(_given_seen(given))


def _apply(run: Run, data: Data, given: Arguments) -> Value:
    """A function of the notebook sees a column of a frame, or one item of a series."""
    function = given.get("func", 0) or given.get("arg", 0)
    whole = data.form == "frame" and given.constant("axis", 1) not in (1, "columns")
    if not isinstance(function, Function):
        return data.adding(_given_seen(given))
    shown = replace(data, form="series" if whole else "item")
    result = run.invoke(function, [shown], {}, given.site)
    if isinstance(result, Data):
        rows = result.rows or (NO_ROWS if whole else data.rows)
        form = data.form if result.form != "number" or not whole else "number"
        return Data(rows, result.seen | data.seen, form, notes=data.notes)
    return replace(data, columns=None)


def _pipe(run: Run, data: Data, given: Arguments) -> Value:
    function, *rest = given.positional or (NOTHING,)
    if isinstance(function, Function):
        return run.invoke(function, [data, *rest], dict(given.keywords), given.site)
    return Unknown(given.site)


def _group(run: Run, data: Data, given: Arguments) -> Value:
    return Grouped(data)


def _window(run: Run, data: Data, given: Arguments) -> Value:
    seen = data.seen
    if given.constant("center") is True:
        seen = seen | {Seen(data.rows, given.site, "future", "rolling")}
    return Grouped(replace(data, seen=seen, notes=data.notes | {"lagged"}), "window")


def _shift(run: Run, data: Data, given: Arguments) -> Value:
    periods = given.constant("periods", 0)
    notes = data.notes | {"lagged"}
    if isinstance(periods, int) and periods < 0:
        seen = data.seen | {Seen(data.rows, given.site, "future", "shift")}
        return replace(data, seen=seen, columns=None, notes=notes)
    return replace(data, columns=None, notes=notes)


def _drop(run: Run, data: Data, given: Arguments) -> Value:
    labels = given.get("labels", 0)
    if isinstance(labels, RowNames) or isinstance(given.get("index"), RowNames):
        names = labels if isinstance(labels, RowNames) else given.get("index")
        assert isinstance(names, RowNames)
        return replace(data, rows=others(data.rows, names.rows, given.site))
    dropped = given.get("columns") or (labels if given.get("axis", 1) is not None else None)
    if dropped is not None:
        names_of = texts(dropped)
        if names_of:
            return without_columns(data, names_of)
        return chosen(replace(data, columns=None), dropped)
    if labels is not None or given.get("index") is not None:
        return replace(data, rows=subset(data.rows, given.site))
    return data


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
    found = (seen for item in data_in(by) for seen in item.seen if seen.kind in SELECTS)
    return data.adding(frozenset(seen._replace(column=None) for seen in found))


def _some(run: Run, data: Data, given: Arguments) -> Value:
    return replace(data, rows=subset(data.rows, given.site))


def _sample(run: Run, data: Data, given: Arguments) -> Value:
    """Rows drawn: all of them shuffled, some twice, or a part whose rest may be used."""
    share = given.constant("frac")
    if given.constant("replace") is True or (isinstance(share, int | float) and share > 1):
        from .rows import synthetic

        return replace(data, rows=synthetic(data.rows, given.site))
    if share == 1:
        return replace(data, notes=data.notes - {"sorted"})
    state = given.constant("random_state")
    settled = isinstance(state, int)
    event = ("sample", share, given.constant("n", 0), state) if settled else given.site
    return replace(data, rows=part(data.rows, event, Which("piece", 0, 2)))


def _merge(run: Run, data: Data, given: Arguments) -> Value:
    other = as_data(given.positional[0]) if given.positional else None
    other = other or (as_data(found) if (found := given.get("right")) else None)
    merged = replace(data, columns=None, rows=data.rows or (other.rows if other else NO_ROWS))
    return merged.adding(other.seen) if other else merged


def _append(run: Run, data: Data, given: Arguments) -> Value:
    other = as_data(given.positional[0]) if given.positional else None
    if other is None:
        return data
    rows = union(data.rows, other.rows, site=given.site)
    return replace(data, rows=rows, seen=data.seen | other.seen)


def _sorted(run: Run, data: Data, given: Arguments) -> Value:
    return replace(data, notes=data.notes | {"sorted"})


def _pop(run: Run, data: Data, given: Arguments) -> Value:
    names = texts(given.get("item", 0))
    return column(data, next(iter(names))) if names else replace(data, columns=None)


def _isin(run: Run, data: Data, given: Arguments) -> Value:
    base = given.node.func.value if isinstance(given.node.func, ast.Attribute) else given.node
    subject = ("in", run.fingerprint(base), given.positional)
    return replace(data, form="mask", test=Test(subject, Which("true")))


def _assign(run: Run, data: Data, given: Arguments) -> Value:
    for name, value in given.keywords.items():
        if isinstance(value, Function):
            value = run.invoke(value, [data], {}, given.site)
        data = with_column(data, Constant(name), value, whole=True)
    return data


def _rename(run: Run, data: Data, given: Arguments) -> Value:
    return renamed(data)


def _taken(run: Run, data: Data, given: Arguments) -> Value:
    """``take(n)`` and ``skip(n)`` of a data set are its two parts."""
    name = given.node.func.attr if isinstance(given.node.func, ast.Attribute) else ""
    count: Hashable = given.constant("count", 0)
    if count is Ellipsis and given.node.args:
        count = run.fingerprint(given.node.args[0])
    which = Which("range", None, count) if name == "take" else Which("range", count, None)
    return replace(data, rows=part(data.rows, "rows", which))


Handler = Callable[[Run, Data, Arguments], Value]
_OF_DATASETS: Mapping[str, Handler] = {"take": _taken, "skip": _taken}
_METHODS: Mapping[str, Handler] = {
    **dict.fromkeys(("fillna", "replace", "where", "clip", "map_elements", "fill_null"), _fill),
    **dict.fromkeys(("apply", "transform", "map", "applymap"), _apply),
    **dict.fromkeys(("groupby", "group_by", "resample"), _group),
    **dict.fromkeys(("rolling", "expanding", "ewm"), _window),
    **dict.fromkeys(("dropna", "drop_duplicates", "query", "nlargest", "nsmallest"), _some),
    **dict.fromkeys(("head", "tail", "truncate", "drop_nulls", "unique_rows", "limit"), _some),
    **dict.fromkeys(("merge", "join", "merge_asof", "combine_first"), _merge),
    **dict.fromkeys(("append", "vstack", "concatenate"), _append),
    **dict.fromkeys(("sort_values", "sort_index", "sort"), _sorted),
    **dict.fromkeys(("rename", "set_axis", "rename_axis", "add_prefix", "add_suffix"), _rename),
    "pipe": _pipe,
    "shift": _shift,
    "drop": _drop,
    "sample": _sample,
    "pop": _pop,
    "isin": _isin,
    "assign": _assign,
    "with_columns": _assign,
}


def grouped(run: Run, value: Grouped, name: str, given: Arguments) -> Value:
    """What a method of grouped data gives: one row a group, or a statistic for each row."""
    data = value.data
    if value.kind == "window":
        return data
    if name in ("apply", "pipe"):
        return replace(data, columns=None)
    if name in ("head", "tail", "first", "last", "nth", "sample", "filter"):
        return replace(data, rows=subset(data.rows, given.site))
    if name in ("shift", "diff", "cumsum", "cumcount", "ffill", "bfill", "pct_change", "rolling"):
        return replace(data, columns=None, notes=data.notes | {"lagged"})
    statistic = data.reduced(given.site, "groups", name)
    if name == "transform":
        by = given.constant("func", 0)
        if isinstance(by, str) and by in ("shift", "diff", "cumsum", "cumcount", "ffill", "bfill"):
            return replace(data, columns=None)
        return replace(data, seen=statistic.seen, columns=None)
    return statistic


def columns_of(data: Data) -> Columns | None:
    """The columns that data hold, where that is known."""
    return data.columns


__all__ = ["HARMLESS", "SELECTS", "Many", "combined", "grouped", "mask", "method"]
