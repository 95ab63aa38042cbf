"""Which scores are worth nothing, and by which way the rows got there.

The definitions follow Yang, Brower-Sinning, Lewis and Kästner, "Data Leakage in
Notebooks: Static Detection and Better Processes" (ASE 2022), on our own abstraction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..cells import Cell
from .events import Division, Evaluation, Fit
from .frames import HARMLESS
from .outcomes import Leak, Overlap, Trial
from .rows import Part, Rows, Site, akin, disjoint, line_of, made_up_in, share, sources
from .same_models import same_model
from .trace import Trace, trace
from .values import Seen

# Learnt by the fit of a transformer, not by a statistic that somebody worked out.
_BY_HAND = frozenset(("statistic", "counts", "correlation", "groups", "ranks", "edges"))


@dataclass(frozen=True, eq=False)
class Lineage:
    """What a notebook does to its rows, from the trace of its cells."""

    trace: Trace

    @cached_property
    def trials(self) -> tuple[Trial, ...]:
        """All fits, in document order, with their evaluations."""
        made: dict[Site, list[Evaluation]] = defaultdict(list)
        for item in self.trace.of(Evaluation):
            made[item.fit].append(item)
        return tuple(Trial(fit, tuple(made[fit.site])) for fit in self.trace.of(Fit))

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        return tuple(self.trace.of(Division))

    @cached_property
    def fits_on(self) -> dict[Rows, set[Site]]:
        """Which fits were scored on which rows."""
        scored: dict[Rows, set[Site]] = defaultdict(set)
        for trial in self.trials:
            for item in trial.numbers:
                scored[item.data.rows].add(trial.fit.site)
        return dict(scored)

    def _fits_on(self, item: Evaluation) -> int:
        """How many fits were scored on the rows of an evaluation."""
        return len(self.fits_on.get(item.data.rows, ()))

    def tests(self, trial: Trial) -> tuple[Evaluation, ...]:
        """The held-out evaluations that are a test: no other model was scored there, if so."""
        own = [item for item in trial.on_other_rows if self._fits_on(item) < 2]
        return tuple(own) or trial.on_other_rows

    # Checks

    def preprocessed(self, *, folds: bool, of_target: bool = False) -> Iterator[Leak]:
        """What learnt from rows that later stood on both sides, once a place.

        Statistics of the target, by which features were made, are told apart.
        """
        spoken: set[object] = set()
        for trial in self.trials:
            if trial.is_fold != folds or (folds and self._has_test(trial)):
                continue
            # Rows that the fit had as well are no test, whatever else was seen of them.
            tests = [item for item in self.tests(trial) if not _overlap(item, trial)]
            leaks = [list(self._leaks(trial, item, of_target)) for item in tests]
            if not tests or not all(leaks):
                continue
            for item, found in zip(tests, leaks, strict=True):
                for seen in found:
                    place = seen.site.spot
                    if place not in spoken:
                        spoken.add(place)
                        division = self.division(trial.rows, item.data.rows, item.site)
                        yield Leak(seen, trial.fit, item, division)

    def _leaks(self, trial: Trial, item: Evaluation, of_target: bool) -> Iterator[Seen]:
        """What was learnt from rows on both sides of an evaluation."""
        rows = item.data.rows
        if not disjoint(rows, trial.rows):
            return
        for seen in sorted(trial.fit.train.seen | item.data.seen, key=_place):
            if seen.kind in HARMLESS or not share(seen.rows, rows):
                continue
            if trial.fit.is_told_by(seen) != of_target:
                continue
            if share(seen.rows, trial.rows) and not self._only_validates(item, seen):
                yield seen

    def _only_validates(self, item: Evaluation, seen: Seen) -> bool:
        """Whether a number only validates, and rows that were not seen make the test."""
        if self._scored_apart(seen.rows):
            return True
        return item.kind == "validation" and any(
            disjoint(part, seen.rows) for division in self.divisions for part in division.parts
        )

    def _scored_apart(self, rows: Rows) -> bool:
        """Whether some model was scored on other rows alone."""
        known = self._apart.get(rows)
        if known is None:
            known = self._apart[rows] = any(disjoint(scored, rows) for scored in self.fits_on)
        return known

    @cached_property
    def _apart(self) -> dict[Rows, bool]:
        """The answers of `_scored_apart`, which many evaluations ask for the same rows."""
        return {}

    def _has_test(self, fold: Trial) -> bool:
        """Whether rows apart from those of a cross-validation are evaluated somewhere."""
        return any(
            disjoint(item.data.rows, fold.rows | held.data.rows)
            for trial in self.trials
            if not trial.is_fold
            for item in trial.numbers
            for held in fold.evaluations
            if item.data.rows and share(fold.rows, trial.rows)
        )

    def overlapping(self) -> Iterator[Overlap]:
        """Trials whose every number is on rows that the fit had, or rows made from them.

        Rows that are made up are told of once for each place that makes them up.
        """
        spoken: set[object] = set()
        for trial in self.trials:
            tests = [item for item in self.tests(trial) if item.kind != "prediction"]
            if not tests or not all(_overlap(item, trial) for item in trial.on_other_rows):
                continue
            made = made_up_in(tests[0].data.rows, trial.rows)
            where = made.site if made and isinstance(made.site, Site) else None
            spot = (where or tests[0].site).spot
            if spot not in spoken:
                spoken.add(spot)
                yield Overlap(trial.fit, tests[0], where)

    def fitted_on_test(self) -> Iterator[Leak]:
        """What was fitted to the held-out rows alone."""
        spoken: set[object] = set()
        for trial in self.trials:
            for item in trial.evaluations:
                for seen in sorted(item.data.seen, key=_place):
                    place = seen.site.spot
                    if seen.kind in _BY_HAND or seen.kind in ("future", "order") or place in spoken:
                        continue
                    if share(seen.rows, item.data.rows) and disjoint(seen.rows, trial.rows):
                        spoken.add(place)
                        yield Leak(seen, trial.fit, item, None)

    def reused(self) -> Iterator[list[tuple[Trial, Evaluation]]]:
        """Rows on which several models were scored, none of which has rows of its own.

        Where the same models share several parts, the last is meant to be the test.
        """
        groups: dict[Rows, list[tuple[Trial, Evaluation]]] = defaultdict(list)
        for trial in self.trials:
            for item in _scores(trial):
                groups[item.data.rows].append((trial, item))
        last: dict[frozenset[Site], list[tuple[Trial, Evaluation]]] = {}
        for rows, uses in groups.items():
            distinct = _distinct(uses)
            if len(distinct) < 2 or self._only_chooses(rows, uses):
                continue
            if not any(self._has_own(trial, rows) for trial, _ in uses):
                last[frozenset(trial.fit.site for trial, _ in uses)] = distinct
        yield from last.values()

    def _only_chooses(self, rows: Rows, uses: Sequence[tuple[Trial, Evaluation]]) -> bool:
        """Whether some other model is scored, alone, on other rows of the same source."""
        return any(
            self._fits_on(item) == 1
            and sources(item.data.rows) & sources(rows)
            and all(disjoint(item.data.rows, other) for other in (rows, *_rows_of(uses)))
            for trial in self.trials
            for item in _scores(trial)
        )

    def _has_own(self, trial: Trial, rows: Rows) -> bool:
        return any(item.data.rows != rows and self._fits_on(item) == 1 for item in _scores(trial))

    def scored_on_training(self) -> Iterator[tuple[Trial, Evaluation]]:
        """Trials whose only numbers are on the very rows of the fit."""
        made = {trial.fit.made for trial in self.trials if trial.on_other_rows and trial.numbers}
        for trial in self.trials:
            if trial.fit.cross_validated or trial.fit.made in made or trial.fit.target is None:
                continue
            loose = "loose" in trial.fit.train.notes
            same = [
                item
                for item in trial.numbers
                if item.data.rows == trial.rows and not (loose or "loose" in item.data.notes)
            ]
            if same and len(same) == len(trial.numbers) and same[0].kind == "score":
                yield trial, same[0]

    @cached_property
    def holds_out(self) -> bool:
        """Whether anything is held out anywhere in the notebook."""
        return bool(self.divisions) or any(
            trial.is_fold
            or any(item.data.rows != trial.rows for item in trial.evaluations if item.data.rows)
            for trial in self.trials
        )

    def division(self, one: Rows, other: Rows, before: Site) -> Division | None:
        """The last split, up to a place, that took two sets of rows apart."""
        found = None
        for _, event in self.trace.events:
            if isinstance(event, Division):
                sides = [_side(event, rows) for rows in (one, other)]
                if None not in sides and sides[0] != sides[1]:
                    found = event
            elif event.site == before and found:
                break
        return found


def _side(division: Division, rows: Rows) -> int | None:
    """Which part of a division rows come from."""
    line = {above for atom in rows for above in line_of(atom)}
    for number, part in enumerate(division.parts):
        if part <= line and part:
            return number
    return None


def _overlap(item: Evaluation, trial: Trial) -> bool:
    return share(item.data.rows, trial.rows) or akin(item.data.rows, trial.rows)


def _rows_of(uses: Sequence[tuple[Trial, Evaluation]]) -> frozenset[Rows]:
    return frozenset(trial.rows for trial, _ in uses)


def _scores(trial: Trial) -> Iterator[Evaluation]:
    """Scores of a real model on rows that it was not fitted to; those of folds are none."""
    if trial.fit.role == "dummy" or trial.is_fold:
        return
    for item in trial.on_other_rows:
        rows = item.data.rows
        if item.kind == "score" and not share(rows, trial.rows) and not in_turns(rows):
            yield item


def in_turns(rows: Rows) -> bool:
    """Whether rows are a fold of a cross-validation that is written out as a loop."""
    return any(
        isinstance(above, Part) and isinstance(above.event, tuple) and above.event[:1] == ("fold",)
        for atom in rows
        for above in line_of(atom)
    )


def _place(seen: Seen) -> tuple[object, ...]:
    about = sorted(seen.about) if seen.about else []
    return (*seen.site.order, seen.kind, seen.by, seen.column or "", about)


def _distinct(uses: Sequence[tuple[Trial, Evaluation]]) -> list[tuple[Trial, Evaluation]]:
    """One use of each model; a fit repeated with nothing changed is the same model."""
    found: list[tuple[Trial, Evaluation]] = []
    for trial, item in uses:
        if not any(same_model(trial.fit, other.fit) for other, _ in found):
            found.append((trial, item))
    return found


def lineage(cells: Sequence[Cell]) -> Lineage:
    """The lineage of the rows in a notebook's code cells."""
    return Lineage(trace(cells))
