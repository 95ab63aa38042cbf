"""Functions over whole arrays and frames."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from . import frames
from .arguments import Arguments
from .frame_methods import reduction
from .joins import all_seen, as_data, data_in
from .libraries import named
from .rows import NO_ROWS, Rows, Site, union
from .values import NOTHING, Data, Items, Many, Unknown, Value

# Functions that give the same values in another container or type.
_CONVERT = frozenset(
    "array asarray ascontiguousarray asfortranarray copy float32 float64 int32 int64 to_numeric "
    "Series csr_matrix tensor Tensor as_tensor from_numpy convert_to_tensor".split()
)


@cache
def _elementwise() -> frozenset[str]:
    """Functions that leave each item where it is; those of other libraries are called alike."""
    of_arrays = (name.rpartition(".")[2] for name in named("arrays.elementwise"))
    return _CONVERT.union(of_arrays)


def reduced(given: Arguments) -> Value:
    data = frames.combined(given.positional[:1])
    if data is None:
        return Unknown(given.site)
    return reduction(data, given)


def kept(given: Arguments) -> Value:
    """The same rows, with what any argument rests on."""
    found = frames.combined([*given.positional, *given.keywords.values()])
    if found is None:
        first = given.positional[0] if given.positional else None
        data = as_data(first) if isinstance(first, Unknown) else None
        return replace(data, form="array") if data else Unknown(given.site)
    every = [item for value in given.all for item in data_in(value)]
    alone = len(every) == 1 and given.name.rpartition(".")[2] in _elementwise()
    return replace(found, columns=every[0].columns if alone else None)


def concatenated(given: Arguments) -> Value:
    """Put side by side the rows stay; one below the other they add up."""
    value = given.get("objs", 0) or given.get("arrays", 0)
    if isinstance(value, Many):
        return value.item
    values = value.values if isinstance(value, Items) else given.positional
    data = [found for item in values if (found := as_data(item)) is not None]
    if not data:
        return Unknown(given.site)
    side = given.constant("axis", 1) in (1, "columns", -1) or given.name.endswith(
        ("hstack", "column_stack", "c_")
    )
    seen = all_seen(data)
    if side:
        if data[0].form in ("frame", "series"):
            data = [frames.anew(item, given.site) for item in data]
        columns = data[0].columns if data[0].form in ("frame", "series") else None
        return replace(frames.combined(data) or data[0], seen=all_seen(data), columns=columns)
    uncertain = any("loose" in item.notes for item in data)
    if uncertain or len(data) < len(values) or any(isinstance(item, Unknown) for item in values):
        rows: Rows = frozenset(atom for item in data for atom in item.rows)
    else:
        rows = union(*(item.rows for item in data), site=given.site)
    of = frozenset[Site]().union(*(item.of for item in data))
    notes, dated = data[0].notes - {"sorted"}, data[0].dated
    return Data(rows, seen, data[0].form, of=of, notes=notes, dated=dated)


def merged(given: Arguments) -> Value:
    left, right = given.get("left", 0), given.get("right", 1)
    one = as_data(left) if left is not None else None
    other = as_data(right) if right is not None else None
    if one is None:
        return Unknown(given.site)
    one = replace(one, rows=one.rows or (other.rows if other else NO_ROWS))
    one = frames.anew(one, given.site)
    return one.adding(frames.anew(other, given.site).seen) if other else one


def binned(given: Arguments) -> Value:
    """Bins whose edges come from the data, unless they are written out."""
    data = frames.combined(given.positional[:1] or [given.keywords.get("x", NOTHING)])
    if data is None:
        return Unknown(given.site)
    if given.name == "pandas.cut" and not isinstance(given.constant("bins", 1), int):
        edges = given.get("bins", 1)
        return data.adding(all_seen(data_in(edges))) if edges is not None else data
    return data.adding(data.reduced(given.site, "edges", given.name.rpartition(".")[2]).seen)


def dummies(given: Arguments) -> Value:
    data = as_data(given.get("data", 0) or NOTHING)
    return frames.anew(frames.renamed(data), given.site) if data else Unknown(given.site)


def scaled(learns: str, given: Arguments) -> Value:
    """What a transformer does, done by a function in one go."""
    data = as_data(given.get("X", 0) or NOTHING)
    if data is None or learns == "nothing":
        return data or Unknown(given.site)
    return data.adding(data.reduced(given.site, learns, given.name.rpartition(".")[2]).seen)
