"""String literals: the one that a path begins with, the one that holds a secret."""

from __future__ import annotations

import ast
from bisect import bisect_left
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .facts import Place
from .flow import Call
from .names import dotted

_DEEPEST = 6
_JOINS = frozenset(("os.path.join", "pathlib.Path", "os.path.expanduser", "os.path.abspath", "str"))


@dataclass(frozen=True, slots=True)
class Literal:
    """A string literal in a cell; ``text`` is its value up to its first hole.

    ``name`` is what the value is given to: a variable, a keyword or a key.
    """

    cell: Cell
    place: Place
    text: str
    whole: bool
    name: str = ""

    @property
    def written(self) -> str:
        """The literal as it stands in the source, quotes included."""
        return self.cell.text_at(self.place)


def leading_literal(notebook: Notebook, node: ast.expr, call: Call) -> Literal | None:
    """The literal that a path expression in a call begins with, followed through names."""
    return _leading(notebook, node, call.cell, call.index, call.fact.order, _DEEPEST)


def whole_literal(notebook: Notebook, node: ast.expr, call: Call) -> Literal | None:
    """The literal that an expression in a call is, or that its name stands for."""
    if isinstance(node, ast.Name) and node not in call.cell.facts.reaches:
        return None  # a function's own
    cell, index, order, deferred = call.cell, call.index, call.fact.order, call.fact.deferred
    for _ in range(_DEEPEST):
        if not isinstance(node, ast.Name):
            break
        bound = notebook.links.binding(node.id, index, order, deferred=deferred)
        if bound is None or bound.binding.value is None or not bound.binding.certain:
            return None
        node, cell, index, order = bound.binding.value, bound.cell, bound.index, bound.binding.order
        deferred = False
    if not isinstance(node, ast.Constant):
        return None
    return _literal(cell, node, node.value, whole=True)


def _leading(
    notebook: Notebook, node: ast.expr, cell: Cell, index: int, order: int, depth: int
) -> Literal | None:
    if isinstance(node, ast.Constant):
        return _literal(cell, node, node.value, whole=True)
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return _literal(cell, node, node.values[0].value, whole=False)
    if not depth:
        return None
    if isinstance(node, ast.Name):
        bound = notebook.links.binding(node.id, index, order)
        if bound is None or bound.binding.value is None or not bound.binding.certain:
            return None
        value, above = bound.binding.value, bound.binding.order
        return _leading(notebook, value, bound.cell, bound.index, above, depth - 1)
    first = _first_part(notebook, node, index, order)
    return None if first is None else _leading(notebook, first, cell, index, order, depth - 1)


def _first_part(notebook: Notebook, node: ast.expr, index: int, order: int) -> ast.expr | None:
    """What a compound expression puts first into the text that it makes."""
    if isinstance(node, ast.JoinedStr) and node.values:
        hole = node.values[0]
        return hole.value if isinstance(hole, ast.FormattedValue) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Div | ast.Mod):
        return node.left
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return node.func.value
        if node.args and notebook.links.qualified(dotted(node.func), index, order) in _JOINS:
            return node.args[0]
    return None


def _literal(cell: Cell, node: ast.expr, value: object, *, whole: bool) -> Literal | None:
    if not isinstance(value, str):
        return None
    return Literal(cell, cell.facts.place(node), value, whole)


class GivenLiterals:
    """The plain string literals of a cell that are given to something, gathered in one walk."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        # By value, then in order of their starts.
        self._found: dict[str, list[tuple[int, int, str, Place]]] = {}
        for node in ast.walk(cell.facts.tree):
            for name, value in _given(node):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    place = cell.facts.place(value)
                    item = (*cell.offsets(place), name, place)
                    self._found.setdefault(value.value, []).append(item)
        for items in self._found.values():
            items.sort()

    def around(self, start: int, end: int) -> Literal | None:
        """The literal whose value is exactly a stretch of the cell's source."""
        wanted = self._cell.source[start:end]
        items = self._found.get(wanted, [])
        # The last one that begins in front of the stretch.
        before = bisect_left(items, start, key=lambda item: item[0]) - 1
        if before < 0 or items[before][1] <= end:
            return None
        _, _, name, place = items[before]
        return Literal(self._cell, place, wanted, True, name)


def _given(node: ast.AST) -> list[tuple[str, ast.expr | None]]:
    """The values that a node gives to something with a name."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return [(_target(node.targets[0]), node.value)]
    if isinstance(node, ast.AnnAssign):
        return [(_target(node.target), node.value)]
    if isinstance(node, ast.keyword):
        return [(node.arg or "", node.value)]
    if isinstance(node, ast.Dict):
        return [(_key(key), value) for key, value in zip(node.keys, node.values, strict=True)]
    if isinstance(node, ast.Call):
        return [("", argument) for argument in node.args]
    return []


def _target(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _key(node.slice)
    return dotted(node).replace(".", "_")


def _key(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
