"""The modules of other people that a notebook imports."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .installs import platform_lines
from .knowledge import table, words
from .names import dotted, suppresses
from .settings import settings

_EXPECTED = frozenset("ImportError ModuleNotFoundError Exception BaseException".split())
_MAY_GUARD = re.compile(r"\b(?:try|suppress|TYPE_CHECKING|find_spec)\b")
_POINTS = (
    *("sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir", "os.chdir"),
)
_FETCHES = re.compile(r"\b(?:git\s+clone|wget|curl|unzip|tar|gdown|svn|cp|mv|rsync|7z|gsutil)\b")
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
    """The lines of a cell whose imports may fail."""
    lines = set(platform_lines(cell))
    if _MAY_GUARD.search(cell.source):
        for node in ast.walk(cell.facts.tree):
            if _guards(node):
                first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
                lines.update(range(first, last + 1))
    return frozenset(lines)


def _guards(node: ast.AST) -> bool:
    if isinstance(node, ast.Try):
        return any(map(_expects_missing_module, node.handlers))
    if isinstance(node, ast.With):
        return any(map(suppresses, node.items))
    if isinstance(node, ast.If):
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
    if next(notebook.calls(*_POINTS), None) or next(settings(notebook, "sys.path"), None):
        return True
    for cell in notebook.code:
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
