"""Reads text notebooks through jupytext, and finds out where their cells stand.

The one door to jupytext, which takes a second to import. It is given a text that is
bounded in size and work, whose header can hold neither a YAML bomb nor the name of a
format for which jupytext would start another program, and no configuration file.
"""

from __future__ import annotations

import codecs
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from .text_places import CellLines, TextCell, header_places, places_in
from .unreadable import UnreadableNotebook

# What jupytext reads in a few seconds; for Markdown its parser needs twice the time.
_MOST_CHARACTERS = {".py": 1_000_000, ".md": 500_000}
_MOST_HEADER = 16_000
# Of a line that says what a cell is.
_MOST_OPTIONS = 4_000
# Lines times cells: jupytext copies the lines that are left at each cell.
_MOST_WORK = 100_000_000
# What jupytext notes of the lines between cells, to write them so again.
_LAYOUT = frozenset(("lines_to_next_cell", "lines_to_end_of_cell_marker"))
_FORMATS = frozenset(("percent", "light", "hydrogen", "nomarker", "markdown", "myst"))
_SCRIPT_HEADER = re.compile(
    r"(?:#!.*\n)?(?:#.*coding.*\n)?(# ---[ \t]*\n(?:#.*\n)*?# ---[ \t]*(?:\n|\Z))"
)
_MARKDOWN_HEADER = re.compile(r"(---[ \t]*\n(?:.*\n)*?-{3,}[ \t]*(?:\n|\Z))")
_CODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_ANCHOR = re.compile(r"(?<![^\s\[{,])&([^\s,\[\]{}]+)")
_ALIAS = re.compile(r"(?<![^\s\[{,])\*([^\s,\[\]{}]+)")
_MYST_CELL = re.compile(r"^[ \t]*(?:`{3,}|~{3,})\{(?:code|raw)-cell\}.*\n", re.MULTILINE)
_MYST_OPTIONS = re.compile(r"(?:[ \t]*:.*\n)+|---(?:.*\n)+?(?=-{3}|[ \t]*(?:`{3}|~{3}))")
_MARKER = re.compile(r"^[ \t]*#[ \t]*(?:%%|<codecell>|In\[)", re.MULTILINE)
_FENCE = re.compile(r"^(?:# ?)?[ \t]*(?:`{3}|~{3})", re.MULTILINE)
# A line that begins a cell, and may say more of it.
_OPTIONS = re.compile(r"[ \t]*(?:#[ \t]*(?:%%|\+|region|\{{3})|`{3}|~{3}|<!--|\+{3}|# -)")
_COMMENT = re.compile(r"[ \t]*[#`~<+]")  # a header can name markers of its own
_BLANK = re.compile(r"^[ \t]*$", re.MULTILINE)
# Ends of lines for jupytext, which are none for Python nor for an editor.
_OTHER_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_PRIVATE = "".join(chr(0xE100 + number) for number in range(len(_OTHER_ENDS)))
_HIDE = str.maketrans(_OTHER_ENDS, _PRIVATE)
_SHOW = str.maketrans(_PRIVATE, _OTHER_ENDS)


def jupytext_cells(
    lines: Sequence[str], suffix: str
) -> tuple[list[TextCell], Mapping[str, Any], bool]:
    """The cells of a text notebook, its metadata, and whether the places are known.

    ``lines`` are the file's, without their ends. Raises `UnreadableNotebook`.
    """
    text = "\n".join(_with_known_coding(lines) if suffix == ".py" else lines)
    header = _checked(text, suffix)
    read = _read(text, suffix)
    cells = [dict(cell) for cell in read["cells"]]
    sources = [str(cell["source"]).translate(_SHOW).split("\n") for cell in cells]
    for cell, source in zip(cells, sources, strict=True):
        cell["source"] = "\n".join(source)
        cell.pop("id", None)  # made up anew by each reading
        cell["metadata"] = {
            key: value for key, value in cell["metadata"].items() if key not in _LAYOUT
        }
    metadata = dict(read["metadata"])
    main = metadata.get("jupytext", {}).get("main_language")
    if suffix == ".md" and main:  # told by the fences where the header does not say
        metadata.setdefault("language_info", {"name": main})
    places = _places(cells, sources, lines, header, script=suffix == ".py")
    if places is None:
        return [TextCell(cell, ()) for cell in cells], metadata, False
    blocks = _blocks(places, lines) if suffix == ".py" else [None] * len(places)
    found = zip(cells, places, blocks, strict=True)
    return [TextCell(*cell) for cell in found], metadata, True


