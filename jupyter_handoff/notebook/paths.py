"""The paths of a notebook: arguments that are one, scripts that run, folders that are made."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .cells import Cell
from .document import Notebook
from .flow import Call
from .knowledge import table
from .literals import leading_literal
from .magics import Magic
from .names import dotted

_PATHS = frozenset(("pathlib.Path", "pathlib.Path.cwd", "pathlib.Path.home"))
_DEEPEST = 8


def path_arguments(notebook: Notebook) -> Iterator[tuple[Call, ast.expr]]:
    """Arguments that are paths, by the table of calls that take one."""
    paths, links = table("paths"), notebook.links
    for name in links.called(paths["functions"]):
        position, keyword = paths["functions"][name]
        for call in notebook.calls(name):
            if (argument := call.argument(keyword, position)) is not None:
                yield call, argument
    for name in links.methods_called(paths["methods"]):
        position, keyword = paths["methods"][name]
        for call in notebook.methods(name):
            if (argument := call.argument(keyword, position)) is not None:
                yield call, argument


def folders_made(notebook: Notebook) -> Iterator[tuple[int, str]]:
    """Folders that the notebook makes itself, with the index of the cell that does."""
    calls = [(call, call.argument("name", 0)) for call in notebook.calls("os.makedirs", "os.mkdir")]
    for call in notebook.methods("mkdir"):
        calls.append((call, getattr(call.node.func, "value", None)))
    for call, argument in calls:
        literal = leading_literal(notebook, argument, call) if argument else None
        if literal and literal.whole:
            yield call.index, literal.text.rstrip("/") + "/"


def scripts_run(notebook: Notebook) -> Iterator[tuple[Cell, Magic, str]]:
    """What `%run` is given, without its options."""
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            words = (word for word in magic.text.split() if not word.startswith("-"))
            if magic.kind == "line" and magic.name == "run" and (path := next(words, "")):
                yield cell, magic, path.strip("'\"")


def below_home(notebook: Notebook, node: ast.expr, call: Call) -> str:
    """The path of ``Path.home() / "a" / …`` up to its first part; empty for anything else."""
    first: ast.expr | None = None
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        first = node.right
        node = node.left
    if not (isinstance(node, ast.Call) and isinstance(first, ast.Constant)):
        return ""
    home = notebook.name_of(node.func, call) == "pathlib.Path.home"
    return f"~/{first.value}" if home and isinstance(first.value, str) else ""


def is_path_object(notebook: Notebook, node: ast.expr, call: Call) -> bool:
    """Whether an expression in a call is a `pathlib.Path`, by what its names are given."""
    links, deferred = notebook.links, call.fact.deferred
    index, order = call.index, call.fact.order
    for _ in range(_DEEPEST):
        while isinstance(node, ast.BinOp | ast.Attribute):
            node = node.left if isinstance(node, ast.BinOp) else node.value
        if isinstance(node, ast.Call):
            return links.qualified(dotted(node.func), index, order, deferred=deferred) in _PATHS
        if not isinstance(node, ast.Name) or deferred:
            return False
        bound = links.binding(node.id, index, order)
        if bound is None or bound.binding.value is None:
            return False
        node, index, order = bound.binding.value, bound.index, bound.binding.order
    return False
