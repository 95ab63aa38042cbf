"""Functions that score models, or what models predicted."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from . import probabilities, trials
from .arguments import Arguments
from .joins import as_data, data_in
from .values import NOTHING, Model, Unknown, Value


def score(row: Mapping[str, Any], given: Arguments) -> Value:
    """A score: of predictions it is an evaluation on the rows that they were made for."""
    values = [given.get("y_true", row.get("truth", 0)), given.get("y_pred", row.get("given", 1))]
    values += [value for key, value in given.keywords.items() if key.startswith("y_")]
    data = [found for value in values if value is not None for found in data_in(value)]
    for fit in sorted({fit for item in data for fit in item.of}, key=attrgetter("order")):
        item = next(item for item in data if fit in item.of)
        trials.scored(given.run, fit, item, given.name, given.site)
    probabilities.scored(row, given)
    return Unknown(given.site)


def scored_estimator(row: Mapping[str, Any], given: Arguments) -> Value:
    model = given.get("estimator", row.get("estimator", 0))
    value = given.get("X", row.get("X", 1))
    data = as_data(value) if value is not None else None
    if isinstance(model, Model) and data is not None:
        fitted = given.run.learner(model).fitted
        if fitted is not None:
            trials.scored(given.run, fitted, data, given.name, given.site)
    return NOTHING


def cross_validated(row: Mapping[str, Any], given: Arguments) -> Value:
    model = given.get("estimator", row.get("estimator", 0))
    value, target = given.get("X", row.get("X", 1)), given.get("y", row.get("y", 2))
    data = as_data(value) if value is not None else None
    if data is None:
        return Unknown(given.site)
    learner = given.run.learner(model) if isinstance(model, Model) else None
    truth = as_data(target) if target is not None else None
    made = model.site if isinstance(model, Model) else None
    held = trials.record_folds(learner, data, truth, given, made=made)
    # Predictions of cross-validation are made for every row, by a model that did not see it.
    return replace(held, columns=None)
