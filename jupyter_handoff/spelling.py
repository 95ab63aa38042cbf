"""What a person who misspelt a name most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# What is longer is no name that anybody misspelt.
_LONGEST = 200


def nearest(name: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """The known name nearest to one that is not known; empty if none is near.

    Case does not count, nor do blanks round the name. ``likeness`` is how near it must
    be, from 0 to 1 (as `difflib` counts).
    """
    written = {item.lower(): item for item in known}
    near = difflib.get_close_matches(name.strip().lower()[:_LONGEST], written, n=1, cutoff=likeness)
    return written[near[0]] if near else ""
