"""Where the values of a frame are taken and the names of its columns are lost."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from ..report import SourceEdit
from .bindings import above, begins_with, is_shared
from .cells import Cell
from .document import Notebook
from .estimators import sure
from .flow import Call
from .frames import Frame


@dataclass(frozen=True, slots=True)
class BareValues:
    """``frame.values`` or ``frame.to_numpy()``: the whole expression, and the frame in it."""

    cell: Cell
    node: ast.expr
    frame: ast.expr

    def without(self) -> SourceEdit:
        """The edit that leaves the frame itself."""
        place = self.cell.facts.place
        return self.cell.replace((*place(self.frame)[2:], *place(self.node)[2:]), "")


def bare_values(notebook: Notebook, call: Call, given: ast.expr) -> BareValues | None:
    """The values that an argument of a call is, or is bound to, in front of a split into
    train and test; None where they are not known to be those of named columns.
    """
    node, cell, index, order = given, call.cell, call.index, call.fact.order
    if not is_shared(call, given):
        return None
    if isinstance(given, ast.Name):
        bound = above(notebook.links, given.id, index, order)
        part = notebook.frames.split_from(bound.binding.node) if bound else None
        if bound and isinstance(part, ast.Name):
            bound = above(notebook.links, part.id, bound.index, bound.binding.order)
            part = None
        value = part or (bound.binding.value if bound else None)
        if bound is None or value is None or not sure(notebook, bound):
            return None
        node, cell, index, order = value, bound.cell, bound.index, bound.binding.order
    held = _taken_from(node)
    frame = notebook.frames.of(held, index, order) if held is not None else None
    if held is None or frame is None or frame.kind != "frame" or frame.width == 1:
        return None
    named = _has_names(frame) or _is_named_later(notebook, held)
    return BareValues(cell, node, held) if named else None


def _taken_from(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Call) and not node.args and not node.keywords:
        func = node.func
        return func.value if isinstance(func, ast.Attribute) and func.attr == "to_numpy" else None
    return node.value if isinstance(node, ast.Attribute) and node.attr == "values" else None


def _has_names(frame: Frame) -> bool:
    """Whether the columns of a frame have names, not numbers, from the start."""
    given = {item.arg: item.value for item in frame.call.keywords}
    if frame.source == "pandas.DataFrame":
        data = frame.call.args[0] if frame.call.args else given.get("data")
        return "columns" in given or isinstance(data, ast.Dict)
    return "header" not in given or "names" in given


def _is_named_later(notebook: Notebook, frame: ast.expr) -> bool:
    """Whether an assignment names the columns of the frame that an expression begins with."""
    root = begins_with(frame)
    return root is not None and any(
        isinstance(target, ast.Attribute)
        and target.attr == "columns"
        and isinstance(target.value, ast.Name)
        and target.value.id == root.id
        for cell in notebook.code
        if ".columns" in cell.source
        for statement in cell.facts.tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
    )
