"""The secrets of a whole notebook by value: one that stands in one cell is hidden in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .cells import Cell
from .secrets import Secret, find_secrets, in_order, masked

# A value that is shorter may well stand for something else in another place.
_SHORTEST = 8
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class KnownSecrets:
    """The secrets that cells' sources give away: their kinds, in words, by value.

    The password of an address that is short, or a mere word, is known with what stands in
    front of it; ``ahead`` is how many characters of its value do. ``placeholders`` are
    texts that look like secrets and are none.
    """

    kinds: dict[str, str]
    ahead: dict[str, int] = field(default_factory=dict)
    placeholders: frozenset[str] = frozenset()

    def find(self, text: str) -> tuple[Secret, ...]:
        """The secrets in a text, in order: those it gives away itself, and the known ones."""
        own = find_secrets(text)
        if self.placeholders:
            own = tuple(
                item for item in own if text[item.start : item.end] not in self.placeholders
            )
        known = tuple(self._known(text))
        return in_order((*own, *known)) if known else own

    def mask(self, text: str) -> str:
        """A text with its secrets hidden."""
        return masked(text, self.find(text))

    def _known(self, text: str) -> Iterator[Secret]:
        for value, kind in self.kinds.items():
            ahead = self.ahead.get(value, 0)
            start = text.find(value)
            while start >= 0:
                yield Secret(kind, start + ahead, start + len(value), ahead > 0)
                start = text.find(value, start + len(value))


def known_secrets(
    cells: Iterable[Cell], placeholders: frozenset[str] = frozenset()
) -> KnownSecrets:
    """What the sources of cells give away, magics, shell lines and Markdown included."""
    known = KnownSecrets({}, placeholders=placeholders)
    for cell in cells:
        for secret in cell.secrets:
            given = cell.source[secret.start : secret.end]
            if given in placeholders:
                continue
            ahead = _ahead(given)
            value = cell.source[secret.start - ahead : secret.end]
            known.kinds[value] = secret.kind
            if ahead:
                known.ahead[value] = ahead
    return known


def _ahead(value: str) -> int:
    return max(int(value.isalpha() and len(value) <= _LONGEST_WORD), _SHORTEST - len(value))
