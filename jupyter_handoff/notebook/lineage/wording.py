"""What places are called in messages: by the notebook's own names, never by the values of texts."""

from __future__ import annotations

import ast

from ..names import dotted
from .values import Seen

_LONGEST = 40


def root(node: ast.expr) -> str:
    """The name that an expression hangs on (``df`` of ``df["a"].mean()``), or nothing."""
    while True:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.args[0] if node.args and not _has_owner(node) else node.func
        elif isinstance(node, ast.BinOp):
            node = node.left
        else:
            return ""


def _has_owner(node: ast.Call) -> bool:
    """Whether a call is one of a method of something that is itself worked out."""
    return isinstance(node.func, ast.Attribute) and not dotted(node.func)


def subject(seen: Seen, node: ast.Call | None) -> str:
    """The data that something was learnt from in a call, as they are called there."""
    if node is None:
        return ""
    learns = not seen.by or seen.by[:1].isupper()
    given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "X")]
    if learns or not isinstance(node.func, ast.Attribute) or not _is_method(node.func):
        return root(given[0]) if given else ""
    return root(node.func.value)


def _is_method(node: ast.Attribute) -> bool:
    """Whether an attribute is one of data, and not of a module."""
    owner = node.value
    return not (isinstance(owner, ast.Name) and owner.id in ("np", "numpy", "pd", "pandas"))


def learner(seen: Seen) -> str:
    """What learnt, in words: a class, or a function."""
    if seen.by[:1].isupper():
        return f"`{seen.by}`"
    return f"`{seen.by}()`" if seen.by else "what is fitted"


def all_of(seen: Seen, node: ast.Call | None) -> str:
    """``all of `X```, or all rows where the data have no name."""
    name = subject(seen, node)
    return f"all of `{name}`" if name else "all rows"


def owner(node: ast.Call | None, otherwise: str) -> str:
    """What a method is called on, as code: ``model`` of ``model.fit(…)``."""
    if node is not None and isinstance(node.func, ast.Attribute):
        text = dotted(node.func.value) or _constructor(node.func.value)
        return text if 0 < len(text) <= _LONGEST else otherwise
    return otherwise


def _constructor(node: ast.expr) -> str:
    name = dotted(node.func) if isinstance(node, ast.Call) else ""
    return f"{name}(…)" if name else ""


def arguments(node: ast.Call | None, count: int) -> list[str]:
    """The first arguments of a call where they are plain names; none unless all are."""
    given = node.args[:count] if node is not None else []
    names = [dotted(item) for item in given]
    return names if len(names) == count and all(names) else []


def names_in(node: ast.expr) -> frozenset[str]:
    """All names in an expression, with those of their attributes."""
    return frozenset(filter(None, (dotted(part) for part in _expressions(node))))


def _expressions(node: ast.expr) -> list[ast.expr]:
    return [part for part in ast.walk(node) if isinstance(part, ast.expr)]
