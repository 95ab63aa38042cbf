"""Python's own parser, as cells need it: ``await`` at top level, and no warnings."""

from __future__ import annotations

import ast
import warnings

_PARSE_ONLY = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def parse(code: str) -> ast.Module:
    """The tree of a cell's plain Python, with ``await`` allowed at top level.

    Raises what Python raises for code that it cannot parse: ``SyntaxError``,
    ``ValueError`` (null bytes), ``RecursionError`` or ``MemoryError`` (nested too deep).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape in a person's string is not our news
        tree = compile(code, "<cell>", "exec", _PARSE_ONLY, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    return tree


def parses(code: str) -> bool:
    """Whether Python can parse a piece of code."""
    try:
        parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
