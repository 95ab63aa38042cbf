"""What of the models that were fitted and scored is kept, and what they were compared with."""

from __future__ import annotations

from collections.abc import Iterator

from .events import Fit, Learnt, Saved
from .features import rests_on, role_of
from .leakage import Lineage, Trial
from .libraries import scoring
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


def saves(lineage: Lineage) -> list[Saved]:
    """All that is written or registered, in document order."""
    return [event for _, event in lineage.trace.events if isinstance(event, Saved)]


def left_behind(lineage: Lineage) -> Iterator[tuple[Saved, Fit, list[Learnt]]]:
    """Saved models whose inputs were made by transformers that are saved nowhere."""
    kept = saves(lineage)
    sites = frozenset[Site]().union(*(event.learnt for event in kept))
    made = {event.model for event in kept}
    fits = {trial.fit.site: trial.fit for trial in lineage.trials}
    learnt = {event.site: event for _, event in lineage.trace.events if isinstance(event, Learnt)}
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


def is_regression(fit: Fit) -> bool:
    """Whether a model tells numbers, as its class or its steps say."""
    return any(role_of(name) == "regressor" for name in (fit.name, *fit.steps))


def score_functions() -> tuple[str, ...]:
    """The functions that compare predictions with the truth, by qualified name."""
    return tuple(scoring("scores"))
