"""Notebook files with their fixes made, and how they are written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path

from .. import (
    Notebook,
    UnwritableNotebook,
    fix,
    lint,
    read_notebook,
    rewritten,
    write_atomically,
)
from ..report import Fix, Report
from .files import Judged, Linter

# Fixes make room for other fixes; those that never end are stopped.
_MOST_ROUNDS = 10
_OLD_FORMAT = "an old notebook format"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Mended:
    """A notebook file with fixes made: its new bytes, and what it was before."""

    before: Notebook
    judged: Judged
    raw: bytes
    new: bytes
    made: tuple[Fix, ...] = ()
    not_made: str = ""


def mend(linter: Linter, first: Judged, *, unsafe: bool) -> Mended | Judged:
    """What a file becomes when its findings are fixed; nothing is written.

    ``first`` is the file as it stands. ``unsafe`` also makes the fixes that need a look.
    """
    if first.notebook is None or first.report is None:
        return first
    raw = first.raw
    if linter.around(first.path).not_checked:
        why = "its contract cannot be used, so what should be fixed is not known"
        return Mended(first.notebook, first, raw, raw, not_made=why)
    if any(item.why.startswith(_OLD_FORMAT) for item in first.report.coverage.not_checked):
        return Mended(first.notebook, first, raw, raw, not_made=_OLD_FORMAT)
    why = ""
    # Where the file cannot hold the one kind of change, it may still hold the other.
    for kinds in ({"source", "cell"}, {"source"}):
        try:
            return _mended(linter, first, kinds, unsafe=unsafe, not_made=why)
        except UnwritableNotebook as error:
            why = error.why
    return Mended(first.notebook, first, raw, raw, not_made=why)


def _mended(
    linter: Linter, first: Judged, kinds: Set[str], *, unsafe: bool, not_made: str
) -> Mended:
    """The file after its fixes of some kinds. Raises `UnwritableNotebook`."""
    assert first.notebook is not None
    raw = first.raw
    notebook, report, order, made = _rounds(linter, first, kinds, unsafe=unsafe)
    sources = {
        number: cell.source
        for number, cell in zip(order, notebook.cells, strict=True)
        if cell.source != first.notebook.cells[number - 1].source
    }
    new = rewritten(raw, sources, order, path=str(first.path)) if made else raw
    if made and first.notebook.places is not None:
        written = read_notebook(new, str(first.path))
        if [cell.source for cell in written.cells] == [cell.source for cell in notebook.cells]:
            notebook = replace(notebook, places=written.places)
        else:  # a blank line more or less at a cell's end
            notebook = written
            around = linter.around(first.path)
            report = lint(notebook, stage=linter.stage, selection=linter.selection, around=around)
    judged = Judged(first.path, notebook, report, raw=new)
    return Mended(first.notebook, judged, raw, new, made, not_made)


def _rounds(
    linter: Linter, first: Judged, kinds: Set[str], *, unsafe: bool
) -> tuple[Notebook, Report, list[int], tuple[Fix, ...]]:
    """Fix and lint again until nothing is left to be fixed.

    ``order`` are the numbers that the cells had in the file.
    """
    assert first.notebook is not None
    assert first.report is not None
    notebook, report = first.notebook, first.report
    around = linter.around(first.path)
    order = [cell.number for cell in notebook.cells]
    made: list[Fix] = []
    for _ in range(_MOST_ROUNDS):
        fixed = fix(notebook, fixes_to_make(report, kinds, unsafe=unsafe))
        if not fixed.made:
            break
        made += fixed.made
        order = [order[number - 1] for number in fixed.order]
        notebook = fixed.notebook
        report = lint(notebook, stage=linter.stage, selection=linter.selection, around=around)
    return notebook, report, order, tuple(made)


def fixes_to_make(
    report: Report, written: Set[str] = frozenset(("source", "cell")), *, unsafe: bool
) -> Iterator[Fix]:
    """The first fix of each finding that speaks, of sources and cells only.

    ``written`` are the kinds of edits that can be made.
    """
    wanted = ("safe", "unsafe") if unsafe else ("safe",)
    for finding in report.at_stage():
        for candidate in finding.fixes:
            kinds = {edit.__struct_config__.tag for edit in candidate.edits}
            if candidate.applicability in wanted and kinds and kinds <= written:
                yield candidate
                break


def write_mended(mended: Mended, *, top: Path) -> str:
    """Put a mended file in the place of the old one; why not, where that failed.

    Its path is relative to ``top``. The file is replaced in one step: a reader sees the
    old one or the new one.
    """
    path = (top / mended.judged.path).resolve()
    if mended.new == mended.raw:
        return ""
    try:
        if path.read_bytes() != mended.raw:
            return "it was changed by someone else meanwhile"
        # A file can be replaced where its folder allows it: ask the file itself.
        if not path.stat().st_mode & _WRITABLE or not os.access(path, os.W_OK):
            return "it is read-only"
        write_atomically(path, mended.new)
    except OSError as error:
        return f"it could not be written ({error.strerror})"
    return ""
