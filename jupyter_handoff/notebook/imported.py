"""The modules of other people that a notebook imports."""

from __future__ import annotations

import ast
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .installs import names_platform
from .knowledge import table, words
from .names import dotted, suppresses

_EXPECTED = frozenset("ImportError ModuleNotFoundError Exception BaseException".split())
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_POINTS = (
    *("sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir", "os.chdir"),
)
_FETCHES = re.compile(r"\b(?:git\s+clone|wget|curl|unzip|tar|gdown|svn|cp|mv|rsync|7z|gsutil)\b")
# `sys.path += …`; that of another object does no harm here.
_SETS_PATH = re.compile(r"\w\.path(?:\[[^\]\n]{0,20}\])?[ \t]*\+?=(?!=)")
_WRITES_MODULE = re.compile(r"\S+\.py\b")


@dataclass(frozen=True, slots=True)
class Imported:
    """A module that a statement imports, with all that it names (``google.cloud.storage``)."""

    cell: Cell
    module: str
    node: ast.stmt | ast.alias

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]


def imported(notebook: Notebook) -> Iterator[Imported]:
    """Modules that must be there for the notebook to run, in document order.

    Left out are Python's own, those that come with a kernel or a hosted platform, and
    those that the code can do without (``try … except ImportError``, type checking).
    """
    for cell in notebook.code:
        if not cell.facts.imports:
            continue
        spared = _spared(cell)
        seen: set[ast.stmt] = set()
        for item in cell.facts.imports:
            statement = item.statement
            if statement not in seen and statement.lineno not in spared:
                seen.add(statement)
                yield from (part for part in _parts(cell, statement) if not _is_given(part.module))


def _parts(cell: Cell, statement: ast.Import | ast.ImportFrom) -> Iterator[Imported]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            yield Imported(cell, alias.name, alias)
    elif not statement.level and statement.module:
        for alias in statement.names:
            yield Imported(cell, f"{statement.module}.{alias.name}", statement)


def _is_given(module: str) -> bool:
    top = module.partition(".")[0]
    if (
        top in sys.stdlib_module_names
        or top in words("distributions", "standard")
        or top in words("distributions", "given")
    ):
        return True
    return any(_is_in(module, part) for part in table("distributions")["given"]["parts"])


def _is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _spared(cell: Cell) -> frozenset[int]:
    """The lines of a cell whose imports may fail, or run on a hosted platform only."""
    lines: set[int] = set()
    # What is guarded stands in a block.
    inside = [item.statement.lineno for item in cell.facts.imports if item.statement.col_offset]
    for node in _round(cell.facts.tree.body, sorted(inside)) if inside else ():
        if _guards(node):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(lines)


def _round(body: list[ast.stmt], lines: list[int]) -> Iterator[ast.stmt]:
    """The statements that stand round some lines (which are in order), outer and inner."""
    todo: list[ast.AST] = [*body]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.stmt | ast.ExceptHandler):
            below = bisect_left(lines, node.lineno)
            if below == len(lines) or lines[below] > (node.end_lineno or node.lineno):
                continue
            if isinstance(node, ast.stmt):
                yield node
        for block in _BLOCKS:
            todo += getattr(node, block, ())


def _guards(node: ast.stmt) -> bool:
    if isinstance(node, ast.Try):
        return any(map(_expects_missing_module, node.handlers))
    if isinstance(node, ast.With):
        return any(map(suppresses, node.items))
    if isinstance(node, ast.If):
        if names_platform(node.test):
            return True
        asked = {dotted(part).rpartition(".")[2] for part in ast.walk(node.test)}
        return bool(asked & {"TYPE_CHECKING", "find_spec"})
    return False


def _expects_missing_module(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(
        isinstance(part, ast.Name) and part.id in _EXPECTED for part in ast.walk(handler.type)
    )


def brings_code(notebook: Notebook) -> bool:
    """Whether a notebook makes, fetches or points at modules that lie in no folder known here."""
    if next(notebook.calls(*_POINTS), None):
        return True
    for cell in notebook.code:
        if ".path" in cell.source and _SETS_PATH.search(cell.source):
            return True
        for magic in cell.facts.plain.magics:
            if magic.name in ("cd", "pushd", "run", "load", "bookmark"):
                return True
            if magic.name in ("writefile", "file") and _WRITES_MODULE.search(magic.text):
                return True
            if magic.kind == "shell" and _FETCHES.search(magic.text):
                return True
        if cell.facts.plain.opaque and _FETCHES.search(cell.source):
            return True
    return False
