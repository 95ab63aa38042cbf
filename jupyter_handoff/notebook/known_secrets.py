"""The secrets of a whole notebook by value: one that stands in one cell is hidden in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .cells import Cell
from .secrets import Secret, find_secrets, in_order, masked


@dataclass(frozen=True, slots=True)
class KnownSecrets:
    """The secrets that cells' sources give away: their kinds, in words, by value."""

    kinds: dict[str, str]

    def find(self, text: str) -> tuple[Secret, ...]:
        """The secrets in a text, in order: those it gives away itself, and the known ones."""
        own = find_secrets(text)
        known = tuple(self._known(text))
        return in_order((*own, *known)) if known else own

    def mask(self, text: str) -> str:
        """A text with its secrets hidden."""
        return masked(text, self.find(text))

    def _known(self, text: str) -> Iterator[Secret]:
        for value, kind in self.kinds.items():
            start = text.find(value)
            while start >= 0:
                yield Secret(kind, start, start + len(value))
                start = text.find(value, start + len(value))


def known_secrets(cells: Iterable[Cell]) -> KnownSecrets:
    """What the sources of cells give away, magics, shell lines and Markdown included."""
    return KnownSecrets(
        {
            cell.source[secret.start : secret.end]: secret.kind
            for cell in cells
            for secret in cell.secrets
        }
    )
