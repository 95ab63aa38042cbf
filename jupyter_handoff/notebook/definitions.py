"""Where what a name stands for was written down, back through splits, and what is read from it."""

from __future__ import annotations

import ast

from .document import Notebook
from .flow import Bound
from .names import dotted

_FARTHEST = 3


def sole_origin(notebook: Notebook, name: str) -> Bound | None:
    """The one place where a name, or what was split into it, is bound to an expression."""
    for _ in range(_FARTHEST):
        bound = notebook.links.bindings.get(name, ())
        if len(bound) != 1:
            return None
        if bound[0].binding.value is not None:
            return bound[0]
        name = _split_from(bound[0], name)
    return None


def _split_from(bound: Bound, name: str) -> str:
    """What went in where a name is the first of the parts that came out of a call."""
    for statement in bound.cell.facts.tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            target, call = statement.targets[0], statement.value
            first = target.elts[0] if isinstance(target, ast.Tuple) and target.elts else None
            if isinstance(first, ast.Name) and first.id == name and call.args:
                return dotted(call.args[0])
    return ""


def reads_column(notebook: Notebook, name: str, columns: frozenset[str]) -> bool:
    """Whether one of the columns is read from what a name stands for, anywhere."""
    return any(
        _reads(node, name, columns)
        for cell in notebook.code
        if name in cell.source
        for node in ast.walk(cell.facts.tree)
    )


def _reads(node: ast.AST, name: str, columns: frozenset[str]) -> bool:
    if isinstance(node, ast.Attribute):
        return dotted(node.value) == name and (node.attr in columns or node.attr == "pop")
    if isinstance(node, ast.Subscript) and dotted(node.value).split(".")[0] == name:
        texts = (part for part in ast.walk(node.slice) if isinstance(part, ast.Constant))
        return any(part.value in columns for part in texts)
    return False
