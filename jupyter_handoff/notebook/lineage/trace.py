"""Follows a notebook's cells in order; a cell whose inputs are as they were is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..cells import Cell
from ..recent import Recent
from .events import Event
from .run import Key, Stored, TooFar
from .statements import Statements
from .values import NOTHING


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a cell read, changed and saw happen."""

    reads: dict[Key, Stored]
    changes: dict[Key, Stored]
    events: tuple[Event, ...]
    gaps: frozenset[str]


@dataclass(slots=True)
class _Looks:
    """The latest looks at one cell, from the newest."""

    size: int
    looks: list[_Look] = field(default_factory=list)


_KEPT_LOOKS = 2
_RECENT: Recent[tuple[str, str, frozenset[str]], _Looks] = Recent(
    most=1_000_000, cost=lambda looks: looks.size
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What happened to data and models in a notebook, in document order.

    ``events`` come with the index of the code cell that they happen in; ``gaps`` are
    what could not be followed, in words, by cell index.
    """

    events: tuple[tuple[int, Event], ...]
    gaps: tuple[tuple[int, str], ...]


def trace(cells: Sequence[Cell]) -> Trace:
    """Follow the code cells of a notebook."""
    state: dict[Key, Stored] = {}
    events: list[tuple[int, Event]] = []
    gaps: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        look = _look(cell, state)
        state.update(look.changes)
        events += [(index, event) for event in look.events]
        gaps += [(index, gap) for gap in sorted(look.gaps)]
    return Trace(tuple(events), tuple(gaps))


def _look(cell: Cell, state: dict[Key, Stored]) -> _Look:
    key = (cell.id, cell.source, cell.python_magics)
    kept = _RECENT.get(key, lambda: _Looks(len(cell.source)))
    for look in kept.looks:
        if all(state.get(name) == value for name, value in look.reads.items()):
            return look
    look = _read(cell, state)
    kept.looks[:] = [look, *kept.looks[: _KEPT_LOOKS - 1]]
    return look


def _read(cell: Cell, state: dict[Key, Stored]) -> _Look:
    run = Statements(state, cell.id)
    try:
        run.block(cell.facts.tree.body)
    except TooFar:
        run.gaps.add("it takes too many steps to follow")
    except RecursionError:
        run.gaps.add("it is nested too deep to follow")
    changes = {key: value for key, value in run.changes.items() if key[0] != "l"}
    for name in _bound_by_magics(cell):
        changes.setdefault(("n", name), NOTHING)
    return _Look(run.reads, changes, tuple(run.events), frozenset(run.gaps))


def _bound_by_magics(cell: Cell) -> frozenset[str]:
    """Names that may be bound where the cell cannot be read."""
    return frozenset()
