"""Which bindings each use of a name can refer to, across cells, and when functions first run.

The order is that of the cells that are linked: the document's, or that in which they
last ran, as their execution counts tell it (`cells_as_run`). The two are never mixed.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from .cells import Cell
from .flow import Bound, Links
from .names import Function, Use
from .ways import Reach

# A cell's index among those that are linked, and an order within it.
Position: TypeAlias = tuple[int, int]
_BEFORE_ALL: Position = (-1, -1)


class _Above(Struct, frozen=True, eq=False):
    """What a name can stand for at the end of a cell that touches it."""

    reach: Reach
    index: int
    before: _Above | None
    bound: bool
    deleted: bool
    missing: bool
    since: Position


class Reached(Struct, frozen=True, eq=False):
    """What a use of a name can refer to.

    ``bound`` is whether some binding can reach the use, ``missing`` whether it may be
    reached with the name not bound, ``deleted`` whether a deletion can be why.
    ``unknown`` is whether something above that nobody can read may have bound it.
    """

    bound: bool
    missing: bool
    deleted: bool
    unknown: bool
    _reach: Reach
    _index: int
    _before: _Above | None
    _cells: Sequence[Cell]
    _listed: Sequence[Bound] = ()

    def bindings(self) -> Iterator[Bound]:
        """The bindings that can reach the use, the nearest first."""
        yield from self._listed
        reach, index, before = self._reach, self._index, self._before
        while True:
            for binding in reach.bindings():
                yield Bound(index, self._cells[index], binding)
            if before is None:
                return
            reach, index, before = before.reach, before.index, before.before

    def sole(self) -> Bound | None:
        """The one binding that the use refers to, where no other can reach it."""
        found = list(islice(self.bindings(), 2))
        return found[0] if len(found) == 1 and not (self.missing or self.unknown) else None


@dataclass(frozen=True, slots=True)
class Run:
    """The first time that a function is sure to run: what is called there, and where.

    ``home`` is the index of the cell that the function stands in.
    """

    function: Function
    home: int
    at: Position
    call: Use


class Reaching:
    """What the names of linked cells refer to."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self._above: dict[str, list[_Above]] = defaultdict(list)
        self._unknown: list[Position] = []
        self._may_bind: dict[str, int] = {}
        self._functions: dict[ast.AST, tuple[int, Function]] = {}
        self.runs: dict[ast.AST, Run] = {}
        for index, cell in enumerate(links.cells):
            self._pass(index, cell)
        for index, cell in enumerate(links.cells):
            for use in cell.facts.called:
                if use.certain and not use.guarded:
                    self._call(index, use)

    def of(self, index: int, use: Use) -> Reached:
        """What a use in the cell with that index can refer to.

        In a function whose first run is known, that is what stands above it; in any
        other function it may be every binding of the name.
        """
        reach = self.links.cells[index].facts.reaches[use.node]
        at = (index, use.order)
        if use.function is not None and reach.above:
            return self._in_function(index, use, reach)
        before = self._before(use.name, index) if reach.above else None
        since = (before.since if before else _BEFORE_ALL) if reach.above else (index, reach.since)
        return Reached(
            bound=reach.bound or (before is not None and before.bound),
            missing=reach.deleted or (reach.above and (before is None or before.missing)),
            deleted=reach.deleted or (before is not None and before.deleted),
            unknown=self._is_unknown(use.name, at, since),
            _reach=reach,
            _index=index,
            _before=before,
            _cells=self.links.cells,
        )

    def is_unknown(self, name: str, at: Position) -> bool:
        """Whether something above a place that nobody can read may have bound a name."""
        return self._is_unknown(name, at, _BEFORE_ALL)

    def function(self, bound: Bound) -> Function | None:
        """The function that runs when what a binding binds is called; a class's first method."""
        node: ast.AST | None = bound.binding.node
        if bound.binding.kind == "value":
            node = bound.binding.value
        found = self._functions.get(node) if node is not None else None
        return found[1] if found else None

    def _pass(self, index: int, cell: Cell) -> None:
        facts = cell.facts
        for name, reach in facts.left.items():
            above = self._above[name]
            above.append(_above(reach, index, above[-1] if above and reach.above else None))
        self._unknown += [(index, order) for order in facts.unknown]
        for name in facts.may_bind:
            self._may_bind.setdefault(name, index)
        for function in facts.functions:
            self._functions[function.node] = (index, function)
            if function.of is not None and function.name == "__init__":
                self._functions[function.of] = (index, function)

    def _before(self, name: str, index: int) -> _Above | None:
        above = self._above.get(name)
        if not above:
            return None
        place = bisect_left(above, index, key=lambda item: item.index)
        return above[place - 1] if place else None

    def _is_unknown(self, name: str, at: Position, since: Position) -> bool:
        place = bisect_left(self._unknown, at)
        if place and self._unknown[place - 1] > since:
            return True
        return name in self._may_bind and since[0] <= self._may_bind[name] <= at[0]

    def _in_function(self, index: int, use: Use, reach: Reach) -> Reached:
        run = self.runs.get(use.function) if use.function else None
        everything = self.links.bindings.get(use.name, [])
        at = run.at if run else (len(self.links.cells), 0)
        listed, deleted = list(everything), False
        if run:
            place = bisect_left(everything, at, key=_position)
            listed, deleted = _back_to_certain(everything[:place])
        bound = [item for item in listed if item.binding.kind != "delete"]
        return Reached(
            bound=bool(bound),
            missing=deleted or not bound,
            deleted=deleted,
            unknown=self.is_unknown(use.name, at),
            _reach=reach,
            _index=index,
            _before=None,
            _cells=self.links.cells,
            _listed=bound[::-1],
        )

    def _call(self, index: int, use: Use) -> None:
        """Follow a call that is sure to happen into the functions that run for it."""
        bound = self.of(index, use).sole()
        todo = [bound] if bound else []
        while todo:
            bound = todo.pop()
            function = self.function(bound)
            if function is None or not function.at_once or function.node in self.runs:
                continue
            at = (index, use.order)
            self.runs[function.node] = Run(function, bound.index, at, use)
            for inner in function.called:
                if inner.function is function.node and inner.certain and not inner.guarded:
                    above = self.links.binding(inner.name, *at)
                    if above and _position(above) < at:
                        todo.append(above)


def _position(bound: Bound) -> Position:
    return bound.index, bound.binding.order


def _back_to_certain(bound: Sequence[Bound]) -> tuple[list[Bound], bool]:
    """The bindings that can count at the end of some, and whether it may be a deletion."""
    counting: list[Bound] = []
    for item in reversed(bound):
        counting.append(item)
        if item.binding.certain:
            break
    return counting[::-1], any(item.binding.kind == "delete" for item in counting)


def _above(reach: Reach, index: int, before: _Above | None) -> _Above:
    from_above = before.since if before else _BEFORE_ALL
    return _Above(
        reach,
        index,
        before,
        bound=reach.bound or (before is not None and before.bound),
        deleted=reach.deleted or (before is not None and before.deleted),
        missing=reach.deleted or (reach.above and (before is None or before.missing)),
        since=from_above if reach.above else (index, reach.since),
    )


def cells_as_run(cells: Sequence[Cell]) -> tuple[Cell, ...] | None:
    """Cells in the order in which they last ran; None where their counts do not tell it."""
    written = [cell for cell in cells if cell.source.strip()]
    counts = [cell.execution_count for cell in written]
    if None in counts or len(set(counts)) < len(counts):
        return None
    return tuple(sorted(written, key=lambda cell: cell.execution_count or 0))
