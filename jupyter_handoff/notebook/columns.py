"""Lines and columns: the one place that converts between ways of counting them.

Python's ``ast`` counts columns in UTF-8 bytes from 0; this project and Ruff count
Unicode code points from 1. (The browser's UTF-16 units are converted in the browser.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

# One line end, for patterns. `\r` in front of `\n` is no end of its own: a pattern that
# repeats line ends would read each in two ways, and try them all before it gives up.
LINE_END = r"(?:\r\n|\r(?!\n)|\n)"
NEWLINE = re.compile(LINE_END)
_IN_LINE = re.compile(r"[^\r\n]")


def split_lines(source: str) -> list[str]:
    """The lines of ``source`` without their ends, as Python and the editor see them.

    Unlike ``str.splitlines`` a form feed or a Unicode line separator ends no line.
    Joined with their own ends the lines give ``source`` back; there is always one.
    """
    if "\r" not in source:
        return source.split("\n")
    return NEWLINE.split(source)


def blanked(source: str) -> str:
    """A source of the same shape, with nothing but its line ends left."""
    return _IN_LINE.sub(" ", source)


def column_of_byte(line: str, byte: int) -> int:
    """The column, from 1, of a UTF-8 byte offset, from 0, in ``line``."""
    if line.isascii():
        return byte + 1
    return len(line.encode("utf-8", "surrogatepass")[:byte].decode("utf-8", "replace")) + 1


def offset_of(source: str, line: int, column: int) -> int:
    """The index in ``source`` of a place; ``len(source)`` where it lies behind the end.

    ``line`` and ``column`` count from 1.
    """
    starts = _line_starts(source)
    if line > len(starts):
        return len(source)
    return min(starts[line - 1] + column - 1, len(source))


def place_of(source: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of an index in ``source``."""
    starts = _line_starts(source)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=128)
def _line_starts(source: str) -> tuple[int, ...]:
    return (0, *(end.end() for end in NEWLINE.finditer(source)))
