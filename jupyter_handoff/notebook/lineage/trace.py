"""Follows a notebook's cells in order; a cell whose inputs are as they were is not read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ..cells import Cell
from ..recent import Recent
from .events import Event
from .run import Key, Stored, TooFar
from .statements import Statements
from .values import NOTHING

E = TypeVar("E")

# A step is some 10 µs. A notebook whose cells take many in all is followed less far.
_MOST_STEPS = 10_000
_FEWEST_STEPS = 500
_MOST_STEPS_IN_ALL = 30_000


# Magics that bind names which cannot be seen.
_RUNS = {
    "run": "`%run` may bind anything",
    "load": "`%load` may bring anything",
    "store": "`%store` may bind anything",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a cell read, changed and saw happen.

    It took ``steps`` of the ``most`` that it might have.
    """

    reads: dict[Key, Stored]
    changes: dict[Key, Stored]
    events: tuple[Event, ...]
    gaps: frozenset[str]
    steps: int
    most: int

    def holds(self, state: dict[Key, Stored], most: int) -> bool:
        """Whether another look would find the same."""
        enough = self.steps <= most if self.steps <= self.most else most <= self.most
        return enough and all(state.get(name) == value for name, value in self.reads.items())


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

    def of(self, *kinds: type[E]) -> Iterator[E]:
        """The events of some kinds."""
        return (event for _, event in self.events if isinstance(event, kinds))


def trace(cells: Sequence[Cell]) -> Trace:
    """Follow the code cells of a notebook."""
    state: dict[Key, Stored] = {}
    events: list[tuple[int, Event]] = []
    gaps: list[tuple[int, str]] = []
    left = _MOST_STEPS_IN_ALL
    for index, cell in enumerate(cells):
        look = _look(cell, state, max(_FEWEST_STEPS, min(_MOST_STEPS, left)))
        left -= look.steps
        state.update(look.changes)
        events += [(index, event) for event in look.events]
        gaps += [(index, gap) for gap in sorted(look.gaps)]
    return Trace(tuple(events), tuple(gaps))


def _look(cell: Cell, state: dict[Key, Stored], most: int) -> _Look:
    key = (cell.id, cell.source, cell.python_magics)
    kept = _RECENT.get(key, lambda: _Looks(len(cell.source)))
    for look in kept.looks:
        if look.holds(state, most):
            return look
    look = _read(cell, state, most)
    kept.looks[:] = [look, *kept.looks[: _KEPT_LOOKS - 1]]
    return look


def _read(cell: Cell, state: dict[Key, Stored], most: int) -> _Look:
    run = Statements(state, cell.id, most)
    lost = set(cell.facts.mentions) if cell.facts.problems else set()
    run.gaps |= {_RUNS[magic.name] for magic in cell.facts.plain.magics if magic.name in _RUNS}
    try:
        run.block(cell.facts.tree.body)
    except (TooFar, RecursionError) as error:
        too_far = isinstance(error, TooFar)
        run.gaps.add(f"it {'takes too many steps' if too_far else 'is nested too deep'} to follow")
        lost |= {binding.name for binding in cell.facts.bindings}
    changes = {key: value for key, value in run.finished().items() if key[0] != "l"}
    changes |= {("n", name): NOTHING for name in lost}
    return _Look(run.reads, changes, tuple(run.events), frozenset(run.gaps), run.steps, most)
