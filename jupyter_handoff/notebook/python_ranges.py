"""Ranges of Python's versions, as pip writes them, and the releases that they hold."""

from __future__ import annotations

import re
from datetime import date

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .lifetimes import still_mended

_EXACT = re.compile(r"===?(\d+\.\d+)(?:\.[\d*]+)*")
# More than any release has.
_PATCHES = range(31)


def release_of(wanted: str) -> str:
    """The one release that a range means (``3.11``), empty where it means several."""
    found = _EXACT.fullmatch(wanted)
    return found[1] if found else ""


def ranges_differ(one: str, other: str) -> bool:
    """Whether one range is a single release that the other does not hold."""
    for exact, wanted in ((one, other), (other, one)):
        if release := release_of(exact):
            return not _holds(wanted, release)
    return False


def holds_living(wanted: str, day: date) -> bool:
    """Whether a range holds a release that gets security fixes on that day."""
    return any(_holds(wanted, f"{major}.{minor}") for major, minor in still_mended(day))


def _holds(wanted: str, release: str) -> bool:
    """Whether a range holds any patch of a release: `>=3.9.2` holds 3.9."""
    try:
        allowed = SpecifierSet(wanted)
    except InvalidSpecifier:
        return True
    return any(allowed.filter(f"{release}.{patch}" for patch in _PATCHES))
