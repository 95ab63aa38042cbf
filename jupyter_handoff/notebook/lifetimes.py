"""How long releases of Python get security fixes."""

from __future__ import annotations

from datetime import date

# https://devguide.python.org/versions: the month in which the last fixes come.
_ENDS = {
    (3, 0): date(2009, 6, 27),
    (3, 1): date(2012, 4, 9),
    (3, 2): date(2016, 2, 20),
    (3, 3): date(2017, 9, 29),
    (3, 4): date(2019, 3, 18),
    (3, 5): date(2020, 9, 30),
    (3, 6): date(2021, 12, 23),
    (3, 7): date(2023, 6, 27),
    (3, 8): date(2024, 10, 7),
    (3, 9): date(2025, 10, 31),
    (3, 10): date(2026, 10, 31),
    (3, 11): date(2027, 10, 31),
    (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31),
    (3, 14): date(2030, 10, 31),
    (3, 15): date(2031, 10, 31),
}


def end_of_life(minor: tuple[int, int]) -> date | None:
    """When a release gets its last fixes; None where that is not known."""
    return _ENDS.get(minor)


def still_mended(day: date) -> list[tuple[int, int]]:
    """The releases that get security fixes on a day, those yet to come included."""
    return [minor for minor, end in _ENDS.items() if end > day]
