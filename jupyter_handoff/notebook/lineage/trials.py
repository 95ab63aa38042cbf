"""Fits, scores and predictions: what is told of models as events."""

from __future__ import annotations

from collections.abc import Hashable
from operator import attrgetter

from msgspec.structs import replace

from ..names import dotted
from . import probabilities
from .arguments import Arguments
from .events import Evaluation, Fit, Folding, Handed
from .joins import as_data, data_in, flat
from .rows import Site, Source, Which, part
from .run import Run
from .values import (
    NO_MARKS,
    Constant,
    Data,
    Items,
    Learner,
    Model,
    Named,
    Seen,
    Unknown,
    Value,
)

# Callbacks that end a fit early.
STOPS = ("EarlyStopping", ".early_stopping")


def fitted(model: Model, learner: Learner, given: Arguments) -> Value:
    data, target = features_of(given), target_of(given)
    if learner.given and (data is None or learner.role == "statistics"):
        target, *others = learner.given
        data = others[0] if others else target
    if data is None:
        return model
    site = given.site
    if learner.role == "search":
        record_folds(learner, data, target, given, made=model.site, fitted=site)
    steered = _steered(given)
    train = data
    share = given.constant("validation_split")
    if isinstance(share, float) and share > 0:
        event = ("validation", share)
        train = replace(data, rows=part(data.rows, event, Which("piece", 0, 2)))
        rest = replace(data, rows=part(data.rows, event, Which("piece", 1, 2)))
        given.run.record(Evaluation(site, site, rest, "validation"))
    fit = Fit(
        site=site,
        name=learner.name,
        role=learner.role,
        made=model.site,
        settings=learner.settings,
        train=train,
        target=target,
        steered=steered if _stops(learner, given) else None,
        many=given.run.many > 0,
        cross_validated=learner.role == "search",
        steps=tuple(given.run.learner(item).name for item in learner.parts),
    )
    given.run.record(fit)
    own = Seen(data.rows, site, "model", learner.name.rpartition(".")[2])
    learnt = data.seen | seen_by(learner, data, site) | {own}
    given.run.keep(model, replace(learner, fitted=site, learnt=learnt))
    if steered is not None:
        given.run.record(Evaluation(site, site, steered, "validation"))
    if given.name == "fit_predict":
        return replace(data, of=frozenset([site]), columns=None)
    return model


def _steered(given: Arguments) -> Data | None:
    """The data that a fit is told to look at while it goes on."""
    for name in ("validation_data", "eval_set", "valid_sets", "evals"):
        if name in given.keywords:
            found = _first_data(given.keywords[name])
            if found is not None:
                return found
    return None


def _first_data(value: Value) -> Data | None:
    """The last of the data sets that are given (the first may be the training data)."""
    if isinstance(value, Data):
        return value
    if isinstance(value, Items) and value.items:
        inner = value.values
        nested = [item for item in inner if isinstance(item, Items)]
        return _first_data(nested[-1]) if nested else next(iter(data_in(inner[0])), None)
    return None


def _stops(learner: Learner, given: Arguments) -> bool:
    """Whether the data that a fit looks at decide when it stops."""
    # Newer boosters are told so when they are made.
    if learner.setting("early_stopping_rounds") not in (None, Constant(None)):
        return True
    if given.constant("early_stopping_rounds") not in (None, False):
        return True
    callbacks = given.keywords.get("callbacks")
    listed = callbacks.values if isinstance(callbacks, Items) else (callbacks,)
    return any(isinstance(item, Named) and item.name.endswith(STOPS) for item in listed)


def predicted(learner: Learner, given: Arguments) -> Value:
    data = features_of(given)
    if data is None or learner.fitted is None:
        plain = replace(data, columns=None, marks=NO_MARKS) if data else None
        return plain or Unknown(given.site)
    given.run.record(Evaluation(given.site, learner.fitted, data, "prediction"))
    of = frozenset([learner.fitted])
    return Data(data.rows, data.seen, "array", of=of, marks=probabilities.marks(learner, given))


