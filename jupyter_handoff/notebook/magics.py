"""The forms of IPython's syntax: magics as values, and the patterns that tell them.

They follow IPython's input transformers; no IPython is needed to read them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .columns import LINE_END, NEWLINE
from .parsing import parses

MagicKind: TypeAlias = Literal["cell", "line", "shell", "help", "autocall"]

# Cell magics whose body is Python that runs in the notebook's own namespace.
PYTHON_CELL_MAGICS = frozenset(
    "time timeit capture prun memit mprun snakeviz pyinstrument scalene skip cache "
    "handoff_lint debug wandb tb px local".split()
)
# Cell magics whose body is Python that runs in another process.
SEPARATE_CELL_MAGICS = frozenset("python python3".split())
# Line magics that run the Python statement they are given.
PYTHON_LINE_MAGICS = frozenset("time timeit prun memit lprun mprun".split())
# What a line may begin with to be no Python; `%` stands for help with a `?` at its end.
ESCAPES: dict[str, MagicKind] = {
    "%": "help",
    "?": "help",
    "!": "shell",
    ",": "autocall",
    ";": "autocall",
    "/": "autocall",
}
NAME = re.compile(r"[^\W\d][\w.]*")
# Options of a line magic that runs Python, in front of its code.
OPTIONS = re.compile(r"(?:-[nrplTDsf][ \t]*\S+[ \t]+|-[a-zA-Z]+[ \t]+)*")
REST_OF_LINE = re.compile(r"[^\r\n]*")

_CELL_NAME = re.compile(r"\s*%%(?P<name>[^\W\d][\w.]*(?![\w.?])|!)")
# IPython reads these as magics without their `%` where they are a cell's only line.
_AUTOMAGIC = re.compile(
    r"(?P<name>pip|conda|mamba|cd|ls|ll|cat|cp|mv|rm|rmdir|mkdir|run|load_ext|reload_ext|autoreload"
    r"|matplotlib|timeit|time|who|whos|pwd|env|less|more|man)(?:[ \t]+(?P<text>[^=\s][^\r\n]*))?"
)
# Valid Python too (`ls -la` subtracts), but never meant as such.
_NEVER_PYTHON = re.compile(
    r"(?:ls|ll|pwd|whos)(?:[ \t]+-[A-Za-z]+)?[ \t]*|(?:ls|ll|cd|cat|rm|mkdir)[ \t]+[-/]\S+[ \t]*"
)
_HELP = re.compile(r"%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?[0-9]+\])*\?{1,2}$")
# Further back than this no name begins that a `?` asks about.
_LONGEST_NAME = 200
# The first code of a cell, where it was copied from a terminal with its prompts.
_PROMPTED = re.compile(rf"(?:(?:[ \t]*#[^\r\n]*)?{LINE_END})*(?:[ \t]*>>>|In \[\d+\]: )")
_PROMPT = re.compile(
    r"(?<![^\r\n])(?:In \[\d+\]: |[ \t]*\.{3,}: ?|[ \t]*(?:>>>|\.\.\.)[ \t]?)"
    r"(?:(?:[ \t]*>>>)+[ \t]?)?"
)


@dataclass(frozen=True, slots=True)
class Magic:
    """A piece of IPython syntax.

    ``name`` is the magic's (``pip``), empty for shell and help; ``text`` what it is
    given, continued lines joined by a space. ``start`` and ``end`` are indexes in the
    cell's source. ``target`` is what the result is bound to, as written. ``python`` is
    true where the text stays in the plain Python because the magic runs it.
    """

    kind: MagicKind
    name: str
    text: str
    start: int
    end: int
    target: str = ""
    python: bool = False
    automagic: bool = False


def cell_magic(source: str, position: int) -> Magic | None:
    """The cell magic that the cell, or what a cell magic above it is given, begins with."""
    found = _CELL_NAME.match(source, position)
    if found is None:
        return None
    line = REST_OF_LINE.match(source, found.end())
    assert line is not None
    start = found.start("name") - 2
    return Magic("cell", found["name"], line.group().strip(), start, line.end())


def automagic(source: str, position: int) -> Magic | None:
    """The one line from ``position`` on where it is a magic without its ``%``."""
    text = source[position:]
    line = text.strip("\r\n")
    start = position + text.index(line)
    if NEWLINE.search(line) or (found := _AUTOMAGIC.fullmatch(line.strip())) is None:
        return None
    if parses(line.strip()) and not _NEVER_PYTHON.fullmatch(line.strip()):
        return None
    start += len(line) - len(line.lstrip())
    given = (found["text"] or "").strip()
    return Magic("line", found["name"], given, start, start + found.end(), automagic=True)


def asks_for_help(text: str) -> bool:
    """Whether a line's ``?`` asks about a name in front of it."""
    return _HELP.search(text, max(0, len(text) - _LONGEST_NAME)) is not None


def without_prompts(source: str, position: int) -> tuple[str, str]:
    """The source with blanks for its prompts, and the blanks of the first of them.

    The source itself, and no blanks, where its first code from ``position`` on stands
    behind no prompt.
    """
    if not _PROMPTED.match(source, position):
        return source, ""
    first = _PROMPT.search(source, position)
    assert first is not None
    body = _PROMPT.sub(lambda prompt: " " * len(prompt.group()), source[position:])
    return source[:position] + body, " " * len(first.group())


def joined(text: str) -> str:
    """What a magic is given, with its continued lines as one."""
    return re.sub(rf"\\{LINE_END}[ \t]*", " ", text).strip()
