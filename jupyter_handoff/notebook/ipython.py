"""Turns a cell into plain Python of the same shape: IPython syntax becomes blanks.

Every character keeps its line and column, so that positions found in the plain text
hold in the cell. What was blanked is kept as `Magic` values, comments as `Comment`.
The forms follow IPython's input transformers; no IPython is needed to read them.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

MagicKind: TypeAlias = Literal["cell", "line", "shell", "help", "autocall"]

# Cell magics whose body is Python that runs in the notebook's own namespace.
PYTHON_CELL_MAGICS = frozenset(
    "time timeit capture prun memit mprun snakeviz pyinstrument scalene skip cache "
    "handoff_lint debug wandb tb px local".split()
)
# Cell magics whose body is Python that runs in another process.
SEPARATE_CELL_MAGICS = frozenset("python python3".split())
# Line magics that run the Python statement they are given.
_PYTHON_LINE_MAGICS = frozenset("time timeit prun memit lprun mprun".split())

# IPython reads these as magics without their `%` where they are a cell's only line.
_AUTOMAGIC = re.compile(
    r"(?P<name>pip|conda|mamba|cd|ls|ll|cat|cp|mv|rm|rmdir|mkdir|run|load_ext|reload_ext|autoreload"
    r"|matplotlib|timeit|time|who|whos|pwd|env|less|more|man)(?:[ \t]+(?P<text>[^=\s][^\r\n]*))?"
)
_LISTING = re.compile(r"(?:ls|ll|pwd|whos)(?:[ \t]+-[A-Za-z]+)?[ \t]*")
_ASSIGNED = re.compile(
    r"(?P<target>[^\W\d][\w.]*(?:\[[^\]\n]*\])?(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*=[ \t]*"
    r"(?P<escape>!|%(?=[^\W\d]))"
)
_ESCAPES: dict[str, MagicKind] = {
    "%": "help",  # with a `?` at its end
    "?": "help",
    "!": "shell",
    ",": "autocall",
    ";": "autocall",
    "/": "autocall",
}
_OPTIONS = re.compile(r"(?:-[nrplTDsf][ \t]*\S+[ \t]+|-[a-zA-Z]+[ \t]+)*")
_PARSE_ONLY = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_NAME = re.compile(r"[^\W\d][\w.]*")
_INDENT = re.compile(r"[ \t\f]*")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CONTINUED = re.compile(r"(?:[^\r\n]*\\(?:\r\n|\r|\n))*[^\r\n]*")
_PROMPT = re.compile(r"(>>> ?|\.\.\. ?|In \[\d+\]: ?|   \.\.\.+: ?)")
_TOKEN = re.compile(r"""[\[({]|[\])}]|\#|\"\"\"|'''|["']|\\(?:\r\n|\r|\n)|\r\n|\r|\n""")
_STRING_END = {
    quote: re.compile(rf"(?:[^\\{quote[0]}]|\\.|{quote[0]}(?!{quote[0] * 2}))*{quote}", re.DOTALL)
    if len(quote) == 3
    else re.compile(rf"(?:[^\\{quote}\r\n]|\\(?:\r\n|.))*(?:{quote}|(?=[\r\n])|$)", re.DOTALL)
    for quote in ('"""', "'''", '"', "'")
}


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
    if head := _cell_magic(source):
        reader.blank(head.start, head.end)
        reader.magics.append(head)
        separate = head.name in SEPARATE_CELL_MAGICS
        if not (separate or head.name in PYTHON_CELL_MAGICS or head.name in python_magics):
            return PlainPython(_blanked(source), (head,), opaque=head.name)
        reader.position = head.end
    reader.read()
    text = reader.text()
    return PlainPython(
        text,
        tuple(reader.magics),
        tuple(reader.comments),
        separate=separate,
        indent=_first_indent(text),
    )


def _cell_magic(source: str) -> Magic | None:
    start = len(source) - len(source.lstrip())
    if not source.startswith("%%", start):
        return None
    name = _NAME.match(source, start + 2)
    line = _REST_OF_LINE.match(source, start)
    assert line is not None
    if name is None or line.group().rstrip().endswith("?"):
        return None
    text = source[name.end() : line.end()].strip()
    return Magic("cell", name.group(), text, start, line.end())


