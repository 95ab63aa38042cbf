"""Writes changed cells back into a notebook file's own bytes.

Every byte that a change does not concern stays: key order, indentation, escapes, line
ends, outputs. The file is read once for the places of its cells, not parsed and dumped.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TypeAlias

from .text_kinds import is_text

# Start and end of a piece of the file's text.
Stretch: TypeAlias = tuple[int, int]

_SPACE = re.compile(r"[ \t\r\n]*")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
# The lines of a string as JSON writes them, each with its `\n`.
_STRING_LINES = re.compile(r"(?:[^\\]|\\[^n])*\\n|(?:[^\\]|\\[^n])+")
_NEXT = re.compile(r'["\[\]{}]')
_PARSER = json.JSONDecoder(strict=False)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CellPlaces:
    """Where a cell stands in the file's text, its source, and the items of that source.

    ``items`` is None where the source is one string.
    """

    whole: Stretch
    source: Stretch | None
    items: tuple[Stretch, ...] | None


def clean(text: str) -> str:
    """Text without lone surrogates, which JSON can hold and UTF-8 cannot."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def rewritten(
    raw: bytes, sources: Mapping[int, str], order: Sequence[int], *, path: str | None = None
) -> bytes:
    """The bytes of a notebook file with new sources and a new order of cells.

    ``sources`` are new sources by cell number (from 1), ``order`` the numbers of the
    cells that stay, in their new order. ``path`` tells a file of text by its name. Raises
    `ValueError` for a file that is no notebook of format 4, `UnwritableNotebook` where a
    file of text cannot hold the change.
    """
    if path is not None and is_text(path):
        from .text_file import rewritten_text

        return rewritten_text(raw, path, sources, order)
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    text = raw[len(mark) :].decode("utf-8")
    places = cell_places(text)
    pieces = [
        _with_source(text, places[number - 1], sources[number])
        if number in sources
        else text[slice(*places[number - 1].whole)]
        for number in order
    ]
    if list(order) == list(range(1, len(places) + 1)):
        return mark + _spliced(text, places, pieces).encode("utf-8", "surrogatepass")
    first, last = places[0].whole[0], places[-1].whole[1]
    between = text[places[0].whole[1] : places[1].whole[0]] if len(places) > 1 else ", "
    return mark + (text[:first] + between.join(pieces) + text[last:]).encode(
        "utf-8", "surrogatepass"
    )


def _spliced(text: str, places: Sequence[CellPlaces], pieces: Sequence[str]) -> str:
    parts, position = [], 0
    for place, piece in zip(places, pieces, strict=True):
        parts += [text[position : place.whole[0]], piece]
        position = place.whole[1]
    return "".join([*parts, text[position:]])


def cell_places(text: str) -> list[CellPlaces]:
    """Where the cells of a notebook's JSON text stand; `ValueError` if not in format 4."""
    cells = _cells(text, _object(text, _skip(text, 0)))
    if cells is None:
        raise ValueError("no cells in this file")
    return cells


def file_cells(text: str) -> list[CellPlaces]:
    """The same for any format: older ones have their cells on worksheets."""
    members = _object(text, _skip(text, 0))
    cells = _cells(text, members)
    if cells is not None or "worksheets" not in members:
        return cells or []
    sheets = _items(text, members["worksheets"][0])
    return [cell for start, _ in sheets for cell in _cells(text, _object(text, start)) or ()]


def _cells(text: str, members: Mapping[str, Stretch]) -> list[CellPlaces] | None:
    start, _ = members.get("cells", (0, 0))
    return [_cell(text, *item) for item in _items(text, start)] if text[start] == "[" else None


def _cell(text: str, start: int, end: int) -> CellPlaces:
    members = _object(text, start) if text[start] == "{" else {}
    source = members.get("source", members.get("input"))
    listed = source is not None and text[source[0]] == "["
    items = tuple(_items(text, source[0])) if source and listed else None
    return CellPlaces((start, end), source, items)


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    assert found is not None
    return found.end()


