"""Where the rows of data come from and where they go, by one look at the cells in order."""

from . import wording
from .bare_fits import BareFit, bare_fits, is_at
from .events import (
    Chained,
    Compared,
    Division,
    Evaluation,
    Fit,
    Folding,
    LabelsScored,
    Learnt,
    Saved,
)
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
from .labels import given_to, labels_scored
from .leakage import Lineage, lineage
from .outcomes import Leak, Overlap, Trial
from .rows import Site, place_of, sources
from .searches import is_reported, untested
from .truncation import Fed, cut_place, cuts_fed

__all__ = [
    "BareFit",
    "Chained",
    "Compared",
    "Division",
    "Evaluation",
    "Fed",
    "Fit",
    "Folding",
    "LabelsScored",
    "Leak",
    "Learnt",
    "Lineage",
    "Overlap",
    "Saved",
    "Site",
    "Trial",
    "bare_fits",
    "compared",
    "cut_place",
    "cuts_fed",
    "given_to",
    "holding_target",
    "is_at",
    "is_relative",
    "is_reported",
    "labels_scored",
    "left_behind",
    "lineage",
    "looking_ahead",
    "place_of",
    "saves",
    "score_functions",
    "scored_models",
    "shuffled_in_time",
    "sources",
    "steered_by_test",
    "target_statistics",
    "tells",
    "untested",
    "with_own_code",
    "wording",
]
