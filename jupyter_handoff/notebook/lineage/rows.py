"""Sets of rows: where they come from, and whether two of them share any.

Rows are never counted or read. A set is a union of atoms, and an atom is told by how it
was made: read from a source, cut out of other rows as one part of an event (a split, a
slice, a condition), filtered in an unknown way, or made up from other rows.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias


class Site(NamedTuple):
    """A place in the notebook's code, and how it was come to.

    ``place`` is that of a node as Python's parser counts: lines from 1, columns in bytes
    from 0. ``context`` tells the turns of a loop and the calls of a function apart.
    """

    cell_id: str
    place: tuple[int, int, int, int]
    context: tuple[Hashable, ...] = ()

    @property
    def spot(self) -> tuple[str, tuple[int, int, int, int]]:
        """The place alone, however it was come to."""
        return (self.cell_id, self.place)

    @property
    def order(self) -> tuple[Any, ...]:
        """A key to sort sites by: those of a set come in another order at every start."""
        return (*self.spot, repr(self.context))


def place_of(node: ast.AST) -> tuple[int, int, int, int]:
    """Where a node stands, as Python's parser counts."""
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]


class Source(NamedTuple):
    """Rows that come from outside. Two ``known`` sources with other keys share no row."""

    key: Hashable
    known: bool = True


class Which(NamedTuple):
    """Which part of an event: ``kind`` with what it is compared to.

    ``piece`` is one of several parts; ``range`` is from ``value`` up to ``end``, without
    it; the others are the conditions of their names.
    """

    kind: str
    value: Hashable = None
    end: Hashable = None


class Part(NamedTuple):
    """The rows that one event cut out of ``rows``. Equal events cut in the same way."""

    rows: Rows
    event: Hashable
    which: Which


class Subset(NamedTuple):
    """Some of ``rows``; which of them cannot be told."""

    rows: Rows
    site: Hashable


class Synthetic(NamedTuple):
    """Rows made from ``rows``: oversampled, duplicated or augmented."""

    rows: Rows
    site: Hashable


Atom: TypeAlias = Source | Part | Subset | Synthetic
# A recursive alias would be read when the module is loaded.
Rows: TypeAlias = "frozenset[Any]"

NO_ROWS: Rows = frozenset()
_DEEPEST = 60
_OPPOSITES = (("eq", "ne"), ("lt", "ge"), ("gt", "le"), ("true", "false"))
_OPPOSITE = {**dict(_OPPOSITES), **{other: one for one, other in _OPPOSITES}}


def opposite(which: Which) -> Which | None:
    """The part of an event that holds all other rows, where one does."""
    if which.kind == "piece" and which.value in (0, 1) and which.end == 2:
        return Which("piece", 1 - which.value, 2)
    kind = _OPPOSITE.get(which.kind)
    return Which(kind, which.value) if kind else None


def apart(one: Which, other: Which) -> bool:
    """Whether two parts of one event certainly share no row."""
    if one == other:
        return False
    if one.kind == other.kind == "piece":
        return True
    if one.kind == other.kind == "range":
        return _ends_before(one, other) or _ends_before(other, one)
    if opposite(one) == other:
        return True
    if one.kind == other.kind == "eq":
        return _constants(one.value, other.value)
    return _below(one, other) or _below(other, one)


def together(one: Which, other: Which) -> bool:
    """Whether two parts of one event certainly share rows."""
    if one == other:
        return True
    if one.kind != "range" or other.kind != "range" or apart(one, other):
        return False
    if one.value == other.value:
        return one.end is None or other.end is None or _same_sign(one.end, other.end)
    if one.end == other.end:
        return one.value is None or other.value is None or _same_sign(one.value, other.value)
    return _numbers(one, other)


def _numbers(*ranges: Which) -> bool:
    ends = [end for item in ranges for end in (item.value or 0, item.end or 0)]
    return all(isinstance(end, int | float) and end >= 0 for end in ends)


def _same_sign(one: Hashable, other: Hashable) -> bool:
    # No type is asked for: the caches take equal numbers of other types for the same.
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return (one < 0) == (other < 0)


def _ends_before(one: Which, other: Which) -> bool:
    if one.end is None or other.value is None:
        return False
    if one.end == other.value:
        return True
    return _same_sign(one.end, other.value) and one.end <= other.value  # type: ignore[operator]


def _constants(one: Hashable, other: Hashable) -> bool:
    """Whether two things are written out and are not the same."""
    plain = (str, int, float)
    return isinstance(one, plain) and isinstance(other, plain) and one != other


def _below(one: Which, other: Which) -> bool:
    """Whether all of one part lies below all of the other."""
    low, high = one.value, other.value
    if one.kind not in ("lt", "le", "eq") or other.kind not in ("gt", "ge", "eq"):
        return False
    if not any(isinstance(low, kind) and isinstance(high, kind) for kind in (str, int | float)):
        return False
    strict = one.kind == "lt" or other.kind == "gt"
    return bool(low <= high if strict else low < high)  # type: ignore[operator]


