"""Searches whose winner is judged by nothing but the score that chose it."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..cells import Cell
from .events import Evaluation, Fit, Handed, ScoreRead
from .leakage import Lineage
from .rows import Site, place_of

_IS_SAVED = re.compile("save|dump|log_model|register", re.I)
# Methods that put a number away for later.
_KEEP = frozenset("add append extend insert setdefault update".split())


def untested(lineage: Lineage) -> Iterator[ScoreRead]:
    """Where the best score of a search is taken up, and no model is scored from it on."""
    events = list(lineage.trace.events)
    fitted = {
        event.site: number for number, (_, event) in enumerate(events) if isinstance(event, Fit)
    }
    fits = {event.site: event for event in lineage.trace.of(Fit)}
    last, scored = -1, set()
    for number, (_, event) in enumerate(events):
        if isinstance(event, Evaluation | Handed) and not _is_aside(event, fitted):
            last = number
            scored.add(fits[event.fit].made if event.fit in fits else None)
    unfollowed = max((index for index, _ in lineage.trace.gaps), default=-1)
    for index, event in events:
        if not isinstance(event, ScoreRead) or event.search not in fits or index <= unfollowed:
            continue
        if last < fitted[event.search] and fits[event.search].made not in scored:
            yield event


def _is_aside(event: Evaluation | Handed, fitted: dict[Site, int]) -> bool:
    """Whether this tells nothing of how good a model is, but how a search or a fit goes on."""
    if isinstance(event, Handed):
        return _IS_SAVED.search(event.name) is not None
    return event.kind == "validation" or (event.kind == "fold" and event.site in fitted)


def is_reported(cell: Cell, site: Site) -> bool:
    """Whether what stands at a site is printed, logged or shown."""
    body = cell.facts.tree.body
    statement = _statement(body, site.place)
    if not isinstance(statement, ast.Expr):
        return False
    value = statement.value
    if not isinstance(value, ast.Call):
        return statement is body[-1]
    return not (isinstance(value.func, ast.Attribute) and value.func.attr in _KEEP)


def _statement(body: Sequence[ast.AST], place: tuple[int, int, int, int]) -> ast.AST | None:
    """The innermost statement round a place."""
    above = bisect_right(body, place[:2], key=lambda node: place_of(node)[:2])
    node = body[above - 1] if above else None
    if node is None or place_of(node)[2:] < place[2:]:
        return None
    blocks = (getattr(node, name, []) for name in ("body", "handlers", "orelse", "finalbody"))
    return _statement([part for block in blocks for part in block], place) or node
