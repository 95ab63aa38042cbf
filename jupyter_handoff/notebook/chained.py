"""Assignments to a frame through two subscripts, which may go to a copy of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .frames import is_mask

_LOCATORS = ("loc", "iloc", "at", "iat")


@dataclass(frozen=True, slots=True)
class Chain:
    """An assignment in a cell to ``target``:

    ``frame.first_by[first].second_by[second]``; what it goes by is empty for a plain ``[]``.
    """

    cell: Cell
    target: ast.Subscript
    frame: ast.Name
    first_by: str
    first: ast.expr
    second_by: str
    second: ast.expr


def chained_assignments(notebook: Notebook) -> Iterator[Chain]:
    """Each such assignment at top level, on a name that is known to be a frame."""
    for index, cell in enumerate(notebook.code):
        if "]" not in cell.source or cell.facts.too_deep:
            continue
        targets = _targets(cell.facts.tree.body)
        chains = [chain for target in targets if (chain := _chain(cell, target))]
        if not chains:
            continue
        orders = {use.node: use.order for use in cell.facts.uses}
        for chain in chains:
            order = orders.get(chain.frame)
            frame = notebook.frames.of(chain.frame, index, order) if order else None
            if frame is not None and frame.kind == "frame" and not _is_one_value(chain):
                yield chain


def _targets(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """What is assigned to outside of functions."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield from target.elts if isinstance(target, ast.Tuple) else [target]
        elif isinstance(statement, ast.AugAssign):
            yield statement.target
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for block in ("body", "orelse", "finalbody"):
                yield from _targets(getattr(statement, block, []))


def _chain(cell: Cell, target: ast.expr) -> Chain | None:
    second_by, inner = _by(target)
    first_by, frame = _by(inner)
    if not isinstance(target, ast.Subscript) or not isinstance(inner, ast.Subscript):
        return None
    if not isinstance(frame, ast.Name):
        return None
    return Chain(cell, target, frame, first_by, inner.slice, second_by, target.slice)


def _by(node: ast.expr) -> tuple[str, ast.expr]:
    """How a subscript locates, and in what."""
    held = node.value if isinstance(node, ast.Subscript) else node
    if isinstance(held, ast.Attribute) and held.attr in _LOCATORS:
        return held.attr, held.value
    return "", held


def _is_one_value(chain: Chain) -> bool:
    """Whether the first subscript gives one cell of the frame, which may hold a list."""
    if not chain.first_by or not isinstance(chain.first, ast.Tuple):
        return chain.first_by in ("at", "iat")
    return not any(
        isinstance(part, ast.Slice | ast.List) or is_mask(part) for part in chain.first.elts
    )


def rows_and_column(chain: Chain) -> tuple[ast.expr | None, ast.expr | None]:
    """Which subscript chooses rows and which a column, where that is plain."""
    first, second = chain.first, chain.second
    if isinstance(first, ast.Tuple | ast.Slice) or isinstance(second, ast.Tuple):
        return None, None
    if chain.first_by == "" and chain.second_by in ("", "loc") and not is_mask(first):
        # By position in a plain slice, by label and with its end in `.loc`.
        plain = not _is_text(second) and not isinstance(second, ast.Slice)
        if _is_text(first) and (plain or chain.second_by):
            return second, first
        return (second, first) if is_mask(second) else (None, None)
    if chain.second_by == "" and _is_text(second) and (chain.first_by == "loc" or is_mask(first)):
        return (first, second) if chain.first_by in ("", "loc") else (None, None)
    return None, None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
