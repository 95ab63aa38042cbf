"""On which line of a contract file each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .keys import Path
from .read import table_of
from .wording import ContractError

# Each table is read once for each of its lines; the lines of more than this are no person's.
_MOST_READ = 5_000_000


def lines_of(raw: bytes, *, pyproject: bool) -> dict[Path, int]:
    """The line, from 1, on which each key of a valid contract file first stands.

    TOML's own parser tells: a key that the first lines hold and those before them do not
    stands on the first of the new ones that says anything.
    """
    lines = raw.splitlines(keepends=True)
    found: dict[Path, int] = {}
    block = begun = read = 0
    for number in range(1, len(lines) + 1):
        # What stood in front of a table's head was read: it is not read again.
        if begun == number - 1 and lines[begun].lstrip().startswith(b"["):
            block = begun
        piece = b"".join(lines[block:number])
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
    return found


def _paths(table: Mapping[str, Any], above: Path) -> list[Path]:
    paths = []
    for key, value in table.items():
        paths.append((*above, key))
        if isinstance(value, dict):
            paths += _paths(value, (*above, key))
    return paths
