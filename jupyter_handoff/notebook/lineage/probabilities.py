"""Which classifiers give probabilities, and where their labels are scored instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..knowledge import table
from .arguments import Arguments
from .events import LabelsScored
from .joins import data_in
from .libraries import estimators
from .run import Run
from .values import NO_MARKS, Constant, Learner, Mark

# What a metric's predictions are called.
GIVEN: list[str] = table("scoring")["given_names"]
_HOLD_ANOTHER = frozenset(("pipeline", "search"))
# Meta estimators that pass on what the classifier inside them gives.
_PASS_ON = frozenset(("OneVsRestClassifier", "SelfTrainingClassifier", "ClassifierChain"))
_DEEPEST = 8


def marks(learner: Learner, given: Arguments) -> frozenset[Mark]:
    """The mark of what a learner's method predicts, where that is surely labels."""
    plain = given.name == "predict" and len(given.all) == 1 and not given.spread
    if plain and gives_probabilities(given.run, learner):
        return frozenset([Mark("labels", given.site)])
    return NO_MARKS


def gives_probabilities(run: Run, learner: Learner) -> bool:
    """Whether a classifier, or what a search or a pipeline ends in, has ``predict_proba``."""
    for _ in range(_DEEPEST):
        passes_on = learner.name.rpartition(".")[2] in _PASS_ON
        if not passes_on and learner.role not in _HOLD_ANOTHER and not _is_pipeline(learner):
            break
        inner = [run.learner(part) for part in learner.parts]
        inner = [part for part in inner if part.role != "splitter"]
        if not inner:
            return False
        learner = inner[-1] if _is_pipeline(learner) else inner[0]
    row = estimators().get(learner.name, {})
    if not row.get("proba") or "classifier" not in (row["role"], row.get("of")):
        return False
    return all(_is_set(learner, name, values) for name, values in row.get("proba_with", {}).items())


def _is_pipeline(learner: Learner) -> bool:
    """Whether a learner is a pipeline, whose role is that of its last step."""
    return estimators().get(learner.name, {}).get("role") == "pipeline"


def _is_set(learner: Learner, name: str, values: list[Any]) -> bool:
    value = learner.setting(name)
    return isinstance(value, Constant) and value.value in values


def scored(row: Mapping[str, Any], given: Arguments) -> None:
    """A metric compares something with the truth."""
    if row.get("wants") != "scores":
        return
    named = [given.keywords[name] for name in GIVEN if name in given.keywords]
    for value in (*named, *given.positional[row["given"] : row["given"] + 1]):
        for data in data_in(value):
            if site := data.marked("labels"):
                given.run.record(LabelsScored(given.site, given.name, site))
