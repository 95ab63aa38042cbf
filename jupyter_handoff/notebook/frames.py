"""Which names and expressions of a notebook are pandas frames or series, by evidence.

Evidence is a constructor, a reader, or a method that keeps what is known already; a
parameter or a name bound in a loop never is. Names are followed in document order.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from .bindings import above
from .flow import Bound, Links
from .knowledge import known
from .names import dotted

# `either` is one of the two, and it cannot be told which.
FrameKind: TypeAlias = Literal["frame", "series", "either"]

_READERS = known("pandas", "readers") - known("pandas", "loose_readers")
_LOOSE = known("pandas", "loose_arguments")
_MAKERS = known("pandas", "makers")
_FRAME_METHODS = known("pandas", "frame_methods")
_FRAME_MAKERS = known("pandas", "frame_makers")
_SERIES_METHODS = known("pandas", "series_methods")
_KNOWN_METHODS = _FRAME_METHODS | _FRAME_MAKERS | _SERIES_METHODS
_SPLITS = (
    "sklearn.model_selection.train_test_split",
    "sklearn.cross_validation.train_test_split",
)
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a frame or a series.

    ``source`` is the qualified name of what made it (``pandas.read_csv``), a bare method
    name where a frame's own method did; ``call`` is that call. ``width`` is the number of
    columns where it was chosen by a list of names.
    """

    kind: FrameKind
    source: str
    call: ast.Call
    width: int | None = None

    @property
    def is_read(self) -> bool:
        """Whether the rows come from a reader as they are."""
        return self.source in _READERS


