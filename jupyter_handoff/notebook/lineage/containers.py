"""Python's own containers: what goes in, what comes out, turn by turn."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from msgspec.structs import replace

from ..names import dotted
from . import frame_methods, frames
from .arguments import Arguments
from .joins import gathered, listed
from .splits import numbered
from .subscripts import fold_turns
from .values import NOTHING, Constant, Data, Folds, Grouped, Items, Many, Unknown, Value


def first(given: Arguments) -> Value:
    return given.positional[0] if given.positional else NOTHING


def taken_next(given: Arguments) -> Value:
    """The first of what something gives."""
    value = first(given)
    if isinstance(value, Folds):
        return fold_turns(value)[0]
    return value.item if isinstance(value, Many) else value


def measured(given: Arguments) -> Value:
    """``len(…)``, where the items are known."""
    value = first(given)
    return Constant(len(value.items)) if isinstance(value, Items) else Unknown(given.site)


def counted(given: Arguments) -> Value:
    """``range(len(…))`` of known items is each of their positions, turn by turn."""
    end = first(given)
    node = given.node.args[0] if len(given.node.args) == 1 else None
    of_items = isinstance(node, ast.Call) and dotted(node.func) == "len"
    if of_items and isinstance(end, Constant) and isinstance(end.value, int):
        return listed([Constant(number) for number in range(end.value)])
    return numbered(given)


def itself(given: Arguments) -> Value:
    """``abs(…)``, ``round(…)`` and ``float(…)`` of data rest on the same rows."""
    value = first(given)
    return value if isinstance(value, Data) else Unknown(given.site)


def zipped(given: Arguments) -> Value:
    columns = given.positional
    known = [value for value in columns if isinstance(value, Items)]
    if not known or not all(isinstance(value, Items | Data | Many) for value in columns):
        return Unknown(given.site)
    length = min(len(value.items) for value in known)
    turns = zip(*(_turns(value, length) for value in columns), strict=True)
    return listed([listed(list(row), "tuple") for row in turns])


def _turns(value: Value, length: int) -> Sequence[Value]:
    """What a value gives in the first turns of a loop."""
    if isinstance(value, Items):
        return value.turns[:length]
    return [value.item if isinstance(value, Many) else value] * length


def enumerated(given: Arguments) -> Value:
    value = given.get("iterable", 0)
    if isinstance(value, Items):
        return listed([listed([Constant(n), item], "tuple") for n, item in enumerate(value.turns)])
    if isinstance(value, Many):
        return Many(listed([NOTHING, value.item], "tuple"))
    if isinstance(value, Data):
        return Many(listed([NOTHING, replace(value, form="item")], "tuple"))
    if isinstance(value, Folds):
        turns = fold_turns(value)
        return listed([listed([NOTHING, turn], "tuple") for turn in turns])
    return Unknown(given.site)


def container(given: Arguments) -> Value:
    value = given.positional[0] if given.positional else None
    if value is None:
        return Items("dict" if given.name == "dict" else "list", tuple(given.keywords.items()))
    if given.name == "dict" and isinstance(value, Data | Grouped):
        data = value if isinstance(value, Data) else value.data
        return Many(replace(data, form="series" if data is value else data.form, columns=None))
    return listed(fold_turns(value)) if isinstance(value, Folds) else value


def summed(given: Arguments) -> Value:
    data = frames.combined(given.positional[:1])
    if len(given.positional) > 1:
        return frames.combined(given.positional) or Unknown(given.site)
    if data is not None and data.form in ("errors", "series", "array"):
        return frame_methods.reduction(data, given)
    return Unknown(given.site)


def of_container(owner: Items | Many, given: Arguments) -> Value:
    if isinstance(owner, Many):
        return owner.item if given.name in ("pop", "get") else Many(owner.item)
    if owner.form == "dict":
        if given.name == "items":
            pairs = zip(owner.turns, owner.values, strict=True)
            return listed([listed(list(pair), "tuple") for pair in pairs])
        if given.name == "values":
            return listed(list(owner.values))
        if given.name == "keys":
            return listed(list(owner.turns))
        if given.name == "get" and given.positional:
            key = given.constant("key", 0)
            return owner.get(key) or NOTHING
    return owner if given.name == "copy" else NOTHING


def longer(owner: Items | Many, given: Arguments) -> Value:
    added: list[Value] = list(given.positional[:1])
    if given.name == "extend" and added and isinstance(added[0], Items | Many):
        first = added[0]
        added = list(first.values) if isinstance(first, Items) else [first.item]
    if isinstance(owner, Items):
        return listed([*owner.values, *added])
    item = owner.item
    for value in added:
        item = gathered(item, value)
    return Many(item)
