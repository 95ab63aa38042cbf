"""What one cell says, found by a single walk of its tree and kept by its source.

Facts know nothing of other cells: a call is `pd.read_csv` here, and becomes
`pandas.read_csv` only when `flow` has linked the notebook.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TypeAlias

from .columns import column_of_byte, split_lines
from .ipython import PlainPython, plain_python
from .names import Binding, CallFact, Import, Use
from .recent import Recent
from .recovery import Problem, read_statements
from .walk import Walk

# (line, column, end line, end column), from 1, in code points, the end exclusive.
Place: TypeAlias = tuple[int, int, int, int]

_RUNS_TEXT = frozenset(
    "eval exec query timeit repeat Timer run runctx run_line_magic run_cell_magic system "
    "getoutput".split()
)
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_SHELL_NAME = re.compile(r"\{([^{}]*)\}|\$([^\W\d]\w*)")


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All that one cell says.

    ``python`` is what of the cell parses, everything else blanked; ``mentions`` are the
    names in its magics, shell lines, opaque and broken parts, where their use cannot
    be told. ``problems`` are the places that do not parse.
    """

    plain: PlainPython
    python: str
    lines: tuple[str, ...]
    tree: ast.Module
    problems: tuple[Problem, ...]
    too_deep: bool
    imports: tuple[Import, ...]
    bindings: tuple[Binding, ...]
    uses: tuple[Use, ...]
    calls: tuple[CallFact, ...]
    mentions: frozenset[str]

    def place(self, node: ast.AST) -> Place:
        """Where a node of this cell's tree stands in the cell's source."""
        return self.place_at(
            node.lineno,  # type: ignore[attr-defined]
            node.col_offset,  # type: ignore[attr-defined]
            node.end_lineno,  # type: ignore[attr-defined]
            node.end_col_offset,  # type: ignore[attr-defined]
        )

    def place_at(self, line: int, byte: int, end_line: int, end_byte: int) -> Place:
        """The same for a place as Python's parser counts: columns in bytes from 0."""
        return (line, self._column(line, byte), end_line, self._column(end_line, end_byte))

    def _column(self, line: int, byte: int) -> int:
        text, indent = self.lines[line - 1], self.plain.indent
        if indent and text.startswith(indent):
            byte += len(indent)
        return column_of_byte(text, byte)


# A tree takes some 100 bytes for each character of its source: 100 MB at most.
_RECENT: Recent[tuple[str, frozenset[str]], Facts] = Recent(
    most=1_000_000, cost=lambda facts: len(facts.plain.text)
)


def cell_facts(source: str, python_magics: frozenset[str] = frozenset()) -> Facts:
    """What one cell's source says. Equal sources are read once, as long as they are in use."""
    return _RECENT.get((source, python_magics), lambda: _read(source, python_magics))


def _read(source: str, python_magics: frozenset[str]) -> Facts:
    plain = plain_python(source, python_magics=python_magics)
    statements = read_statements(plain.text, indent=plain.indent)
    walk = Walk(plain.separate)
    too_deep = statements.too_deep
    try:
        walk.block(statements.tree.body)
    except RecursionError:
        too_deep = True
    return Facts(
        plain=plain,
        python=statements.text,
        lines=tuple(split_lines(plain.text)),
        tree=statements.tree,
        problems=statements.problems,
        too_deep=too_deep,
        imports=tuple(walk.imports),
        bindings=tuple(walk.bindings),
        uses=tuple(walk.uses),
        calls=tuple(walk.calls),
        mentions=_mentions(source, plain, statements.lost) | _run_from_text(walk.calls),
    )


def _mentions(source: str, plain: PlainPython, lost: str) -> frozenset[str]:
    if plain.opaque:
        return frozenset(_IDENTIFIER.findall(source))
    names = set(_IDENTIFIER.findall(lost))
    for magic in plain.magics:
        if magic.kind == "shell":
            for expression, variable in _SHELL_NAME.findall(magic.text):
                names.update(_IDENTIFIER.findall(f"{expression} {variable}"))
        elif not magic.python:
            names.update(_IDENTIFIER.findall(magic.text))
    return frozenset(names)


def _run_from_text(calls: list[CallFact]) -> frozenset[str]:
    """Names in the strings that are given to something that runs them."""
    names: set[str] = set()
    for call in calls:
        if call.method in _RUNS_TEXT:
            for node in (*call.node.args, *(keyword.value for keyword in call.node.keywords)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    names.update(_IDENTIFIER.findall(node.value))
    return frozenset(names)
