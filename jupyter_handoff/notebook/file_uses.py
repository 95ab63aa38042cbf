"""Which files a notebook reads and writes, by a path that is followed through names."""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .cells import Cell
from .document import Notebook
from .flow import Call
from .knowledge import known
from .names import dotted
from .paths import path_arguments

Way: TypeAlias = Literal["read", "write"]

_OPENS = frozenset(
    ("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "h5py.File")
)
_JOINS = frozenset(("os.path.join", "pathlib.Path", "posixpath.join"))
_AS_IT_IS = frozenset(("str", "os.fspath", "os.path.abspath", "os.path.expanduser"))
_FETCHES = re.compile(r"download|retrieve|wget|curl|gsutil|aws s3|kaggle|get_file")
_LONGEST_CALL = 200
# Parts that a path is made of, names followed included.
_MOST_PARTS = 60


@dataclass(frozen=True, slots=True)
class FileUse:
    """A call that reads or writes a file.

    ``path`` is the whole path as far as the notebook says it, names that it does not
    follow in braces; empty where it cannot be told which file it is. ``may_not_run`` is
    true under a condition, and where an error is caught.
    """

    call: Call
    argument: ast.expr
    way: Way
    path: str
    may_not_run: bool = False

    @property
    def fixed(self) -> bool:
        """Whether the path is known to its last letter."""
        return self.path != "" and "{" not in self.path

    @property
    def place(self) -> tuple[int, int, bool, int]:
        """Document order; in one statement what is read comes first."""
        fact = self.call.fact
        return self.call.index, fact.statement.lineno, self.way == "write", fact.order


def file_uses(notebook: Notebook) -> tuple[FileUse, ...]:
    """The calls that read or write a file, in document order."""
    return notebook.once(_file_uses)


def _file_uses(notebook: Notebook) -> tuple[FileUse, ...]:
    tried: dict[str, frozenset[int]] = {}
    found = []
    for call, argument in path_arguments(notebook):
        way, cell = _way(call), call.cell
        if way is not None:
            if cell.id not in tried:
                tried[cell.id] = _tried(cell)
            may_not_run = bool(call.fact.tests) or call.node.lineno in tried[cell.id]
            path = whole_path(notebook, argument, call)
            found.append(FileUse(call, argument, way, path, may_not_run))
    return tuple(sorted(found, key=lambda use: use.place))


def _tried(cell: Cell) -> frozenset[int]:
    """The lines of statements whose errors are caught, with their handlers."""
    if "except" not in cell.source:
        return frozenset()
    lines: set[int] = set()
    waiting: list[ast.AST] = [*cell.facts.tree.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Try):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        else:
            # Only statements hold statements: expressions need not be looked at.
            for block in ("body", "orelse", "cases"):
                waiting.extend(getattr(node, block, ()))
    return frozenset(lines)


def fetched(notebook: Notebook, read: FileUse) -> bool:
    """Whether the notebook gets a file itself before it reads it: a run finds it anew."""
    name = posixpath.basename(read.path)
    for cell in notebook.code[: read.call.index + 1]:
        for part in cell.source.split(name)[:-1] if name else ():
            # The call may be written over a few lines, the file's name last.
            if _FETCHES.search(part[-_LONGEST_CALL:]):
                return True
    return False


def _way(call: Call) -> Way | None:
    if call.name in _OPENS:
        return _opened(call)
    if call.name in known("paths", "reads") or call.name in known("pandas", "readers"):
        return "read"
    if call.name in known("paths", "writes") or call.fact.method in known("paths", "write_methods"):
        return "write"
    return None


def _opened(call: Call) -> Way | None:
    mode = call.argument("mode", 1)
    if mode is None:
        return None if call.open_ended else "read"
    if not isinstance(mode, ast.Constant) or not isinstance(mode.value, str) or "+" in mode.value:
        return None
    if "a" in mode.value or "x" in mode.value:
        return None  # it adds to a file, or refuses to replace one
    return "write" if "w" in mode.value else "read"


def whole_path(notebook: Notebook, node: ast.expr, call: Call) -> str:
    """The path that an expression in a call makes; see `FileUse.path`."""
    text = whole_text(notebook, node, call)
    return posixpath.normpath(text.replace("\\", "/")) if text else ""


def whole_text(notebook: Notebook, node: ast.expr, call: Call) -> str:
    """The text of a path or an address as it is written, put together like `whole_path`."""
    path = PathText(notebook, call.fact.deferred)
    return path.text(node, call.index, call.fact.order) or ""


class PathText:
    """Puts a path together from the parts that an expression and its names are made of."""

    def __init__(self, notebook: Notebook, deferred: bool) -> None:
        self.notebook = notebook
        self.deferred = deferred
        self.parts = 0

    def text(self, node: ast.expr | None, index: int, order: int) -> str | None:
        self.parts += 1
        if self.parts > _MOST_PARTS or node is None:
            return None
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) and node.value else None
        if isinstance(node, ast.Name):
            return self.named(node.id, index, order)
        if isinstance(node, ast.Attribute):
            root, _, rest = dotted(node).partition(".")
            found = self.named(root, index, order) if root else None
            return f"{{{found}.{rest}}}" if found else None
        if isinstance(node, ast.FormattedValue):
            plain = node.format_spec is None and node.conversion == -1
            return self.text(node.value, index, order) if plain else None
        if isinstance(node, ast.JoinedStr):
            return self.joined("", node.values, index, order)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Div):
            between = "/" if isinstance(node.op, ast.Div) else ""
            return self.joined(between, [node.left, node.right], index, order)
        return self.called(node, index, order) if isinstance(node, ast.Call) else None

    def called(self, node: ast.Call, index: int, order: int) -> str | None:
        if node.keywords or not node.args:
            return None
        name = self.notebook.links.qualified(dotted(node.func), index, order)
        if name in _JOINS:
            return self.joined("/", node.args, index, order)
        return self.text(node.args[0], index, order) if name in _AS_IT_IS else None

    def joined(self, between: str, parts: list[ast.expr], index: int, order: int) -> str | None:
        texts = [self.text(part, index, order) for part in parts]
        if None in texts:
            return None
        return between.join(text for text in texts if text is not None)

    def named(self, name: str, index: int, order: int) -> str | None:
        """What a name of the notebook stands for; itself in braces where that is not said."""
        bound = None if self.deferred else self.notebook.links.binding(name, index, order)
        if bound is None:
            return None
        above = bound.binding.order
        if bound.binding.value is not None and bound.binding.certain:
            found = self.text(bound.binding.value, bound.index, above)
            if found is not None:
                return found
        return f"{{{name} {bound.index} {above}}}"
