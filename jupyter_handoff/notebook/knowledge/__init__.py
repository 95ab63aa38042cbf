"""What is known of other people's libraries: one readable table a library.

The tables are data, kept beside this file. Those that introspection can make are made
from the installed library by ``make generated``; what a person added to a row stays.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table ``name``.toml beside this file."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def known(name: str, key: str) -> frozenset[str]:
    """The list ``key`` of a table, as a set; ``a.b`` is a list in a section."""
    value: Any = table(name)
    for part in key.split("."):
        value = value[part]
    return frozenset(value)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words of the text ``names`` in a section of a table."""
    return frozenset(table(name)[key]["names"].split())


def is_random(row: Mapping[str, Any], call: ast.Call) -> bool | None:
    """Whether a call of something that takes a random state draws from it.

    A row's ``random_with`` names the arguments, with the values, that make it draw;
    ``fixed_with`` those that keep it from drawing. None where an argument is not
    written out, so that it cannot be told.
    """
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    wanted: Mapping[str, list[Any]] = row.get("random_with", {})
    for name, values in row.get("fixed_with", {}).items():
        if name in given and (value := _literal(given[name])) in [*values, Ellipsis]:
            return None if value is Ellipsis else False
    if not wanted:
        return True
    for name, values in wanted.items():
        if name in given:
            value = _literal(given[name])
            if value is Ellipsis:
                return None
            if value in values or "*" in values:
                return True
    return False


def _literal(node: ast.expr) -> Any:
    """The value of a constant; ``...`` for anything else."""
    return node.value if isinstance(node, ast.Constant) else Ellipsis
