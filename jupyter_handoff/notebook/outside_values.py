"""Whether a value comes from outside the notebook: from a file, a table, a person, a server.

Names are followed to what they are bound to, through loops, parts, methods and texts that
are put together. What cannot be followed is *unknown*: neither outside nor plain.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .cells import Cell
from .document import Notebook
from .knowledge import table
from .names import dotted

# A cell's index among the code cells, and an order within it.
At: TypeAlias = tuple[int, int]

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: ``outside`` in words, empty where it is not from outside.

    ``server`` is true for what was fetched over the network. ``unknown`` is whether a part
    of it could not be followed.
    """

    outside: str = ""
    server: bool = False
    unknown: bool = False


class OutsideValues:
    """Tells where values of a notebook come from."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        sources: Mapping[str, list[str]] = table("outside")["sources"]
        self._sources = {name: words for words, names in sources.items() for name in names}
        self._families = tuple(name for name in self._sources if name[-1] in "._")
        self._through = frozenset(table("outside")["through"])
        self._numbers = frozenset(table("outside")["numbers"])
        self._iterated: dict[str, Mapping[ast.AST, ast.expr]] = {}

    def of(self, node: ast.expr, at: At, *, written: bool = True) -> Origin:
        """Where the value of an expression at a place comes from.

        ``written`` is false for an expression that stands in no cell's tree, as in a
        shell line: then its names are the notebook's own.
        """
        trace = _Trace(self, written)
        words = trace.value(node, at)
        return Origin(words, words == "what a server answered", trace.unknown)

    def source(self, name: str) -> str:
        """What a function gives, in words, where that is from outside."""
        if name.startswith(self._families):
            name = next(family for family in self._families if name.startswith(family))
        return self._sources.get(name, "")

    def iterated(self, cell: Cell) -> Mapping[ast.AST, ast.expr]:
        """What the targets of loops and of `with` take their values from."""
        if cell.id not in self._iterated:
            self._iterated[cell.id] = {
                name: source
                for node in ast.walk(cell.facts.tree)
                for target, source in _targets(node)
                for name in ast.walk(target)
                if isinstance(name, ast.Name)
            }
        return self._iterated[cell.id]


def _targets(node: ast.AST) -> Iterable[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        return [(node.target, node.iter)]
    if isinstance(node, ast.With | ast.AsyncWith):
        items = node.items
        return [(item.optional_vars, item.context_expr) for item in items if item.optional_vars]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        return [(node.targets[0], node.value)]
    return []


class _Trace:
    """One value followed back, for so many steps."""

    def __init__(self, values: OutsideValues, written: bool) -> None:
        self.values = values
        self.links = values.notebook.links
        self.written = written
        self.unknown = False
        self.steps = 0

    def value(self, node: ast.expr | None, at: At) -> str:
        self.steps += 1
        if node is None or isinstance(node, ast.Constant):
            return ""
        if self.steps > _MOST_STEPS:
            return self.lost()
        if isinstance(node, ast.Name):
            return self.named(node, at)
        if isinstance(node, ast.Call):
            return self.call(node, at)
        if isinstance(node, ast.Attribute):
            return "" if node.attr in self.values._numbers else self.value(node.value, at)
        if isinstance(node, ast.FormattedValue):
            # `{x:.2f}` and `{x:03d}` are numbers.
            spec = ast.unparse(node.format_spec) if node.format_spec else ""
            return "" if spec.rstrip("'\"").endswith(tuple("dfeg%")) else self.value(node.value, at)
        parts = _parts(node)
        return self.lost() if parts is None else self.any_of(parts, at)

    def lost(self) -> str:
        self.unknown = True
        return ""

    def any_of(self, parts: Iterable[ast.expr | None], at: At) -> str:
        return next(filter(None, (self.value(part, at) for part in parts)), "")

    def named(self, node: ast.Name, at: At) -> str:
        cell = self.links.cells[at[0]]
        if self.written and node not in cell.facts.reaches:
            return self.lost()  # a function's own
        bound = self.links.binding(node.id, *at)
        if bound is None or (bound.index, bound.binding.order) >= at:
            return self.lost()
        written, self.written = self.written, True
        value = bound.binding.value
        if value is None:
            value = self.values.iterated(bound.cell).get(bound.binding.node)
        above = (bound.index, bound.binding.order)
        words = self.lost() if value is None else self.value(value, above)
        self.written = written
        return words

    def call(self, node: ast.Call, at: At) -> str:
        name = self.links.qualified(dotted(node.func), *at)
        if words := self.values.source(name):
            return words
        if name in _NO_TEXT:
            return ""
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if name in self.values._through:
            return self.any_of(arguments, at)
        if isinstance(node.func, ast.Attribute):
            if node.func.attr in self.values._numbers:
                return ""
            given = arguments if node.func.attr in ("format", "join") else []
            return self.any_of([node.func.value, *given], at)
        return self.lost()


_NO_TEXT = frozenset("int float len round abs bool range sum shlex.quote pipes.quote".split())


def _parts(node: ast.expr) -> list[ast.expr | None] | None:
    """The parts of an expression that its value is made of; None where that is not plain."""
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.JoinedStr):
        return list(node.values)
    if isinstance(node, ast.Subscript | ast.Starred | ast.Await | ast.NamedExpr):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.BoolOp | ast.List | ast.Tuple | ast.Set | ast.Dict):
        return list(node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else node.values)
    if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
        return [generator.iter for generator in node.generators]
    return None
