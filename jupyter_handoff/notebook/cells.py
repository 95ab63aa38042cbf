"""A cell as a frozen value: its source, its outputs and what its metadata say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from ..report import OutputEdit, SourceEdit, Span
from .columns import offset_of, place_of
from .facts import Facts, Place, cell_facts
from .secrets import Secret, find_secrets

CellKind: TypeAlias = Literal["code", "markdown", "raw"]


@dataclass(frozen=True, slots=True)
class Output:
    """One stored output.

    ``text`` holds what is text, by MIME type (a stream is ``text/plain``); ``sizes``
    are in characters by MIME type, images included. ``error`` is the exception's name
    where the output is a traceback.
    """

    text: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell. ``number`` counts all cells from 1; ``id`` is unique in the notebook.

    ``editable`` is false where the person has locked the cell.
    """

    id: str
    number: int
    kind: CellKind
    source: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    execution_count: int | None = None
    outputs: tuple[Output, ...] = ()
    python_magics: frozenset[str] = frozenset()

    @cached_property
    def facts(self) -> Facts:
        """What the cell's source says; only for code cells."""
        return cell_facts(self.source, self.python_magics)

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """Where the source holds secrets."""
        return find_secrets(self.source)

    @property
    def tags(self) -> tuple[str, ...]:
        tags = self.metadata.get("tags")
        return tuple(map(str, tags)) if isinstance(tags, list) else ()

    @property
    def editable(self) -> bool:
        return self.metadata.get("editable") is not False

    @property
    def deletable(self) -> bool:
        return self.metadata.get("deletable") is not False

    def whole(self) -> Span:
        """The cell as a whole, no line of it in particular."""
        return Span(self.id, self.number)

    def span(self, place: Place) -> Span:
        """A stretch of the cell's source."""
        return Span(self.id, self.number, *place)

    def place_between(self, start: int, end: int) -> Place:
        """Lines and columns of a stretch of the source given by indexes."""
        return (*place_of(self.source, start), *place_of(self.source, end))

    def span_of(self, start: int, end: int) -> Span:
        """A stretch of the source given by indexes."""
        return self.span(self.place_between(start, end))

    def offsets(self, place: Place) -> tuple[int, int]:
        """The indexes in the source of a stretch's start and end."""
        line, column, end_line, end_column = place
        start = offset_of(self.source, line, column)
        return start, offset_of(self.source, end_line, end_column)

    def text_at(self, place: Place) -> str:
        """The source text of a stretch."""
        start, end = self.offsets(place)
        return self.source[start:end]

    def text_of(self, span: Span) -> str:
        """The source text that a span of this cell covers; all of it for the whole cell."""
        if span.line is None or span.column is None:
            return self.source
        end_line, end_column = span.end_line or span.line, span.end_column or span.column
        return self.text_at((span.line, span.column, end_line, end_column))

    def replace(self, place: Place, new: str) -> SourceEdit:
        """The edit that puts ``new`` where a stretch of the source stands."""
        return SourceEdit(self.id, self.number, *place, old=self.text_at(place), new=new)

    def insert(self, line: int, column: int, new: str) -> SourceEdit:
        """The edit that puts ``new`` in front of a place."""
        return self.replace((line, column, line, column), new)

    def remove_lines(self, line: int, end_line: int) -> SourceEdit:
        """The edit that takes whole lines away, with one line end."""
        end = offset_of(self.source, end_line + 1, 1)
        start = offset_of(self.source, line, 1)
        # The last line has no line end of its own: the one in front of it goes.
        if end == len(self.source) and line > 1 and self.source[-1] not in "\r\n":
            start = len(self.source[:start].removesuffix("\n").removesuffix("\r"))
        return self.replace(self.place_between(start, end), "")

    def clear_output(self, output: int) -> OutputEdit:
        """The edit that clears one stored output, counted from 0."""
        return OutputEdit(self.id, self.number, output)
