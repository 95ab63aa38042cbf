"""Where the rows of data come from and where they go, by one look at the cells in order."""

from . import wording
from .bare_fits import BareFit, bare_fits, is_at
from .events import Chained, Compared, Division, Evaluation, Fit, LabelsScored, Saved
from .labels import given_to, labels_scored
from .leakage import Leak, Lineage, Overlap, Trial, lineage
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
    "LabelsScored",
    "Leak",
    "Lineage",
    "Overlap",
    "Saved",
    "Site",
    "Trial",
    "bare_fits",
    "cut_place",
    "cuts_fed",
    "given_to",
    "is_at",
    "is_reported",
    "labels_scored",
    "lineage",
    "place_of",
    "sources",
    "untested",
    "wording",
]
