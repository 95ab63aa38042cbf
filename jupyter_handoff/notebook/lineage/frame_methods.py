"""What methods of data do to their rows, and what they see of them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from . import chains, neighbours, order
from .arguments import Arguments
from .column_names import bare
from .events import Division
from .frames import (
    anew,
    chosen,
    column,
    others,
    renamed,
    texts,
    with_column,
    without_columns,
)
from .groups import grouped
from .joins import as_data, data_in
from .libraries import named
from .row_choice import appended, drawn, ends, some
from .rows import NO_ROWS, Which, subset
from .trials import scored
from .values import (
    NOTHING,
    Constant,
    Data,
    Function,
    Grouped,
    RowNames,
    Seen,
    Test,
    Unknown,
    Value,
)


def method(data: Data, given: Arguments) -> Value:
    """What a method of data gives, with what rules ask of it: names, a frame for certain."""
    neighbours.compared(data, given, grouped=False)
    result = _result(neighbours.before(given.name, data), given)
    if not isinstance(result, Data):
        return result
    if given.name == "to_numpy":
        return bare(result, given.site)
    return chains.after(given.name, result) if data.form == "frame" else result


def _result(data: Data, given: Arguments) -> Value:
    """What a method of data gives; an unknown one keeps rows and what they have seen."""
    if handler := _METHODS.get(given.name):
        return handler(data, given)
    if data.form == "number":
        return data.adding(_given_seen(given))
    if given.name in named("pandas.reductions", "polars.reductions"):
        return reduction(data, given)
    if given.name in named("pandas.counts", "polars.counts"):
        return _counted(data, given)
    if given.name in named("pandas.looks", "polars.looks"):
        return NOTHING
    if given.name in named("pandas.ranks", "polars.ranks"):
        return data.adding(data.reduced(given.site, "ranks", given.name).seen)
    if given.name in named("pandas.windows", "polars.windows"):
        return order.moved(data, given)
    if given.name not in _KEEPS_ROWS:
        # It may keep some of the rows only: they cannot be told from others'.
        data = replace(data, notes=data.notes | {"loose"})
    data = data if given.name in _KEEPS_COLUMNS else replace(data, columns=None)
    return data.adding(_given_seen(given))


def _given_seen(given: Arguments) -> frozenset[Seen]:
    """What the arguments rest on."""
    return frozenset(item for value in given.all for data in data_in(value) for item in data.seen)


def reduction(data: Data, given: Arguments) -> Value:
    """A statistic of all rows; along the columns it is one value a row."""
    if given.constant("axis", 0) in (1, "columns", "index=1") and given.name not in ("quantile",):
        return replace(data, columns=None)
    if data.form == "item":
        return data
    if data.form == "errors":
        _sum_errors(data, given)
        return Data(form="number")
    kind = "correlation" if given.name in ("corr", "corrwith", "cov") else "statistic"
    if "presence" in data.notes:
        kind = "counts"
    return data.reduced(given.site, kind, given.name.rpartition(".")[2])


def _sum_errors(data: Data, given: Arguments) -> None:
    """Errors of predictions that are summed up are a score."""
    for fit in data.of:
        scored(given.run, fit, data, given.name, given.site)


def _counted(data: Data, given: Arguments) -> Value:
    if given.name in ("isnull", "isna", "notnull", "notna"):
        base = given.node.func.value if isinstance(given.node.func, ast.Attribute) else None
        subject = ("null", given.run.fingerprint(base)) if base is not None else ("null",)
        which = Which("true" if given.name.startswith("is") else "false")
        return replace(data, form="mask", test=Test(subject, which), notes=frozenset(["presence"]))
    if given.name in ("duplicated",):
        return replace(data, form="mask", test=None)
    return data.reduced(given.site, "counts", given.name)


def _apply(data: Data, given: Arguments) -> Value:
    """A function of the notebook sees a column of a frame, or one item of a series."""
    function = given.get("func", 0) or given.get("arg", 0)
    whole = data.form == "frame" and given.constant("axis", 1) not in (1, "columns")
    if not isinstance(function, Function):
        return data.adding(_given_seen(given))
    shown = replace(data, form="series" if whole else "item")
    result = given.run.invoke(function, [shown], {}, given.site)
    if isinstance(result, Data):
        rows = result.rows or (NO_ROWS if whole else data.rows)
        form = data.form if result.form != "number" or not whole else "number"
        held = None if whole else data.columns
        seen = result.seen | data.seen
        return Data(rows, seen, form, held, notes=data.notes, dated=data.dated)
    return data if data.form == "series" else replace(data, columns=None)


def _pipe(data: Data, given: Arguments) -> Value:
    function, *rest = given.positional or (NOTHING,)
    if isinstance(function, Function):
        return given.run.invoke(function, [data, *rest], dict(given.keywords), given.site)
    return Unknown(given.site)


def _group(data: Data, given: Arguments) -> Value:
    groups = Grouped(data)
    return grouped(groups, given) if given.name == "pivot_table" else groups


def _window(data: Data, given: Arguments) -> Value:
    moved = order.moved(data, given)
    return Grouped(order.resampled(moved) if given.name == "resample" else moved, "window")


def _drop(data: Data, given: Arguments) -> Value:
    labels = given.get("labels", 0)
    if isinstance(labels, RowNames) or isinstance(given.get("index"), RowNames):
        names = labels if isinstance(labels, RowNames) else given.get("index")
        assert isinstance(names, RowNames)
        rest = others(data.rows, names.rows, given.site)
        given.run.record(Division(given.site, "drop", data.rows, (names.rows, rest)))
        return replace(data, rows=rest)
    dropped = given.get("columns") or (labels if given.get("axis", 1) is not None else None)
    if dropped is not None:
        names_of = texts(dropped)
        if names_of:
            return without_columns(data, names_of)
        return chosen(replace(data, columns=None), dropped)
    if labels is not None or given.get("index") is not None:
        return replace(data, rows=subset(data.rows, given.site))
    return data


def _merge(data: Data, given: Arguments) -> Value:
    other = as_data(given.positional[0]) if given.positional else None
    other = other or (as_data(found) if (found := given.get("right")) else None)
    merged = anew(replace(data, rows=data.rows or (other.rows if other else NO_ROWS)), given.site)
    return merged.adding(anew(other, given.site).seen) if other else merged


def _written(data: Data, given: Arguments) -> Value:
    """Who reads the file again has these rows."""
    path = given.constant("path_or_buf", 0) or given.constant("path")
    if isinstance(path, str):
        given.run.set(("f", path), data)
    return NOTHING


def _pop(data: Data, given: Arguments) -> Value:
    names = texts(given.get("item", 0))
    return column(data, next(iter(names))) if names else replace(data, columns=None)


def _isin(data: Data, given: Arguments) -> Value:
    base = given.node.func.value if isinstance(given.node.func, ast.Attribute) else given.node
    subject = ("in", given.run.fingerprint(base), given.positional)
    return replace(data, form="mask", test=Test(subject, Which("true")))


def _assign(data: Data, given: Arguments) -> Value:
    for name, value in given.keywords.items():
        if isinstance(value, Function):
            value = given.run.invoke(value, [data], {}, given.site)
        data = with_column(data, Constant(name), value, whole=True)
    return data


def _rename(data: Data, given: Arguments) -> Value:
    return renamed(data, given.get("columns"))


_KEEPS_ROWS = (
    named("pandas.row_methods", "polars.row_methods", "arrays.row_methods")
    | frozenset(dir(str))
    | frozenset("add sub mul div get_dummies to_list values toarray tolist view cast".split())
)
# Methods of frames and series that keep their columns, or only rename or fill them.
_KEEPS_COLUMNS = frozenset(
    "abs add apply asfreq astype between clip compute convert_dtypes copy div divide fill_null "
    "fillna infer_objects map_elements mask mul multiply persist replace reset_index round sub "
    "subtract to_frame to_list to_numpy tolist where".split()
)
_Handler = Callable[[Data, Arguments], Value]


_METHODS: Mapping[str, _Handler] = {
    **dict.fromkeys(("apply", "transform", "map", "applymap"), _apply),
    **dict.fromkeys(("groupby", "group_by", "pivot_table"), _group),
    **dict.fromkeys(("rolling", "expanding", "ewm", "resample"), _window),
    **dict.fromkeys(("dropna", "drop_duplicates", "query", "nlargest", "nsmallest"), some),
    **dict.fromkeys(("truncate", "drop_nulls", "limit"), some),
    **dict.fromkeys(("head", "tail"), ends),
    **dict.fromkeys(("to_csv", "to_parquet", "to_pickle", "to_feather"), _written),
    **dict.fromkeys(("merge", "join", "merge_asof", "combine_first"), _merge),
    **dict.fromkeys(("append", "vstack", "concatenate"), appended),
    **dict.fromkeys(("sort_values", "sort_index", "sort"), order.put_in_order),
    "set_index": order.indexed,
    **dict.fromkeys(("rename", "set_axis", "rename_axis", "add_prefix", "add_suffix"), _rename),
    "pipe": _pipe,
    "shift": order.moved,
    "drop": _drop,
    "sample": drawn,
    "pop": _pop,
    "isin": _isin,
    "assign": _assign,
    "with_columns": _assign,
}
