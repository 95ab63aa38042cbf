"""Which columns of a table a value holds, and which of them the notebook made."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple


class Columns(NamedTuple):
    """Which columns of the table read at ``table`` a value holds: all but some, or only some.

    ``more`` are those among them that the notebook made.
    """

    table: Hashable
    only: frozenset[str] | None = None
    less: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        return name in self.only if self.only is not None else name not in self.less

    def without(self, names: frozenset[str]) -> Columns:
        if self.only is not None:
            return self._replace(only=self.only - names, more=self.more - names)
        return self._replace(less=self.less | names, more=self.more - names)

    def just(self, names: frozenset[str]) -> Columns:
        return Columns(self.table, names, more=self.more & names)

    def plus(self, names: frozenset[str]) -> Columns:
        """The columns after some were made, or made anew."""
        only = None if self.only is None else self.only | names
        return Columns(self.table, only, self.less - names, self.more | names)

    def holds(self, other: Columns) -> bool:
        """Whether all of the columns that another value holds are certainly among these."""
        if self.table != other.table or not other.only:
            return False
        return all(self.has(name) for name in other.only) and other.more <= self.more
