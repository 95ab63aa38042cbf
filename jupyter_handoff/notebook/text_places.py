"""Where the cells of a text notebook stand in its file: the table from cell to file lines.

A line of a cell is a line of the file, less what the file writes round it: the `# ` of
Markdown and of a commented magic, `# MAGIC `, quotes, an indentation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..report import SourceEdit

# How often a line may be compared, on average, before a file is given up.
_MOST_LOOKS = 10
_QUOTES = r"[rR]?(?:\"\"\"|''')"
_BEFORE = re.compile(rf"# ?|[ \t]+|{_QUOTES}")
_AFTER = re.compile(r"[ \t]*(?:\"\"\"|''')?[ \t]*")
_NOTHING = re.compile(rf"[ \t]*(?:#|{_QUOTES})?[ \t]*")
_COMMENTED = re.compile(r"([ \t]*)(# ?)")
# What may stand between two cells of a script.
_BETWEEN = re.compile(rf"[ \t]*(?:#.*|{_QUOTES}.*|\"\"|'')?", re.DOTALL)
_MARKER = re.compile(r"[ \t]*#[ \t]*(?:%%|<codecell>|In\[)|[ \t]*# \+|```|~~~")


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line of a cell in the file: its number, and what the file writes round it.

    The first ``same`` characters are the file's own; ``shift`` more stand in the file
    behind them. ``tail`` are characters at the file line's end that the cell has not,
    ``made`` those at the cell line's beginning that the file has not.
    A line that the file does not have (``here`` is false) stands at the one it is told by.
    """

    line: int
    same: int = 0
    shift: int = 0
    tail: int = 0
    made: int = 0
    here: bool = True

    @property
    def plain(self) -> bool:
        """Whether the line stands in the file as it does in the cell."""
        return self.here and not (self.shift or self.tail or self.made)


CellLines: TypeAlias = tuple[LinePlace, ...]


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell as nbformat has it, the places of its lines, and what moves with it.

    ``block`` are the first line of the file that is the cell's, its marker or title
    included, and the one behind the last, from 0; None where that is not known.
    """

    written: dict[str, Any]
    lines: CellLines
    block: tuple[int, int] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """The places of all lines of all cells, cells in document order."""

    cells: tuple[CellLines, ...] = field(default=())

    def at(
        self, cell: int | None, line: int | None = None, column: int | None = None
    ) -> tuple[int, int]:
        """The line and column in the file of a place in a cell, all counted from 1.

        Columns are code points; a byte order mark is none of them. Without a line it is
        the cell's first one; without a cell, the beginning of the file.
        """
        if cell is None or not 1 <= cell <= len(self.cells):
            return 1, 1
        lines = self.cells[cell - 1]
        place = lines[min(max(line or 1, 1), len(lines)) - 1]
        if not place.here:
            return place.line, 1
        column = column or 1
        column = max(column, place.made + 1) - place.made
        return place.line, column if column <= place.same else column + place.shift

    def stretch(self, edit: SourceEdit) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Where an edit's text stands in the file, if it stands there as it does in the cell."""
        if not 1 <= edit.cell <= len(self.cells):
            return None
        places = self.cells[edit.cell - 1][edit.line - 1 : edit.end_line]
        together = [place.line - places[0].line for place in places] == list(range(len(places)))
        if len(places) <= edit.end_line - edit.line or not together:
            return None
        if not all(place.plain for place in places):
            return None
        end = self.at(edit.cell, edit.end_line, edit.end_column)
        return self.at(edit.cell, edit.line, edit.column), end


def places_in(
    cells: Sequence[Sequence[str]], lines: Sequence[str], start: int, *, script: bool
) -> tuple[CellLines, ...] | None:
    """Where the lines of cells stand in a file, the first of them not above ``start``.

    ``start`` counts from 0. Between the cells of a ``script`` only comments and blank
    lines are passed over. None where a cell is not found.
    """
    search = _Search(lines, start, script, _MOST_LOOKS * (len(lines) + 100))
    found = []
    for cell in cells:
        places = search.empty() if cell == [""] else search.cell(cell)
        if places is None:
            return None
        found.append(places)
    return tuple(found)


def header_places(cell: Sequence[str], lines: Sequence[str]) -> CellLines:
    """Where the lines of a cell stand that is made of what a header says."""
    places, position = [], 0
    for text in cell:
        found = next((n for n in range(position, len(lines)) if _fit(text, lines[n], n)), None)
        if found is None:
            places.append(LinePlace(1, here=False))
        else:
            places.append(_fit(text, lines[found], found) or LinePlace(1, here=False))
            position = found + 1
    return tuple(places)


@dataclass(slots=True)
class _Search:
    """Goes down a file's lines once, cell by cell."""

    lines: Sequence[str]
    position: int
    script: bool
    looks: int

    def empty(self) -> CellLines:
        """The place of a cell without any text: its marker."""
        last = max(0, len(self.lines) - 1)
        while self.position < last and not self.lines[self.position].strip():
            self.position += 1
        at = min(self.position, last)
        if self.position < len(self.lines) and _MARKER.match(self.lines[at]):
            self.position += 1
        return (LinePlace(at + 1, here=False),)

    def cell(self, cell: Sequence[str]) -> CellLines | None:
        """The first place at which all lines of a cell stand."""
        # The magic of a cell in another language can be the library's, made of its marker.
        made = cell[0].startswith("%%") and len(cell) > 1
        for first in range(self.position, len(self.lines)):
            if places := self.fits(cell, first):
                self.position = first + len(cell)
                return places
            if made and (places := self.fits(cell[1:], first)):
                self.position = first + len(cell) - 1
                return (LinePlace(max(first, 1), here=False), *places)
            if self.looks < 0 or (self.script and not _BETWEEN.fullmatch(self.lines[first])):
                return None
        return None

    def fits(self, cell: Sequence[str], first: int) -> CellLines | None:
        if first + len(cell) > len(self.lines):
            return None
        places = []
        for number, text in enumerate(cell, first):
            self.looks -= 1
            place = _fit(text, self.lines[number], number)
            if place is None or self.looks < 0:
                return None
            places.append(place)
        return tuple(places)


def _fit(text: str, line: str, number: int) -> LinePlace | None:
    """How a cell's line stands in a file's line, if it is that line."""
    if text == line:
        return LinePlace(number + 1)
    if not text:
        known = _NOTHING.fullmatch(line)
        return LinePlace(number + 1, shift=len(line)) if known else None
    if found := _COMMENTED.match(line):
        indent = found.end(1)
        for comment in {found.end(2) - indent, 1}:  # `# ` is taken, or `#` alone
            if text[:indent] == found[1] and text[indent:] == line[indent + comment :]:
                return LinePlace(number + 1, indent, comment)
    return _quoted(text, line, number)


def _quoted(text: str, line: str, number: int) -> LinePlace | None:
    start = line.find(text)
    if start < 0:
        return None
    before, after = line[:start], line[start + len(text) :]
    if before and not _BEFORE.fullmatch(before):
        return None
    return LinePlace(number + 1, 0, start, len(after)) if _AFTER.fullmatch(after) else None
