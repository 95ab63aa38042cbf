"""Which fits give the same model again, so that neither is chosen over the other."""

from __future__ import annotations

from .events import Fit


def same_model(one: Fit, other: Fit) -> bool:
    """Whether two fits are of one class and setting on the same data, or have other targets."""
    if one.site == other.site:
        return True
    if one.target and other.target and _other_target(one, other):
        return True
    # Unknown columns of two estimators may be others.
    alike = bool(one.name) and one.name == other.name and one.train.columns is not None
    made = one.made == other.made or alike
    return bool(made and one.settings == other.settings and one.train == other.train)


def _other_target(one: Fit, other: Fit) -> bool:
    """Whether two fits are to tell different things, so that neither is chosen over the other."""
    assert one.target is not None and other.target is not None
    first, second = one.target.columns, other.target.columns
    return first is not None and second is not None and first != second