def _blanked(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _first_indent(text: str) -> str:
    for line in _NEWLINE.split(text):
        code = line.lstrip(" \t\f")
        if code and not code.startswith("#"):
            return line[: len(line) - len(code)]
    return ""


@dataclass(slots=True)
class _Reader:
    """Walks the logical lines of a cell once, keeping what is not Python."""

    source: str
    position: int = 0
    magics: list[Magic] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    pieces: list[tuple[int, int, str]] = field(default_factory=list)

    def read(self) -> None:
        if found := self.automagic():
            text = found["text"] or ""
            self.add("line", found["name"], text, found.start(), found.end(), automagic=True)
            return
        prompts = bool(_PROMPT.match(self.source, self.position))
        while self.position < len(self.source):
            self.logical_line(prompts=prompts)

    def text(self) -> str:
        parts, end = [], 0
        for start, stop, new in self.pieces:
            parts += [self.source[end:start], new]
            end = stop
        return "".join([*parts, self.source[end:]])

    def blank(self, start: int, end: int, placeholder: str = "") -> None:
        """Blank a stretch, a placeholder of Python at its start."""
        blanks = _blanked(self.source[start:end])
        self.pieces.append((start, end, placeholder + blanks[len(placeholder) :]))

    def logical_line(self, *, prompts: bool) -> None:
        start = self.position
        if prompts and (prompt := _PROMPT.match(self.source, start)):
            self.blank(start, prompt.end())
            start = prompt.end()
        code = _INDENT.match(self.source, start)
        assert code is not None
        if self.escaped(code.end()):
            return
        if self.assigned(code.end()):
            return
        end = self.statement(code.end())
        if self.source.endswith("?", code.end(), end):
            self.help(code.end(), end)

    def escaped(self, start: int) -> bool:
        """Read `%magic`, `!shell`, `?help` and autocall lines."""
        escape = self.source[start : start + 1]
        if not escape or escape not in _ESCAPES:
            return False
        end = self.continued_end(start)
        line = self.source[start:end]
        if escape == "%" and not line.rstrip().endswith("?"):
            self.line_magic(start, end)
        else:
            self.add(_ESCAPES[escape], "", line.strip(escape + "?"), start, end)
        return True

    def automagic(self) -> re.Match[str] | None:
        """The one line of this cell where it is a magic without its ``%``."""
        line = self.source.strip()
        if _NEWLINE.search(line):
            return None
        found = _AUTOMAGIC.match(self.source, self.source.index(line)) if line else None
        if found is None or found.group() != line:
            return None
        # `ls -la` is valid Python too; IPython takes it for the magic, and so do we.
        return found if _LISTING.fullmatch(line) or not _parses(line) else None

    def line_magic(self, start: int, end: int) -> None:
        name = _NAME.match(self.source, start + 1)
        if name is None:
            self.add("line", "", self.source[start + 1 : end], start, end)
            return
        options = _OPTIONS.match(self.source, _skip_blanks(self.source, name.end()))
        assert options is not None
        code = self.source[options.end() : end]
        if name.group() in _PYTHON_LINE_MAGICS and code.strip() and _parses("0;" + code):
            self.pieces.append((start, options.end(), "0;".ljust(options.end() - start)))
            magic = Magic("line", name.group(), code, start, end, python=True)
            self.magics.append(magic)
            self.position = options.end()
            self.statement(self.position)
            return
        text = self.source[name.end() : end]
        self.add("line", name.group(), text, start, end)

    def assigned(self, start: int) -> bool:
        """Read `x = !command` and `x = %magic`."""
        found = _ASSIGNED.match(self.source, start)
        if found is None:
            return False
        begin = found.start("escape")
        end = self.continued_end(begin)
        target = found["target"]
        if found["escape"] == "!":
            magic = Magic("shell", "", _joined(self.source[begin + 1 : end]), begin, end, target)
        else:
            name = _NAME.match(self.source, begin + 1)
            assert name is not None
            text = _joined(self.source[name.end() : end])
            magic = Magic("line", name.group(), text, begin, end, target)
        self.magics.append(magic)
        self.blank(begin, end, "[]")
        self.step_over_newline(end)
        return True

    def add(
        self,
        kind: MagicKind,
        name: str,
        text: str,
        start: int,
        end: int,
        *,
        automagic: bool = False,
    ) -> None:
        self.magics.append(Magic(kind, name, _joined(text), start, end, automagic=automagic))
        # An indented magic may be the only statement of its block.
        self.blank(start, end, "0" if self.indented(start) else "")
        self.step_over_newline(end)

    def help(self, start: int, end: int) -> None:
        text = self.source[start:end]
        if "=" in text or _NEWLINE.search(text):
            return
        self.magics.append(Magic("help", "", text.rstrip("?"), start, end))
        self.blank(start, end, "0" if self.indented(start) else "")

    def indented(self, start: int) -> bool:
        return start > 0 and self.source[start - 1] in " \t"

    def continued_end(self, start: int) -> int:
        found = _CONTINUED.match(self.source, start)
        assert found is not None
        return found.end()

    def step_over_newline(self, end: int) -> None:
        newline = _NEWLINE.match(self.source, end)
        self.position = newline.end() if newline else end

    def statement(self, start: int) -> int:
        """Step over one logical line of Python; the index behind its code."""
        source, position, depth = self.source, start, 0
        code_end = start
        while True:
            token = _TOKEN.search(source, position)
            stop = token.start() if token else len(source)
            if code := source[position:stop].rstrip(" \t\f;"):
                code_end = position + len(code)
            if token is None:
                self.position = stop
                return code_end
            mark, position = token.group(), token.end()
            if mark == "#":
                position = self.comment(stop, line_start=start)
            elif mark in ("\n", "\r", "\r\n"):
                if not depth:
                    self.position = position
                    return code_end
            elif mark[0] != "\\":
                depth = max(0, depth + (mark in "[({") - (mark in "])}"))
                if mark[0] in "\"'":
                    closed = _STRING_END[mark].match(source, position)
                    position = closed.end() if closed else len(source)
                code_end = position

    def comment(self, start: int, *, line_start: int) -> int:
        line = _REST_OF_LINE.match(self.source, start)
        assert line is not None
        self.comments.append(Comment(line.group(), start, line_start))
        return line.end()


def parse(code: str) -> ast.Module:
    """The tree of a cell's plain Python, with ``await`` allowed at top level.

    Raises what Python raises for code that it cannot parse: ``SyntaxError``,
    ``ValueError`` (null bytes), ``RecursionError`` or ``MemoryError`` (nested too deep).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape in a person's string is not our news
        tree = compile(code, "<cell>", "exec", _PARSE_ONLY, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    return tree


def _joined(text: str) -> str:
    return re.sub(r"\\(?:\r\n|\r|\n)[ \t]*", " ", text).strip()


def _skip_blanks(source: str, position: int) -> int:
    while source[position : position + 1] in (" ", "\t"):
        position += 1
    return position


def _parses(code: str) -> bool:
    try:
        parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