def _object(text: str, start: int) -> dict[str, Stretch]:
    """The stretches of the values of the object at ``start``, by key; the last one counts."""
    if text[start] != "{":
        raise ValueError("an object was expected")
    members, position = {}, _skip(text, start + 1)
    while text[position] != "}":
        key, position = scanstring(text, position + 1, False)
        first = _skip(text, _skip(text, position) + 1)
        last = _value_end(text, first)
        members[key] = (first, last)
        position = _skip(text, last)
        if text[position] == ",":
            position = _skip(text, position + 1)
    return members


def _items(text: str, start: int) -> list[Stretch]:
    """The stretches of the items of the array at ``start``."""
    items, position = [], _skip(text, start + 1)
    while text[position] != "]":
        end = _value_end(text, position)
        items.append((position, end))
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)
    return items


def _value_end(text: str, start: int) -> int:
    """The index behind the JSON value that begins at ``start``."""
    try:
        # The parser itself is the quickest to tell where a value ends; outputs are long.
        return _PARSER.raw_decode(text, start)[1]
    except RecursionError:
        return _deep_end(text, start)


def _deep_end(text: str, start: int) -> int:
    """The same for a list or an object that is nested too deep for the parser."""
    depth, position = 0, start
    while True:
        found = _NEXT.search(text, position)
        if found is None:
            raise ValueError("the file ends too early")
        if found.group() == '"':
            position = scanstring(text, found.end(), False)[1]
            continue
        position = found.end()
        depth += 1 if found.group() in "[{" else -1
        if not depth:
            return position


def _with_source(text: str, place: CellPlaces, source: str) -> str:
    """A cell's own text with another source, in the style of the old one."""
    start, end = place.whole
    if place.source is None:
        raise ValueError("a cell has no source")
    first, last = place.source
    if place.items is not None:
        new = _list(text, place.source, place.items, source)
    elif text[first] == '"':
        lines = _STRING_LINES.findall(text, first + 1, last - 1)
        written = _lines([f'"{line}"' for line in lines], source)
        new = f'"{"".join(line[1:-1] for line in written)}"'
    else:
        new = json.dumps(source)
    return text[start:first] + new + text[last:end]


def _list(text: str, whole: Stretch, items: Sequence[Stretch], source: str) -> str:
    """A list of lines, in the style of the old one."""
    written = _lines([text[slice(*item)] for item in items], source)
    if not written:
        return "[]"
    head, between, tail = _style(text, whole, items)
    return head + between.join(written) + tail


def _lines(old: Sequence[str], source: str) -> list[str]:
    """The lines of a source as JSON strings; lines that stay keep their very bytes."""
    new = _LINES.findall(source)
    ascii_only = all(map(str.isascii, old)) and any(r"\u" in line for line in old)
    written: list[str] = []
    # With its own heuristic: a long cell of like lines would take minutes without it.
    match = difflib.SequenceMatcher(None, list(map(_said, old)), new)
    for action, first, last, start, end in match.get_opcodes():
        if action == "equal":
            written += old[first:last]
        else:
            written += [json.dumps(line, ensure_ascii=ascii_only) for line in new[start:end]]
    return written


def _said(item: str) -> str:
    """The text of one item of a source; empty where it is no string."""
    value = json.loads(item, strict=False)
    return clean(value) if isinstance(value, str) else ""


def _style(text: str, whole: Stretch, items: Sequence[Stretch]) -> tuple[str, str, str]:
    """What stands in front of, between and behind the items of a list."""
    if not items:
        return "[", ", ", "]"
    head = text[whole[0] : items[0][0]]
    tail = text[items[-1][1] : whole[1]]
    if len(items) > 1:
        return head, text[items[0][1] : items[1][0]], tail
    return head, f",{head[1:] or ' '}", tail
