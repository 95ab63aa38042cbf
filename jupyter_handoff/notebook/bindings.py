"""What a name stands for at a place of the notebook, where that is certain."""

from __future__ import annotations

import ast

from .flow import Bound, Links


def above(links: Links, name: str, index: int, order: int) -> Bound | None:
    """The nearest binding of a name above a place."""
    bound = links.binding(name, index, order)
    is_above = bound is not None and (bound.index, bound.binding.order) < (index, order)
    return bound if is_above else None


def sure(links: Links, bound: Bound) -> bool:
    """Whether a binding holds below it: nothing conditional, no function rebinds the name."""
    return bound.binding.certain and not any(
        item.binding.deferred for item in links.bindings[bound.binding.name]
    )


def same_at(links: Links, node: ast.expr, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether every name in an expression stands for the same at two places."""
    return all(
        above(links, part.id, *first) is above(links, part.id, *second)
        for part in ast.walk(node)
        if isinstance(part, ast.Name)
    )
