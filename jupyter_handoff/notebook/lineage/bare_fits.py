"""Models that are fitted on the values of frames, and so learn no names of columns."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..cells import Cell
from .events import Evaluation, Fit
from .leakage import Lineage
from .outcomes import Trial
from .rows import Site, place_of

# Roles of what checks the names of the columns that it is given.
_CHECK_NAMES = frozenset("classifier regressor meta search pipeline".split())


@dataclass(frozen=True, slots=True)
class BareFit:
    """A model that was fitted on values whose names were ``dropped``.

    ``asked`` are all places where it, or what else was fitted in its place, is given rows.
    """

    fit: Fit
    dropped: Site
    asked: tuple[Evaluation, ...]


def bare_fits(lineage: Lineage) -> Iterator[BareFit]:
    """The first fit with a target of each model, and on the values of each frame."""
    asked: dict[object, dict[object, Evaluation]] = defaultdict(dict)
    for trial in lineage.trials:
        asked[trial.fit.site.spot] |= {item.site.spot: item for item in _asked(trial)}
    spoken: set[object] = set()
    for trial in lineage.trials:
        fit, dropped = trial.fit, trial.fit.train.marked("bare")
        if dropped is None or not _checks_names(fit) or trial.is_fold:
            continue
        places = {fit.made.spot if fit.made else None, dropped.spot, fit.site.spot}
        if not places & spoken:
            spoken |= places
            yield BareFit(fit, dropped, tuple(asked[fit.site.spot].values()))


def _checks_names(fit: Fit) -> bool:
    """Whether a model that is fitted like this on a frame asks for the same columns again."""
    known = fit.role in _CHECK_NAMES and "keras" not in fit.name
    return known and fit.target is not None and fit.train.form == "array"


def _asked(trial: Trial) -> Iterator[Evaluation]:
    """Where the model itself is given rows, to predict or to score."""
    for item in trial.evaluations:
        of_itself = item.kind == "prediction" or (item.kind == "score" and not item.data.of)
        if of_itself and item.site != trial.fit.site:
            yield item


def is_at(cell: Cell, node: ast.expr, site: Site) -> bool:
    """Whether an expression of a cell is what stands at a site."""
    return cell.id == site.cell_id and place_of(node) == site.place
