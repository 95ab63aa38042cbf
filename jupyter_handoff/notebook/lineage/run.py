"""One look at one cell: what it reads and changes, what happens in it, how far it may go."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from .events import Event
from .joins import join
from .rows import Site, Source, place_of
from .table_columns import Columns
from .values import NOTHING, Data, Function, Items, Learner, Many, Method, Model, Unknown, Value

# ``("n", name)`` a global; ``("l", frame, name)`` a local; ``("o", site)`` a learner;
# ``("b", site)`` data that several names stand for; ``("f", path)`` what was written to
# a file; ``("*",)`` modules imported with a star; ``("m", …)`` and ``("d", …)`` what
# something unknown was found to be, a model or a frame.
Key: TypeAlias = tuple[Hashable, ...]
Stored: TypeAlias = "Value | Learner | tuple[str, ...] | bool | None"

# Kinds of keys that outlive a branch that ends early: what it made may have been returned,
# and what it changed in place may be changed for whoever looks at it afterwards.
_MAY_BE_RETURNED = ("o", "m")
_IN_PLACE = ("b",)
_MOST_HELD = 500
_DEEPEST_NEST = 20


class TooFar(Exception):
    """The cell asks for more steps than it may have."""


class Run:
    """What a cell reads of the notebook's state, and what it changes.

    Changes stay in layers of their own: one for the cell, one more for each branch that
    is being looked at.
    """

    def __init__(self, state: dict[Key, Stored], cell_id: str, most: int) -> None:
        self.cell_id = cell_id
        self.steps = 0
        self._most = most
        self.events: list[Event] = []
        self.gaps: set[str] = set()
        self.reads: dict[Key, Stored] = {}
        self.context: tuple[Hashable, ...] = ()
        self.frame: tuple[Hashable, ...] = ()
        # The frame round that of a function or lambda inside another function.
        self.around: dict[tuple[Hashable, ...], tuple[Hashable, ...]] = {}
        self.many = 0
        # The expression that is a statement of its own: its value is only looked at.
        self.shown: ast.expr | None = None
        self._state = state
        self._layers: list[dict[Key, Stored]] = [{}]

    def finished(self) -> dict[Key, Stored]:
        """All that the cell changed; branches that were not come to an end are left out."""
        return self._layers[0]

    @property
    def top(self) -> dict[Key, Stored]:
        """The changes of the innermost branch."""
        return self._layers[-1]

    def step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooFar

    def site(self, node: ast.AST) -> Site:
        return Site(self.cell_id, place_of(node), self.context)

    def get(self, key: Key) -> Stored:
        for layer in reversed(self._layers):
            if key in layer:
                return layer[key]
        if key not in self.reads:
            self.reads[key] = self._state.get(key)
        return self.reads[key]

    def set(self, key: Key, value: Stored) -> None:
        if isinstance(value, Items | Many | Method) and _is_vast(value):
            self.gaps.add("a container holds too much to follow")
            value = NOTHING
        self._layers[-1][key] = value

    def learner(self, model: Model) -> Learner:
        found = self.get(("o", model.site))
        return found if isinstance(found, Learner) else Learner("", "predictor")

    def keep(self, model: Model, learner: Learner) -> Model:
        self.set(("o", model.site), learner)
        return model

    def model_of(self, value: Unknown) -> Model | None:
        """Something unknown as a model, where it was used as one before."""
        known = self.get(("m", value.site, value.path))
        return known if isinstance(known, Model) else None

    def as_model(self, value: Unknown) -> Model:
        """Something unknown that is used as only a model is."""
        model = Model(Site("", (0, 0, 0, 0), ("unknown", value.site, value.path)))
        if self.get(("o", model.site)) is None:
            self.keep(model, Learner("", "predictor"))
        self.set(("m", value.site, value.path), model)
        return model

    def frame_of(self, value: Unknown) -> Data | None:
        """Something unknown as a frame, where it was used as one before."""
        known = value.site is not None and self.get(("d", value.site, value.path))
        return self._frame(value) if known else None

    def as_frame(self, value: Unknown) -> Data:
        """Something unknown that is used as only a frame is."""
        self.set(("d", value.site, value.path), True)
        return self._frame(value)

    def _frame(self, value: Unknown) -> Data:
        key = (value.site, value.path)
        rows = frozenset([Source(key, known=False)])
        return Data(rows, form="frame", columns=Columns(key), notes=frozenset(["guessed"]))

    def record(self, event: Event) -> None:
        self.events.append(event)

    def fresh(self, value: Value) -> Value:
        """Data that several names stand for, as they are by now."""
        if isinstance(value, Data) and value.box is not None:
            now = self.get(("b", value.box))
            return now if isinstance(now, Data) else value
        return value

    def branch(self) -> None:
        self._layers.append({})

    def leave(self) -> dict[Key, Stored]:
        return self._layers.pop()

    def accept(self, changes: dict[Key, Stored]) -> None:
        self._layers[-1].update(changes)

    def accept_either(self, branches: Sequence[dict[Key, Stored]]) -> None:
        """Take over what holds after one of two branches, it cannot be told which."""
        one, other = branches
        for key in {**one, **other}:
            before = self.get(key)
            self.set(key, _either(one.get(key, before), other.get(key, before)))

    def accept_branches(self, branches: Sequence[dict[Key, Stored]], ends: Sequence[bool]) -> None:
        """Take over what holds after two branches; ``ends`` tells which of them end early."""
        if not any(ends):
            self.accept_either(branches)
            return
        in_place: list[dict[Key, Stored]] = []
        for changes, over in zip(branches, ends, strict=True):
            if over:
                self.accept(_of_kinds(changes, _MAY_BE_RETURNED))
                in_place.append(_of_kinds(changes, _IN_PLACE))
        if not all(ends):
            self.accept(branches[ends.index(False)])
            in_place.append({})
        self.accept_either(in_place)

    @contextmanager
    def inside(self, mark: Hashable) -> Iterator[None]:
        """Sites made meanwhile are told from those made elsewhere by ``mark``."""
        saved = self.context
        self.context = (*saved, mark)
        try:
            yield
        finally:
            self.context = saved

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression."""
        raise NotImplementedError

    def invoke(
        self, function: Function, positional: Sequence[Value], keywords: dict[str, Value], at: Site
    ) -> Value:
        """The value of a call of one of the notebook's own functions."""
        raise NotImplementedError

    def fingerprint(self, node: ast.expr) -> Hashable:
        """What tells one expression's value from another's, without knowing it."""
        raise NotImplementedError


def _of_kinds(changes: dict[Key, Stored], kinds: tuple[str, ...]) -> dict[Key, Stored]:
    return {key: value for key, value in changes.items() if key[0] in kinds}


def _either(one: Stored, other: Stored) -> Stored:
    if one == other or other is None:
        return one
    if one is None:
        return other
    if isinstance(one, Learner) and isinstance(other, Learner):
        return other if one.fitted is None else one
    if isinstance(one, tuple | bool) or isinstance(other, tuple | bool):
        return one
    if isinstance(one, Learner) or isinstance(other, Learner):
        return None
    return join(one, other)


def _is_vast(value: Value) -> bool:
    """Whether a value holds too many others, or nests them too deep, to be worth following."""
    waiting = [(value, 0)]
    held = 0
    while waiting:
        item, depth = waiting.pop()
        held += 1
        if held > _MOST_HELD or depth > _DEEPEST_NEST:
            return True
        if isinstance(item, Items):
            waiting += [(inner, depth + 1) for _, inner in item.items[: _MOST_HELD + 1]]
        elif isinstance(item, Many):
            waiting.append((item.item, depth + 1))
        elif isinstance(item, Method):
            waiting.append((item.of, depth + 1))
    return False
