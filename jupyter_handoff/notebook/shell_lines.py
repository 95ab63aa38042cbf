"""The commands that a notebook gives to a shell: lines, cells, and strings that calls run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .facts import Place
from .knowledge import known
from .magics import Magic, joined
from .shell import shell_command

# A line of a script with the lines that continue it.
_SCRIPT_LINE = re.compile(r"(?:[^\r\n\\]|\\(?:\r\n|.)|\\[\r\n])+")
_COMMANDS = (
    *("os.system", "os.popen", "subprocess.run", "subprocess.call", "subprocess.check_call"),
    *("subprocess.check_output", "subprocess.Popen", "subprocess.getoutput"),
    *("subprocess.getstatusoutput", "IPython.utils.process.system"),
)
_SHELL_METHODS = ("system", "system_raw", "getoutput", "getoutput_raw")


@dataclass(frozen=True, slots=True)
class ShellLine:
    """A command and its place in a cell; ``magic`` is the line that it is, if it is one.

    ``text`` has its continued lines as one. Parts that a call's string does not say
    are ``{}``.
    """

    cell: Cell
    text: str
    place: Place
    magic: Magic | None = None


def shell_lines(notebook: Notebook) -> Iterator[ShellLine]:
    """Shell lines and cells, in document order, then the commands in calls."""
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            command = shell_command(magic)
            if command is not None:
                place = cell.place_between(magic.start, magic.end)
                yield ShellLine(cell, command, place, magic)
            elif magic.kind == "cell" and magic.name in known("magics", "shell_cells"):
                yield from _script(cell, magic)
    for call in (*notebook.calls(*_COMMANDS), *notebook.methods(*_SHELL_METHODS)):
        if call.node.args and (text := _command(call.node.args[0])):
            yield ShellLine(call.cell, text, call.cell.facts.place(call.node))


def _script(cell: Cell, magic: Magic) -> Iterator[ShellLine]:
    for line in _SCRIPT_LINE.finditer(cell.source, magic.end):
        text = line.group().strip()
        if text and not text.startswith("#"):
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            yield ShellLine(cell, joined(text), cell.place_between(start, start + len(text)))


def _command(node: ast.expr) -> str:
    """The command that a string, or a list of its words, says."""
    if isinstance(node, ast.List | ast.Tuple):
        return " ".join(_command(part) or "{}" for part in node.elts)
    if isinstance(node, ast.JoinedStr):
        return "".join(_command(part) or "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return f"{_command(node.left) or '{}'}{_command(node.right) or '{}'}"
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
