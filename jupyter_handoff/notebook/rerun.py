"""Writes that a second run of their cell does not repeat: it changes what the first one left."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice

from ..report import SourceEdit
from .cells import Cell
from .changes import (
    CALCULATES,
    DROPS,
    TRAINS,
    Old,
    changed_by,
    changes_in_place,
    in_place,
    settles,
    trained,
    trains_on,
)
from .document import Notebook
from .flow import Bound
from .names import Use

_MOST_BINDINGS = 20
_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A statement that makes a name's new value of its old one, which an earlier cell bound.

    ``change`` says what each further run of the cell does, in words.
    """

    index: int
    cell: Cell
    statement: ast.stmt
    use: Use
    first: Bound
    change: str

    @property
    def is_training(self) -> bool:
        return self.change == TRAINS


def rewrites(notebook: Notebook) -> Iterator[Rewrite]:
    """Each name's first write in a cell, where a second run would not leave the same."""
    bindings = notebook.links.bindings
    for index, cell in enumerate(notebook.code):
        written: set[str] = set()
        for statement in _statements(cell.facts.tree.body):
            for target in _targets(statement):
                name = _root(target)
                if name in written:
                    continue
                written.add(name)
                if name in bindings and bindings[name][0].index < index:
                    yield from _rewrite(notebook, index, cell, statement, target, name)


def _rewrite(
    notebook: Notebook, index: int, cell: Cell, statement: ast.stmt, target: ast.expr, name: str
) -> Iterator[Rewrite]:
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    uses = (use for use in cell.facts.uses if use.name == name and use.node.lineno in lines)
    use = next(uses, None)
    if use is None or use.guarded or use.deferred:
        return
    reached = notebook.reaching.of(index, use)
    found = islice(reached.bindings(), _MOST_BINDINGS)
    first = next((item for item in found if item.index < index), None)
    if first is None:
        return
    old = Old(target, name, notebook, index, use.order)
    try:
        change = _change(old, statement)
    except RecursionError:
        return
    if change:
        yield Rewrite(index, cell, statement, use, first, change)


def _change(old: Old, statement: ast.stmt) -> str:
    if isinstance(statement, ast.AugAssign):
        again = settles(old, statement.op, statement.value)
        return "" if again else CALCULATES
    if isinstance(statement, ast.Delete):
        return DROPS if _is_for_good(old, statement) else ""
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Call) and old.target in trained(value):
        return trains_on(old, value)
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        whole = statement.targets[0] is old.target
        return changed_by(old, statement.value) if whole else ""
    if isinstance(statement, ast.Expr) and isinstance(value, ast.Call):
        return in_place(old, value)
    return ""


def _is_for_good(old: Old, deletion: ast.Delete) -> bool:
    """Whether an item with a plain key is deleted that the cell does not make again."""
    target = old.target
    if not (isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant)):
        return False
    written = ast.unparse(target)
    body = old.notebook.code[old.index].facts.tree.body
    return not any(
        isinstance(other, ast.Subscript) and ast.unparse(other) == written
        for statement in _statements(body)
        if not isinstance(statement, ast.Delete) and statement.lineno >= deletion.lineno
        for other in _targets(statement)
    )


def _root(target: ast.expr) -> str:
    """The name that is written to, or into."""
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the cell does, those in loops and conditions too."""
    for statement in body:
        yield statement
        if isinstance(statement, _BLOCKS):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(statement, part, []))
            for handler in getattr(statement, "handlers", []):
                yield from _statements(handler.body)


def _targets(statement: ast.stmt) -> Iterator[ast.expr]:
    """What a statement writes to."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = [*trained(statement.value), *statement.targets]
    elif isinstance(statement, ast.Delete):
        targets = statement.targets
    elif isinstance(statement, ast.AugAssign | ast.AnnAssign | ast.For | ast.AsyncFor):
        targets = [statement.target]
    elif isinstance(statement, ast.With | ast.AsyncWith):
        targets = [item.optional_vars for item in statement.items if item.optional_vars]
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        targets = [*changes_in_place(statement.value), *trained(statement.value)]
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        names = (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
        targets = [ast.Name(name) for name in names]
    elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        targets = [ast.Name(statement.name)]
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


class Renaming:
    """Gives new values names of their own; made once for a notebook."""

    def __init__(self, notebook: Notebook) -> None:
        uses = [use for cell in notebook.code for use in cell.facts.uses]
        self._notebook = notebook
        self._taken = {use.name for use in uses} | notebook.links.bindings.keys()
        # What a function reads may be any value of the name.
        self._shared = {use.name for use in uses if use.deferred}
        self._shared.update(*(cell.facts.mentions for cell in notebook.code))

    def edits(self, rewrite: Rewrite) -> tuple[SourceEdit, ...]:
        """The edits that name what a statement makes, there and where it is used.

        There are none where it has no plain name, or where a use may refer to another value.
        """
        statement, name = rewrite.statement, rewrite.use.name
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        plain = isinstance(target, ast.Name) and target.id == name and name not in self._shared
        if not plain or rewrite.is_training:
            return ()
        assert isinstance(target, ast.Name)
        nodes = self._uses(rewrite, target)
        if nodes is None or not all(cell.editable for cell, _ in nodes):
            return ()
        new = next(new for n in count(2) if (new := f"{name}_{n}") not in self._taken)
        return tuple(cell.replace(cell.facts.place(node), new) for cell, node in nodes)

    def _uses(self, rewrite: Rewrite, target: ast.Name) -> list[tuple[Cell, ast.Name]] | None:
        """The target and the uses that refer to it alone; None where one may do otherwise."""
        found = [(rewrite.cell, target)]
        code = self._notebook.code
        for index in range(rewrite.index, len(code)):
            facts = code[index].facts
            for use in facts.uses:
                if use.name != target.id:
                    continue
                reached = self._notebook.reaching.of(index, use).bindings()
                nodes = [item.binding.node for item in islice(reached, _MOST_BINDINGS)]
                if target in nodes:
                    if len(nodes) > 1:
                        return None
                    found.append((code[index], use.node))
            # Below a cell that surely binds the name anew, none refers to the target.
            left = facts.left.get(target.id)
            if index > rewrite.index and left is not None and not left.above:
                break
        return found
