"""What code can log with at a place: a logger, the module, or the import that it lacks."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..report import SourceEdit
from .cells import Cell
from .document import Notebook
from .editing import add_line_before, first_line, stands_for
from .flow import Call


def logger_for(notebook: Notebook, calls: Sequence[Call]) -> tuple[str, SourceEdit | None] | None:
    """The name to log with in place of some calls of one function of a cell.

    The edit imports ``logging`` where nothing has done so yet: in the function, where
    that brings its own imports and may be sent elsewhere alone. None where the name
    ``logging`` would be needed and stands for something else.
    """
    cell = calls[0].cell
    free = stands_for(notebook, cell, "logging", "logging")
    if own := _own_imports(cell, calls):
        names = {alias.asname or alias.name for item in own for alias in item.names}
        importing = None if "logging" in names else _import_above(cell, own[0])
        return ("logging", importing) if free else None
    known = [name for index, name in _loggers(notebook) if index <= calls[0].index]
    if known and (free or known[0] != "logging"):
        return known[0], None
    return ("logging", cell.insert(*_first_line(cell), "import logging\n\n")) if free else None


def _import_above(cell: Cell, statement: ast.stmt) -> SourceEdit:
    return add_line_before(cell, statement, "import logging")


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


def _loggers(notebook: Notebook) -> list[tuple[int, str]]:
    """Names that log and nothing else, with the index of their cell: loggers, then the module."""
    bindings = notebook.links.bindings
    loggers = [
        (call.index, target.id)
        for call in notebook.calls("logging.getLogger")
        if isinstance(call.fact.statement, ast.Assign)
        for target in call.fact.statement.targets
        if isinstance(target, ast.Name)
    ]
    names = [name for _, name in loggers]
    always = [item for item in loggers if names.count(item[1]) == len(bindings[item[1]])]
    bound = bindings.get("logging", [])
    modules = [(item.index, "logging") for item in bound if item.binding.target == "logging"]
    return always + modules


def _first_line(cell: Cell) -> tuple[int, int]:
    """Where an import may be put: above the cell's first statement."""
    statement = cell.facts.tree.body[0]
    line = first_line(statement)
    _, column, _, _ = cell.facts.place(statement)
    return line, column if line == statement.lineno else 1
