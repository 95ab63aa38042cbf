"""On which line of a contract file each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .keys import Path
from .read import table_of
from .wording import ContractError

# The file is read once for each of its lines; longer ones are no person's.
_MOST_LINES = 1000


def lines_of(raw: bytes, *, pyproject: bool) -> dict[Path, int]:
    """The line, from 1, on which each key of a valid contract file first stands.

    TOML's own parser tells: a key that the first lines hold and those before them do not
    stands on the first of the new ones that says anything.
    """
    lines = raw.splitlines(keepends=True)
    if len(lines) > _MOST_LINES:
        return {}
    found: dict[Path, int] = {}
    begun = 0
    for number in range(1, len(lines) + 1):
        try:
            table = table_of(b"".join(lines[:number]), pyproject=pyproject)
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
