"""Reads a Databricks source file: Python cells, and other cells in `# MAGIC` comments.

The form is the one that Databricks exports and keeps in Git ("source file"). Each cell
tells its lines' places with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .text_places import LinePlace, TextCell

# What Databricks' own exports hold in their metadata.
DATABRICKS = "application/vnd.databricks.v1+notebook"
_SEPARATOR = re.compile(r"# COMMAND -{4,}[ \t]*")
_TITLE = re.compile(r"# DBTITLE \d+,(?P<title>.*)", re.DOTALL)
_MAGIC = re.compile(r"# MAGIC ?")
_FIRST = re.compile(r"[ \t]*(?P<sign>%)(?P<name>[A-Za-z][\w-]*)[ \t]*")
# A magic at the top of a Databricks cell says its language; one `%` more says so in Jupyter.
_LANGUAGES = frozenset(("sql", "scala", "r", "sh", "fs"))
_MARKDOWN = frozenset(("md", "md-sandbox"))


def is_databricks(metadata: Mapping[str, Any]) -> bool:
    """Whether a notebook is one of Databricks, whose jobs run it as it is."""
    return DATABRICKS in metadata


def databricks_cells(lines: Sequence[str]) -> list[TextCell]:
    """The cells of a file, given by its lines; stretches without any text are no cells."""
    cells, start = [], 1
    for number in range(1, len(lines) + 1):
        if number == len(lines) or _SEPARATOR.fullmatch(lines[number]):
            if cell := _cell(lines, start, number):
                cells.append(cell)
            start = number + 1
    return cells


def _cell(lines: Sequence[str], start: int, end: int) -> TextCell | None:
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    first, metadata = start, {}
    while first < end and (found := _TITLE.fullmatch(lines[first])):
        metadata["title"] = found["title"].strip()
        first += 1
    while first < end and not lines[first].strip():
        first += 1
    if start == end:
        return None
    kind, read, places = _content(lines, first, end)
    written = {"cell_type": kind, "source": "\n".join(read), "metadata": metadata}
    return TextCell(written, tuple(places) or (LinePlace(start + 1, here=False),), (start, end))


def _content(lines: Sequence[str], first: int, end: int) -> tuple[str, list[str], list[LinePlace]]:
    """A cell's kind, its lines and their places."""
    read, places = [], []
    for number in range(first, end):
        found = _MAGIC.match(lines[number])
        read.append(lines[number][found.end() :] if found else lines[number])
        places.append(LinePlace(number + 1, shift=found.end() if found else 0))
    at = next((index for index, text in enumerate(read) if text.strip()), 0)
    top = _FIRST.match(read[at]) if read and places[at].shift else None
    if top is None or top["name"].lower() not in _LANGUAGES | _MARKDOWN | {"python"}:
        return "code", read, places
    if top["name"].lower() in _LANGUAGES:
        read[at] = f"%{read[at].lstrip()}"
        places[at] = LinePlace(places[at].line, shift=places[at].shift + top.start("sign"), made=1)
        return "code", read, places
    rest = read[at][top.end() :]
    if rest:
        read[at] = rest
        places[at] = LinePlace(places[at].line, shift=places[at].shift + top.end())
    else:
        at += 1
    return ("code" if top["name"] == "python" else "markdown"), read[at:], places[at:]
