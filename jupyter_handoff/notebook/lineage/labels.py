"""Hard predictions that are scored where probabilities are wanted."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .events import Evaluation, LabelsScored
from .leakage import Lineage
from .libraries import scoring
from .probabilities import GIVEN


def labels_scored(lineage: Lineage) -> Iterator[tuple[LabelsScored, bool]]:
    """Each such score once, and whether nothing but labels is ever scored in that place."""
    others = {
        item.site.spot
        for item in lineage.trace.of(Evaluation)
        if item.kind == "score" and item.data.marked("labels") is None
    }
    spoken: set[object] = set()
    for event in lineage.trace.of(LabelsScored):
        spot = event.site.spot
        if spot not in spoken:
            spoken.add(spot)
            yield event, spot not in others


def given_to(metric: str, call: ast.Call) -> ast.expr | None:
    """What a call of a metric compares with the truth."""
    named = [item.value for item in call.keywords if item.arg in GIVEN]
    position = scoring("scores")[metric]["given"]
    return next(iter((*named, *call.args[position : position + 1])), None)
