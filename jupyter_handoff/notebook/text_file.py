"""Reads and rewrites notebook files of text: scripts with cells, Markdown, Databricks.

A rewritten file keeps the bytes of all lines that a change does not concern, and is
read again before it is given away: it holds the cells that were asked for, or nothing
is written.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from .columns import LINE_END, split_lines
from .databricks import DATABRICKS, databricks_cells
from .jupytext_cells import jupytext_cells
from .text_kinds import NO_OUTPUTS, TextKind, text_kind
from .text_places import LinePlace, TextCell, TextPlaces
from .unreadable import UnreadableNotebook, UnwritableNotebook

_NO_PLACES = "where its cells stand in the file is not known: --fix does not write it"
_MARK = b"\xef\xbb\xbf"
_LINES = re.compile(rf"[^\r\n]*(?:{LINE_END})|[^\r\n]+")
_ESCAPED = re.compile(r"[ \t]*[%!]")


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a text notebook says: its cells and metadata as nbformat has them."""

    kind: TextKind
    cells: tuple[TextCell, ...]
    metadata: Mapping[str, Any]
    places: TextPlaces | None
    notes: tuple[str, ...]


def read_text(raw: bytes, path: str) -> TextFile:
    """Read a text notebook. Raises `UnreadableNotebook`."""
    suffix = PurePath(path).suffix
    kind = text_kind(raw, suffix)
    if kind is None:
        raise UnreadableNotebook(_no_notebook(raw, suffix))
    lines = split_lines(_decoded(raw))
    if kind == "databricks":
        cells: Sequence[TextCell] = databricks_cells(lines)
        metadata: Mapping[str, Any] = {"language_info": {"name": "python"}, DATABRICKS: {}}
        known = True
    else:
        cells, metadata, known = jupytext_cells(lines, suffix)
    places = TextPlaces(tuple(cell.lines for cell in cells)) if known else None
    notes = (NO_OUTPUTS,) if known else (NO_OUTPUTS, _NO_PLACES)
    return TextFile(kind, tuple(cells), metadata, places, notes)


def text_places(raw: bytes, path: str) -> TextPlaces:
    """Where the cells of a text notebook stand in its file; raises `UnreadableNotebook`."""
    places = read_text(raw, path).places
    if places is None:
        raise UnreadableNotebook(_NO_PLACES)
    return places


def rewritten_text(
    raw: bytes, path: str, sources: Mapping[int, str], order: Sequence[int]
) -> bytes:
    """The bytes of a text notebook with new sources and a new order of cells.

    ``sources`` are new sources by cell number (from 1), ``order`` the numbers of the
    cells that stay, in their new order. Raises `UnwritableNotebook` where the file
    would not hold just these cells.
    """
    old = read_text(raw, path)
    if old.places is None:
        raise UnwritableNotebook("where its cells stand in the file is not known")
    mark = _MARK if raw.startswith(_MARK) else b""
    file = _Lines(_decoded(raw), old)
    for number, source in sources.items():
        file.change(number, source)
    new = mark + file.text(order).encode("utf-8", "surrogatepass")
    _hold(new, path, old, sources, order)
    return new


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableNotebook(f"it is not UTF-8 (byte {error.start + 1}): save it so") from None


def _no_notebook(raw: bytes, suffix: str) -> str:
    if not raw.strip():
        return "the file is empty"
    if suffix == ".md":
        return "it has no header of jupytext's, so it is plain Markdown and no notebook"
    return "it has no cell markers (`# %%`) and no header of jupytext's, so it is no notebook"


def _hold(
    new: bytes, path: str, old: TextFile, sources: Mapping[int, str], order: Sequence[int]
) -> None:
    """Make sure that the new file holds the cells that it should."""
    wanted = [
        (old.cells[n - 1].written["cell_type"], _bare(sources.get(n), old.cells[n - 1]))
        for n in order
    ]
    try:
        found = [
            (cell.written["cell_type"], _bare(None, cell)) for cell in read_text(new, path).cells
        ]
    except UnreadableNotebook as error:
        raise UnwritableNotebook(f"it could not be read any more: {error.why}") from None
    if found != wanted:
        raise UnwritableNotebook("its text would be read as other cells than those meant")


def _bare(source: str | None, cell: TextCell) -> str:
    """A source without the blank lines at its ends, which markers and headers share."""
    return (cell.written["source"] if source is None else source).strip()


