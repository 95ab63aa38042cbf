"""What code can log with at a place: a logger, the module, or the import that it lacks."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from ..report import SourceEdit
from .cells import Cell
from .document import Notebook
from .editing import add_line_before, first_line, stands_for
from .flow import Call


@dataclass(frozen=True, slots=True)
class _Library:
    """A library that logs: the name that its import binds, and what is called with it."""

    imports: str
    binds: str
    target: str
    logs_with: str
    makes: tuple[str, ...] = ()


_LIBRARIES = {
    "logging": _Library("import logging", "logging", "logging", "logging", ("logging.getLogger",)),
    "loguru": _Library("from loguru import logger", "logger", "loguru.logger", "logger"),
    "structlog": _Library(
        *("import structlog", "structlog", "structlog", "structlog.get_logger()"),
        ("structlog.get_logger", "structlog.getLogger", "structlog.stdlib.get_logger"),
    ),
}


def logger_for(
    notebook: Notebook, calls: Sequence[Call], library: str = "logging"
) -> tuple[str, SourceEdit | None] | None:
    """What to log with in place of some calls of one function of a cell.

    The edit imports the ``library`` where nothing has done so yet: in the function, where
    that brings its own imports and may be sent elsewhere alone. None where the name that
    the import binds would be needed and stands for something else.
    """
    cell, wanted = calls[0].cell, _LIBRARIES[library]
    free = stands_for(notebook, cell, wanted.binds, wanted.target)
    if own := _own_imports(cell, calls):
        names = {alias.asname or alias.name for item in own for alias in item.names}
        importing = None if wanted.binds in names else add_line_before(cell, own[0], wanted.imports)
        return (wanted.logs_with, importing) if free else None
    known = [name for index, name in _loggers(notebook, wanted) if index <= calls[0].index]
    if known and (free or known[0] != wanted.logs_with):
        return known[0], None
    importing = cell.insert(*_first_line(cell), f"{wanted.imports}\n\n")
    return (wanted.logs_with, importing) if free else None


def _own_imports(cell: Cell, calls: Sequence[Call]) -> list[ast.Import | ast.ImportFrom]:
    """What the functions round the calls import for themselves."""
    if not any(item.deferred for item in cell.facts.imports):
        return []
    lines = {call.node.lineno for call in calls}
    return [
        part
        for node in ast.walk(cell.facts.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(node.lineno <= line <= (node.end_lineno or 0) for line in lines)
        for part in node.body
        if isinstance(part, ast.Import | ast.ImportFrom)
    ]


def _loggers(notebook: Notebook, library: _Library) -> list[tuple[int, str]]:
    """What logs and does nothing else, with the index of its cell: loggers, then the import."""
    bindings = notebook.links.bindings
    loggers = [
        (call.index, target.id)
        for call in notebook.calls(*library.makes)
        if isinstance(call.fact.statement, ast.Assign)
        for target in call.fact.statement.targets
        if isinstance(target, ast.Name)
    ]
    names = [name for _, name in loggers]
    always = [item for item in loggers if names.count(item[1]) == len(bindings[item[1]])]
    bound = bindings.get(library.binds, [])
    imported = [item.index for item in bound if item.binding.target == library.target]
    return always + [(index, library.logs_with) for index in imported]


def _first_line(cell: Cell) -> tuple[int, int]:
    """Where an import may be put: above the cell's first statement."""
    statement = cell.facts.tree.body[0]
    line = first_line(statement)
    _, column, _, _ = cell.facts.place(statement)
    return line, column if line == statement.lineno else 1
