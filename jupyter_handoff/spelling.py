"""What a person who misspelt a name most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to one that is not known; empty if none is near.

    Case does not count, nor do blanks round the name.
    """
    written = {item.lower(): item for item in known}
    near = difflib.get_close_matches(name.strip().lower(), written, n=1)
    return written[near[0]] if near else ""