class _Lines:
    """The lines of a file under change: what has come in place of each of them."""

    def __init__(self, text: str, old: TextFile) -> None:
        self.old = old
        # Without the empty line behind a last line end.
        self.lines = [
            (line.rstrip("\r\n"), line[len(line.rstrip("\r\n")) :]) for line in _LINES.findall(text)
        ]
        self.end = next((end for _, end in self.lines if end), "\n")
        self.changed: dict[int, list[str]] = {}

    def change(self, number: int, source: str) -> None:
        """Write a cell's new source into its lines."""
        cell = self.old.cells[number - 1]
        old, new = cell.written["source"].split("\n"), source.split("\n")
        if old == new:
            return
        if not cell.lines[0].here and len(cell.lines) == 1:
            raise UnwritableNotebook(f"cell {number} has no lines of its own in the file")
        match = difflib.SequenceMatcher(None, old, new)
        for action, first, last, start, end in match.get_opcodes():
            if action != "equal":
                self.replace(cell, (first, last), old[first:last], new[start:end])

    def replace(
        self, cell: TextCell, between: tuple[int, int], old: Sequence[str], new: Sequence[str]
    ) -> None:
        """Put new lines where lines of a cell stand, counted from 0; or in front of one."""
        first, last = between
        places = cell.lines[first:last]
        if not all(place.here for place in places):
            raise UnwritableNotebook("a line to be changed is not the file's own")
        if len(new) == len(places):
            for place, was, line in zip(places, old, new, strict=True):
                self.changed[place.line - 1] = [self.in_place_of(cell, place, was, line)]
            return
        model = self.model(cell, first)
        written = [self.beside(cell, model, line) for line in new]
        if places:
            self.changed[places[0].line - 1] = written
            for place in places[1:]:
                self.changed[place.line - 1] = []
        elif first < len(cell.lines):
            at = cell.lines[first].line - 1
            self.changed[at] = [*written, *self.changed.get(at, [self.lines[at][0]])]
        else:
            at = cell.lines[-1].line - 1
            self.changed[at] = [*self.changed.get(at, [self.lines[at][0]]), *written]

    def model(self, cell: TextCell, first: int) -> LinePlace:
        """The line of a cell after which a new one is written: a plain one of code, or the next."""
        if cell.written["cell_type"] == "code" and self.old.kind != "databricks":
            return LinePlace(0)
        plain = next((place for place in cell.lines if place.plain), None)
        if cell.written["cell_type"] == "code" and plain is not None:
            return plain
        return cell.lines[min(first, len(cell.lines) - 1)]

    def in_place_of(self, cell: TextCell, place: LinePlace, was: str, line: str) -> str:
        """A new line with what the file writes round the one it replaces."""
        text = self.lines[place.line - 1][0]
        if place.plain:
            return line
        kept = max(place.same, place.made)
        if was[:kept] != line[:kept]:
            return self.beside(cell, place, line)
        prefix = text[place.same : place.same + place.shift]
        tail = text[len(text) - place.tail :] if place.tail else ""
        return f"{line[: place.same]}{prefix}{line[kept:]}{tail}" if line else prefix.rstrip()

    def beside(self, cell: TextCell, model: LinePlace, line: str) -> str:
        """A line that is new, written as its neighbours are."""
        code = cell.written["cell_type"] == "code"
        if self.old.kind == "databricks":
            commented = not model.plain or (code and _ESCAPED.match(line))
            return f"# MAGIC {line}".rstrip() if commented else line
        if code and self.old.kind == "script" and _ESCAPED.match(line):
            return f"# {line}"
        if code or model.plain:
            return line
        return f"# {line}".rstrip()

    def text(self, order: Sequence[int]) -> str:
        """The file with its changes, the cells in an order."""
        if list(order) == list(range(1, len(self.old.cells) + 1)):
            return self.written(range(len(self.lines)))
        blocks = [cell.block for cell in self.old.cells]
        known = [block for block in blocks if block is not None]
        if len(known) != len(blocks):
            raise UnwritableNotebook(
                "a cell of this kind of file cannot be moved or removed here: do it in Jupyter"
            )
        numbers = list(range(known[0][0]))
        for place, number in enumerate(order):
            numbers += range(*known[number - 1])
            following = known[place + 1][0] if place + 1 < len(order) else None
            if following is not None:
                numbers += range(known[place][1], following)
        return self.written([*numbers, *range(known[-1][1], len(self.lines))])

    def written(self, numbers: Sequence[int]) -> str:
        pieces = [
            (text, self.lines[number][1])
            for number in numbers
            for text in self.changed.get(number, [self.lines[number][0]])
        ]
        last = len(pieces) - 1
        return "".join(
            text + (end or (self.end if place < last else ""))
            for place, (text, end) in enumerate(pieces)
        )
