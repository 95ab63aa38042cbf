"""Where the rows of data come from and where they go, by one look at the cells in order."""

from . import wording
from .events import Division, Evaluation, Fit, Saved
from .leakage import Leak, Lineage, Overlap, Trial, lineage
from .rows import Site, place_of

__all__ = [
    "Division",
    "Evaluation",
    "Fit",
    "Leak",
    "Lineage",
    "Overlap",
    "Saved",
    "Site",
    "Trial",
    "lineage",
    "place_of",
    "wording",
]
