"""HU102: notes to oneself that are still there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Cell, Notebook
from ...report import Span
from ...rule import Example, Match, Rule, severities

# `XXX` in the middle of a line is a stand-in for something, not a note.
_IN_COMMENT = re.compile(r"\b(TODO|FIXME|HACK)\b|^#+\s*(XXX)(?![-\w])")
_IN_PROSE = re.compile(
    r"\b(TODO|FIXME|HACK)\b(?=\s*[:(\-–]|\s*$)|^[ \t>*#-]*(TODO|FIXME)\b", re.MULTILINE
)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LONGEST_NOTE = 60


def find(notebook: Notebook) -> Iterator[Match]:
    """Each note, in comments and in Markdown."""
    for cell in notebook.cells:
        for span, note in _notes(cell):
            note = note.removesuffix("-->").replace("**", "").rstrip(" *_")
            shown = note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]}…"
            yield Match(f"Still to be settled: {shown}", span)


def _notes(cell: Cell) -> Iterator[tuple[Span, str]]:
    if cell.kind == "code":
        for comment in cell.facts.plain.comments:
            if found := _IN_COMMENT.search(comment.text):
                start = comment.start + found.start(found.lastindex or 0)
                end = comment.start + len(comment.text.rstrip())
                yield cell.span_of(start, end), cell.source[start:end]
    elif cell.kind == "markdown":
        prose = _CODE.sub(lambda code: " " * len(code.group()), cell.source)
        for found in _IN_PROSE.finditer(prose):
            start = found.start(found.lastindex or 0)
            end = prose.find("\n", start)
            note = cell.source[start : end if end >= 0 else len(prose)].rstrip()
            yield cell.span_of(start, start + len(note)), note


RULE = Rule(
    code="HU102",
    name="hack-left",
    artifact="understanding",
    severities=severities("-iw"),
    summary="A note to oneself is still there.",
    why=(
        "Such notes are what the next team most needs to know and least often hears. "
        "Settle them before the handoff, or write down what is left and why."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                rate = 0.1  # «TODO: ask finance»
                # %% [markdown]
                # «TODO: describe the data»
            """,
            good="""
                # %%
                rate = 0.1  # finance, 2026-03
                # %% [markdown]
                # The data are monthly sales.
            """,
        ),
    ),
    silent=(
        "print('TODO')",
        "todo = 1  # the todo list",
        "# %% [markdown]\n# See `# TODO` in the code.",
        "phone = '1'  # as in XXX-XXX",
        "size = 'L'  # XXX-large\n# XXX-large fits",
        "# %% [markdown]\n# The HACK conference and its TODO app were fun.",
    ),
)
