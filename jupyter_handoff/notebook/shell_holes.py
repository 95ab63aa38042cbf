"""What is filled into shell lines (`{x}`, `$x`), and whether it comes from outside."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from .cells import Cell
from .document import Notebook
from .outside_values import OutsideValues
from .shell_lines import ShellLine

_HOLE = re.compile(r"\{([^{}]{1,200})\}|\$([^\W\d]\w{0,60})")


class ShellHoles:
    """Tells it for the shell lines of a notebook."""

    def __init__(self, notebook: Notebook, values: OutsideValues) -> None:
        self.values = values
        self._indexes = {cell.id: index for index, cell in enumerate(notebook.code)}
        self._orders: dict[str, tuple[Sequence[int], Sequence[int]]] = {}
        self._deferred: dict[str, frozenset[int]] = {}

    def outside(self, line: ShellLine) -> str:
        """Where a line's values come from, in words; empty where that is not from outside."""
        if line.magic is None or not ("{" in line.text or "$" in line.text):
            return ""
        if line.place[0] in self._in_functions(line.cell):
            return ""  # a function's own names are not followed
        at = (self._indexes[line.cell.id], self._order(line.cell, line.place[0]))
        for hole in _HOLE.finditer(line.text):
            try:
                expression = ast.parse((hole[1] or hole[2]).strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue  # a shell's or awk's own braces
            if outside := self.values.of(expression, at, written=False).outside:
                return outside
        return ""

    def _order(self, cell: Cell, line: int) -> int:
        """The order in a cell at which a line runs."""
        if cell.id not in self._orders:
            bound = sorted(
                (getattr(item.node, "lineno", 0), item.order) for item in cell.facts.bindings
            )
            highest = list(accumulate((order for _, order in bound), max))
            self._orders[cell.id] = [first for first, _ in bound], highest
        lines, highest_orders = self._orders[cell.id]
        above = bisect_left(lines, line)
        return highest_orders[above - 1] + 1 if above else 0

    def _in_functions(self, cell: Cell) -> frozenset[int]:
        if cell.id not in self._deferred:
            nodes = [function.node for function in cell.facts.functions]
            outer = [node for node in nodes if node.end_lineno]
            self._deferred[cell.id] = frozenset(
                line for node in outer for line in range(node.lineno, (node.end_lineno or 0) + 1)
            )
        return self._deferred[cell.id]
