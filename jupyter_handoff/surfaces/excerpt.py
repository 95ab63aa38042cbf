"""The source line that a finding points at, its secrets hidden, as it may be shown anywhere."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len

from .. import Notebook, masked
from ..report import Finding

_WIDEST = 100
_TAB = "    "


class Excerpt(Struct, frozen=True):
    """One line of source without its indentation: what is pointed at, and what stands round it."""

    before: str
    marked: str
    after: str

    @property
    def line(self) -> str:
        return self.before + self.marked + self.after

    @property
    def carets(self) -> str:
        """The line of carets that stands under it."""
        return " " * cell_len(self.before) + "^" * max(1, cell_len(self.marked))


def excerpt(notebook: Notebook, finding: Finding) -> Excerpt | None:
    """The first line that a finding covers; None where it covers no line in particular."""
    if finding.cell is None or finding.line is None or finding.column is None:
        return None
    cell = notebook.cells[finding.cell - 1]
    secrets = notebook.secrets[cell.id]
    start, end = cell.offsets(
        (finding.line, finding.column, finding.end_line or finding.line, finding.end_column or 1)
    )
    first = start - finding.column + 1
    last = min(
        (i for i in (cell.source.find(c, first) for c in "\r\n") if i >= 0),
        default=len(cell.source),
    )
    end = min(end, last)
    before, marked, after = (
        clean(masked(cell.source[left:right], secrets, start=left)).replace("\t", _TAB)
        for left, right in ((first, start), (start, end), (end, last))
    )
    indent = len(before) - len(before.lstrip())
    return _fitted(before[indent:], marked, after)


def clean(text: str) -> str:
    """Text that cannot move the cursor or change colours: control characters are shown."""
    return "".join(
        character if character.isprintable() or character in "\t" else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def _fitted(before: str, marked: str, after: str) -> Excerpt:
    room = _WIDEST - 20
    if cell_len(before) > room:
        before = "…" + before[-room:]
    marked = marked if cell_len(marked) <= room else marked[:room] + "…"
    left = max(0, _WIDEST - cell_len(before + marked))
    after = after if len(after) <= left else f"{after[:left]}…"
    return Excerpt(before, marked, after)
