"""What one cell says, found by a single walk of its tree and kept by its source.

Facts know nothing of other cells: a call is `pd.read_csv` here, and becomes
`pandas.read_csv` only when `flow` has linked the notebook.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .columns import column_of_byte, place_of, split_lines
from .ipython import PlainPython, plain_python
from .magic_names import BindingMagic, may_bind, names_bound
from .magics import Magic
from .names import Binding, CallFact, Function, Import, Use
from .recent import Recent
from .recovery import Problem, read_statements
from .walk import Walk
from .ways import Reach, Way

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
    be told; ``may_bind`` are those of them that may be bound there. ``problems`` are the
    places that do not parse. ``functions`` are listed the inner before the outer,
    ``called`` are the uses outside of functions that are the callee of a call.

    ``reaches`` is what each use can refer to within the cell, or within its function;
    ``left`` what names are at the cell's end, where it touches them. ``unknown`` are the
    orders at which names may be bound that nobody can read (a star import, ``%run``).
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
    functions: tuple[Function, ...]
    called: tuple[Use, ...]
    reaches: Mapping[ast.Name, Reach]
    left: Way
    unknown: tuple[int, ...]
    mentions: frozenset[str]
    may_bind: frozenset[str]

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
    lines = tuple(split_lines(plain.text))
    walk = _walk(source, plain, statements.tree, lines)
    run = _run_from_text(walk.calls)
    return Facts(
        plain=plain,
        python=statements.text,
        lines=lines,
        tree=statements.tree,
        problems=statements.problems,
        too_deep=statements.too_deep or walk.too_deep,
        imports=tuple(walk.imports),
        bindings=tuple(walk.bindings),
        uses=tuple(walk.uses),
        calls=tuple(walk.calls),
        functions=tuple(walk.functions),
        called=tuple(use for use in walk.called if not use.deferred),
        reaches=walk.reaches,
        left=walk.ways.touched,
        unknown=tuple(walk.unknown),
        mentions=_mentions(source, plain, statements.lost) | run,
        may_bind=_may_be_bound(source, plain, statements.lost) | run,
    )


def _walk(source: str, plain: PlainPython, tree: ast.Module, lines: Sequence[str]) -> Walk:
    binding = [
        BindingMagic(_line(source, magic, lines), names, _node(source, magic, lines))
        for magic in plain.magics
        if (names := names_bound(magic))
    ]
    timing = [magic for magic in plain.magics if magic.name == "timeit" and not magic.target]
    timed = {place_of(source, magic.start)[0] for magic in timing if magic.kind == "line"}
    given = {place_of(source, magic.start)[0] for magic in plain.magics if magic.target}
    walk = Walk(plain.separate, binding, timed, given, walrus=":=" in plain.text)
    try:
        walk.cell(tree.body, timed=any(magic.kind == "cell" for magic in timing))
    except RecursionError:
        walk.too_deep = True
    return walk


def _line(source: str, magic: Magic, lines: Sequence[str]) -> int:
    """The line from which on a magic has bound its names: a cell magic, the last."""
    return len(lines) + 1 if magic.kind == "cell" else place_of(source, magic.start)[0]


def _node(source: str, magic: Magic, lines: Sequence[str]) -> ast.AST:
    """A node that stands where a magic does."""
    (line, column), (end_line, end_column) = (
        place_of(source, magic.start),
        place_of(source, magic.end),
    )
    return ast.Name(
        magic.name,
        lineno=line,
        col_offset=len(lines[line - 1][: column - 1].encode("utf-8", "surrogatepass")),
        end_lineno=end_line,
        end_col_offset=len(lines[end_line - 1][: end_column - 1].encode("utf-8", "surrogatepass")),
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


def _may_be_bound(source: str, plain: PlainPython, lost: str) -> frozenset[str]:
    """Names in parts that cannot be read, but may well bind them."""
    if plain.opaque:
        opaque = any(may_bind(magic) for magic in plain.magics)
        return frozenset(_IDENTIFIER.findall(source)) if opaque else frozenset()
    names = set(_IDENTIFIER.findall(lost))
    for magic in plain.magics:
        if may_bind(magic):
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
