"""What models, transformers and resamplers do with data, and what is told of it as events."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from msgspec.structs import replace

from .arguments import Arguments
from .events import Folding, Learnt
from .fingerprints import Fingerprint, fingerprint_of
from .joins import as_data, listed
from .libraries import estimators
from .rows import Rows, Site, subset, synthetic
from .run import Run
from .saving import SAVES, own_code, saved
from .table_columns import Columns
from .trials import evaluated, features_of, fitted, models_in, predicted, seen_by, target_of
from .values import NO_MARKS, NOTHING_SEEN, Data, Folds, Learner, Many, Mark, Model, Unknown, Value

_PREDICTS = frozenset(
    "predict predict_proba predict_classes predict_log_proba decision_function predict_generator "
    "predict_on_batch get_prediction".split()
)
_EVALUATES = frozenset("evaluate evaluate_generator score test_on_batch".split())
_FITS = frozenset("fit fit_generator partial_fit train_on_batch fit_predict fit_one_cycle".split())
_TRANSFORMS = frozenset("transform inverse_transform texts_to_sequences texts_to_matrix".split())
_LEARNS = frozenset(("fit_transform", "fit_on_texts", "adapt"))


def constructed(given: Arguments) -> Value:
    """An estimator that is made by its class."""
    row = estimators()[given.name]
    parts = tuple(models_in(given.all))
    learns = [row["learns"]] if "learns" in row else []
    for inner in parts:
        learns += given.run.learner(inner).learns
    data = tuple(item for value in given.all if (item := _given_data(value)) is not None)
    role = row["role"]
    if role == "pipeline" and parts:
        role = _role_of_last(given.run, parts)
    learner = Learner(
        name=given.name,
        role=role,
        learns=tuple(sorted(set(learns))),
        settings=_settings(given),
        given=data if row.get("takes_data") else (),
        parts=parts,
        own=own_code(given.run, given.all),
    )
    return given.run.keep(Model(given.site), learner)


def _role_of_last(run: Run, parts: tuple[Model, ...]) -> str:
    last = run.learner(parts[-1]).role
    return last if last not in ("transformer", "columns") else "transformer"


def _settings(given: Arguments) -> Fingerprint:
    """What tells two settings of one class apart, as `Learner.setting` reads it."""
    named = tuple(
        (key, _setting(given.run, value)) for key, value in sorted(given.keywords.items())
    )
    return fingerprint_of((tuple(_setting(given.run, value) for value in given.positional), named))


def _setting(run: Run, value: Value) -> Hashable:
    return value if not isinstance(value, Model) else run.learner(value).settings


def _given_data(value: Value) -> Data | None:
    return as_data(value) if isinstance(value, Data | Unknown) else None


def cloned(run: Run, model: Model, site: Site) -> Model:
    """A model of the same class and settings that learnt nothing yet."""
    learner = run.learner(model)
    return run.keep(Model(site), replace(learner, learnt=NOTHING_SEEN, fitted=None))


def method(model: Model, given: Arguments) -> Value:
    """What a method of a model does and gives."""
    learner = given.run.learner(model)
    if given.name in _LEARNS or (given.name in _FITS and not _predicts(learner)):
        return _learn(model, learner, given)
    if given.name in _FITS:
        return fitted(model, learner, given)
    for names, act in _ACTS:
        if given.name in names:
            return act(learner, given)
    if given.name == "split":
        data = features_of(given)
        if learner.role == "splitter" and data is not None:
            given.run.record(Folding(given.site, learner.name, data))
        return Folds(given.site)
    if given.name in SAVES:
        saved(given, (model,))
    if given.name == "get_support":
        return Data(seen=learner.learnt, form="number")
    if given.name in ("compile", "set_params", "add", "summary", "eval", "train", "to"):
        return model
    return Unknown(given.site)


def _predicts(learner: Learner) -> bool:
    return learner.role not in ("transformer", "clusterer", "columns", "outlier")


def _learn(model: Model, learner: Learner, given: Arguments) -> Value:
    data = features_of(given)
    if data is None:
        return model if given.name == "fit" else Unknown(given.site)
    learnt = data.seen | seen_by(learner, data, given.site)
    given.run.keep(model, replace(learner, learnt=learnt, fitted=given.site))
    given.run.record(Learnt(given.site, learner.name, model.site))
    if given.name in ("fit", "fit_on_texts", "adapt", "partial_fit"):
        return model
    columns = _columns(learner, data)
    return replace(data, seen=data.seen | learnt, columns=columns, form="array", marks=NO_MARKS)


def _columns(learner: Learner, data: Data) -> Columns | None:
    """The columns after a transformer: one that scales or fills leaves them where they are."""
    return data.columns if learner.learns in (("scale",), ("statistics",)) else None


def _transformed(learner: Learner, given: Arguments) -> Value:
    data = features_of(given)
    if data is None:
        return Unknown(given.site)
    if data.of:
        return data
    columns = _columns(learner, data)
    return replace(
        data, seen=data.seen | learner.learnt, columns=columns, form="array", marks=NO_MARKS
    )


def balanced(learner: Learner, given: Arguments) -> Value:
    """Rows of the classes made equal in number: some made up, or some left out."""
    made = estimators().get(learner.name, {}).get("makes", "synthetic")
    results: list[Value] = []
    for data in (features_of(given), target_of(given)):
        if data is None:
            results.append(Unknown(given.site, (len(results),)))
            continue
        cut = synthetic if made == "synthetic" else subset
        results.append(replace(data, rows=cut(data.rows, given.site)))
    return listed(results, "tuple")


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
        best = learner.role == "search" and name == "best_score_" and learner.fitted
        marks = frozenset([Mark("chosen", best)]) if best else NO_MARKS
        return Data(seen=learner.learnt, form="number", marks=marks)
    return Unknown(site)


def unknown_model(value: Unknown, given: Arguments) -> Model | None:
    """Something unknown that is fitted to data and a target, as only a model is."""
    if value.site is None:
        return None
    if known := given.run.model_of(value):
        return known
    fits = given.name in ("fit", "fit_generator", "partial_fit") and _is_pair(given)
    return given.run.as_model(value) if fits else None


def _is_pair(given: Arguments) -> bool:
    data = [as_data(value) for value in given.positional[:2]]
    named = [as_data(given.keywords[name]) for name in ("y", "x", "X") if name in given.keywords]
    return sum(item is not None for item in (*data, *named)) >= 2 or (
        "validation_data" in given.keywords
    )


_ACTS: tuple[tuple[frozenset[str], Callable[[Learner, Arguments], Value]], ...] = (
    (_TRANSFORMS, _transformed),
    (_PREDICTS, predicted),
    (_EVALUATES, evaluated),
    (frozenset(("fit_resample", "fit_sample")), balanced),
)
