"""Where people tell a rule to keep quiet: comments, tags, metadata; and what that covers.

``# handoff: ignore[machine-local-path] reason`` goes by a rule's code or name, or by
the outside tool's own code. It counts for the logical line that it trails; alone on a
cell's first line for the cell; alone above a magic for that magic. ``# noqa`` counts
for findings that rest on Ruff's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .notebook import Cell, Notebook
from .notebook.columns import place_of, split_lines
from .report import Finding, SourceEdit, Span

_IGNORE = re.compile(r"#\s*handoff:\s*ignore\[(?P<names>[^\]]*)\](?P<reason>[^#]*)")
# What people write who mean the same; none of it counts.
_LIKE_IGNORE = re.compile(
    r"#\s*handoff:\s*ignore\b(?:\s?[\[(][^\])#`]{0,60}[\])]?)?", re.IGNORECASE
)
_NOQA = re.compile(
    r"#\s*noqa\b(?::\s*(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?", re.IGNORECASE
)
# What the shell and most languages take for a comment.
_COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")
# A quick look for whether a comment may ask for anything.
_HINTS = re.compile(r"ignore|noqa", re.IGNORECASE)
_TAG = "handoff-ignore:"
_OWN_KEY = "jupyter_handoff"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One request to keep quiet, and the names it gives (none means all of Ruff's).

    ``cell_id`` is None where it is for the whole notebook, ``lines`` where it is for a
    whole cell. ``at`` is where it stands, and ``said`` how it is written. ``removal``
    takes it out of the source, where it stands there. One that is ``wrong`` is not
    written as it must be, one that is ``misplaced`` stands alone where it counts for no
    code; ``own`` is true of metadata, which only we read.
    """

    said: str
    names: frozenset[str]
    reason: str = ""
    cell_id: str | None = None
    lines: tuple[int, int] | None = None
    at: Span | None = None
    noqa: bool = False
    removal: SourceEdit | None = None
    wrong: bool = False
    misplaced: bool = False
    own: bool = False

    def covers(self, finding: Finding) -> bool:
        if self.cell_id is not None and finding.cell_id != self.cell_id:
            return False
        if self.lines is not None:
            first, last = self.lines
            if finding.line is None or not first <= finding.line <= last:
                return False
        source = finding.source
        if self.noqa:
            ours = source is not None and source.tool == "ruff"
            return ours and (not self.names or (source is not None and source.code in self.names))
        codes = {finding.code, finding.name, source.code if source else finding.code}
        return not self.names.isdisjoint(codes)


def suppressions(notebook: Notebook) -> tuple[Suppression, ...]:
    """All that a notebook's own comments, tags and metadata ask for."""
    found = list(_listed(notebook.own_metadata, "the notebook's metadata", None))
    for cell in notebook.cells:
        found += _of_cell(cell)
    return tuple(found)


def _of_cell(cell: Cell) -> Iterator[Suppression]:
    own = cell.metadata.get(_OWN_KEY)
    if isinstance(own, dict):
        yield from _listed(own, "the cell's metadata", cell)
    for tag in cell.tags:
        if tag.startswith(_TAG):
            names = _names(tag.removeprefix(_TAG))
            said = f"the tag {tag[:80]}"
            yield Suppression(said, names, "", cell.id, None, cell.whole(), wrong=not names)
    if cell.kind == "code":
        yield from _comments(cell)


def _listed(own: Mapping[str, Any], where: str, cell: Cell | None) -> Iterator[Suppression]:
    """What metadata list: reasons by name (``{"ignore": {"HD101": "reason"}}``)."""
    listed = own.get("ignore")
    at = cell.whole() if cell else None
    if not isinstance(listed, dict):
        if listed:
            yield Suppression(f"{where} (ignore)", frozenset(), at=at, wrong=True)
        return
    for name, reason in listed.items():
        names = _names(name)
        yield Suppression(
            said=f"{where} ({name[:60]})",
            names=names,
            reason=reason.strip() if isinstance(reason, str) else "",
            cell_id=cell.id if cell else None,
            at=at,
            wrong=not names,
            own=True,
        )


def _comments(cell: Cell) -> Iterator[Suppression]:
    for text, begins, start in _all_comments(cell):
        if not _HINTS.search(text):
            continue
        yield from _wrong(cell, text, start)
        for match in _IGNORE.finditer(text):
            if not _names(match["names"]):
                continue
            lines, misplaced = _covered(cell, begins, start)
            whole = (start + match.start(), start + match.start("reason"))
            yield Suppression(
                said=f"ignore[{match['names'][:60]}]",
                names=_names(match["names"]),
                reason=match["reason"].strip(),
                cell_id=cell.id,
                lines=lines,
                at=cell.span_of(*whole),
                removal=_removal(cell, start, start + len(text), alone=match.group() == text),
                misplaced=misplaced,
            )
        if noqa := _NOQA.search(text):
            names = _names((noqa["codes"] or "").upper())
            lines = (place_of(cell.source, begins)[0], place_of(cell.source, start)[0])
            yield Suppression("noqa", names, "", cell.id, lines, noqa=True)


def _wrong(cell: Cell, text: str, start: int) -> Iterator[Suppression]:
    """What in a comment is like a suppression, and is none."""
    for match in _LIKE_IGNORE.finditer(text):
        right = _IGNORE.match(text, match.start())
        if right is None or not _names(right["names"]):
            at = cell.span_of(start + match.start(), start + match.end())
            yield Suppression(match.group(), frozenset(), cell_id=cell.id, at=at, wrong=True)


def _covered(cell: Cell, begins: int, start: int) -> tuple[tuple[int, int] | None, bool]:
    """The lines that a comment counts for, None for the whole cell; and whether in vain.

    It is so where a comment stands alone below other lines, and above no magic.
    """
    line, _ = place_of(cell.source, begins)
    end_line, _ = place_of(cell.source, start)
    # Of a cell in another language no line is left in the plain Python.
    lines = split_lines(cell.source) if cell.facts.plain.opaque else cell.facts.lines
    if not lines[end_line - 1].lstrip().startswith("#"):
        return (line, end_line), False
    above = [text for text in lines[: end_line - 1] if text.strip()]
    if all(text.lstrip().startswith("%%") for text in above):
        return None, False
    for magic in cell.facts.plain.magics:
        first, _ = place_of(cell.source, magic.start)
        if first == end_line + 1:
            return (first, place_of(cell.source, magic.end)[0]), False
    return (line, end_line), line == end_line


def _removal(cell: Cell, start: int, end: int, *, alone: bool) -> SourceEdit | None:
    """The edit that takes a comment away, None where more than it would go."""
    if not alone or not cell.editable:
        return None
    line, _ = place_of(cell.source, start)
    if cell.facts.lines[line - 1].lstrip().startswith("#"):
        return cell.remove_lines(line, line)
    while start and cell.source[start - 1] in " \t":
        start -= 1
    return cell.replace(cell.place_between(start, end), "")


def _all_comments(cell: Cell) -> Iterator[tuple[str, int, int]]:
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
