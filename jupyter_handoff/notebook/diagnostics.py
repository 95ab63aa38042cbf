"""What an outside tool says of a cell, in this project's terms."""

from __future__ import annotations

from dataclasses import dataclass

from ..report import Applicability, Source, SourceEdit, Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of an outside tool.

    ``edits`` are the tool's own fix; there are none where it has no fix or one that
    does not fit a notebook.
    """

    tool: str
    code: str
    name: str
    message: str
    span: Span
    edits: tuple[SourceEdit, ...] = ()
    applicability: Applicability = "unsafe"

    @property
    def source(self) -> Source:
        return Source(self.tool, self.code)
