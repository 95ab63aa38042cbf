"""Turns a cell into plain Python of the same shape: IPython syntax becomes blanks.

Every character keeps its line and column, so that positions found in the plain text
hold in the cell. What was blanked is kept as `Magic` values, comments as `Comment`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .columns import LINE_END, NEWLINE, blanked
from .magics import (
    ESCAPES,
    NAME,
    OPTIONS,
    PYTHON_CELL_MAGICS,
    PYTHON_LINE_MAGICS,
    REST_OF_LINE,
    SEPARATE_CELL_MAGICS,
    Magic,
    asks_for_help,
    automagic,
    cell_magic,
    joined,
    without_prompts,
)
from .parsing import parses

_INDENT = re.compile(r"[ \t\f]*")
_FIRST_LINE = re.compile(rf"(?:[ \t\f]*{LINE_END})*(?P<indent>[ \t\f]*)(?=\S)")
_CONTINUED = re.compile(rf"(?:[^\r\n]*\\{LINE_END})*[^\r\n]*")
_TOKEN = re.compile(
    rf"""[\[({{]|[\])}}]|\#|\"\"\"|'''|["']|\\{LINE_END}|{LINE_END}"""
    r"""|(?<![=!<>:+\-*/%&|^@~])=[ \t]*(?P<escape>!(?!=)|%(?=[ \t]*[^\W\d]))"""
)
_STRING_END = {
    quote: re.compile(rf"(?:[^\\{quote[0]}]|\\.|{quote[0]}(?!{quote[0] * 2}))*{quote}", re.DOTALL)
    if len(quote) == 3
    else re.compile(rf"(?:[^\\{quote}\r\n]|\\(?:\r\n|.))*{quote}", re.DOTALL)
    for quote in ('"""', "'''", '"', "'")
}


