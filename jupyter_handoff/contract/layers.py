"""Contracts laid one over the other: which value holds, where it came from, what is locked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import Any

import msgspec

from ..orders import Order, name_of
from ..requirements import line
from .keys import Path, default_of, order_of, written
from .schema import External, Waiver

# Where one of these is locked, the others say the same thing in another way.
_LONGEST_TITLE = 80
_TOGETHER = {"stages": "stage"}


@dataclass(frozen=True, slots=True)
class Lock:
    """A key that nothing further down may loosen: who says so, and why.

    ``layer`` is the number of the layer that locks; ``beside`` are those of layers that
    merely come before it in a list of `extends`: it does not rest on them.
    """

    path: Path
    reason: str
    by: str
    layer: int = 0
    beside: frozenset[int] = frozenset()

    def lets(self, layer: int) -> bool:
        """Whether a layer may say what it likes: those that the lock's own contract rests on."""
        return layer <= self.layer and layer not in self.beside

    def covers(self, path: Path) -> bool:
        mine = (_TOGETHER.get(path[0], path[0]), *path[1:]) if path else path
        return path[: len(self.path)] == self.path or mine[:1] == self.path


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What one contract says, by path. ``appended`` are lists to be added to what is there.

    Rules are known by their codes; ``spelt`` is how the file names them. ``orders`` are
    those of keys that the schema does not know one by one: the options of rules. ``beside``
    are the labels of layers that come before this one and are none that it rests on.
    """

    label: str
    file: str | None = None
    values: Mapping[Path, Any] = field(default_factory=dict)
    appended: Mapping[Path, Sequence[Any]] = field(default_factory=dict)
    locked: tuple[tuple[Path, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    external: tuple[External, ...] = ()
    spelt: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[Path, Order] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """How people call it: by its title, else by its file's name or its reference."""
        title = line(self.values.get(("title",), ""), most=_LONGEST_TITLE)
        return title or (f"`{PurePath(self.file).name}`" if self.file else self.label)


@dataclass(frozen=True, slots=True)
class Value:
    """The value that holds, and the layers that had a part in it, the last one first."""

    value: Any
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Loosened:
    """A layer that tried to loosen what is locked; what was locked holds.

    ``replaces`` is true where it gave a list anew that it may only add to.
    """

    path: Path
    lock: Lock
    by: str
    replaces: bool = False

    @property
    def key(self) -> str:
        """The key as people write it; the stages of one severity are one key."""
        return written(self.path[:3] if self.path[0] == "rules" else self.path)


@dataclass(frozen=True, slots=True)
class Folded:
    """All layers as one."""

    values: Mapping[Path, Value] = field(default_factory=dict)
    locks: tuple[Lock, ...] = ()
    loosened: tuple[Loosened, ...] = ()
    waivers: tuple[tuple[int, Waiver], ...] = ()
    external: tuple[External, ...] = ()
    layers: tuple[Layer, ...] = ()
    orders: Mapping[Path, Order] = field(default_factory=dict)

    def order_of(self, path: Path) -> Order:
        """The order of a key's values."""
        return self.orders.get(path) or order_of(path)

    def lock_on(self, path: Path) -> Lock | None:
        """The first lock that covers a path."""
        return next((lock for lock in self.locks if lock.covers(path)), None)


def fold(layers: Iterable[Layer], below: Folded | None = None) -> Folded:
    """Lay layers over ``below``, the later over the earlier."""
    folded = below or Folded()
    for layer in layers:
        folded = _laid(folded, layer)
    return folded


def _laid(below: Folded, layer: Layer) -> Folded:
    number = len(below.layers)
    beside = frozenset(n for n, other in enumerate(below.layers) if other.label in layer.beside)
    own_locks = [
        Lock(path, line(reason), layer.called, number, beside) for path, reason in layer.locked
    ]
    values, loosened = dict(below.values), list(below.loosened)
    for path, own, trusted in _beside(below, own_locks):
        order, there = below.order_of(path), values[path]
        if order.loosens(trusted, there.value):
            loosened.append(Loosened(path, own, there.layers[0].called))
            values[path] = Value(order.meet(trusted, there.value), there.layers)
    below = replace(below, values=values)
    values = dict(values)
    for path, given in _said(layer, below):
        known = below.values.get(path)
        held = given
        if lock := below.lock_on(path):
            order, base = below.order_of(path), _base(below, path)
            held = order.meet(base, given)
            # Two locks meet at the tighter: neither of them is an attempt on the other.
            if order.loosens(base, given) and not any(own.covers(path) for own in own_locks):
                replaces = path not in layer.appended and _may_grow(order, base, given)
                loosened.append(Loosened(path, lock, layer.called, replaces))
        kept = known is not None and (path in layer.appended or held != given)
        values[path] = Value(held, (layer, *known.layers) if kept and known else (layer,))
    tools = {tool.tool: tool for tool in (*below.external, *layer.external)}
    return Folded(
        values=values,
        locks=(*below.locks, *own_locks),
        loosened=tuple(loosened),
        waivers=(*below.waivers, *((number, waiver) for waiver in layer.waivers)),
        external=tuple(tools.values()),
        layers=(*below.layers, layer),
        orders={**below.orders, **layer.orders} if layer.orders else below.orders,
    )


def _beside(below: Folded, locks: Sequence[Lock]) -> Iterator[tuple[Path, Lock, Any]]:
    """What layers beside a lock's own say of what it locks, and what would hold without them."""
    for lock in locks:
        for path, held in below.values.items() if lock.beside else ():
            if lock.covers(path) and any(
                below.layers[number] in held.layers[:1] for number in lock.beside
            ):
                trusted = [other for n, other in enumerate(below.layers) if lock.lets(n)]
                said = (other.values[path] for other in reversed(trusted) if path in other.values)
                yield path, lock, next(said, default_of(path))


def _said(layer: Layer, below: Folded) -> Iterable[tuple[Path, Any]]:
    """What a layer wants to hold: its values, and lists with what it appends."""
    yield from ((path, value) for path, value in layer.values.items() if path not in layer.appended)
    for path, more in layer.appended.items():
        known = below.values.get(path)
        there = layer.values.get(path, known.value if known else default_of(path)) or []
        names = {name_of(item) for item in there}
        yield path, [*there, *(item for item in more if name_of(item) not in names)]


def _may_grow(order: Order, base: Any, given: Any) -> bool:
    """Whether both are lists, and the one with the other added is no looser."""
    lists = isinstance(base, list | tuple) and isinstance(given, list | tuple)
    return lists and not order.loosens([*base], [*base, *given])


def _base(below: Folded, path: Path) -> Any:
    """What holds for a path below: its value, that of the key it refines, or the default."""
    for known in (path, (_TOGETHER.get(path[0], ""),)):
        if known in below.values:
            return below.values[known].value
    return default_of(path)


@lru_cache(maxsize=64)
def placed(layer: Layer, folder: str) -> Layer:
    """A layer whose patterns of paths are read from a folder, as seen from the top one."""
    if folder == ".":
        return layer
    values = {
        ("stages", f"{folder}/{path[1]}") if path[0] == "stages" else path: value
        for path, value in layer.values.items()
    }
    waivers = tuple(
        msgspec.structs.replace(waiver, where=f"{folder}/{waiver.where}")
        for waiver in layer.waivers
    )
    return replace(layer, values=values, waivers=waivers)
