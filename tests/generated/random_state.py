"""Makes the tables of what draws random numbers, from the installed libraries.

Introspection tells which classes and functions take a random state that is not fixed
by default. When they really draw is knowledge that a person adds to a row
(``random_with``, ``fixed_with``, ``never``) and that a remake keeps.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import random
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from jupyter_handoff.notebook.knowledge import table

_SPLITTERS = "Split", "Fold", "train_test_split"


def sklearn_table() -> str:
    """The text of ``sklearn.toml``."""
    import sklearn

    kept: dict[str, dict[str, Any]] = table("sklearn")["takes_state"]
    rows = {name: dict(row) for name, row in kept.items() if row.get("removed")}
    for name, thing in sorted(_sklearn_things()):
        row = {"kind": _kind(name, thing)}
        reviewed = kept.get(name, {})
        row |= {key: value for key, value in reviewed.items() if key != "kind"}
        rows[name] = row
    release = ".".join(sklearn.__version__.split(".")[:2])
    lines = [
        f"# What takes a random state, from scikit-learn {release} by `make generated`.",
        "# A person adds to a row: random_with (draws only with these values, '*' for any),",
        "# fixed_with (does not draw with these), never (draws nothing that matters),",
        "# passes_on (gives the estimators in its call a state), removed (of an older release).",
        "",
        "[takes_state]",
        *(f"{json.dumps(name)} = {inline(row)}" for name, row in sorted(rows.items())),
    ]
    return "\n".join(lines) + "\n"


def numpy_draws() -> list[str]:
    """The functions of ``numpy.random`` that draw from its global generator."""
    import numpy.random

    state = numpy.random.mtrand._rand
    return sorted(
        f"numpy.random.{name}"
        for name in dir(numpy.random)
        if getattr(getattr(numpy.random, name), "__self__", None) is state
        and name not in ("seed", "get_state", "set_state")
    )


def _sklearn_things() -> Iterator[tuple[str, Callable[..., Any]]]:
    import sklearn
    from sklearn.utils import all_estimators

    seen = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        estimators = {cls.__name__: cls for _, cls in all_estimators()}
        for module in pkgutil.iter_modules(sklearn.__path__):
            if module.name.startswith("_") or module.name in ("tests", "externals", "conftest"):
                continue
            package = importlib.import_module(f"sklearn.{module.name}")
            for name in getattr(package, "__all__", dir(package)):
                try:
                    thing = getattr(package, name, None)
                except ImportError:  # experimental, unless asked for by its own import
                    continue
                own = getattr(thing, "__module__", "").startswith(f"sklearn.{module.name}")
                if name.startswith(("_", "Base")) or not callable(thing) or not own:
                    continue
                listed = hasattr(package, "__all__") or name in estimators
                if listed and _draws_by_default(thing) and (module.name, name) not in seen:
                    seen.add((module.name, name))
                    yield f"sklearn.{module.name}.{name}", thing


def _draws_by_default(thing: Callable[..., Any]) -> bool:
    try:
        parameter = inspect.signature(thing).parameters.get("random_state")
    except ValueError:
        return False
    return parameter is not None and parameter.default is None


def _kind(name: str, thing: Callable[..., Any]) -> str:
    if any(part in name.rpartition(".")[2] for part in _SPLITTERS):
        return "splitter"
    if inspect.isclass(thing):
        return "estimator"
    return "draw"


def inline(row: dict[str, Any]) -> str:
    """A row of a table as TOML writes it in one line."""
    parts = []
    for key, value in row.items():
        shown = inline(value) if isinstance(value, dict) else json.dumps(value)
        parts.append(f"{key} = {shown}")
    return "{ " + ", ".join(parts) + " }"


def numpy_table() -> str:
    """The text of ``numpy.toml``."""
    import numpy

    release = ".".join(numpy.__version__.split(".")[:2])
    return _draw_table(
        "NumPy",
        f"NumPy {release}",
        numpy_draws(),
        seeds=["numpy.random.seed", "numpy.random.set_state"],
        generators={"numpy.random.RandomState": "seed", "numpy.random.default_rng": "seed"},
    )


def random_table() -> str:
    """The text of ``random.toml``."""
    bound = {name: getattr(getattr(random, name), "__self__", None) for name in dir(random)}
    names = [name for name, owner in bound.items() if isinstance(owner, random.Random)]
    own = {"seed", "getstate", "setstate"}
    # An older Python lacks some: what a newer one had is kept.
    draws = {f"random.{name}" for name in names if name not in own} | {*table("random")["draws"]}
    return _draw_table(
        "Python's `random`",
        "Python's standard library",
        sorted(draws),
        seeds=["random.seed", "random.setstate"],
        generators={"random.Random": "x"},
    )


def _draw_table(
    name: str, made_from: str, draws: list[str], *, seeds: list[str], generators: dict[str, str]
) -> str:
    lines = [
        f"# What draws from the global generator, from {made_from} by `make generated`.",
        "# seeds fix it (seed is the one to add); generators take a seed of their own.",
        "",
        f"library = {json.dumps(name)}",
        f"seed = {json.dumps(seeds[0])}",
        f"seeds = {json.dumps(seeds)}",
        "draws = [",
        *(f"    {json.dumps(draw)}," for draw in draws),
        "]",
        "layers = []",
        "",
        "[generators]",
        *(f"{json.dumps(made)} = {json.dumps(seed)}" for made, seed in generators.items()),
    ]
    return "\n".join(lines) + "\n"


TABLES: dict[str, Callable[[], str]] = {
    "sklearn": sklearn_table,
    "numpy": numpy_table,
    "random": random_table,
}
