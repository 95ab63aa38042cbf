"""What a name is bound to above a place of the notebook."""

from __future__ import annotations

import ast

from .flow import Bound, Links


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
