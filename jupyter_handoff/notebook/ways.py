"""The ways through a cell or a function: which bindings of a name can reach a place on them.

A walk tells of each binding, fork and join as it meets them, so that one pass over the
tree is enough. A way left by `break` or `continue` is taken to go on behind the fork.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct, field

from .names import Binding


class Reach(Struct, eq=False):
    """What a name can stand for at a place.

    ``binding`` is what bound or deleted it last, None where ways meet or a handler's end
    deletes it; ``before`` is what else the name can stand for. ``above`` is whether
    nothing in here may have touched it, ``bound`` whether some binding can reach the
    place, ``deleted`` whether a deletion can. Where nothing comes from above, ``since``
    is the order of the earliest binding or deletion that it can rest on.
    """

    binding: Binding | None = None
    before: list[Reach] = field(default_factory=list)
    above: bool = False
    bound: bool = False
    deleted: bool = False
    since: int = 0

    def bindings(self) -> Iterator[Binding]:
        """The bindings that can reach the place, the nearest first."""
        todo, seen = [self], {id(self)}
        while todo:
            reach = todo.pop()
            if reach.binding is not None and reach.binding.kind != "delete":
                yield reach.binding
            for other in reach.before:
                if id(other) not in seen:
                    seen.add(id(other))
                    todo.append(other)

    def meet(self, other: Reach) -> None:
        """Let a way from behind, as a loop's end is one, lead to this place too."""
        self.before.append(other)
        self.bound |= other.bound
        self.deleted |= other.deleted


ABOVE = Reach(above=True)
# What names stand for at the end of one way, where they were touched on it.
Way: TypeAlias = dict[str, Reach]


# No Python code that runs is nested deeper; what is, is read as if it ran straight on.
_DEEPEST = 25


class Ways:
    """What names stand for where a walk is; those that it has not touched are `ABOVE`."""

    def __init__(self) -> None:
        self._names: Way = {}
        # What stood here at each open fork, for the names touched since.
        self._forks: list[dict[str, Reach | None]] = []
        # For each open loop, the names touched in it, as they are at the start of a round.
        self._loops: list[Way] = []
        self._deeper = 0

    @property
    def touched(self) -> Way:
        """The names bound or deleted so far."""
        return {name: reach for name, reach in self._names.items() if reach is not ABOVE}

    def at(self, name: str) -> Reach:
        """What a name stands for here."""
        if self._loops:
            self._enter_loops(name)
        return self._names.get(name, ABOVE)

    def bind(self, binding: Binding) -> None:
        """Pass a binding, or a deletion."""
        deletes = binding.kind == "delete"
        reach = Reach(binding, bound=not deletes, deleted=deletes, since=binding.order)
        self._set(binding.name, reach)

    def delete(self, name: str, order: int) -> None:
        """Pass a deletion that nobody wrote."""
        self._set(name, Reach(deleted=True, since=order))

    def fork(self) -> None:
        """Set out on one way of several."""
        if len(self._forks) < _DEEPEST:
            self._forks.append({})
        else:
            self._deeper += 1

    def back(self) -> Way:
        """Go back to where the way began; what names stand for at its end."""
        if self._deeper:
            self._deeper -= 1
            return {}
        before = self._forks.pop()
        way = {name: self._names[name] for name in before}
        for name, reach in before.items():
            if reach is None:
                del self._names[name]
            else:
                self._names[name] = reach
        return way

    def join(self, *ways: Way) -> None:
        """Go on from where some ways end; an empty one is to have taken none."""
        for name in {name: None for way in ways for name in way}:
            here = self.at(name)
            self._set(name, _merged([way.get(name, here) for way in ways]))

    def enter_loop(self) -> None:
        """Begin a loop's body: what a round binds, the next one can read."""
        if len(self._forks) < _DEEPEST:
            self._loops.append({})
        self.fork()

    def leave_loop(self) -> Way:
        """End a loop's body, and go back to where it began."""
        if self._deeper:
            return self.back()
        entered = self._loops.pop()
        way = self.back()
        for name, start in entered.items():
            (before,) = start.before
            if name in way:
                start.meet(way[name])
            if before is ABOVE:
                del self._names[name]
            else:
                self._names[name] = before
        return way

    def _enter_loops(self, name: str) -> None:
        # Forks inside a loop have not touched the name yet: they go back to its start too.
        for entered in self._loops:
            if name not in entered:
                here = self._names.get(name, ABOVE)
                start = Reach(None, [here], here.above, here.bound, here.deleted, here.since)
                entered[name] = self._names[name] = start

    def _set(self, name: str, reach: Reach) -> None:
        if self._loops:
            self._enter_loops(name)
        if self._forks:
            self._forks[-1].setdefault(name, self._names.get(name))
        self._names[name] = reach


def _merged(reaches: list[Reach]) -> Reach:
    different = list({id(reach): reach for reach in reaches}.values())
    if len(different) == 1:
        return different[0]
    return Reach(
        None,
        different[::-1],
        above=any(reach.above for reach in different),
        bound=any(reach.bound for reach in different),
        deleted=any(reach.deleted for reach in different),
        since=min(reach.since for reach in different),
    )
