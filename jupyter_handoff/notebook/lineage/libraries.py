"""What the tables of `knowledge` say of a qualified name, looked up by one dictionary each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..knowledge import known, table


@cache
def estimators() -> Mapping[str, Mapping[str, Any]]:
    """Classes that learn from data, by qualified name."""
    classes: Mapping[str, Mapping[str, Any]] = table("estimators")["classes"]
    return {**classes, **table("networks")["classes"]}


@cache
def learning_functions() -> Mapping[str, Mapping[str, Any]]:
    """Functions that do at once what a transformer does, by qualified name."""
    rows: Mapping[str, Mapping[str, Any]] = table("estimators")["functions"]
    return rows


@cache
def scoring(section: str) -> Mapping[str, Mapping[str, Any]]:
    """Functions that score or divide data, by qualified name."""
    rows: Mapping[str, Mapping[str, Any]] = table("scoring")[section]
    return rows


@cache
def named(*lists: str) -> frozenset[str]:
    """The union of lists, each written ``table.key``."""
    return frozenset().union(*(known(*item.split(".", 1)) for item in lists))


@cache
def is_known(name: str) -> bool:
    """Whether some table knows a qualified name: a star import may have brought it."""
    if name in estimators() or name in named("pandas.readers", "pandas.constructors"):
        return True
    sections = ("scores", "cross_validation", "splits", "datasets", "scored_estimators")
    return any(name in scoring(section) for section in sections)


@cache
def is_library(module: str) -> bool:
    """Whether a module belongs to a library that the tables know, or draws pictures."""
    top = module.partition(".")[0]
    known_tops = {name.partition(".")[0] for name in (*estimators(), *scoring("datasets"))}
    return top in known_tops | {"numpy", "pandas", "polars", "matplotlib", "pylab", "seaborn"}
