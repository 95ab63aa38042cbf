"""What features hold that they must not, and numbers that flatter: the target, the future."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .events import Division, Evaluation, Fit, Folding
from .leakage import Lineage, in_turns
from .libraries import estimators
from .outcomes import Leak, Trial
from .rows import NO_ROWS, Part, Rows, disjoint, line_of
from .values import Data, Seen

_LEARNERS = frozenset("classifier regressor network predictor booster dummy meta".split())
_PLAIN_PARTS = frozenset("classifier regressor splitter dummy".split())


def holding_target(lineage: Lineage) -> Iterator[Trial]:
    """Fits whose features certainly hold the column of the target, once a place."""
    spoken: set[object] = set()
    for trial in lineage.trials:
        place = trial.fit.site.spot
        if place not in spoken and _takes_all_columns(trial.fit) and holds_target(trial.fit):
            spoken.add(place)
            yield trial


def holds_target(fit: Fit) -> bool:
    """Whether the features of a fit hold the target's column, beside others."""
    train, target = fit.train, fit.target
    if target is None or train.columns is None or target.columns is None:
        return False
    if target.rows not in (train.rows, _whole(fit)):
        return False
    return train.columns.holds(target.columns) and train.columns.only != target.columns.only


def _whole(fit: Fit) -> Rows:
    """The rows that a fit's own are a fold of, or its own."""
    if fit.cross_validated and len(fit.train.rows) == 1:
        return next((atom.rows for atom in fit.train.rows if isinstance(atom, Part)), NO_ROWS)
    return fit.train.rows


def _takes_all_columns(fit: Fit) -> bool:
    """Whether a model learns from all columns that it is given; a pipeline may choose."""
    if fit.role == "search":
        return bool(fit.steps) and all(role_of(name) in _PLAIN_PARTS for name in fit.steps)
    return fit.role in _LEARNERS and role_of(fit.name) not in ("", "pipeline", "search", "meta")


def role_of(name: str) -> str:
    """The role of a class by its qualified name; empty where it is not known."""
    row = estimators().get(name)
    return str(row["role"]) if row else ""


def looking_ahead(lineage: Lineage) -> Iterator[tuple[Trial, Seen]]:
    """Features that hold what later rows say, where the target is not made by the same."""
    spoken: set[object] = set()
    for trial in lineage.trials:
        for seen in trial.fit.train.seen:
            place = seen.site.spot
            if place not in spoken and _looks_ahead(trial.fit, seen):
                spoken.add(place)
                yield trial, seen


def _looks_ahead(fit: Fit, seen: Seen) -> bool:
    columns, target = fit.train.columns, fit.target
    if seen.kind != "future" or columns is None or target is None or not _predicts(fit):
        return False
    if seen.column is not None and not columns.has(seen.column):
        return False
    if seen.site not in {item.site for item in target.seen}:
        return True
    # Both are made of it: only a column of its own, that is not the target's, is a feature.
    return bool(
        seen.column is not None
        and target.columns
        and target.columns.only
        and seen.column not in target.columns.only
    )


def _predicts(fit: Fit) -> bool:
    return fit.role in _LEARNERS or fit.role == "search"


def target_statistics(lineage: Lineage) -> Iterator[Leak]:
    """Features made by statistics of the target over rows that are held out later."""
    if not any(
        trial.fit.is_told_by(seen) for trial in lineage.trials for seen in trial.fit.train.seen
    ):
        return
    spoken: set[object] = set()
    for leak in chain(
        lineage.preprocessed(folds=False, of_target=True),
        lineage.preprocessed(folds=True, of_target=True),
    ):
        place = leak.seen.site.spot
        if place not in spoken:
            spoken.add(place)
            yield leak


def shuffled_in_time(lineage: Lineage) -> Iterator[tuple[Division | Folding, Seen]]:
    """Splits and folds that mix earlier with later rows, though features look back in time."""
    spoken: set[object] = set()
    cuts: Iterator[Division | Folding] = lineage.trace.of(Division, Folding)
    for event in filter(_mixes, cuts):
        place = event.site.spot
        lag = next(iter(_lags(lineage, event)), None)
        if lag is not None and place not in spoken:
            spoken.add(place)
            yield event, lag


def _mixes(event: Division | Folding) -> bool:
    if event.data is None or "time" not in event.data.notes:
        return False
    if isinstance(event, Division):
        return event.shuffled and bool(event.parts)
    row = estimators().get(event.splitter, {})
    return not row.get("ordered") and not row.get("groups") and row.get("role") != "resampler"


def _lags(lineage: Lineage, event: Division | Folding) -> list[Seen]:
    """What the features of models behind a split say of earlier rows."""
    found: list[Seen] = []
    for trial in lineage.trials:
        if _comes_from(trial.rows, event):
            told = {item.site for item in trial.fit.target.seen} if trial.fit.target else set()
            found += [
                seen
                for seen in trial.fit.train.seen
                if seen.kind == "order"
                and seen.site not in told
                and rests_on(trial.fit.train, seen)
            ]
    return sorted(found, key=lambda seen: seen.site.place)


def _comes_from(rows: Rows, event: Division | Folding) -> bool:
    if isinstance(event, Division):
        line = {above for atom in rows for above in line_of(atom)}
        return any(part and part <= line for part in event.parts)
    cut = (("folds", event.site), ("fold", event.site))
    return any(
        isinstance(name := getattr(above, "event", None), tuple) and name[:2] in cut
        for atom in rows
        for above in line_of(atom)
    )


def rests_on(data: Data, seen: Seen) -> bool:
    """Whether data rest on what was seen, as far as their columns are known."""
    return seen.column is None or data.columns is None or data.columns.has(seen.column)


def steered_by_test(lineage: Lineage) -> Iterator[tuple[Trial, Evaluation]]:
    """Fits that stop by the very rows that they are scored on, and on no others."""
    spoken: set[object] = set()
    for trial in lineage.trials:
        fit, steered = trial.fit, trial.fit.steered
        if steered is None or not disjoint(steered.rows, trial.rows) or fit.site.spot in spoken:
            continue
        held = [item for item in trial.evaluations if disjoint(item.data.rows, trial.rows)]
        same = [item for item in held if item.data.rows == steered.rows]
        scored = [item for item in same if item.kind == "score"]
        if in_turns(steered.rows):
            # Each fold would need a third part: few have one, and it evens out over the turns.
            continue
        if scored and len(same) == len(held) and not _has_more(lineage, trial, steered.rows):
            spoken.add(fit.site.spot)
            yield trial, scored[0]


def _has_more(lineage: Lineage, trial: Trial, steered: Rows) -> bool:
    """Whether rows are kept that neither the fit nor its stopping has looked at."""
    parts = [part for division in lineage.divisions for part in division.parts]
    return any(
        disjoint(rows, trial.rows) and disjoint(rows, steered)
        for rows in (*parts, *lineage.fits_on)
    )
