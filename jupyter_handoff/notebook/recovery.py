"""Parses a cell, and where it does not parse, the statements of it that do."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace

from .columns import LINE_END, blanked, split_lines
from .parsing import parse

# A cell with more broken places than this is not worth reading further.
_MOST_PROBLEMS = 20
# What Python refuses to read as text: a null byte, a lone surrogate.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
# Lines that belong to the statement above them although they start in column one.
_CONTINUES = re.compile(r"(?:else|elif|except|finally|case)\b|[)\]}]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A place that is no Python, with Python's own words for it."""

    message: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Statements:
    """What of a cell parses; ``text`` has all else blanked, ``lost`` is that else."""

    tree: ast.Module
    text: str
    lost: str
    problems: tuple[Problem, ...]
    too_deep: bool = False


def read_statements(text: str, *, indent: str = "") -> Statements:
    """Parse plain Python; on an error leave out the statement it stands in and go on.

    ``indent`` is taken off every line that starts with it; columns of the tree are
    then those of the text without it.
    """
    lines = split_lines(text)
    code = [line.removeprefix(indent) if indent else line for line in lines]
    problems: list[Problem] = []
    lost: list[str] = []
    while True:
        try:
            tree = parse("\n".join(code) + "\n")
        except (SyntaxError, ValueError) as error:
            problem = _no_text(code) or _problem(error, code)
            stray = isinstance(error, IndentationError) and "unexpected" in problem.message
        except (RecursionError, MemoryError):
            return Statements(ast.Module([], []), blanked(text), text, tuple(problems), True)
        else:
            break
        indented = lines[problem.line - 1].startswith(indent)
        problems.append(_shifted(problem, len(indent) if indented else 0))
        block = _block(code, problem.line, stray=stray)
        if len(problems) > _MOST_PROBLEMS or not any(code[row] for row in block):
            block = range(len(code))
        for row in block:
            lost.append(code[row])
            code[row] = ""
    if not problems:
        return Statements(tree, text, "", ())
    return Statements(tree, _blank_rows(text, lines, code), "\n".join(lost), tuple(problems))


def _no_text(code: list[str]) -> Problem | None:
    """The first character that Python does not take for text, wherever it stands."""
    for line, text in enumerate(code, 1):
        if found := _NO_TEXT.search(text):
            said = "a null byte" if found.group() == "\0" else "half of a character"
            return Problem(said, line, found.start() + 1, line, found.end() + 1)
    return None


def _problem(error: SyntaxError | ValueError, code: list[str]) -> Problem:
    if not isinstance(error, SyntaxError):
        return Problem(str(error), 1, 1, 1, 1)
    line = min(max(error.lineno or 1, 1), len(code))
    # Python may point behind the last character of a line; there is nothing to see there.
    column = min(max(error.offset or 1, 1), max(len(code[line - 1]), 1))
    end_line = error.end_lineno or line
    end_column = error.end_offset or column + 1
    if not line <= end_line <= len(code) or (end_line == line and end_column <= column):
        end_line, end_column = line, column + 1
    end_column = min(end_column, len(code[end_line - 1]) + 1)
    return Problem(error.msg or "invalid syntax", line, column, end_line, end_column)


def _shifted(problem: Problem, shift: int) -> Problem:
    """A problem in a line whose first ``shift`` characters were taken off."""
    return replace(problem, column=problem.column + shift, end_column=problem.end_column + shift)


def _block(code: list[str], line: int, *, stray: bool) -> range:
    """The rows of the top-level statement that holds ``line``.

    A ``stray`` line is indented for no reason: the statement above it is whole.
    """
    first = min(line, len(code)) - 1
    while first > 0 and not stray and not _starts(code[first]):
        first -= 1
    end = first + 1
    while end < len(code) and not _starts(code[end]):
        end += 1
    return range(first, end)


def _starts(line: str) -> bool:
    return bool(line) and line[0] not in " \t#" and not _CONTINUES.match(line)


def _blank_rows(text: str, lines: list[str], code: list[str]) -> str:
    """``text`` with the rows blanked that ``code`` has lost, line ends kept."""
    parts, position = [], 0
    for line, kept in zip(lines, code, strict=True):
        parts.append(line if kept else " " * len(line))
        position += len(line)
        end = position + len(re.match(rf"{LINE_END}?", text[position : position + 2]).group())  # type: ignore[union-attr]
        parts.append(text[position:end])
        position = end
    return "".join(parts)
