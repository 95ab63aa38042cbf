"""Comments by which a person tells a rule to keep quiet about a line.

``# handoff: ignore[machine-local-path] reason`` goes by a rule's code or name, or by
the outside tool's own code; ``# noqa`` counts for findings that rest on Ruff's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .notebook import Cell
from .notebook.columns import place_of
from .report import Finding

_IGNORE = re.compile(r"#\s*handoff:\s*ignore\[(?P<names>[^\]]*)\]")
_NOQA = re.compile(
    r"#\s*noqa\b(?::\s*(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?", re.IGNORECASE
)
# What the shell and most languages take for a comment.
_COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the lines it covers, and the names it gives (none means all)."""

    line: int
    end_line: int
    names: frozenset[str]
    noqa: bool

    def covers(self, finding: Finding) -> bool:
        if finding.line is None or not self.line <= finding.line <= self.end_line:
            return False
        source = finding.source
        if self.noqa:
            ours = source is not None and source.tool == "ruff"
            return ours and (not self.names or (source is not None and source.code in self.names))
        codes = {finding.code, finding.name, source.code if source else finding.code}
        return not self.names.isdisjoint(codes)


def suppressions(cell: Cell) -> tuple[Suppression, ...]:
    """The suppressing comments of a code cell."""
    found = []
    for text, begins, start in _comments(cell):
        if "ignore[" not in text and "noqa" not in text.lower():
            continue
        line, _ = place_of(cell.source, begins)
        end_line, _ = place_of(cell.source, start)
        found += [
            Suppression(line, end_line, _names(match["names"]), noqa=False)
            for match in _IGNORE.finditer(text)
        ]
        if noqa := _NOQA.search(text):
            names = _names((noqa["codes"] or "").upper())
            found.append(Suppression(line, end_line, names, noqa=True))
    return tuple(found)


def _comments(cell: Cell) -> Iterator[tuple[str, int, int]]:
    """Comments, those in magics and shell lines too: text, begin of its line, and start."""
    plain = cell.facts.plain
    for comment in plain.comments:
        yield comment.text, comment.begins, comment.start
    for magic in plain.magics:
        end = len(cell.source) if plain.opaque else magic.end
        for found in _COMMENT.finditer(cell.source, magic.start, end):
            begins = found.start() if plain.opaque else magic.start
            yield found.group(), begins, found.start()


def _names(listed: str) -> frozenset[str]:
    return frozenset(filter(None, re.split(r"[,\s]+", listed)))
