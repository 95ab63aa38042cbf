"""What a call gives: by what is called, a function of a library, of the notebook, or a method."""

from __future__ import annotations

import ast
import builtins
from dataclasses import replace

from . import frames, functions, learners
from .libraries import estimators
from .rows import Which
from .run import Run
from .values import (
    NOTHING,
    Arguments,
    Constant,
    Data,
    Folds,
    Function,
    Grouped,
    Items,
    Many,
    Method,
    Model,
    Named,
    RowNames,
    Test,
    Unknown,
    Value,
    gathered,
    listed,
)

BUILTINS = frozenset(dir(builtins))


def call(run: Run, function: Value, given: Arguments) -> Value:
    """The value of a call."""
    if isinstance(function, Named):
        if function.name in estimators():
            return _constructed(run, function.name, given)
        return functions.call(run, function.name, given)
    if isinstance(function, Function):
        return run.invoke(function, given.positional, given.keywords, given.site)
    if isinstance(function, Method):
        return _method(run, function.of, function.name, given)
    if isinstance(function, Model):
        return learners.method(run, function, "predict", given)
    learners.handed(run, given)
    return Unknown(given.site)


def _constructed(run: Run, name: str, given: Arguments) -> Value:
    if estimators()[name]["role"] == "splitter":
        return Named(name)
    return learners.constructed(run, name, given)


def _method(run: Run, owner: Value, name: str, given: Arguments) -> Value:
    if isinstance(owner, Model):
        return learners.method(run, owner, name, given)
    if isinstance(owner, Data):
        return frames.method(run, owner, name, given)
    if isinstance(owner, Grouped):
        return frames.grouped(run, owner, name, given)
    if isinstance(owner, Items | Many):
        return _of_container(owner, name, given)
    if isinstance(owner, RowNames):
        return _of_row_names(owner, name, given)
    if isinstance(owner, Unknown):
        return _of_unknown(run, owner, name, given)
    if isinstance(owner, Named) and name == "split":
        return Folds(given.site)
    return Unknown(given.site)


def _of_unknown(run: Run, owner: Unknown, name: str, given: Arguments) -> Value:
    model = learners.unknown_model(run, owner, name, given)
    if model is not None:
        result = learners.method(run, model, name, given)
        # The result of a fit may be something else than the model, as in statsmodels.
        return owner if result == model else result
    if name == "split" and len(given.positional) >= 1 and not _is_text(given):
        return Folds(given.site)
    if name in ("transform", "fit_transform") and given.positional:
        # What an unknown transformer learns cannot be told; the rows stay.
        value = given.positional[0]
        if isinstance(value, Data):
            return replace(value, columns=None, form="array")
    learners.handed(run, given)
    if owner.site is not None and name in ("copy", "sample", "dropna", "drop", "values"):
        return frames.method(run, _data_of(owner), name, given)
    return Unknown(given.site)


def _data_of(owner: Unknown) -> Data:
    from .values import as_data

    data = as_data(owner)
    assert data is not None
    return data


def _is_text(given: Arguments) -> bool:
    return isinstance(given.positional[0], Constant)


def _of_container(owner: Items | Many, name: str, given: Arguments) -> Value:
    if isinstance(owner, Many):
        return owner.item if name in ("pop", "get") else Many(owner.item)
    if owner.form == "dict":
        if name == "items":
            pairs = [
                listed([Constant(key), value], "tuple")  # type: ignore[arg-type]
                for key, value in owner.items
            ]
            return listed(pairs)
        if name == "values":
            return listed(list(owner.values))
        if name == "keys":
            return listed([Constant(key) for key, _ in owner.items])  # type: ignore[arg-type]
        if name == "get" and given.positional:
            key = given.constant("key", 0)
            return owner.get(key) or NOTHING
    return owner if name == "copy" else NOTHING


def _of_row_names(owner: RowNames, name: str, given: Arguments) -> Value:
    if name == "isin" and given.positional and isinstance(given.positional[0], RowNames):
        taken = given.positional[0].rows
        return Data(owner.rows, form="mask", test=Test(("rows", taken), Which("true")))
    return owner


def changed(method: Method, given: Arguments, result: Value) -> Value | None:
    """What the owner of a method is after the call; None where it stays as it was."""
    owner = method.of
    if isinstance(owner, Data):
        if given.constant("inplace") is True and isinstance(result, Data):
            return result
        if method.name == "pop" and (names := frames.texts(given.get("item", 0))):
            return frames.without_columns(owner, names)
        if method.name == "insert" and len(given.positional) >= 3:
            return frames.with_column(owner, given.positional[1], given.positional[2], whole=True)
        return None
    if isinstance(owner, Items | Many) and method.name in ("append", "extend", "add"):
        return _longer(owner, method.name, given)
    if isinstance(owner, Items) and owner.form == "dict" and method.name == "update":
        other = given.get("", 0)
        if isinstance(other, Items):
            return replace(owner, items=tuple({**dict(owner.items), **dict(other.items)}.items()))
    return None


def _longer(owner: Items | Many, name: str, given: Arguments) -> Value:
    added: list[Value] = list(given.positional[:1])
    if name == "extend" and added and isinstance(added[0], Items | Many):
        first = added[0]
        added = list(first.values) if isinstance(first, Items) else [first.item]
    if isinstance(owner, Items):
        return listed([*owner.values, *added])
    item = owner.item
    for value in added:
        item = gathered(item, value)
    return Many(item)


def model_attribute(run: Run, model: Model, name: str, node: ast.AST) -> Value:
    """``model.name``."""
    return learners.attribute(run, model, name, run.site(node))
