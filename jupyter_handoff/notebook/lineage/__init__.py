"""Where the rows of data come from and where they go, by one look at the cells in order."""

from . import wording
from .events import Division, Evaluation, Fit, Saved
from .leakage import Leak, Lineage, Overlap, Trial, lineage
from .rows import Site, place_of
from .truncation import Fed, cut_place, cuts_fed

__all__ = [
    "Division",
    "Evaluation",
    "Fed",
    "Fit",
    "Leak",
    "Lineage",
    "Overlap",
    "Saved",
    "Site",
    "Trial",
    "cut_place",
    "cuts_fed",
    "lineage",
    "place_of",
    "wording",
]
