"""The name that a person most likely meant."""

from __future__ import annotations

import pytest

from jupyter_handoff.spelling import nearest

KNOWN = ("HD101", "machine-local-path", "Star-Import")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("machine-locl-path", "machine-local-path"),
        (" STAR-IMPORTS ", "Star-Import"),
        ("hd10", "HD101"),
        ("nothing of the kind", ""),
        ("", ""),
    ],
)
def test_the_nearest_is_given_as_it_is_written(name: str, meant: str) -> None:
    assert nearest(name, KNOWN) == meant


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("HD101", ()) == ""
