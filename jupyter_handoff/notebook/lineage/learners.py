"""What models, transformers and resamplers do with data, and what is told of it as events."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from dataclasses import replace

from .events import Evaluation, EvaluationKind, Fit, Saved
from .libraries import estimators
from .rows import Rows, Site, Which, part, subset, synthetic
from .run import Run
from .values import (
    NOTHING_SEEN,
    Arguments,
    Data,
    Items,
    Learner,
    Many,
    Model,
    Seen,
    Unknown,
    Value,
    as_data,
    data_in,
    listed,
)

_PREDICTS = frozenset(
    "predict predict_proba predict_classes predict_log_proba decision_function predict_generator "
    "predict_on_batch get_prediction".split()
)
_EVALUATES = frozenset("evaluate evaluate_generator score test_on_batch".split())
_FITS = frozenset("fit fit_generator partial_fit train_on_batch fit_predict fit_one_cycle".split())
_TRANSFORMS = frozenset("transform inverse_transform texts_to_sequences texts_to_matrix".split())
_LEARNS = frozenset(("fit_transform", "fit_on_texts", "adapt"))
_ALSO_LEARNS = frozenset(("transformer", "clusterer", "columns", "outlier"))
# Early stopping by the arguments of a fit, or by a callback that is named in them.
_STOPS = frozenset(("EarlyStopping", "early_stopping"))


def constructed(run: Run, name: str, given: Arguments) -> Value:
    """An estimator that is made by its class."""
    row = estimators()[name]
    parts = tuple(models_in(given.all))
    learns = [row["learns"]] if "learns" in row else []
    for inner in parts:
        learns += run.learner(inner).learns
    data = tuple(item for value in given.all if (item := _given_data(value)) is not None)
    role = row["role"]
    if role == "pipeline" and parts:
        role = _role_of_last(run, parts)
    learner = Learner(
        name=name,
        role=role,
        learns=tuple(sorted(set(learns))),
        settings=_settings(run, given),
        given=data if row.get("takes_data") else (),
        parts=parts,
    )
    return run.keep(Model(given.site), learner)


def _role_of_last(run: Run, parts: tuple[Model, ...]) -> str:
    last = run.learner(parts[-1]).role
    return last if last not in ("transformer", "columns") else "transformer"


def _settings(run: Run, given: Arguments) -> Hashable:
    """What tells two settings of one class apart."""
    named = tuple((key, _setting(run, value)) for key, value in sorted(given.keywords.items()))
    return (tuple(_setting(run, value) for value in given.positional), named)


def _setting(run: Run, value: Value) -> Hashable:
    return value if not isinstance(value, Model) else run.learner(value).settings


def _given_data(value: Value) -> Data | None:
    return as_data(value) if isinstance(value, Data | Unknown) else None


def models_in(values: tuple[Value, ...]) -> list[Model]:
    """The models in values, those in containers too."""
    found = []
    for value in values:
        if isinstance(value, Model):
            found.append(value)
        elif isinstance(value, Items):
            found += models_in(value.values)
        elif isinstance(value, Many):
            found += models_in((value.item,))
    return found


def cloned(run: Run, model: Model, site: Site) -> Model:
    """A model of the same class and settings that learnt nothing yet."""
    learner = run.learner(model)
    return run.keep(Model(site), replace(learner, learnt=NOTHING_SEEN, fitted=None))


def method(run: Run, model: Model, name: str, given: Arguments) -> Value:
    """What a method of a model does and gives."""
    learner = run.learner(model)
    if name in ("fit_resample", "fit_sample"):
        return _resampled(learner, given)
    if name in _LEARNS or (name in _FITS and not _predicts(learner)):
        return _learn(run, model, learner, name, given)
    if name in _FITS:
        return _fit(run, model, learner, name, given)
    if name in _TRANSFORMS:
        return _transformed(learner, given)
    if name in _PREDICTS:
        return _predicted(run, learner, given)
    if name in _EVALUATES:
        return _evaluated(run, learner, name, given)
    if name in ("split", "get_n_splits"):
        return Unknown(given.site)
    if name in ("save", "save_model", "save_weights", "dump_model"):
        run.record(Saved(given.site, name, model.site, learner.fitted))
    if name in ("compile", "set_params", "add", "summary", "eval", "train", "to"):
        return model
    return Unknown(given.site)


def _predicts(learner: Learner) -> bool:
    return learner.role not in ("transformer", "clusterer", "columns", "outlier")


def _frame(given: Arguments, position: int = 0) -> Data | None:
    for name in ("X", "x", "data", "X_train", "raw_documents", "training_data"):
        if name in given.keywords:
            return as_data(given.keywords[name])
    value = given.get("", position)
    return as_data(value) if value is not None else None


def _target(given: Arguments) -> Data | None:
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


def _learn(run: Run, model: Model, learner: Learner, name: str, given: Arguments) -> Value:
    data = _frame(given)
    if data is None:
        return model if name == "fit" else Unknown(given.site)
    learnt = data.seen | seen_by(learner, data, given.site)
    run.keep(model, replace(learner, learnt=learnt, fitted=given.site))
    if name in ("fit", "fit_on_texts", "adapt", "partial_fit"):
        return model
    return replace(data, seen=data.seen | learnt, columns=None, form="array")


def _transformed(learner: Learner, given: Arguments) -> Value:
    data = _frame(given)
    if data is None:
        return Unknown(given.site)
    if data.of:
        return data
    return replace(data, seen=data.seen | learner.learnt, columns=None, form="array")


def _resampled(learner: Learner, given: Arguments) -> Value:
    """Rows of the classes made equal in number: some made up, or some left out."""
    made = estimators().get(learner.name, {}).get("makes", "synthetic")
    results: list[Value] = []
    for data in (_frame(given), _target(given)):
        if data is None:
            results.append(Unknown(given.site, (len(results),)))
            continue
        cut = synthetic if made == "synthetic" else subset
        results.append(replace(data, rows=cut(data.rows, given.site)))
    return listed(results, "tuple")


def _fit(run: Run, model: Model, learner: Learner, name: str, given: Arguments) -> Value:
    data, target = _frame(given), _target(given)
    if learner.given and (data is None or learner.role == "statistics"):
        target, *rest = learner.given
        data = rest[0] if rest else target
    if data is None:
        return model
    site = given.site
    if learner.role == "search":
        record_folds(run, learner, data, target, given, made=model.site, fitted=site)
    steered = _steered(given)
    train = data
    share = given.constant("validation_split")
    if isinstance(share, float) and share > 0:
        event = ("validation", share)
        train = replace(data, rows=part(data.rows, event, Which("piece", 0, 2)))
        rest = replace(data, rows=part(data.rows, event, Which("piece", 1, 2)))
        run.record(Evaluation(site, site, rest, "validation"))
    fit = Fit(
        site=site,
        name=learner.name,
        role=learner.role,
        made=model.site,
        settings=learner.settings,
        train=train,
        target=target,
        steered=steered if _stops(run, given) else None,
        many=run.many > 0,
        cross_validated=learner.role == "search",
        steps=tuple(run.learner(item).name for item in learner.parts),
    )
    run.record(fit)
    learnt = data.seen | seen_by(learner, data, site)
    run.keep(model, replace(learner, fitted=site, learnt=learnt))
    if steered is not None:
        run.record(Evaluation(site, site, steered, "validation"))
    if name == "fit_predict":
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


def _stops(run: Run, given: Arguments) -> bool:
    """Whether the data that a fit looks at decide when it stops."""
    if given.constant("early_stopping_rounds") not in (None, False):
        return True
    for keyword in given.node.keywords:
        if keyword.arg == "callbacks":
            return _names_a_stop(run, keyword.value)
    return False


def _names_a_stop(run: Run, node: ast.expr) -> bool:
    value = run.fingerprint(node)
    return any(word in repr(value) for word in _STOPS) if len(repr(value)) < 5_000 else False


def _predicted(run: Run, learner: Learner, given: Arguments) -> Value:
    data = _frame(given)
    if data is None or learner.fitted is None:
        return Unknown(given.site) if data is None else replace(data, columns=None)
    run.record(Evaluation(given.site, learner.fitted, data, "prediction"))
    return Data(data.rows, data.seen, "array", of=frozenset([learner.fitted]))


def _evaluated(run: Run, learner: Learner, name: str, given: Arguments) -> Value:
    data = _frame(given)
    if data is not None and learner.fitted is not None:
        run.record(Evaluation(given.site, learner.fitted, data, "score", name, _target(given)))
    return Unknown(given.site)


def scored(run: Run, fit: Site, data: Data, by: str, site: Site, truth: Data | None = None) -> None:
    """Predictions of a fit were compared with the truth."""
    run.record(Evaluation(site, fit, data, "score", by, truth))


def handed(run: Run, given: Arguments) -> None:
    """A fitted model, or its predictions, and data went into a function that is not known."""
    data = [item for value in given.all for item in data_in(value)]
    for model in models_in(given.all):
        fitted = run.learner(model).fitted
        for item in data:
            if fitted is not None and item.rows and not item.of:
                run.record(Evaluation(given.site, fitted, item, "handed"))
    predicted = [item for item in data if item.of]
    if len(data) > len(predicted):
        for item in predicted:
            for fit in item.of:
                run.record(Evaluation(given.site, fit, item, "handed"))


def record_folds(
    run: Run,
    learner: Learner | None,
    data: Data,
    target: Data | None,
    given: Arguments,
    *,
    made: Site | None = None,
    fitted: Site | None = None,
) -> Data:
    """Cross-validation: fits and scores on parts of the data; gives the held-out part."""
    site = given.site
    event = ("folds", site)
    train, held = (
        replace(data, rows=part(data.rows, event, Which("piece", number, 2))) for number in (0, 1)
    )
    inner = replace_context(site, "fold")
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
    kind: EvaluationKind = "fold"
    run.record(Evaluation(site, inner, held, kind))
    return replace(held, of=frozenset([inner]))


def replace_context(site: Site, mark: str) -> Site:
    """A site beside another, at the same place."""
    return site._replace(context=(*site.context, mark))


def attribute(run: Run, model: Model, name: str, site: Site) -> Value:
    """``model.name``: the model inside it, or what it has learnt."""
    learner = run.learner(model)
    if name in ("best_estimator_", "estimator_", "model"):
        return model
    if name in ("named_steps", "steps"):
        return Many(learner.parts[0]) if learner.parts else Unknown(site)
    if learner.learnt and name.endswith("_"):
        if name == "labels_":
            rows: Rows = frozenset(atom for item in learner.learnt for atom in item.rows)
            return Data(rows, learner.learnt, "array")
        return Data(seen=learner.learnt, form="number")
    return Unknown(site)


def unknown_model(run: Run, value: Unknown, name: str, given: Arguments) -> Model | None:
    """Something unknown that is fitted to data and a target, as only a model is."""
    if value.site is None:
        return None
    site = Site("", given.node, ("unknown", value.site, value.path))
    model = Model(site)
    known = run.get(("o", site))
    key = ("m", value.site, value.path)
    if isinstance(kept := run.get(key), Model):
        return kept
    if name in ("fit", "fit_generator", "partial_fit") and _is_pair(given):
        if known is None:
            run.keep(model, Learner("", "predictor"))
        run.set(key, model)
        return model
    return None


def _is_pair(given: Arguments) -> bool:
    data = [as_data(value) for value in given.positional[:2]]
    named = [as_data(given.keywords[name]) for name in ("y", "x", "X") if name in given.keywords]
    return sum(item is not None for item in (*data, *named)) >= 2 or (
        "validation_data" in given.keywords
    )