# Without these a cell of several lines has neither IPython syntax nor a comment.
_SPECIAL = re.compile(r"[%!?#\r]|^[ \t\f]*[,;/]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its ``#``.

    ``start`` is its index in the cell's source, ``begins`` that of the logical line
    it trails; they are the same where the comment stands alone.
    """

    text: str
    start: int
    begins: int


@dataclass(frozen=True, slots=True)
class PlainPython:
    """A cell without its IPython syntax.

    ``text`` has the length and the lines of the cell. ``opaque`` names the cell magic
    whose body is not Python (the text is all blank then); ``separate`` is true where
    the body runs in a namespace of its own. ``indent`` is the white space in front of
    the first line, which IPython takes off every line.
    """

    text: str
    magics: tuple[Magic, ...] = ()
    comments: tuple[Comment, ...] = ()
    opaque: str = ""
    separate: bool = False
    indent: str = ""


def plain_python(source: str, *, python_magics: frozenset[str] = frozenset()) -> PlainPython:
    """Blank the IPython syntax of a cell.

    ``python_magics`` are further cell magics, without ``%%``, whose body is Python.
    """
    reader = _Reader(source)
    separate = False
    indent = reader.strip_prompts()
    if reader.source is source and _is_plain(source):
        return PlainPython(source, indent=reader.indent())
    while not separate and (head := cell_magic(reader.source, reader.position)):
        reader.blank(head.start, head.end)
        reader.magics.append(head)
        separate = head.name in SEPARATE_CELL_MAGICS
        if not (separate or head.name in PYTHON_CELL_MAGICS or head.name in python_magics):
            return PlainPython(blanked(source), tuple(reader.magics), opaque=head.name)
        reader.position = head.end
        indent = reader.strip_prompts()
    indent = indent or reader.indent()
    reader.read()
    return PlainPython(
        reader.text(),
        tuple(reader.magics),
        tuple(reader.comments),
        separate=separate,
        indent=indent,
    )


def _is_plain(source: str) -> bool:
    """Whether a cell is seen at a glance to be nothing but code; one line may be a magic."""
    return "\n" in source.strip("\n") and _SPECIAL.search(source) is None


@dataclass(slots=True)
class _Reader:
    """Walks the logical lines of a cell once, keeping what is not Python."""

    source: str
    position: int = 0
    magics: list[Magic] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    pieces: list[tuple[int, int, str]] = field(default_factory=list)

    def read(self) -> None:
        if found := automagic(self.source, self.position):
            self.add(found)
        while self.position < len(self.source):
            self.logical_line()

    def text(self) -> str:
        parts, end = [], 0
        for start, stop, new in self.pieces:
            parts += [self.source[end:start], new]
            end = stop
        return "".join([*parts, self.source[end:]])

    def strip_prompts(self) -> str:
        """Take the prompts of a terminal away; the indent that is left in their place."""
        self.source, indent = without_prompts(self.source, self.position)
        return indent

    def indent(self) -> str:
        found = _FIRST_LINE.match(self.source, self.position)
        return found["indent"] if found else ""

    def blank(self, start: int, end: int, placeholder: str = "") -> None:
        """Blank a stretch, a placeholder of Python at its start where it has room."""
        blanks = blanked(self.source[start:end])
        room = min(len(placeholder), end - start)
        self.pieces.append((start, end, placeholder[:room] + blanks[room:]))

    def logical_line(self) -> None:
        start = _INDENT.match(self.source, self.position).end()  # type: ignore[union-attr]
        if self.escaped(start):
            return
        end = self.statement(start)
        if self.source.endswith("?", start, end) and not self.source[end : self.position].strip():
            self.help(start, end)

    def escaped(self, start: int) -> bool:
        """Read `%magic`, `!shell`, `?help` and autocall lines."""
        escape = self.source[start : start + 1]
        if not escape or escape not in ESCAPES:
            return False
        end = self.continued_end(start)
        line = self.source[start:end]
        if escape == "%" and not (asks_for_help(line.rstrip()) and "#" not in line):
            self.line_magic(start, end)
            return True
        text = line.lstrip("!") if escape == "!" else line.strip(escape + "?")
        self.add(Magic(ESCAPES[escape], "", joined(text), start, end))
        return True

    def line_magic(self, start: int, end: int) -> None:
        name = NAME.match(self.source, start + 1)
        if name is None:
            self.add(Magic("line", "", joined(self.source[start + 1 : end]), start, end))
            return
        options = OPTIONS.match(self.source, _skip_blanks(self.source, name.end()))
        assert options is not None
        code = self.source[options.end() : end]
        if name.group() in PYTHON_LINE_MAGICS and code.strip() and parses("0;" + code):
            self.pieces.append((start, options.end(), "0;".ljust(options.end() - start)))
            self.magics.append(Magic("line", name.group(), joined(code), start, end, python=True))
            self.position = options.end()
            self.statement(self.position)
            return
        self.add(Magic("line", name.group(), joined(self.source[name.end() : end]), start, end))

    def assigned(self, start: int, escape: int, equals: int) -> int:
        """Read what `x = !command` and `x = %magic` bind; the index behind it.

        ``start`` is where the statement begins, ``escape`` and ``equals`` where its
        escape and its ``=`` stand.
        """
        end = self.continued_end(escape)
        target = self.source[start:equals].strip()
        name = NAME.match(self.source, _skip_blanks(self.source, escape + 1))
        if self.source[escape] == "!" or name is None:
            text = joined(self.source[escape + 1 : end])
            self.magics.append(Magic("shell", "", text, escape, end, target))
        else:
            text = joined(self.source[name.end() : end])
            self.magics.append(Magic("line", name.group(), text, escape, end, target))
        # A list, as of a command's lines; a number where there is room for no list.
        self.blank(escape, end, "[]" if end - escape > 1 else "0")
        return end

    def add(self, magic: Magic) -> None:
        """Keep a line that is a magic, and step over it."""
        self.magics.append(magic)
        # An indented magic may be the only statement of its block.
        self.blank(magic.start, magic.end, "0" if self.indented(magic.start) else "")
        newline = NEWLINE.match(self.source, magic.end)
        self.position = newline.end() if newline else magic.end

    def help(self, start: int, end: int) -> None:
        text = self.source[start:end]
        if asks_for_help(text):
            self.magics.append(Magic("help", "", text.rstrip("?"), start, end))
            self.blank(start, end, "0" if self.indented(start) else "")

    def indented(self, start: int) -> bool:
        return start > 0 and self.source[start - 1] in " \t"

    def continued_end(self, start: int) -> int:
        found = _CONTINUED.match(self.source, start)
        assert found is not None
        return found.end()

    def statement(self, start: int) -> int:
        """Step over one logical line of Python; the index behind its code."""
        source, position, depth = self.source, start, 0
        code_end = start
        while token := _TOKEN.search(source, position):
            mark, stop = token[0], token.start()
            if mark in "[({":
                depth += 1
                position = code_end = token.end()
                continue
            if mark in "])}":
                depth -= depth > 0
                position = code_end = token.end()
                continue
            code_end = self.behind(position, stop) or code_end
            position = token.end()
            if mark == "#":
                position = self.comment(stop, line_start=start)
            elif mark[0] in "\r\n":
                if not depth:
                    self.position = position
                    return code_end
            elif mark[0] != "\\":
                position, behind = self.step(token, start, depth)
                code_end = behind or code_end
        self.position = len(source)
        return self.behind(position, len(source)) or code_end

    def behind(self, start: int, end: int) -> int:
        """The index behind the code of a stretch, 0 where it is blank."""
        code = self.source[start:end].rstrip(" \t\f")
        return start + len(code) if code else 0

    def step(self, token: re.Match[str], start: int, depth: int) -> tuple[int, int]:
        """The index behind a string or a magic that is bound, and behind its code.

        A string that nothing closes and a magic hold no code that could ask for help.
        """
        mark, position = token.group(), token.end()
        if mark[0] == "=":
            if depth:
                return position, position
            return self.assigned(start, token.start("escape"), token.start()), 0
        closed = _STRING_END[mark].match(self.source, position)
        if closed is None:
            return (len(self.source) if len(mark) == 3 else self.continued_end(position)), 0
        return closed.end(), closed.end()

    def comment(self, start: int, *, line_start: int) -> int:
        line = REST_OF_LINE.match(self.source, start)
        assert line is not None
        self.comments.append(Comment(line.group(), start, line_start))
        return line.end()


def _skip_blanks(source: str, position: int) -> int:
    while source[position : position + 1] in (" ", "\t"):
        position += 1
    return position
