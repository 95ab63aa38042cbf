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

# Start and end of a piece of the file's text.
Stretch: TypeAlias = tuple[int, int]

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class CellPlaces:
    """Where a cell stands in the file's text, its source, and the items of that source.

    ``items`` is None where the source is one string.
    """

    whole: Stretch
    source: Stretch | None
    items: tuple[Stretch, ...] | None


def rewritten(raw: bytes, sources: Mapping[int, str], order: Sequence[int]) -> bytes:
    """The bytes of a notebook file with new sources and a new order of cells.

    ``sources`` are new sources by cell number (from 1), ``order`` the numbers of the
    cells that stay, in their new order. Raises `ValueError` for a file that is no
    notebook of format 4.
    """
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
    """Where the cells of a notebook's JSON text stand."""
    for key, start, _ in _members(text, _skip(text, 0)):
        if key == "cells":
            return [_cell(text, *item) for item in _items(text, start)]
    raise ValueError("no cells in this file")


def _cell(text: str, start: int, end: int) -> CellPlaces:
    for key, first, last in _members(text, start):
        if key == "source":
            items = tuple(_items(text, first)) if text[first] == "[" else None
            return CellPlaces((start, end), (first, last), items)
    return CellPlaces((start, end), None, None)


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    assert found is not None
    return found.end()


def _members(text: str, start: int) -> list[tuple[str, int, int]]:
    """Keys of the object at ``start``, with the stretches of their values."""
    if text[start] != "{":
        raise ValueError("an object was expected")
    members, position = [], _skip(text, start + 1)
    while text[position] != "}":
        key, position = scanstring(text, position + 1, False)
        first = _skip(text, _skip(text, position) + 1)
        last = _value_end(text, first)
        members.append((key, first, last))
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
    opening = text[start]
    if opening == '"':
        return int(scanstring(text, start + 1, False)[1])
    if opening not in "[{":
        found = _SCALAR.match(text, start)
        if found is None:
            raise ValueError("a value was expected")
        return found.end()
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


_NEXT = re.compile(r'["\[\]{}]')


def _with_source(text: str, place: CellPlaces, source: str) -> str:
    """A cell's own text with another source, in the style of the old one."""
    start, end = place.whole
    if place.source is None:
        raise ValueError("a cell has no source")
    first, last = place.source
    ascii_only = text[first:last].isascii() and r"\u" in text[first:last]
    if place.items is None:
        new = _string(source, ascii_only=ascii_only)
    else:
        new = _list(text, place.source, place.items, source, ascii_only=ascii_only)
    return text[start:first] + new + text[last:end]


def _list(
    text: str, whole: Stretch, items: Sequence[Stretch], source: str, *, ascii_only: bool
) -> str:
    """A list of lines; lines that stay keep their very bytes."""
    old = [json.loads(text[slice(*item)], strict=False) for item in items]
    new = _LINES.findall(source)
    written: list[str] = []
    match = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for action, first, last, start, end in match.get_opcodes():
        if action == "equal":
            written += [text[slice(*item)] for item in items[first:last]]
        else:
            written += [_string(line, ascii_only=ascii_only) for line in new[start:end]]
    if not written:
        return "[]"
    head, between, tail = _style(text, whole, items)
    return head + between.join(written) + tail


def _style(text: str, whole: Stretch, items: Sequence[Stretch]) -> tuple[str, str, str]:
    """What stands in front of, between and behind the items of a list."""
    if not items:
        return "[", ", ", "]"
    head = text[whole[0] : items[0][0]]
    tail = text[items[-1][1] : whole[1]]
    if len(items) > 1:
        return head, text[items[0][1] : items[1][0]], tail
    return head, f",{head[1:] or ' '}", tail


def _string(value: str, *, ascii_only: bool) -> str:
    return json.dumps(value, ensure_ascii=ascii_only)
