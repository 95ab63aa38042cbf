"""The order in which every view shows findings: by cell, the whole notebook last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import Notebook, Standing, masked
from ..report import (
    STAGES,
    Finding,
    Owner,
    Related,
    Report,
    RuleCard,
    Severities,
    Severity,
    Stage,
)

_LONGEST_TITLE = 60
# Characters that are shown of what a contract says, which may be any text.
_MOST_REASON = 300
_MOST_NAME = 80
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


def contract_words(reason: str, locked: str) -> str:
    """What a contract gives for asking this, and who locks it; empty where it says nothing."""
    lock = f"locked by {_shortened(locked, _MOST_NAME)}" if locked else ""
    said = " · ".join(filter(None, (_shortened(reason, _MOST_REASON), lock)))
    return f"contract: {said}" if said else ""


def by_stage(levels: Severities) -> str:
    """A rule's severities in words."""
    return " · ".join(f"{stage} {levels.at(stage)}" for stage in STAGES)


def standing_lines(standing: Standing) -> list[str]:
    """What the contract of a folder says of a rule, in lines."""
    title = _shortened(standing.contract, _MOST_NAME)
    lines = [
        f"Here, under {title}: {by_stage(standing.severities)}",
        f"settled by {OWNERS[standing.owner]}",
    ]
    if standing.reason:
        lines.append(f"reason: {_shortened(standing.reason, _MOST_REASON)}")
    if standing.locked:
        why = _shortened(standing.why_locked, _MOST_REASON)
        by = _shortened(standing.locked, _MOST_NAME)
        lines.append(f"locked by {by}{f': {why}' if why else ''}")
    return lines


def how_to_ignore(card: RuleCard, standing: Standing | None) -> str:
    """How to keep a rule quiet on one line, or why it cannot be."""
    if standing is not None and standing.locked:
        return "The contract locks this rule: no comment keeps it quiet."
    return f"Ignore it on one line: `# handoff: ignore[{card.name}] why`"


def count(number: int, word: str) -> str:
    """A number with its word: ``1 error``, ``2 errors``."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def where(place: Finding | Related) -> str:
    """A place in words: ``cell 3, line 2``."""
    if place.cell is None:
        return "whole notebook"
    return f"cell {place.cell}" + (f", line {place.line}" if place.line is not None else "")


def sentence(finding: Finding) -> str:
    """What a finding says where its cell is not shown: the place, the message, who asks it."""
    begin = where(finding)
    asked = contract_words(finding.reason, finding.locked)
    more = f" {asked[0].upper()}{asked[1:]}" if asked else ""
    return f"{begin[0].upper()}{begin[1:]}: {finding.message}{more}"


def _shortened(text: str, most: int) -> str:
    """A text in one line, of no more than ``most`` characters."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


def _title(number: int | None, notebook: Notebook) -> str:
    if number is None:
        return "Whole notebook"
    cell = notebook.cells[number - 1]
    lines = masked(cell.source, notebook.secrets[cell.id]).strip().split("\n")
    first = lines[0].strip()
    shown = first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE]}…"
    return f"Cell {number}  {shown}".rstrip()
