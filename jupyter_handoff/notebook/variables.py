"""Variables of the environment that a notebook reads, without those that it sets itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..report import Span
from .cells import Cell
from .document import Notebook
from .names import dotted

_ENVIRON = "os.environ"
_GETS = ("os.getenv", "os.environ.get", "os.environ.pop", "os.getenvb", "decouple.config")
_SETS = ("os.environ.setdefault", "os.putenv", "os.environ.pop")
_WORDS = ("environ", "getenv", "decouple")
_MAGIC = re.compile(r"(?P<name>[^\W\d]\w*)(?P<value>[ \t]*=|[ \t]+\S)?")
_MAGICS = ("env", "set_env")


@dataclass(frozen=True, slots=True)
class VariableRead:
    """A place where a variable is read.

    ``optional`` is true where the code can do without it: it gives a default, or goes
    another way where the variable is not set.
    """

    name: str
    span: Span
    optional: bool


def variables_read(notebook: Notebook) -> list[VariableRead]:
    """Variables read by name, in document order, those left out that the notebook sets."""
    own, asked = set(_set(notebook)), set[str]()
    found = [item for item in _read(notebook, asked) if item.name not in own]
    found = [replace(item, optional=True) if item.name in asked else item for item in found]
    return sorted(found, key=lambda item: (item.span.cell, item.span.line or 0))


def _read(notebook: Notebook, asked: set[str]) -> Iterator[VariableRead]:
    """All reads; names that a condition asks for, and that need not be set, go into ``asked``."""
    without: dict[ast.stmt, set[ast.AST]] = {}
    for call in notebook.calls(*_GETS):
        name = _text(call.argument("key", 0))
        if name:
            statement, default = call.fact.statement, call.argument("default", 1)
            if statement not in without:
                without[statement] = set(_without(statement))
            if isinstance(statement, ast.If) and call.node in without[statement]:
                asked.add(name)
            given = default is not None and not _is_none(default)
            yield VariableRead(name, call.span, given or call.node in without[statement])
    for index, cell, node in _subscripts(notebook):
        name = _text(node.slice) if isinstance(node.ctx, ast.Load) else ""
        if name and _is_environ(notebook, index, node.value):
            yield VariableRead(name, cell.span(cell.facts.place(node)), False)
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            found = _MAGIC.fullmatch(magic.text) if magic.name == "env" else None
            if found is not None and not found["value"]:
                yield VariableRead(found["name"], cell.span_of(magic.start, magic.end), False)


def _without(statement: ast.stmt) -> Iterator[ast.AST]:
    """What a statement has in conditions that do not end the run, or in front of an ``or``."""
    if isinstance(statement, ast.If) and not _ends(statement.body[-1]):
        yield from ast.walk(statement.test)
    value = getattr(statement, "value", None)
    for node in ast.walk(value) if isinstance(value, ast.AST) else ():
        if isinstance(node, ast.IfExp):
            yield from ast.walk(node.test)
        elif isinstance(node, ast.BoolOp):
            yield from (part for item in node.values[:-1] for part in ast.walk(item))


def _ends(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return dotted(node.value.func) in ("sys.exit", "exit", "quit")
    return isinstance(node, ast.Raise)


def _set(notebook: Notebook) -> Iterator[str]:
    for call in notebook.calls(*_SETS):
        if call.name != "os.environ.pop":
            yield _text(call.argument("key", 0))
    for call in notebook.calls("os.environ.update"):
        for given in call.node.args:
            yield from map(_text, given.keys) if isinstance(given, ast.Dict) else ()
        yield from (keyword.arg or "" for keyword in call.node.keywords)
    for index, _, node in _subscripts(notebook):
        if not isinstance(node.ctx, ast.Load) and _is_environ(notebook, index, node.value):
            yield _text(node.slice)
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            found = _MAGIC.match(magic.text) if magic.name in _MAGICS else None
            if found is not None and found["value"]:
                yield found["name"]


def _subscripts(notebook: Notebook) -> Iterator[tuple[int, Cell, ast.Subscript]]:
    for index, cell in enumerate(notebook.code):
        if any(word in cell.source for word in _WORDS):
            for node in ast.walk(cell.facts.tree):
                if isinstance(node, ast.Subscript):
                    yield index, cell, node


def _is_environ(notebook: Notebook, index: int, node: ast.expr) -> bool:
    path = dotted(node)
    return bool(path) and notebook.links.qualified(path, index, 1 << 30) == _ENVIRON


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
