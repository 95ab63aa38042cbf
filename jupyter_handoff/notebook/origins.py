"""Which library a value comes from, followed through names, methods and parts."""

from __future__ import annotations

import ast

from .document import Notebook
from .names import dotted

_DEEPEST = 8


def comes_from(
    notebook: Notebook, node: ast.expr, at: tuple[int, int], libraries: tuple[str, ...]
) -> bool:
    """Whether an expression is, or is a part of, what a call of a library gives.

    ``libraries`` are what the qualified name of that call begins with; ``at`` is a cell's
    index and an order in it. Names are followed to their nearest binding above.
    """
    links = notebook.links
    for _ in range(_DEEPEST):
        while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
            if isinstance(node, ast.Call):
                if links.qualified(dotted(node.func), *at).startswith(libraries):
                    return True
                node = node.func
            else:
                node = node.value
        bound = links.binding(node.id, *at) if isinstance(node, ast.Name) else None
        if bound is None or bound.binding.value is None:
            return False
        if (bound.index, bound.binding.order) >= at:
            return False
        node, at = bound.binding.value, (bound.index, bound.binding.order)
    return False
