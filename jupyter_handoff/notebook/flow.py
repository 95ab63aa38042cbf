"""Names across cells: which binding a use refers to, and what a call really calls.

Links are made anew for each version of a notebook from the facts of its cells, which
are kept. Order is document order; what a kernel really ran is not known here.
"""

from __future__ import annotations

import ast
import builtins
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from ..report import Span
from .cells import Cell
from .names import Binding, CallFact, dotted

_BUILTINS = frozenset(dir(builtins))
# Bound by IPython or by the kernel before any cell runs.
_GIVEN = frozenset(
    "display get_ipython In Out exit quit _ __ ___ _i _ii _iii _oh _ih _dh _exit_code "
    "__file__ __name__ __doc__ __builtins__ __annotations__ __session__ __vsc_ipynb_file__ "
    "spark sc dbutils sqlContext displayHTML".split()
)
# The input and the output of one cell (`_i3`, `_3`).
_NUMBERED = re.compile(r"_i?\d+")
_DEEPEST_ALIAS = 5


class Bound(Struct, frozen=True):
    """A binding and the cell it stands in (``index`` is the cell's place among code cells)."""

    index: int
    cell: Cell
    binding: Binding

    @property
    def defines(self) -> bool:
        """Whether the name is given a value that does not rest on its old one."""
        binding = self.binding
        if binding.kind == "delete":
            return False
        # The target of `x += 1` is read as well.
        made_of = {binding.node, *(ast.walk(binding.value) if binding.value else ())}
        return not any(
            use.name == binding.name and use.at_once and use.node in made_of
            for use in self.cell.facts.uses
        )


class Call(Struct, frozen=True):
    """A call in a cell; ``name`` is the qualified name of what is called, or empty."""

    index: int
    cell: Cell
    fact: CallFact
    name: str

    @property
    def node(self) -> ast.Call:
        return self.fact.node

    @property
    def span(self) -> Span:
        """The whole call."""
        return self.cell.span(self.cell.facts.place(self.node))

    def argument(self, keyword: str, position: int | None = None) -> ast.expr | None:
        """The argument given for a parameter, by keyword or by position from 0."""
        for given in self.node.keywords:
            if given.arg == keyword:
                return given.value
        if position is not None and position < len(self.node.args):
            before = self.node.args[: position + 1]
            if not any(isinstance(argument, ast.Starred) for argument in before):
                return before[position]
        return None

    @property
    def open_ended(self) -> bool:
        """Whether ``*args`` or ``**kwargs`` could carry any argument."""
        return any(isinstance(argument, ast.Starred) for argument in self.node.args) or any(
            keyword.arg is None for keyword in self.node.keywords
        )


@dataclass(frozen=True, slots=True)
class Links:
    """A notebook's names, linked. ``stars`` are the indexes of cells with a star import."""

    cells: Sequence[Cell]
    bindings: dict[str, list[Bound]] = field(default_factory=lambda: defaultdict(list))
    stars: list[int] = field(default_factory=list)
    _roots: dict[str, str | None] = field(default_factory=dict)
    # Calls by qualified name, and those of what is no import by their last name.
    _calls: dict[str, list[tuple[int, CallFact]]] = field(default_factory=dict)
    _methods: dict[str, list[tuple[int, CallFact]]] = field(default_factory=dict)

    def calls(self, *names: str) -> Iterator[Call]:
        """Calls by qualified name, in document order for each name."""
        for name in names:
            for index, fact in self._calls.get(name, ()):
                yield Call(index, self.cells[index], fact, name)

    def called(self, names: Iterable[str]) -> list[str]:
        """Those of a long table of qualified names that are called at all, in its order."""
        return [name for name in names if name in self._calls]

    def methods_called(self, names: Iterable[str]) -> list[str]:
        """Those of a long table of methods that are called by name, in its order."""
        return [name for name in names if name in self._methods]

    def calls_like(self, pattern: re.Pattern[str]) -> Iterator[Call]:
        """Calls of anything whose last name matches a pattern."""
        for name in self._calls:
            if pattern.match(name.rpartition(".")[2]):
                yield from self.calls(name)
        yield from self.methods(*filter(pattern.match, self._methods))

    def methods(self, *names: str) -> Iterator[Call]:
        """Calls by last name of what is no import: methods, and functions of the notebook."""
        for name in names:
            for index, fact in self._methods.get(name, ()):
                yield Call(index, self.cells[index], fact, "")

    def binding(self, name: str, index: int, order: int, *, deferred: bool = False) -> Bound | None:
        """What a use refers to: the nearest binding above it.

        In a function, which runs later, any binding will do: the last one is taken, as
        is the first one below where none stands above.
        """
        bound = self.bindings.get(name)
        if not bound:
            return None
        if deferred:
            return bound[-1]
        above = bisect_left(
            bound, (index, order), key=lambda item: (item.index, item.binding.order)
        )
        return bound[above - 1] if above else bound[0]

    def is_given(self, name: str) -> bool:
        """Whether Python, IPython or the kernel bind a name before any cell runs."""
        return name in _BUILTINS or name in _GIVEN or bool(_NUMBERED.fullmatch(name))

    def qualified(self, path: str, index: int, order: int, *, deferred: bool = False) -> str:
        """The full name behind a dotted path as written in a cell, or an empty string."""
        root, _, rest = path.partition(".")
        if not root:
            return ""
        if root not in self._roots:
            self._roots[root] = self._sole_target(root)
        target = self._roots[root]
        if target is None:
            bound = self.binding(root, index, order, deferred=deferred)
            target = self._target(bound, _DEEPEST_ALIAS) if bound else ""
        return f"{target}.{rest}" if target and rest else target

    def _sole_target(self, root: str) -> str | None:
        """What a name stands for all through the notebook; None where that varies."""
        bound = self.bindings.get(root)
        if not bound:
            return root if root in _BUILTINS or root == "get_ipython" else ""
        targets = {self._target(item, _DEEPEST_ALIAS) for item in bound}
        return targets.pop() if len(targets) == 1 else None

    def _target(self, bound: Bound, depth: int) -> str:
        binding = bound.binding
        if binding.kind == "import":
            return binding.target
        if binding.kind != "value" or binding.value is None or not depth:
            return ""
        path = dotted(binding.value)
        root, _, rest = path.partition(".")
        if not root or root == binding.name:
            return ""
        above = self.binding(root, bound.index, binding.order)
        target = self._target(above, depth - 1) if above else ""
        return f"{target}.{rest}" if target and rest else target


def link(cells: Sequence[Cell]) -> Links:
    """Link the facts of a notebook's code cells."""
    links = Links(cells)
    for index, cell in enumerate(cells):
        facts = cell.facts
        for binding in facts.bindings:
            links.bindings[binding.name].append(Bound(index, cell, binding))
        if any(found.name == "*" for found in facts.imports):
            links.stars.append(index)
    for index, cell in enumerate(cells):
        for fact in cell.facts.calls:
            _add_call(links, index, fact)
    return links


def _add_call(links: Links, index: int, fact: CallFact) -> None:
    name = fact.path
    if name and not fact.resolved:
        name = links.qualified(name, index, fact.order, deferred=fact.deferred)
    if name:
        links._calls.setdefault(name, []).append((index, fact))
    elif fact.method:
        links._methods.setdefault(fact.method, []).append((index, fact))
