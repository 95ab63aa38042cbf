"""What a format needs of one judged file, made beside the judging: small, and sent as it is.

A format knows neither the notebook nor its bytes: a run may judge in other processes.
"""

from __future__ import annotations

from msgspec import Struct

from .. import FilePlaces, Notebook, file_places
from ..report import Applicability, Finding, Fix, Related, Report, RuleCard, SourceEdit
from .excerpt import Excerpt, excerpt
from .groups import grouped

# Places that a finding also speaks of, at most.
_MOST_RELATED = 20


class Region(Struct, frozen=True):
    """A stretch of the file itself, all from 1; without columns it is the lines as a whole."""

    line: int
    column: int | None
    end_line: int
    end_column: int | None


class Change(Struct, frozen=True):
    """A stretch of the file, and what is written in its place."""

    region: Region
    new: str


class LocatedFix(Struct, frozen=True):
    """A fix, and what it changes in the file; no changes where that cannot be said."""

    title: str
    applicability: Applicability
    changes: tuple[Change, ...] = ()


class LocatedFinding(Struct, frozen=True):
    """A finding with its place in the file; ``title`` is what its cell begins with.

    ``related`` are the places of the first of the finding's own.
    """

    finding: Finding
    region: Region
    fingerprint: str
    title: str
    excerpt: Excerpt | None = None
    related: tuple[Region, ...] = ()
    fixes: tuple[LocatedFix, ...] = ()


class Located(Struct, frozen=True):
    """A file's report and the findings that speak in it; ``unreadable`` says why there is none.

    ``failed`` is false for an unreadable file that is no notebook anyway.
    """

    path: str
    report: Report | None
    findings: tuple[LocatedFinding, ...] = ()
    unreadable: str = ""
    failed: bool = False


class Results(Struct, frozen=True):
    """What a run over files came to: ``wrong`` is what is wrong with the paths given.

    ``day`` is when, as ``2026-11-24``.
    """

    files: tuple[Located, ...]
    cards: tuple[RuleCard, ...]
    wrong: tuple[str, ...] = ()
    day: str = ""


def locate(path: str, notebook: Notebook, report: Report, raw: bytes) -> Located:
    """A report with its places in the bytes that the notebook was read from."""
    if not report.at_stage():
        return Located(path, report)
    places = file_places(raw, path)
    titles = {
        finding.cell: group.title
        for group in grouped(report, notebook)
        for finding in group.findings
    }
    located = (
        LocatedFinding(
            finding=finding,
            region=_region(finding, places),
            fingerprint=finding.key,
            title=titles[finding.cell],
            excerpt=excerpt(notebook, finding),
            related=tuple(_region(item, places) for item in finding.related[:_MOST_RELATED]),
            fixes=tuple(_fix(fix, places) for fix in finding.fixes),
        )
        for finding in report.at_stage()
    )
    return Located(path, report, tuple(located))


def _region(place: Finding | Related, places: FilePlaces) -> Region:
    line, column = places.at(place.cell, place.line, place.column)
    if place.line is None:
        return Region(line, None, line, None)
    end_line, end_column = places.at(place.cell, place.end_line or place.line, place.end_column)
    return Region(line, column, *max((end_line, end_column), (line, column)))


def _fix(fix: Fix, places: FilePlaces) -> LocatedFix:
    edits = [edit for edit in fix.edits if isinstance(edit, SourceEdit)]
    replaced = [places.replacement(edit) for edit in edits]
    known = [item for item in replaced if item is not None]
    if len(known) < len(fix.edits):
        return LocatedFix(fix.title, fix.applicability)
    changes = (Change(Region(*item.start, *item.end), item.new) for item in known)
    return LocatedFix(fix.title, fix.applicability, tuple(changes))
