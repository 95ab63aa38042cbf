"""On which line of a contract file each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .keys import Path
from .read import table_of
from .wording import ContractError

# A value of several lines is read once for each of them; more than this is no person's.
_MOST_READ = 5_000_000


def lines_of(raw: bytes, *, pyproject: bool) -> dict[Path, int]:
    """The line, from 1, on which each key of a valid contract file first stands.

    TOML's own parser tells: a key that the first lines hold and those before them do not
    stands on the first of the new ones that says anything.
    """
    lines = raw.splitlines(keepends=True)
    found: dict[Path, int] = {}
    head, begun, read = b"", 0, 0
    for number in range(1, len(lines) + 1):
        piece = b"".join(lines[begun:number])
        is_head = piece.lstrip().startswith(b"[")
        # What stood in front was read: of it nothing but the table's head counts.
        piece = piece if is_head else head + piece
        read += len(piece)
        if read > _MOST_READ:
            return found
        try:
            table = table_of(piece, pyproject=pyproject)
        except ContractError:
            continue  # within a value of several lines
        first = begun
        while first < number - 1 and lines[first].strip()[:1] in (b"", b"#"):
            first += 1
        for path in _paths(table, ()):
            found.setdefault(path, first + 1)
        begun = number
        head = piece if is_head else head
    return found


def _paths(table: Mapping[str, Any], above: Path) -> list[Path]:
    paths = []
    for key, value in table.items():
        paths.append((*above, key))
        if isinstance(value, dict):
            paths += _paths(value, (*above, key))
    return paths
