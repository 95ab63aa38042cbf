"""What a call gives: by what is called, a function of a library, of the notebook, or a method."""

from __future__ import annotations

import builtins

from msgspec.structs import replace

from . import frame_methods, frames, functions, learners
from .arguments import Arguments
from .containers import longer, of_container
from .groups import grouped
from .libraries import estimators
from .rows import Which
from .saving import SAVES, made, saved
from .trials import handed
from .values import (
    NO_MARKS,
    ColumnNames,
    Constant,
    Data,
    Folds,
    Function,
    Grouped,
    Instance,
    Items,
    Many,
    Method,
    Model,
    Named,
    OwnClass,
    RowNames,
    Test,
    Unknown,
    Value,
)

BUILTINS = frozenset(dir(builtins))
# Methods that nothing but a table of rows and columns has.
_OF_FRAMES_ONLY = frozenset(
    "head tail info describe dropna drop_duplicates groupby isnull isna notnull fillna merge "
    "sort_values reset_index set_index select_dtypes value_counts corr nunique iterrows "
    "itertuples rename".split()
)

# Methods of a network that give the network itself.
_SAME_OBJECT = frozenset("to cuda cpu half float double eval train requires_grad_".split())


def call(function: Value, given: Arguments) -> Value:
    """The value of a call."""
    if isinstance(function, Named):
        if function.name in estimators():
            return learners.constructed(given)
        return functions.call(given)
    if isinstance(function, Function):
        return given.run.invoke(function, given.positional, given.keywords, given.site)
    if isinstance(function, Method):
        return _method(function.of, given)
    if isinstance(function, Model):
        return learners.method(function, replace(given, name="predict"))
    handed(given)
    return made(function, given) if isinstance(function, OwnClass) else Unknown(given.site)


def _method(owner: Value, given: Arguments) -> Value:
    if isinstance(owner, Model):
        return learners.method(owner, given)
    if isinstance(owner, Data):
        return frame_methods.method(owner, given)
    if isinstance(owner, Grouped):
        return grouped(owner, given)
    if isinstance(owner, Items | Many):
        return of_container(owner, given)
    if isinstance(owner, RowNames):
        return _of_row_names(owner, given)
    if isinstance(owner, ColumnNames):
        return owner
    if isinstance(owner, Unknown):
        return _of_unknown(owner, given)
    return Unknown(given.site)


def _of_unknown(owner: Unknown, given: Arguments) -> Value:
    model = learners.unknown_model(owner, given)
    if model is not None:
        result = learners.method(model, given)
        # The result of a fit may be something else than the model, as in statsmodels.
        return owner if result == model else result
    if given.name == "split" and len(given.positional) >= 1 and not _is_text(given):
        return Folds(given.site)
    if given.name in ("transform", "fit_transform") and given.positional:
        # What an unknown transformer learns cannot be told; the rows stay.
        value = given.positional[0]
        if isinstance(value, Data):
            return replace(value, columns=None, form="array", marks=NO_MARKS)
    if owner.site is not None and given.name in _OF_FRAMES_ONLY:
        return frame_methods.method(given.run.as_frame(owner), given)
    handed(given)
    if isinstance(owner, Instance) and given.name in _SAME_OBJECT:
        return owner
    if given.name in SAVES:
        saved(given, (owner,))
    return Unknown(given.site)


def _is_text(given: Arguments) -> bool:
    return isinstance(given.positional[0], Constant)


def _of_row_names(owner: RowNames, given: Arguments) -> Value:
    if given.name == "isin" and given.positional and isinstance(given.positional[0], RowNames):
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
        return longer(owner, given)
    if isinstance(owner, Items) and owner.form == "dict" and method.name == "update":
        other = given.get("", 0)
        if isinstance(other, Items):
            return replace(owner, items=tuple({**dict(owner.items), **dict(other.items)}.items()))
    return None
