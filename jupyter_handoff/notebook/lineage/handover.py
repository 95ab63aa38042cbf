"""What of the models that were fitted and scored is kept, and what they were compared with."""

from __future__ import annotations

from collections.abc import Iterator

from .events import Fit, Learnt, Saved
from .features import rests_on, role_of
from .leakage import Lineage
from .libraries import scoring
from .outcomes import Trial
from .rows import Site

# Without these a model cannot be given the inputs that it was trained on.
_NEEDED = frozenset(
    "scale statistics vocabulary components categories bins target neighbours".split()
)
# These write a class or function as its name and module, not as its code.
_BY_NAME = (
    *("joblib.dump", "pickle.dump", "pickle.dumps", "torch.save", "sklearn.externals.joblib.dump"),
    *("cPickle.dump", "_pickle.dump", "compress_pickle.dump"),
)
_MODELS = frozenset("classifier regressor network predictor booster forecaster statistics".split())

# Scores that say by themselves how much better than chance, or than the mean, a model is.
_RELATIVE = (
    *("r2_score", "explained_variance_score", "roc_auc_score", "cohen_kappa_score"),
    *("matthews_corrcoef", "auc", "adjusted_rand_score", "d2_absolute_error_score", "roc_curve"),
    *("RocCurveDisplay.from_estimator", "plot_roc_curve", "precision_recall_curve"),
)


def saves(lineage: Lineage) -> list[Saved]:
    """All that is written or registered, in document order."""
    return list(lineage.trace.of(Saved))


def left_behind(lineage: Lineage) -> Iterator[tuple[Saved, Fit, list[Learnt]]]:
    """Saved models whose inputs were made by transformers that are saved nowhere."""
    kept = saves(lineage)
    sites = frozenset[Site]().union(*(event.learnt for event in kept))
    made = {event.model for event in kept}
    fits = {trial.fit.site: trial.fit for trial in lineage.trials}
    learnt = {event.site: event for event in lineage.trace.of(Learnt)}
    spoken: set[Site] = set()
    for event in kept:
        fit = fits.get(event.fitted) if event.fitted else None
        if fit is None or fit.site in spoken:
            continue
        spoken.add(fit.site)
        needed = {
            seen.site.spot: learnt[seen.site]
            for seen in sorted(fit.train.seen, key=lambda item: item.site.spot)
            if seen.kind in _NEEDED and seen.site in learnt and rests_on(fit.train, seen)
        }
        missing = [
            item for item in needed.values() if item.site not in sites and item.made not in made
        ]
        if missing:
            yield event, fit, missing


def with_own_code(lineage: Lineage) -> Iterator[Saved]:
    """What is pickled though it needs classes or functions of the notebook, once a place."""
    spoken: set[object] = set()
    for event in saves(lineage):
        place = event.site.spot
        if event.own and event.name in _BY_NAME and place not in spoken:
            spoken.add(place)
            yield event


def scored_models(lineage: Lineage) -> list[Trial]:
    """Fitted models that a number tells something of."""
    return [
        trial
        for trial in lineage.trials
        if (trial.fit.role in _MODELS or trial.fit.role == "search")
        and any(item.kind == "score" for item in trial.evaluations)
    ]


def compared(lineage: Lineage) -> bool:
    """Whether more than one model is scored, or one in a loop of unknown length."""
    scored = [
        trial.fit
        for trial in lineage.trials
        if any(item.kind not in ("prediction", "validation") for item in trial.evaluations)
    ]
    return len({fit.made or fit.site for fit in scored}) > 1 or any(fit.many for fit in scored)


def tells(trial: Trial) -> str:
    """What a model tells, ``classes`` or ``numbers``, by its class, its steps or its scores."""
    roles = {role_of(name) for name in (trial.fit.name, *trial.fit.steps)}
    wanted = {scoring("scores").get(item.by, {}).get("wants") for item in trial.evaluations}
    if "regressor" in roles or "values" in wanted:
        return "numbers"
    return "classes" if "classifier" in roles or wanted & {"labels", "scores"} else ""


def score_functions() -> tuple[str, ...]:
    """The functions that compare predictions with the truth, by qualified name."""
    return tuple(scoring("scores"))


def is_relative(trial: Trial) -> bool:
    """Whether a score of a model compares it with chance, or with the mean, by itself."""
    scores = [item.by for item in trial.evaluations if item.kind == "score"]
    plain = "score" in scores and tells(trial) == "numbers"
    return plain or any(by.endswith(_RELATIVE) for by in scores)
