"""Keys by which a finding is known again after cells moved, and code was formatted or edited.

A key is made of the rule, the smallest statement around the finding, and which of its
like it is; never of the message or the cell's number. A finding on the whole notebook is
known by the notebook's path; so is one that has to do with a secret, and nothing of
the secret goes into its key.
"""

from __future__ import annotations

import ast
import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .notebook import Cell, Notebook
from .notebook.columns import split_lines
from .notebook.nodes import children
from .report import Finding

# To be raised when equal findings get other keys than before.
VERSION = "v1"
_LENGTH = 32
_SAYS_NOTHING = frozenset(("ctx", "type_comment", "kind"))
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(name for name in kind._fields if name not in _SAYS_NOTHING)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
_BODY = (ast.stmt, ast.ExceptHandler, ast.match_case)


def fingerprints_of(findings: Iterable[Finding], notebook: Notebook, path: str) -> tuple[str, ...]:
    """The keys of all findings of a notebook, in their order: no two are equal.

    ``path`` is the notebook's from the top of its project. The ordinals count the findings
    that are given: give those of all stages, or a key means another finding at another.
    """
    around = _Around(notebook, path)
    seen: Counter[tuple[str, str]] = Counter()
    keys = []
    for finding in findings:
        said = around.said(finding)
        seen[finding.code, said] += 1
        keys.append(_key(finding, said, seen[finding.code, said]))
    return tuple(keys)


def _key(finding: Finding, around: str, ordinal: int) -> str:
    text = "\0".join((VERSION, finding.code, around, str(ordinal)))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:_LENGTH]


@dataclass(slots=True)
class _Around:
    """What findings of a notebook are known by beside their rules: code, text, or the path."""

    notebook: Notebook
    path: str

    def said(self, finding: Finding) -> str:
        path = f"path {self.path}"
        cell = self.notebook.by_id.get(finding.cell_id or "")
        if cell is None or finding.name.startswith("secret-"):
            return path
        statement = self.statement(finding, cell)
        lines = self.lines(finding, cell, statement)
        if self.holds_secret(cell, lines):
            return path
        if statement is None:
            text = " ".join(split_lines(cell.source)[lines[0] - 1 : lines[1]])
            return f"text {' '.join(text.split())}"
        return _told(statement)

    def statement(self, finding: Finding, cell: Cell) -> ast.stmt | None:
        """The innermost statement in which the finding begins."""
        if finding.line is None or cell.kind != "code":
            return None
        start = _as_parsed(cell, finding.line, finding.column or 1)
        found, body = None, cell.facts.tree.body
        while True:
            at = bisect_right(body, start, key=_ends)
            if at == len(body) or not _begins(body[at]) <= start:
                return found
            found = body[at]
            body = _within(found)

    def lines(self, finding: Finding, cell: Cell, statement: ast.stmt | None) -> tuple[int, int]:
        """The first and last line of the cell that the key is made of."""
        if statement is not None:
            first, last = _begins(statement)[0], statement.end_lineno or statement.lineno
            inner = _within(statement)
            # Of a block only its head: its body is edited on its own.
            return first, max(statement.lineno, _begins(inner[0])[0] - 1) if inner else last
        if finding.line is not None:
            return finding.line, finding.end_line or finding.line
        return 1, len(split_lines(cell.source))

    def holds_secret(self, cell: Cell, lines: tuple[int, int]) -> bool:
        secrets = self.notebook.secrets[cell.id]
        if not secrets:
            return False
        start, end = cell.offsets((lines[0], 1, lines[1] + 1, 1))
        return any(secret.start < end and start < secret.end for secret in secrets)


def _as_parsed(cell: Cell, line: int, column: int) -> tuple[int, int]:
    """A place as Python's parser counts: the column in bytes from 0."""
    text = cell.facts.lines[line - 1] if line <= len(cell.facts.lines) else ""
    indent = cell.facts.plain.indent
    if indent and text.startswith(indent):
        text, column = text[len(indent) :], max(1, column - len(indent))
    byte = column - 1
    return line, byte if text.isascii() else len(text[:byte].encode("utf-8", "surrogatepass"))


def _begins(statement: ast.stmt) -> tuple[int, int]:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    if decorators:
        return decorators[0].lineno, 0
    return statement.lineno, statement.col_offset


def _ends(statement: ast.stmt) -> tuple[int, int]:
    return statement.end_lineno or 0, statement.end_col_offset or 0


# Cells that did not change keep their trees from one linting to the next.
@lru_cache(maxsize=4096)
def _told(statement: ast.stmt) -> str:
    return f"code {' '.join(_tree(statement))}"


@lru_cache(maxsize=4096)
def _within(statement: ast.stmt) -> list[ast.stmt]:
    return list(_inner(statement))


def _inner(node: ast.AST) -> Iterator[ast.stmt]:
    """The statements directly within one, those of its handlers and cases too."""
    for child in children(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from _inner(child)


def _tree(root: ast.AST) -> list[str]:
    """A statement as words that formatting and Python's version leave alone.

    Of a block's body nothing is told. (`ast.dump` and `ast.unparse` differ from one
    Python to the next.)
    """
    said: list[str] = []
    left: list[object] = [root]
    while left:
        item = left.pop()
        if isinstance(item, str):
            said.append(item)
        elif isinstance(item, ast.Constant):
            # Python writes no decimal number of more than some thousand digits.
            value = hex(item.value) if isinstance(item.value, int) else ascii(item.value)
            said.append(f"{type(item.value).__name__}:{value}")
        else:
            said.append(f"({type(item).__name__}")
            left += [")", *reversed(_parts(item))]
    return said


def _parts(node: object) -> list[object]:
    """The fields of a node that say something, each behind its name."""
    parts: list[object] = []
    for name in _FIELDS[type(node)]:
        value = getattr(node, name, None)
        items = value if isinstance(value, list) else [value]
        if not items or items == [None] or isinstance(items[0], _BODY):
            continue
        parts.append(f"{name}=")
        for item in items:
            if not isinstance(node, ast.JoinedStr):
                parts.append(item if isinstance(item, ast.AST) else ascii(item))
            elif not (isinstance(item, ast.Constant) and item.value == ""):
                parts.append(item)  # Python 3.12 has empty pieces where others have none
    return parts
