"""Asks Ruff about a notebook, once, through a minimal notebook of our own making.

Ruff refuses some real notebook files and reads none of the team's configuration here:
it is given the cells that parse, and says what the selected rules find. A notebook
shares a process with others where there are many (`ruff_process.Batch`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ..notebook import Cell, Diagnostic
from ..report import Applicability, NotChecked, SourceEdit
from .answer import Answer
from .ruff_process import Asker, Check, RuffUnavailable, alone

# The code under which cells are named that only a newer Python can parse.
NEWER_SYNTAX = "newer-syntax"
_VERSION = re.compile(r"\(syntax was added in Python (3\.\d+)\)$")


class Run:
    """A run of Ruff under way: started at once, read when the answer is needed.

    ``ask`` is how Ruff is asked: `alone`, or with other notebooks (`Batch.ask`).
    """

    def __init__(self, cells: Sequence[Cell], codes: Collection[str], ask: Asker = alone) -> None:
        self.cells = [cell for cell in cells if not cell.facts.plain.opaque]
        self.codes = sorted(codes)
        self.broken = [cell for cell in self.cells if cell.facts.problems]
        self.failure = ""
        self._checks: list[Check] = []
        try:
            self._checks.append(ask([_readable(cell) for cell in self.cells], self.codes))
            if self.broken:
                texts = [cell.facts.plain.text for cell in self.broken]
                self._checks.append(ask(texts, ["F632"]))
        except RuffUnavailable as error:
            self.failure = str(error)

    def answer(self) -> Answer:
        """Wait for Ruff. Never raises: what failed is *not checked*."""
        try:
            if self.failure:
                raise RuffUnavailable(self.failure)
            return self._answer()
        except RuffUnavailable as error:
            return Answer((), (NotChecked("Ruff's rules", str(error)),), available=False)

    def _answer(self) -> Answer:
        said = self._checks[0].result()
        refused = {item["cell"] - 1 for item in said if item["code"] == "invalid-syntax"}
        not_checked = [
            _indented(cell) for cell in self.cells if cell.facts.plain.indent.strip("\n")
        ]
        if refused:
            texts = [
                "" if number in refused else _readable(cell)
                for number, cell in enumerate(self.cells)
            ]
            said = alone(texts, self.codes).result()
            not_checked += [_refused(self.cells[number]) for number in sorted(refused)]
        diagnostics = [_diagnostic(item, self.cells[item["cell"] - 1]) for item in said]
        for cell, version in self._newer():
            not_checked.append(_newer(cell, version))
            message = f"needs Python {version}"
            diagnostics.append(Diagnostic("ruff", NEWER_SYNTAX, "", message, cell.whole()))
        return Answer(tuple(diagnostics), tuple(not_checked))

    def _newer(self) -> Iterable[tuple[Cell, str]]:
        """Broken cells that are whole in a newer Python, with its version."""
        if not self.broken:
            return
        errors: dict[int, list[str]] = {}
        for item in self._checks[1].result():
            if item["code"] == "invalid-syntax":
                errors.setdefault(item["cell"] - 1, []).append(item["message"])
        for number, messages in sorted(errors.items()):
            versions = [_VERSION.search(message) for message in messages]
            if all(versions):
                newest = max((v[1] for v in versions if v), key=lambda v: int(v.split(".")[1]))
                yield self.broken[number], newest


def _readable(cell: Cell) -> str:
    facts = cell.facts
    return "" if facts.plain.indent or facts.too_deep else facts.python


def _diagnostic(item: dict[str, Any], cell: Cell) -> Diagnostic:
    start, end = item["location"], item["end_location"]
    place = (start["row"], start["column"], end["row"], end["column"])
    fix = item["fix"] or {}
    edits = [_edit(edit, cell) for edit in fix.get("edits", [])]
    applicability: Applicability = "safe" if fix.get("applicability") == "safe" else "unsafe"
    return Diagnostic(
        tool="ruff",
        code=item["code"],
        name=item["name"],
        message=item["message"],
        span=cell.span(place),
        edits=tuple(edits),
        applicability=applicability,
    )


def _edit(edit: dict[str, Any], cell: Cell) -> SourceEdit:
    start, end, new = edit["location"], edit["end_location"], edit["content"]
    whole_lines = not new and start["column"] == 1 and end["column"] == 1
    if whole_lines and end["row"] > start["row"]:
        return cell.remove_lines(start["row"], end["row"] - 1)
    lines = cell.facts.lines
    if not new and start["column"] == 1 and end["column"] > len(lines[end["row"] - 1]):
        return cell.remove_lines(start["row"], end["row"])
    return cell.replace((start["row"], start["column"], end["row"], end["column"]), new)


def _indented(cell: Cell) -> NotChecked:
    return NotChecked(f"cell {cell.number}, Ruff's rules", "its first line is indented", cell.id)


def _refused(cell: Cell) -> NotChecked:
    why = "Ruff cannot parse it, although Python can"
    return NotChecked(f"cell {cell.number}, Ruff's rules", why, cell.id)


def _newer(cell: Cell, version: str) -> NotChecked:
    running = ".".join(map(str, sys.version_info[:2]))
    why = f"it needs Python {version}, and this is Python {running}"
    return NotChecked(f"cell {cell.number}", why, cell.id)
