"""Edits that make parameters of what a function reads from the notebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from ..report import SourceEdit
from .cells import Cell
from .document import Notebook
from .editing import set_argument
from .flow import Call
from .names import Function

_HEAD = re.compile(r"def[ \t]+\w+[ \t]*\(")


class Parameters:
    """Adds parameters to functions of a notebook; made once for it."""

    def __init__(self, notebook: Notebook) -> None:
        self._bindings = notebook.links.bindings
        self._uses: dict[str, list[ast.Name]] = {}
        self._calls: dict[ast.expr, Call] = {}
        self._mentioned: set[str] = set()
        for index, cell in enumerate(notebook.code):
            self._mentioned |= cell.facts.mentions
            for use in cell.facts.uses:
                self._uses.setdefault(use.name, []).append(use.node)
            for fact in cell.facts.calls:
                if not fact.deferred:
                    self._calls[fact.node.func] = Call(index, cell, fact, "")

    def added(self, cell: Cell, function: Function, names: Sequence[str]) -> tuple[SourceEdit, ...]:
        """The edits that add parameters to a function, and give each call the names' values.

        There are none where a call cannot be told, or does not stand at top level: the name
        of the function must be bound once and only be called.
        """
        calls = self._all_calls(function)
        signature = _signature(cell, function.node, names)
        if not calls or signature is None or not cell.editable:
            return ()
        given = ", ".join([names[0], *(f"{name}={name}" for name in names[1:])])
        edits = [set_argument(call, names[0], given) for call in calls]
        return (signature, *[edit for edit in edits if edit]) if all(edits) else ()

    def _all_calls(self, function: Function) -> list[Call]:
        """All that is done with a function, where these are plain calls at top level."""
        bound = self._bindings.get(function.name, ())
        if len(bound) != 1 or bound[0].binding.node is not function.node:
            return []
        uses = self._uses.get(function.name, [])
        calls = [self._calls[node] for node in uses if node in self._calls]
        plain = all(call.cell.editable and not call.open_ended for call in calls)
        whole = len(calls) == len(uses) and function.name not in self._mentioned
        return calls if plain and whole else []


def _signature(
    cell: Cell, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, names: Sequence[str]
) -> SourceEdit | None:
    """The edit of a function's head; None where it is no plain one."""
    args = node.args
    plain = isinstance(node, ast.FunctionDef) and not node.decorator_list
    if not plain or args.vararg or args.kwarg or args.kwonlyargs:
        return None
    new = ", ".join(names)
    listed = [*args.posonlyargs, *args.args]
    if not listed:
        start, end = cell.offsets(cell.facts.place(node))
        head = _HEAD.match(cell.source, start, end)
        return cell.insert(*cell.place_between(head.end(), head.end())[:2], new) if head else None
    if args.defaults:
        if not isinstance(args.defaults[-1], ast.Constant | ast.Name | ast.Attribute):
            return None
        _, _, line, column = cell.facts.place(args.defaults[-1])
        return cell.insert(line, column, f", *, {new}")
    _, _, line, column = cell.facts.place(listed[-1])
    return cell.insert(line, column, f", {new}")
