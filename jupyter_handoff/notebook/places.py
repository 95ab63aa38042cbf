"""Where a notebook's lines stand in its file: in JSON strings, escapes and all, or as text.

The table is made by the scan that ``--fix`` writes by (`file`); it answers for any file
that JSON can be: on one line, a source in one string, ``\\u`` escapes, CRLF, a BOM.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from ..report import SourceEdit
from .columns import offset_of
from .file import CellPlaces, clean, file_cells
from .text_file import text_places
from .text_places import TextPlaces
from .unreadable import UnreadableNotebook

# What stands for one character where it begins with a backslash, else for as many as it has.
_RUNS = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+"
)


class FilePlaces(Protocol):
    """Where the lines of a notebook stand in its file, however that is written."""

    def at(
        self, cell: int | None, line: int | None = None, column: int | None = None
    ) -> tuple[int, int]:
        """The line and column in the file of a place in a cell.

        All count from 1, columns in code points, a byte order mark left out. Without a
        line it is the cell's first one; without a cell, the beginning of the file.
        """

    def replacement(self, edit: SourceEdit) -> Replacement | None:
        """What an edit of a source replaces in the file; None where that cannot be said."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the file, (line, column) to (line, column), and what comes in its place."""

    start: tuple[int, int]
    end: tuple[int, int]
    new: str


def file_places(raw: bytes, path: str | None = None) -> FilePlaces:
    """The places in a notebook file. Never raises: what cannot be read has no places.

    ``path`` tells how the file is written, by its name's ending.
    """
    if path is not None and not path.endswith(".ipynb"):
        try:
            return LinePlaces(text_places(raw, path))
        except UnreadableNotebook:
            return LinePlaces(TextPlaces())
    text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    try:
        return JsonPlaces(text, tuple(file_cells(text)))
    except (ValueError, IndexError):
        return JsonPlaces(text, ())


@dataclass(frozen=True, slots=True)
class LinePlaces:
    """The places of a notebook kept as text."""

    lines: TextPlaces

    def at(
        self, cell: int | None, line: int | None = None, column: int | None = None
    ) -> tuple[int, int]:
        return self.lines.at(cell, line, column)

    def replacement(self, edit: SourceEdit) -> Replacement | None:
        stretch = self.lines.stretch(edit)
        return Replacement(*stretch, edit.new) if stretch else None


@dataclass(frozen=True, eq=False)
class JsonPlaces:
    """The places of a notebook written as JSON; ``text`` is the file's, without its mark."""

    text: str
    cells: Sequence[CellPlaces]
    sources: dict[int, _Source] = field(default_factory=dict)

    def at(
        self, cell: int | None, line: int | None = None, column: int | None = None
    ) -> tuple[int, int]:
        if cell is None or not 1 <= cell <= len(self.cells):
            return 1, 1
        source = self._source(cell)
        return self._spot(source.index(offset_of(source.text, line or 1, column or 1)))

    def replacement(self, edit: SourceEdit) -> Replacement | None:
        if not 1 <= edit.cell <= len(self.cells) or not self._source(edit.cell).is_text:
            return None
        source = self._source(edit.cell)
        start = source.index(offset_of(source.text, edit.line, edit.column))
        end = source.index(offset_of(source.text, edit.end_line, edit.end_column))
        # What stands between two strings of a list goes with the text on both its sides.
        new = json.dumps(edit.new, ensure_ascii=source.ascii_only)[1:-1]
        return Replacement(self._spot(start), self._spot(end), new)

    def _source(self, cell: int) -> _Source:
        if cell not in self.sources:
            self.sources[cell] = _read(self.text, self.cells[cell - 1])
        return self.sources[cell]

    def _spot(self, index: int) -> tuple[int, int]:
        """The line and column of an index, counted on from the last knot in front of it."""
        last = bisect_right(self._knots, index, key=lambda knot: knot[0]) - 1
        return _counted(self.text, self._knots[last], index)

    @cached_property
    def _knots(self) -> list[tuple[int, int, int]]:
        """Index, line and column of where cells and their sources begin."""
        knots = [(0, 1, 1)]
        for cell in self.cells:
            for start, _ in (cell.whole, cell.source or cell.whole):
                knots.append((start, *_counted(self.text, knots[-1], start)))
        return knots


def _counted(text: str, knot: tuple[int, int, int], index: int) -> tuple[int, int]:
    start, line, column = knot
    breaks = text.count("\n", start, index)
    if not breaks:
        return line, column + index - start
    return line + breaks, index - text.rindex("\n", start, index)


@dataclass(frozen=True, slots=True)
class _Source:
    """A cell's source, and where its characters stand: runs of them, by where each begins.

    ``is_text`` is false where the file has no string to hold a source.
    """

    text: str
    starts: Sequence[int]
    indexes: Sequence[int]
    end: int
    is_text: bool
    ascii_only: bool

    def index(self, offset: int) -> int:
        """The index in the file of a character, or of what ends the source."""
        run = bisect_right(self.starts, offset) - 1
        if offset >= len(self.text) or run < 0:
            return self.end
        return self.indexes[run] + offset - self.starts[run]


def _read(text: str, cell: CellPlaces) -> _Source:
    first = cell.source[0] if cell.source else cell.whole[0]
    strings = list(_strings(text, cell))
    written = "".join(text[slice(*item)] for item in strings)
    starts, indexes, pieces = [], [], []
    length, end = 0, first
    for start, last in strings:
        for run in _RUNS.finditer(text, start + 1, last - 1):
            starts.append(length)
            indexes.append(run.start())
            length += 1 if text[run.start()] == "\\" else run.end() - run.start()
        pieces.append(clean(json.loads(text[start:last], strict=False)))
        end = last - 1
    ascii_only = written.isascii() and r"\u" in written
    return _Source("".join(pieces), starts, indexes, end, bool(strings), ascii_only)


def _strings(text: str, cell: CellPlaces) -> Iterator[tuple[int, int]]:
    """The strings of a source, one after another."""
    stretches = cell.items if cell.items is not None else [cell.source] if cell.source else []
    yield from (stretch for stretch in stretches if text[stretch[0]] == '"')
