"""Statements that set what a library or the process owns: `sys.path = …`, `os.environ["X"] = …`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .names import dotted

_ENV = re.compile(r"(?P<name>\w+)(?:[ \t]*=[ \t]*|[ \t]+)\S")


@dataclass(frozen=True, slots=True)
class Setting:
    """A statement that sets something; ``name`` is what it sets, as it was asked for."""

    cell: Cell
    statement: ast.Assign | ast.AugAssign | ast.AnnAssign
    name: str

    @property
    def value(self) -> ast.expr | None:
        return self.statement.value


def settings(notebook: Notebook, *names: str) -> Iterator[Setting]:
    """Statements that set an attribute of a module, or a key in it.

    ``names`` are qualified; a key stands in brackets, without quotes, and stretches of
    a list are the list: ``sys.path``, ``os.environ[PYTHONPATH]``.
    """
    written = [_written(notebook, name) for name in names]
    for index, cell in enumerate(notebook.code):
        if not any(
            word in cell.source and any(root in cell.source for root in roots)
            for roots, word in written
        ):
            continue
        for node in ast.walk(cell.facts.tree):
            if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
                continue
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if (name := _set(notebook, index, target)) in names:
                    yield Setting(cell, node, name)


def _written(notebook: Notebook, name: str) -> tuple[list[str], str]:
    """The names by which a notebook may write a setting, and the word that it ends with."""
    roots = [
        root
        for root, bound in notebook.links.bindings.items()
        if any(item.binding.target and name.startswith(item.binding.target) for item in bound)
    ]
    return roots, re.findall(r"\w+", name)[-1]


def _set(notebook: Notebook, index: int, target: ast.expr) -> str:
    key = ""
    if isinstance(target, ast.Subscript):
        if isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str):
            key = f"[{target.slice.value}]"
        target = target.value
    if not isinstance(target, ast.Attribute | ast.Name):
        return ""
    if isinstance(target, ast.Name) and not key and isinstance(target.ctx, ast.Store):
        return ""  # a name of the notebook's own
    path = notebook.links.qualified(dotted(target), index, sys.maxsize)
    return f"{path}{key}" if path else ""


def variables_set(notebook: Notebook, name: str) -> Iterator[tuple[Cell, int, int]]:
    """Magics that set a variable of the environment, as indexes in their cell."""
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            if magic.kind == "line" and magic.name in ("env", "set_env"):
                given = _ENV.match(magic.text)
                if given is not None and given["name"] == name:
                    yield cell, magic.start, magic.end