class Frames:
    """The frames of a notebook; ``rebound`` are names that functions bind anew."""

    def __init__(self, links: Links, rebound: frozenset[str]) -> None:
        self._links = links
        self._rebound = rebound
        self._bound: dict[tuple[str, int, int], Frame | None] = {}
        self._split: dict[ast.AST, ast.expr] = {
            target: call.node.args[position // 2]
            for call in links.calls(*_SPLITS)
            for position, target in enumerate(_targets(call.fact.statement, call.node))
            if position // 2 < len(call.node.args)
        }
        if any(item.binding.target.startswith(("pandas", "seaborn")) for item in _imports(links)):
            everything = [item for bound in links.bindings.values() for item in bound]
            # In document order, so that what a value is made of is known before it is.
            everything.sort(key=lambda item: (item.index, item.binding.order))
            for bound in everything:
                self._bound[_key(bound)] = self._of_binding(bound)

    def of(self, node: ast.expr, index: int, order: int) -> Frame | None:
        """What an expression is, at a place of the code cell ``index``; None if unknown."""
        return self._of(node, index, order, _DEEPEST) if self._bound else None

    def split_from(self, target: ast.AST) -> ast.expr | None:
        """What a name that ``train_test_split`` binds holds a part of the rows of."""
        return self._split.get(target)

    def _of(self, node: ast.expr, index: int, order: int, depth: int) -> Frame | None:
        if isinstance(node, ast.Name):
            bound = above(self._links, node.id, index, order)
            return self._bound.get(_key(bound)) if bound else None
        if not depth:
            return None
        if isinstance(node, ast.Call):
            return self._of_call(node, index, order, depth - 1)
        if isinstance(node, ast.Attribute):
            frame = self._of(node.value, index, order, depth - 1) if node.attr == "T" else None
            return replace(frame, width=None) if frame else None
        if not isinstance(node, ast.Subscript):
            return None
        if isinstance(node.value, ast.Attribute) and node.value.attr in ("loc", "iloc"):
            frame = self._of(node.value.value, index, order, depth - 1)
            return _located(frame, node.slice) if frame else None
        frame = self._of(node.value, index, order, depth - 1)
        return self._chosen(frame, node.slice, index, order) if frame else None

    def _of_binding(self, bound: Bound) -> Frame | None:
        binding = bound.binding
        if binding.name in self._rebound:
            return None
        value, order = binding.value, binding.order
        value = self.split_from(binding.node) or value
        frame = self._of(value, bound.index, order, _DEEPEST) if value is not None else None
        if frame is None or binding.certain:
            return frame
        # Under a condition the name may still be what it was above.
        before = above(self._links, binding.name, bound.index, order)
        if before is None:
            return frame
        other = self._bound.get(_key(before))
        if other is None:
            return None
        return frame if other.kind == frame.kind else replace(frame, kind="either", width=None)

    def _of_call(self, node: ast.Call, index: int, order: int, depth: int) -> Frame | None:
        if name := self._links.qualified(dotted(node.func), index, order):
            sure = name in _READERS and not any(item.arg in _LOOSE for item in node.keywords)
            return Frame("frame", name, node) if sure or name in _MAKERS else None
        if not isinstance(node.func, ast.Attribute) or _in_place(node):
            return None
        method = node.func.attr
        if method not in _KNOWN_METHODS:
            return None
        frame = self._of(node.func.value, index, order, depth)
        if frame is None or method in _FRAME_MAKERS:
            return Frame("frame", method, node) if frame else None
        if frame.kind == "frame":
            return frame if method in _FRAME_METHODS else None
        return frame if method in _SERIES_METHODS else None

    def _chosen(self, frame: Frame, key: ast.expr, index: int, order: int) -> Frame | None:
        """What ``frame[key]`` is."""
        if frame.kind != "frame":
            return frame if is_mask(key) or isinstance(key, ast.Slice) else None
        if isinstance(key, ast.Name):
            bound = above(self._links, key.id, index, order)
            value = bound.binding.value if bound else None
            if value is not None and (_names_columns(value) or _is_text(value)):
                key = value
        if _names_columns(key):
            width = len(key.elts) if isinstance(key, ast.List) else None
            return replace(frame, width=width)
        if isinstance(key, ast.Slice) or is_mask(key):
            return frame
        return replace(frame, kind="series" if _is_text(key) else "either", width=None)


def is_mask(node: ast.expr) -> bool:
    """Whether a subscript plainly chooses rows: a comparison, or several of them."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitAnd | ast.BitOr)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Invert)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _MASKS
    return isinstance(node, ast.Compare)


_MASKS = frozenset("isin isna isnull notna notnull between duplicated contains startswith".split())


def _names_columns(node: ast.expr) -> bool:
    """Whether a subscript plainly is a list of columns: one written out, or some of a frame's."""
    while not isinstance(node, ast.List | ast.ListComp):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            if isinstance(node.right, ast.List):
                return True
            node = node.left
        elif isinstance(node, ast.Call) and dotted(node.func) in ("list", "sorted") and node.args:
            node = node.args[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        elif isinstance(node, ast.Subscript) and (
            isinstance(node.slice, ast.Slice) or is_mask(node.slice)
        ):
            node = node.value
        else:
            return isinstance(node, ast.Attribute) and node.attr == "columns"
    return True


def _located(frame: Frame, key: ast.expr) -> Frame | None:
    """What ``frame.loc[key]`` and ``frame.iloc[key]`` are."""
    if not isinstance(key, ast.Tuple):
        if isinstance(key, ast.Slice | ast.List) or is_mask(key):
            return frame
        return replace(frame, kind="either") if frame.kind == "frame" else None
    if frame.kind != "frame" or len(key.elts) != 2:
        return None
    rows, columns = key.elts
    if not (isinstance(rows, ast.Slice | ast.List) or is_mask(rows)):
        return None
    if isinstance(columns, ast.List):
        return replace(frame, width=len(columns.elts))
    if isinstance(columns, ast.Slice):
        return frame
    one = isinstance(columns.operand if isinstance(columns, ast.UnaryOp) else columns, ast.Constant)
    return replace(frame, kind="series" if one else "either", width=None)


def _in_place(node: ast.Call) -> bool:
    """Whether a call changes its frame and gives nothing back, as far as it can be told."""
    return any(
        item.arg == "inplace"
        and not (isinstance(item.value, ast.Constant) and item.value.value is False)
        for item in node.keywords
    )


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _targets(statement: ast.stmt, call: ast.Call) -> list[ast.expr]:
    """The targets that the parts of what a call gives are bound to."""
    if isinstance(statement, ast.Assign) and statement.value is call:
        target = statement.targets[0]
        return target.elts if isinstance(target, ast.Tuple | ast.List) else []
    return []


def _imports(links: Links) -> list[Bound]:
    return [
        item for bound in links.bindings.values() for item in bound if item.binding.kind == "import"
    ]


def _key(bound: Bound) -> tuple[str, int, int]:
    return bound.binding.name, bound.index, bound.binding.order
