"""Makes the table of what scores, splits and gives data, from the installed libraries.

Signatures tell where a function of scikit-learn takes the truth and what it is compared
with. A person corrects ``wants``, adds a key, or adds a row of another library or of an
older release (``removed``); a remake keeps that.
"""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jupyter_handoff.notebook.knowledge import table

from .random_state import inline

_MODULES = "sklearn.calibration sklearn.metrics sklearn.model_selection"
# What the parameters have been called, in this release or before.
_TRUTHS = ("y_true", "labels_true", "y1")
_SCORES = ("y_score", "y_prob", "y_proba", "probas_pred", "pred_decision")
_PREDICTIONS = ("y_pred", "labels_pred", "y2", *_SCORES)
# Scores of numbers; what has none of these names, and no scores, compares labels.
_OF_VALUES = (
    "d2_absolute d2_pinball d2_tweedie deviance error explained_variance mean_ median_ r2_ pinball"
)
_MADE_ANEW = frozenset("truth given clusters estimator X y".split())
_HEADS = {
    "scores": (
        "Functions that compare the truth with predictions: the positions of both, and what is",
        "to be given: labels, scores (of classes: probabilities, decisions) or values (numbers).",
        "clusters: it compares groupings, whatever their labels are called.",
    ),
    "scored_estimators": ("Functions that let an estimator predict, and score or show that.",),
    "cross_validation": ("Functions that fit on parts of the rows and score on the others.",),
    "splits": ("Functions that give a train and a test part of each array; ordered: unshuffled.",),
    "datasets": (
        "Functions that give known data: a bunch (data, target), a pair (X, y), train-test:",
        "((X, y), (X, y)), or a frame; under: the attribute that has it.",
    ),
}


def scoring_table() -> str:
    """The text of ``scoring.toml``."""
    kept: Mapping[str, dict[str, dict[str, Any]]] = table("scoring")
    lines = [
        "# How notebooks split, score and get known data, by `make generated`.",
        "# What a score's predictions are called where they are given by keyword.",
        f"given_names = {json.dumps(_PREDICTIONS)}",
    ]
    for section, head in _HEADS.items():
        make = _MADE.get(section)
        rows = dict(kept[section]) if make is None else _remade(dict(make()), kept[section])
        lines += ["", *(f"# {line}" for line in head), f"[{section}]"]
        lines += [f"{json.dumps(name)} = {inline(row)}" for name, row in sorted(rows.items())]
    return "\n".join(lines) + "\n"


def _remade(
    made: dict[str, dict[str, Any]], kept: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The rows that were made, with what a person added to them, and the rows by hand."""
    rows = {
        name: row
        for name, row in kept.items()
        if row.get("removed") or not name.startswith("sklearn.")
    }
    for name, row in made.items():
        judged = {k: v for k, v in kept.get(name, {}).items() if k not in _MADE_ANEW}
        rows[name] = {**row, **judged}
    return rows


def _functions(modules: str = _MODULES) -> Iterator[tuple[str, list[str]]]:
    """Public functions, and the ways to make a display, with the names of their parameters."""
    importlib.import_module("sklearn.experimental.enable_halving_search_cv")
    for module in map(importlib.import_module, modules.split()):
        for name in getattr(module, "__all__", dir(module)):
            thing = getattr(module, name, None)
            if not getattr(thing, "__module__", "").startswith(module.__name__):
                continue
            if inspect.isfunction(thing):
                yield f"{module.__name__}.{name}", list(inspect.signature(thing).parameters)
            for way in ("from_estimator", "from_predictions"):
                if made := getattr(thing, way, None):
                    path = f"{module.__name__}.{name}.{way}"
                    yield path, list(inspect.signature(made).parameters)


def _scores() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, parameters in _functions():
        if not parameters or parameters[0] not in _TRUTHS:
            continue
        truth, given = parameters[:2]
        last = name.rpartition(".")[2]
        wants = "labels"
        if given in _SCORES:
            wants = "scores"
        elif truth == "y_true" and any(part in last for part in _OF_VALUES.split()):
            wants = "values"
        row: dict[str, Any] = {"truth": 0, "given": 1, "wants": wants}
        if truth == "labels_true":
            row["clusters"] = True
        yield name, row


def _scored() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, parameters in _functions():
        if name.endswith(".from_estimator") and "cv" not in parameters:
            yield name, _positions(parameters)


def _cross_validated() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, parameters in _functions("sklearn.model_selection"):
        if parameters[:3] == ["estimator", "X", "y"]:
            yield name, _positions(parameters)


def _positions(parameters: list[str]) -> dict[str, Any]:
    return {name: parameters.index(name) for name in ("estimator", "X", "y")}


def _datasets() -> Iterator[tuple[str, dict[str, Any]]]:
    import sklearn.datasets

    for name in sklearn.datasets.__all__:
        if gives := _gives(name, inspect.getdoc(getattr(sklearn.datasets, name)) or ""):
            yield f"sklearn.datasets.{name}", {"gives": gives}


def _gives(name: str, documentation: str) -> str:
    """What a function of ``sklearn.datasets`` gives, by its documentation."""
    returns = documentation.partition("Returns\n-------\n")[2].splitlines()
    named = [line.partition(" :")[0] for line in returns if " :" in line and line[0] != " "]
    if name.startswith(("load_", "fetch_")) and any("Bunch" in line for line in returns):
        return "bunch"
    pair = named[:2] in (["X", "y"], ["X", "Y"], ["X", "t"]) or "return_X_y" in documentation
    return "pair" if pair else ""


_MADE: dict[str, Callable[[], Iterator[tuple[str, dict[str, Any]]]]] = {
    "scores": _scores,
    "scored_estimators": _scored,
    "cross_validation": _cross_validated,
    "datasets": _datasets,
}
