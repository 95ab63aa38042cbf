"""System programs that a notebook calls: in shell lines, shell cells and from Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..report import Span
from .cells import Cell
from .document import Notebook
from .installs import command_text, platform_lines
from .knowledge import known
from .magics import Magic
from .shell import commands, does_work, shell_command, tool

_STARTS = (
    *("os.system", "os.popen", "subprocess.run", "subprocess.call", "subprocess.check_call"),
    *("subprocess.check_output", "subprocess.getoutput", "subprocess.Popen"),
    "subprocess.getstatusoutput",
)
_CONTINUED = re.compile(r"\\\r?\n")
# Folders of the system's own programs; what is called from another is the project's.
_SYSTEM = ("/bin/", "/usr/", "/sbin/", "/opt/")


@dataclass(frozen=True, slots=True)
class ProgramCall:
    """A call of a program by its plain name; ``works`` where it does not only look."""

    name: str
    span: Span
    works: bool


def program_calls(notebook: Notebook) -> list[ProgramCall]:
    """Calls of programs, in document order; those for a hosted platform are left out."""
    found = [*_in_cells(notebook), *_in_python(notebook)]
    return sorted(found, key=lambda item: (item.span.cell, item.span.line or 0))


def _in_cells(notebook: Notebook) -> Iterator[ProgramCall]:
    for cell in notebook.code:
        magics = cell.facts.plain.magics
        hosted = platform_lines(cell) if magics else frozenset[int]()
        for magic in magics:
            script = _script(cell, magic)
            span = cell.span_of(magic.start, magic.end)
            if script and span.line not in hosted:
                yield from _called(script, span)


def _script(cell: Cell, magic: Magic) -> str:
    """The commands of a magic; what follows a document in a script is not read."""
    if magic.kind == "cell" and magic.name in known("magics", "shell_cells"):
        body = cell.source[magic.end :].partition("<<")[0]
        return f"{magic.text}\n{body}" if magic.name == "!" else body
    return shell_command(magic) or ""


def _in_python(notebook: Notebook) -> Iterator[ProgramCall]:
    for call in notebook.calls(*_STARTS):
        given = call.node.args[0] if call.node.args else None
        first = given.elts[0] if isinstance(given, ast.List | ast.Tuple) and given.elts else None
        if first is None or isinstance(first, ast.Constant):
            yield from _called(command_text(call.node), call.span)


def _called(script: str, span: Span) -> Iterator[ProgramCall]:
    for words in commands(_CONTINUED.sub(" ", script)):
        # A command within another is not told apart from its arguments.
        nested = any("$(" in word or "`" in word for word in words)
        name = "" if nested else tool(words)
        if name and _is_systems(words, name):
            yield ProgramCall(name, span, does_work(words))


def _is_systems(words: Sequence[str], name: str) -> bool:
    written = next((word.strip("\"'") for word in words if word.strip("\"'").endswith(name)), name)
    return "/" not in written or written.startswith(_SYSTEM)
