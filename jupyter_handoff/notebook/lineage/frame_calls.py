"""Methods of data, with what rules ask of them: names, frames for certain, the order of rows."""

from __future__ import annotations

from . import chains, frame_methods, groups, neighbours
from .arguments import Arguments
from .column_names import bare
from .values import Data, Grouped, Value


def method(data: Data, given: Arguments) -> Value:
    """What a method of data gives."""
    neighbours.compared(data, given, grouped=False)
    result = frame_methods.method(neighbours.before(given.name, data), given)
    if not isinstance(result, Data):
        return result
    if given.name == "to_numpy":
        return bare(result, given.site)
    return chains.after(given.name, result) if data.form == "frame" else result


def grouped(value: Grouped, given: Arguments) -> Value:
    """What a method of grouped data gives."""
    neighbours.compared(value.data, given, grouped=value.kind == "group")
    return groups.grouped(value, given)
