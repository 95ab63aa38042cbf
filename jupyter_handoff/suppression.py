"""Comments by which a person tells a rule to keep quiet about a line.

``# handoff: ignore[machine-local-path] reason`` goes by a rule's code or name, or by
the outside tool's own code; ``# noqa`` counts for findings that rest on Ruff's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .notebook import Cell
from .notebook.columns import place_of
from .report import Finding

_IGNORE = re.compile(r"#\s*handoff:\s*ignore\[(?P<names>[^\]]*)\]")
_NOQA = re.compile(
    r"#\s*noqa(?::\s*(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?", re.IGNORECASE
)


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
    for comment in cell.facts.plain.comments:
        if "ignore[" not in comment.text and "noqa" not in comment.text.lower():
            continue
        line, _ = place_of(cell.source, comment.begins)
        end_line, _ = place_of(cell.source, comment.start)
        found += [
            Suppression(line, end_line, _names(match["names"]), noqa=False)
            for match in _IGNORE.finditer(comment.text)
        ]
        if noqa := _NOQA.search(comment.text):
            names = _names((noqa["codes"] or "").upper())
            found.append(Suppression(line, end_line, names, noqa=True))
    return tuple(found)


def _names(listed: str) -> frozenset[str]:
    return frozenset(filter(None, re.split(r"[,\s]+", listed)))