def evaluated(learner: Learner, given: Arguments) -> Value:
    data = features_of(given)
    if learner.fitted is not None:
        # Rows that cannot be told are still rows that somebody scored it on.
        rows = data or Data(frozenset([Source(("given", given.site), known=False)]))
        given.run.record(Evaluation(given.site, learner.fitted, rows, "score", given.name))
    return Unknown(given.site)


def scored(run: Run, fit: Site, data: Data, by: str, site: Site) -> None:
    """Predictions of a fit were compared with the truth."""
    run.record(Evaluation(site, fit, data, "score", by))


def handed(given: Arguments) -> None:
    """A fitted model, or its predictions, and data went into a function that is not known."""
    data = [item for value in given.all for item in data_in(value)]
    for model in models_in(given.all):
        fitted = given.run.learner(model).fitted
        if fitted is not None and not data:
            name = dotted(given.node.func).rpartition(".")[2]
            given.run.record(Handed(given.site, name, fitted))
        for item in data:
            if fitted is not None and item.rows and not item.of:
                given.run.record(Evaluation(given.site, fitted, item, "handed"))
    predicted = [item for item in data if item.of]
    if len(data) > len(predicted):
        for item in predicted:
            for fit in sorted(item.of, key=attrgetter("order")):
                given.run.record(Evaluation(given.site, fit, item, "handed"))


def record_folds(
    learner: Learner | None,
    data: Data,
    target: Data | None,
    given: Arguments,
    *,
    made: Site | None = None,
    fitted: Site | None = None,
) -> Data:
    """Cross-validation: fits and scores on parts of the data; gives the held-out part."""
    run, site = given.run, given.site
    if (name := _splitter(run, given.get("cv"), learner)) is not None:
        run.record(Folding(site, name, data))
    event = ("folds", site)
    train, held = (
        replace(data, rows=part(data.rows, event, Which("piece", number, 2))) for number in (0, 1)
    )
    inner = site._replace(context=(*site.context, "fold"))
    run.record(
        Fit(
            site=inner,
            name=learner.name if learner else "",
            role=learner.role if learner else "",
            made=made,
            settings=(learner.settings if learner else None, fitted),
            train=train,
            target=target,
            many=run.many > 0,
            cross_validated=True,
            steps=tuple(run.learner(item).name for item in learner.parts) if learner else (),
        )
    )
    run.record(Evaluation(site, inner, held, "fold"))
    return replace(held, of=frozenset([inner]))


def _splitter(run: Run, cv: Value | None, learner: Learner | None) -> str | None:
    """The class that cuts the folds; empty where it is the default, None if not known."""
    told: Hashable = cv
    if learner and learner.role == "search":
        parts = [run.learner(part) for part in learner.parts]
        names = [part.name for part in parts if part.role == "splitter"]
        if names:
            return names[0]
        told = learner.setting("cv")
    elif isinstance(cv, Model):
        return run.learner(cv).name
    return "" if told is None or isinstance(told, Constant) else None


def features_of(given: Arguments, position: int = 0) -> Data | None:
    for name in ("X", "x", "data", "X_train", "raw_documents", "training_data"):
        if name in given.keywords:
            return as_data(given.keywords[name])
    value = given.get("", position)
    return as_data(value) if value is not None else None


def target_of(given: Arguments) -> Data | None:
    for name in ("y", "y_true", "label", "labels"):
        if name in given.keywords:
            return as_data(given.keywords[name])
    value = given.get("", 1)
    return as_data(value) if value is not None else None


def seen_by(learner: Learner, data: Data, site: Site) -> frozenset[Seen]:
    """What a fit of a transformer on data learns from their rows."""
    about = data.columns.only if data.columns else None
    kinds = learner.learns or ("",)
    return frozenset(
        Seen(data.rows, site, kind, learner.name.rpartition(".")[2], None, about)
        for kind in kinds
        if kind not in ("", "nothing") and data.rows
    )


def models_in(values: tuple[Value, ...]) -> list[Model]:
    """The models in values, those in containers too."""
    return [value for value in flat(values) if isinstance(value, Model)]
