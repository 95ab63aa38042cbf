"""Keeps what was made lately from texts, so that an edit of one cell reads no other again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values by key; the least recently used go once all of them cost more than ``most``.

    Threads may share it. Two that ask for the same new value at once both make it.
    """

    def __init__(self, *, most: int, cost: Callable[[Value], int]) -> None:
        self.spent = 0
        self._most = most
        self._cost = cost
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self.spent += self._cost(value)
            while self.spent > self._most and len(self._kept) > 1:
                _, old = self._kept.popitem(last=False)
                self.spent -= self._cost(old)
        return value