@lru_cache(maxsize=20_000)
def line_of(atom: Atom) -> frozenset[Atom]:
    """An atom and all that it was made from."""
    above = () if isinstance(atom, Source) else atom.rows
    return frozenset([atom]).union(*(line_of(parent) for parent in above))


@lru_cache(maxsize=20_000)
def _atoms_disjoint(one: Atom, other: Atom) -> bool:
    if one == other:
        return False
    if isinstance(one, Source) and isinstance(other, Source):
        return one.known and other.known
    if _of_one_event(one, other) and apart(one.which, other.which):  # type: ignore[union-attr]
        return True
    return _made_apart(one, other) or _made_apart(other, one)


def _of_one_event(one: Atom, other: Atom) -> bool:
    both = isinstance(one, Part) and isinstance(other, Part)
    return both and one[:2] == other[:2]


def _made_apart(child: Atom, other: Atom) -> bool:
    """Whether all that an atom was made from is disjoint from another atom."""
    if isinstance(child, Source) or not child.rows:
        return False
    return all(_atoms_disjoint(*_ordered(parent, other)) for parent in child.rows)


def _ordered(one: Atom, other: Atom) -> tuple[Atom, Atom]:
    """Two atoms in one order, so that a pair is looked at once."""
    return (one, other) if hash(one) <= hash(other) else (other, one)


def disjoint(one: Rows, other: Rows) -> bool:
    """Whether two sets certainly share no row; nothing is known of sets without rows."""
    if not one or not other:
        return False
    return all(_atoms_disjoint(*_ordered(a, b)) for a in one for b in other)


@lru_cache(maxsize=20_000)
def _atoms_share(one: Atom, other: Atom) -> bool:
    if _atoms_disjoint(*_ordered(one, other)):
        return False
    if one in line_of(other) or other in line_of(one):
        return True
    return _of_one_event(one, other) and together(one.which, other.which)  # type: ignore[union-attr]


def share(one: Rows, other: Rows) -> bool:
    """Whether two sets certainly have a row in common."""
    return any(_atoms_share(*_ordered(a, b)) for a in one for b in other)


def akin(one: Rows, other: Rows) -> bool:
    """Whether rows that were made from the same row may stand in both sets.

    So it is where rows were made up before the two sets came apart.
    """
    return made_up_in(one, other) is not None


def made_up_in(one: Rows, other: Rows) -> Synthetic | None:
    """Where rows were made up that stand in both sets, or were before the two came apart."""
    both = (line_of(a) & line_of(b) for a in one for b in other)
    made = {atom for line in both for atom in line if isinstance(atom, Synthetic)}
    return min(made, key=lambda atom: repr(atom.site), default=None)


def part(rows: Rows, event: Hashable, which: Which) -> Rows:
    """One part of rows."""
    return _made(Part, rows, event, which)


def subset(rows: Rows, site: Hashable) -> Rows:
    """Some of rows."""
    return _made(Subset, rows, site)


def synthetic(rows: Rows, site: Hashable) -> Rows:
    """Rows made from rows."""
    return _made(Synthetic, rows, site)


def _made(kind: Callable[..., Atom], rows: Rows, by: Hashable, *which: Which) -> Rows:
    """What ``by`` makes of rows; those that were cut very often are told by their sources."""
    if not rows:
        return NO_ROWS
    if any(len(line_of(parent)) > _DEEPEST for parent in rows):
        by, rows = (hash(rows), by), sources(rows)
    return _one(frozenset([kind(rows, by, *which)]))


@lru_cache(maxsize=20_000)
def _one(rows: Rows) -> Rows:
    """The one set for all that equal it: nested sets are then compared at a glance."""
    return rows


def union(*sets: Rows, site: Hashable) -> Rows:
    """Rows put one below the other; rows that stand in two of the sets are duplicates."""
    given = [rows for rows in sets if rows]
    every = frozenset[Any]().union(*given)
    repeats = any(
        _repeats(one, other) for number, one in enumerate(given) for other in given[number + 1 :]
    )
    return synthetic(every, site) if repeats else _one(_joined(every))


def _joined(rows: Rows) -> Rows:
    """Both parts of one event are what they were cut from."""
    for atom in rows:
        other = opposite(atom.which) if isinstance(atom, Part) else None
        if other and (twin := Part(atom.rows, atom.event, other)) in rows:
            return _joined((rows - {atom, twin}) | atom.rows)
    return rows


def _repeats(one: Rows, other: Rows) -> bool:
    """Whether one set holds rows of the other as they are."""
    return any(
        a in line_of(b) or b in line_of(a)
        for a in one
        for b in other
        if not _atoms_disjoint(*_ordered(a, b))
    )


def sources(rows: Rows) -> frozenset[Source]:
    """Where rows come from in the end."""
    lines = (line_of(atom) for atom in rows)
    return frozenset(a for line in lines for a in line if isinstance(a, Source))
