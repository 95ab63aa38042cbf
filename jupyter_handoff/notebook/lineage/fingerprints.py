"""Tells expressions apart whose values are not known, however deep they rest on one another."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache


class Fingerprint:
    """What tells one expression's value from another's; its hash is worked out once.

    ``parts`` may hold fingerprints, and values with some in them: without the kept hash
    each level of such a nest would double the work.
    """

    __slots__ = ("_hash", "parts")

    def __init__(self, parts: Hashable) -> None:
        self.parts = parts
        self._hash = hash(parts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Fingerprint):
            return self is other
        return self._hash == other._hash and self.parts == other.parts


@lru_cache(maxsize=20_000)
def fingerprint_of(parts: Hashable) -> Fingerprint:
    """The one fingerprint for equal parts, so that two are mostly compared at a glance."""
    return Fingerprint(parts)
