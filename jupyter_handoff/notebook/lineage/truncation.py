"""Which cut-down data reach a fit: rows that were left out by hand, for a try."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..cells import Cell
from ..facts import Place
from .events import Cut, Division, Fit
from .leakage import Lineage
from .rows import line_of


@dataclass(frozen=True, slots=True)
class Fed:
    """Cut-down rows that reach a fit with a target, and the first such fit."""

    cut: Cut
    fit: Fit


def cuts_fed(lineage: Lineage) -> Iterator[Fed]:
    """Each cut whose rows are surely all that some fit has."""
    fits = [fit for fit in lineage.trace.of(Fit) if fit.target is not None]
    cuts = [cut for cut in lineage.trace.of(Cut) if not cut.shown]
    for cut in cuts:
        if cut.method != "tail" and not _is_split(cut, cuts, lineage.divisions):
            fit = next((fit for fit in fits if _feeds(cut, fit)), None)
            if fit is not None:
                yield Fed(cut, fit)


def _is_split(cut: Cut, cuts: list[Cut], divisions: tuple[Division, ...]) -> bool:
    """Whether the rows that are left out are used as well."""
    ends = cut.method == "head" and any(
        other.method == "tail" and other.whole == cut.whole for other in cuts
    )
    return ends or any(cut.rows in division.parts for division in divisions)


def _feeds(cut: Cut, fit: Fit) -> bool:
    (made,) = cut.rows if len(cut.rows) == 1 else (None,)
    rows = fit.train.rows
    return made is not None and bool(rows) and all(made in line_of(atom) for atom in rows)


def cut_place(cell: Cell, node: ast.Call, method: str) -> Place | None:
    """The stretch that limits: ``, nrows=5``, or ``.head(5)`` behind its frame."""
    facts = cell.facts
    if method != "nrows":
        assert isinstance(node.func, ast.Attribute)
        return (*facts.place(node.func.value)[2:], *facts.place(node)[2:])
    arguments: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    for before, given in pairwise(arguments):
        if isinstance(given, ast.keyword) and given.arg == "nrows":
            return (*facts.place(before)[2:], *facts.place(given)[2:])
    return None