def _with_known_coding(lines: Sequence[str]) -> Sequence[str]:
    """The lines with the encoding written as jupytext knows it."""
    for number, line in enumerate(lines[:2]):
        if found := _CODING.match(line):
            try:
                name = codecs.lookup(found[1]).name
            except LookupError:
                name = found[1]
            if name not in ("utf-8", "utf-8-sig", "ascii"):
                raise UnreadableNotebook(f"it says that it is written in {name}: save it as UTF-8")
            return [*lines[:number], "# -*- coding: utf-8 -*-", *lines[number + 1 :]]
    return lines


def _checked(text: str, suffix: str) -> int:
    """How many lines the header has. Raises for what jupytext would not survive."""
    most = _MOST_CHARACTERS[suffix]
    if len(text) > most:
        raise UnreadableNotebook(
            f"it is longer than {most:,} characters, too long for a notebook of text"
        )
    found = (_SCRIPT_HEADER if suffix == ".py" else _MARKDOWN_HEADER).match(text)
    header = found[1] if found else ""
    if len(header) > _MOST_HEADER:
        raise UnreadableNotebook(f"its header is longer than {_MOST_HEADER:,} characters")
    options = "" if suffix == ".py" else _options(text)
    for yaml in (header, options):
        if set(_ANCHOR.findall(yaml)) & set(_ALIAS.findall(yaml)):
            raise UnreadableNotebook("it uses YAML anchors and aliases, which are not read")
    begins = _COMMENT if "cell_markers" in header else _OPTIONS
    if any(len(line) > _MOST_OPTIONS and begins.match(line) for line in text.split("\n")):
        raise UnreadableNotebook("what it says of a cell is too long to be read")
    marks = (_MARKER, _FENCE) if suffix == ".py" else (_FENCE, _BLANK)
    cells = sum(len(mark.findall(text)) for mark in marks)
    if not header or suffix == ".md" or not _MARKER.search(text):
        cells += len(_BLANK.findall(text))
    if text.count("\n") * cells > _MOST_WORK:
        raise UnreadableNotebook("it has too many cells and lines to be read as a notebook")
    return text.count("\n", 0, found.end()) if found else 0


def _options(text: str) -> str:
    """What stands as YAML at the top of MyST cells."""
    starts = (found.end() for found in _MYST_CELL.finditer(text))
    blocks = (_MYST_OPTIONS.match(text, start) for start in starts)
    return "\n".join(block.group() for block in blocks if block)


def _read(text: str, suffix: str) -> Any:
    import jupytext
    from jupytext.formats import read_format_from_metadata

    hidden = text.translate(_HIDE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            told = read_format_from_metadata(hidden, suffix)
            kind = told or ("percent" if suffix == ".py" else _markdown_format(text))
            if kind not in _FORMATS:
                raise UnreadableNotebook(f"jupytext's format {str(kind)[:20]} is not read here")
            return jupytext.reads(hidden, fmt={"extension": suffix, "format_name": kind})
    except UnreadableNotebook:
        raise
    except RecursionError:
        raise UnreadableNotebook("its header is nested too deep to read") from None
    except Exception as error:
        # Whatever its assumptions about a file run into comes through.
        raise UnreadableNotebook(_problem(error)) from None


def _markdown_format(text: str) -> str:
    return "myst" if _MYST_CELL.search(text) else "markdown"


def _problem(error: Exception) -> str:
    lacking = str(getattr(error, "message", ""))
    if lacking.endswith("is a required property"):
        return f"its header is not complete ({lacking[:80]})"
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"the YAML of its header cannot be read (line {mark.line + 1} of it)"
    return f"jupytext cannot read it ({type(error).__name__}): open it in Jupyter and save it"


def _places(
    cells: Sequence[Mapping[str, Any]],
    sources: Sequence[Sequence[str]],
    lines: Sequence[str],
    header: int,
    *,
    script: bool,
) -> tuple[CellLines, ...] | None:
    # What else the header says is a cell of its own, in front of all others.
    made = header > 0 and bool(cells) and cells[0]["cell_type"] == "raw" and sources[0][0] == "---"
    front = (header_places(sources[0], lines[:header]),) if made else ()
    rest = places_in(sources[len(front) :], lines, header, script=script)
    return None if rest is None else (*front, *rest)


def _blocks(places: Sequence[CellLines], lines: Sequence[str]) -> list[tuple[int, int] | None]:
    """For each cell under a percent marker, its lines with the marker; None for others."""
    blocks: list[tuple[int, int] | None] = []
    end = 0
    for cell in places:
        first, end_before, end = cell[0].line - 1, end, cell[-1].line
        start = first
        while start > end_before and not _MARKER.match(lines[start]):
            start -= 1
        marked = _MARKER.match(lines[start]) is not None
        # The first cell may do without a marker.
        blocks.append((start, end) if marked else None if blocks else (first, end))
    return blocks
