"""Assignments to a frame through two subscripts, which may go to a copy of it."""

from __future__ import annotations

import ast
from functools import cache
from typing import Literal, NamedTuple

from msgspec.structs import replace

from ..names import dotted
from .arguments import Arguments
from .events import Chained
from .libraries import named
from .rows import place_of
from .run import Run
from .values import ColumnNames, Constant, Data, Items, Many, Value

LOCATORS = ("loc", "iloc", "at", "iat")
# What may be something else than a frame, though it is followed as one.
_LOOSE = frozenset(["loose"])
_LOOSE_READERS = frozenset(("pandas.read_hdf", "pandas.read_pickle"))
_ASK_FOR_MORE = frozenset(("chunksize", "iterator", "squeeze", "typ"))
_MORE_FRAMES = frozenset(
    "corr describe head mask melt nlargest nsmallest pivot pivot_table reindex sample tail".split()
)
# What these give depends on what they are given.
_PERHAPS_FRAMES = frozenset("apply eval map pipe rolling expanding ewm to_numpy transform".split())
# Methods that tell which rows are meant.
_ASK = frozenset("isin isna isnull notna notnull between duplicated contains startswith".split())
_UNSURE = _LOOSE | {"guessed"}


@cache
def _frame_methods() -> frozenset[str]:
    """Methods of a frame that surely give a frame."""
    return (named("pandas.row_methods", "pandas.windows") | _MORE_FRAMES) - _PERHAPS_FRAMES


def loose(data: Data) -> Data:
    """Data that need not be the frame that they are followed as."""
    return data if data.form != "frame" else replace(data, notes=data.notes | _LOOSE)


def read(data: Data, given: Arguments) -> Data:
    """What a reader gives is a frame, if it is not asked for something else."""
    sure = given.name in named("pandas.readers") - _LOOSE_READERS
    sheet = given.constant("sheet_name")
    one = isinstance(sheet, str | int) or "sheet_name" not in given.keywords
    return data if sure and one and not _ASK_FOR_MORE & given.keywords.keys() else loose(data)


def after(method: str, result: Value) -> Value:
    """What a method of a frame gives, which is a frame for some methods only."""
    if isinstance(result, Data) and method not in _frame_methods():
        return loose(result)
    return result


class _Key(NamedTuple):
    """One subscript: ``by`` is empty for a plain ``[]``, ``kind`` what stands in it."""

    by: str
    node: ast.expr
    kind: Literal["mask", "text", "name", "slice", "tuple", "other"]


def assigned(run: Run, target: ast.Subscript, inner: ast.Subscript) -> None:
    """Tell of ``frame.first_by[first].second_by[second] = …``."""
    node = _owner(inner)
    frame = run.evaluate(node) if dotted(node) else None
    if not isinstance(frame, Data) or frame.form != "frame":
        return
    first, second = _key(run, inner), _key(run, target)
    if frame.notes & _UNSURE or _is_one_value(run, first):
        return
    rows, column = _rows_and_column(first, second) or (None, None)
    places = [place_of(key.node) if key else None for key in (rows, column)]
    run.record(Chained(run.site(target), place_of(node), *places))


def _owner(node: ast.Subscript) -> ast.expr:
    """What is subscripted."""
    held = node.value
    by = isinstance(held, ast.Attribute) and held.attr in LOCATORS
    return held.value if by and isinstance(held, ast.Attribute) else held


def _key(run: Run, node: ast.Subscript) -> _Key:
    held, key = node.value, node.slice
    by = held.attr if isinstance(held, ast.Attribute) and held.attr in LOCATORS else ""
    if isinstance(key, ast.Slice):
        return _Key(by, key, "slice")
    if isinstance(key, ast.Tuple):
        return _Key(by, key, "tuple")
    value = run.evaluate(key)
    if isinstance(value, Data) and value.form == "mask":
        return _Key(by, key, "mask")
    if isinstance(value, Constant) and isinstance(value.value, str):
        return _Key(by, key, "text")
    if isinstance(key, ast.Call) and isinstance(key.func, ast.Attribute):
        return _Key(by, key, "mask" if key.func.attr in _ASK else "other")
    return _Key(by, key, "name" if isinstance(value, ColumnNames) else "other")


def _is_one_value(run: Run, key: _Key) -> bool:
    """Whether a subscript gives one cell of the frame, which may hold a list."""
    if not key.by or not isinstance(key.node, ast.Tuple):
        return key.by in ("at", "iat")
    return not any(
        isinstance(part, ast.Slice) or isinstance(run.evaluate(part), Data | Items | Many)
        for part in key.node.elts
    )


def _rows_and_column(first: _Key, second: _Key) -> tuple[_Key, _Key] | None:
    """Which subscript chooses rows and which a column, where that is plain."""
    if first.kind in ("tuple", "slice") or second.kind == "tuple":
        return None
    if first.by == "" and second.by in ("", "loc") and first.kind != "mask":
        # By position in a plain slice, by label and with its end in `.loc`.
        plain = second.kind in ("mask", "other") or second.by == "loc"
        of_column = first.kind in ("text", "name") and plain
        return (second, first) if of_column or second.kind == "mask" else None
    if second.by == "" and second.kind in ("text", "name") and first.by in ("", "loc"):
        return (first, second)
    return None
