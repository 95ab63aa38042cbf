"""What a name stands for at a place of the notebook, where that is certain."""

from __future__ import annotations

import ast
from bisect import bisect_left
from itertools import islice

from .flow import Bound, Call, Links

# Names read between a call and the one that the expression in it begins with.
_MOST_BETWEEN = 50


def begins_with(node: ast.expr) -> ast.Name | None:
    """The name that a chain of attributes, subscripts and calls begins with."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        else:
            return None
    return node


def is_shared(call: Call, node: ast.expr) -> bool:
    """Whether an expression in a call at top level begins with a name of the notebook's own
    namespace, not with one of a comprehension's.
    """
    name, uses = begins_with(node), call.cell.facts.uses
    if name is None or call.fact.deferred:
        return False
    start = bisect_left(uses, call.fact.order, key=lambda use: use.order)
    return any(use.node is name for use in islice(uses, start, start + _MOST_BETWEEN))


def above(links: Links, name: str, index: int, order: int) -> Bound | None:
    """The nearest binding of a name above a place."""
    bound = links.binding(name, index, order)
    is_above = bound is not None and (bound.index, bound.binding.order) < (index, order)
    return bound if is_above else None


def same_at(links: Links, node: ast.expr, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether every name in an expression is bound, or given, to the same at two places."""
    return all(
        (bound := above(links, part.id, *first)) is above(links, part.id, *second)
        and (bound is not None or links.is_given(part.id))
        for part in ast.walk(node)
        if isinstance(part, ast.Name)
    )
