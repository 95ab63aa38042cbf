"""Where the rows of data come from and where they go, by one look at the cells in order."""

from . import wording
from .events import Division, Evaluation, Fit, Folding, Learnt, Saved
from .features import (
    holding_target,
    looking_ahead,
    shuffled_in_time,
    steered_by_test,
    target_statistics,
)
from .handover import (
    compared,
    is_relative,
    left_behind,
    saves,
    score_functions,
    scored_models,
    tells,
    with_own_code,
)
from .leakage import Leak, Lineage, Overlap, Trial, lineage
from .rows import Site, place_of
from .truncation import Fed, cut_place, cuts_fed

__all__ = [
    "Division",
    "Evaluation",
    "Fed",
    "Fit",
    "Folding",
    "Leak",
    "Learnt",
    "Lineage",
    "Overlap",
    "Saved",
    "Site",
    "Trial",
    "compared",
    "cut_place",
    "cuts_fed",
    "holding_target",
    "is_relative",
    "left_behind",
    "lineage",
    "looking_ahead",
    "place_of",
    "saves",
    "score_functions",
    "scored_models",
    "shuffled_in_time",
    "steered_by_test",
    "target_statistics",
    "tells",
    "with_own_code",
    "wording",
]
