"""Which releases of Python a range holds, patches and what nobody can read included."""

from __future__ import annotations

from datetime import date

import pytest

from jupyter_handoff.notebook.python_ranges import holds_living, ranges_differ, release_of


@pytest.mark.parametrize(
    ("wanted", "release"),
    [("==3.11.*", "3.11"), ("==3.11.4", "3.11"), ("===3.9", "3.9"), (">=3.11", ""), ("", "")],
)
def test_one_release(wanted: str, release: str) -> None:
    assert release_of(wanted) == release


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("==3.11.*", "==3.12.*", True),
        ("==3.11.*", ">=3.12", True),
        (">=3.12", "==3.11.4", True),
        ("==3.11.*", ">=3.11.6", False),
        ("==3.11.*", "", False),
        (">=3.12", "<3.9", False),
        ("==3.11.*", "whatever", False),
    ],
)
def test_difference(one: str, other: str, differ: bool) -> None:
    assert ranges_differ(one, other) is differ


def test_living_release_in_a_range() -> None:
    day = date(2026, 6, 1)
    assert holds_living(">=3.6", day)
    assert holds_living("<3.11,>=3.8", day)
    assert not holds_living("<3.10,>=3.8", day)
