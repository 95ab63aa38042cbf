"""The order in which every view shows findings: by cell, the whole notebook last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import Notebook, masked
from ..report import STAGES, Finding, Owner, Related, Report, Severity, Stage

_LONGEST_TITLE = 60
OWNERS: dict[Owner, str] = {
    "data-science": "data science",
    "mlops": "MLOps",
    "both": "data science and MLOps",
}
_SPOKEN: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one cell, or of the notebook as a whole; ``title`` says which."""

    title: str
    findings: tuple[Finding, ...]


def grouped(report: Report, notebook: Notebook) -> list[Group]:
    """The findings that speak at the report's stage, by cell."""
    by_cell: dict[int | None, list[Finding]] = {}
    for finding in report.at_stage():
        by_cell.setdefault(finding.cell, []).append(finding)
    return [Group(_title(number, notebook), tuple(found)) for number, found in by_cell.items()]


def counted(severities: Iterable[Severity]) -> str:
    """``3 errors, 1 warning``; empty where nothing speaks."""
    counts = Counter(severities)
    return ", ".join(count(counts[level], level) for level in _SPOKEN if counts[level])


def one_line(report: Report) -> str:
    """The report in one line, with what a later stage would say."""
    now = counted(_at(report, report.stage)) or "nothing to say"
    later = STAGES[STAGES.index(report.stage) + 1 :]
    ahead = counted(_at(report, "handoff")) if later else ""
    more = f" (at handoff: {ahead})" if ahead and ahead != now else ""
    return f"Handoff · {report.stage} · {now}{more}"


def _at(report: Report, stage: Stage) -> Iterator[Severity]:
    return (finding.severities.at(stage) for finding in report.findings)


def count(number: int, word: str) -> str:
    """A number with its word: ``1 error``, ``2 errors``."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def where(place: Finding | Related) -> str:
    """A place in words: ``cell 3, line 2``."""
    if place.cell is None:
        return "whole notebook"
    return f"cell {place.cell}" + (f", line {place.line}" if place.line is not None else "")


def sentence(finding: Finding) -> str:
    """What a finding says where its cell is not shown: the place, and the message."""
    begin = where(finding)
    return f"{begin[0].upper()}{begin[1:]}: {finding.message}"


def _title(number: int | None, notebook: Notebook) -> str:
    if number is None:
        return "Whole notebook"
    cell = notebook.cells[number - 1]
    lines = masked(cell.source, notebook.secrets[cell.id]).strip().split("\n")
    first = lines[0].strip()
    shown = first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE]}…"
    return f"Cell {number}  {shown}".rstrip()
