"""Whether a call runs only where something asked for the environment that it runs in."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import TypeAlias

from .document import Notebook
from .flow import Call
from .names import dotted

# What people call what they ask: the environment, the stage, or whether to write at all.
_ASKED = re.compile(
    r"(?i)(?:\w*_)?(?:env|environment|stage|prod|production|live|dry_?run|dryrun|deploy\w*|publish\w*"
    r"|release|is_test|testing|debug|push|upload|write_\w+|save_to_\w+|run_mode|mode)(?:_\w+)?$"
)
_READS = ("environ", "getenv")
_MOST_BINDINGS = 20
_TAGS = frozenset(("parameters", "injected-parameters"))

# Of all that a notebook runs through: where a check stops it, by cell and line.
_Place: TypeAlias = tuple[int, int]
_NOWHERE: _Place = (1 << 30, 0)


class Guards:
    """The conditions under which the calls of a notebook run; made once for it."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        # For the notebook itself (an empty name) and each function: the first check that stops.
        self._stops: dict[tuple[str, str], _Place] = {}
        self._callers: dict[str, bool] = {}
        for index, cell in enumerate(notebook.code):
            if "assert" in cell.source or "if" in cell.source:
                self._note("", "", index, cell.facts.tree.body)
                for node in ast.walk(cell.facts.tree):
                    if isinstance(node, ast.FunctionDef):
                        self._note(cell.id, node.name, index, node.body)

    def has(self, call: Call) -> bool:
        """Whether a call stands under a condition on the environment, or behind one that stops.

        So does a call in a function that is never called, or only under such a condition.
        """
        function, place = call.fact.function, (call.index, call.node.lineno)
        if any(map(self._asks, call.fact.tests)):
            return True
        if not call.fact.deferred or not function:
            return self._stops.get(("", ""), _NOWHERE) < place
        if self._stops.get((call.cell.id, function), _NOWHERE) < place:
            return True
        if function not in self._callers:
            # A function that calls itself is guarded where its other calls are.
            self._callers[function] = True
            callers = self._notebook.methods(function)
            guarded = all(self.has(item) for item in callers if item.fact.path == function)
            self._callers[function] = guarded
        return self._callers[function]

    def _note(self, cell_id: str, name: str, index: int, body: Sequence[ast.stmt]) -> None:
        if (cell_id, name) in self._stops:
            return
        for node in body:
            if self._stops_at(node):
                self._stops[cell_id, name] = (index, node.lineno)
                return

    def _stops_at(self, node: ast.stmt) -> bool:
        if isinstance(node, ast.If):
            return _leaves(node.body[-1]) and self._asks(node.test)
        return isinstance(node, ast.Assert) and self._asks(node.test)

    def _asks(self, test: ast.expr) -> bool:
        """Whether a condition asks for the environment, a parameter, or what is called so."""
        for node in ast.walk(test):
            if isinstance(node, ast.Attribute) and node.attr in _READS:
                return True
            plain = isinstance(node, ast.Name | ast.Attribute)
            name = dotted(node).rpartition(".")[2] if plain else ""
            if name and (_ASKED.match(name) or self._is_set_outside(name)):
                return True
        return False

    def _is_set_outside(self, name: str) -> bool:
        """Whether a name is a parameter, or rests on a variable of the environment."""
        for bound in self._notebook.links.bindings.get(name, ())[:_MOST_BINDINGS]:
            if _TAGS.intersection(bound.cell.tags):
                return True
            value = bound.binding.value
            if value is not None and any(
                isinstance(node, ast.Attribute | ast.Name) and dotted(node).endswith(_READS)
                for node in ast.walk(value)
            ):
                return True
        return False


def _leaves(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return dotted(node.value.func) in ("sys.exit", "exit", "quit", "os._exit")
    return isinstance(node, ast.Raise | ast.Return)
