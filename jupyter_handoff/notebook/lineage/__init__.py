"""Where the rows of data come from and where they go, by one look at the cells in order."""

from .leakage import Leak, Lineage, Trial, lineage

__all__ = ["Leak", "Lineage", "Trial", "lineage"]
