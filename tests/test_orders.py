"""Each order gives the looser value that is as tight as both, and knows what loosens."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.contract.keys import order_of
from jupyter_handoff.orders import (
    ALLOWED,
    DENIED,
    EQUAL,
    LARGER,
    RANGE,
    REQUIRED,
    SMALLER,
    Order,
    downwards,
    upwards,
)

LEVELS = ("low", "middle", "high")
LISTS = st.lists(st.sampled_from("abcdef"), unique=True)
RANGES = st.sampled_from(
    [">=3.9", ">=3.10,<3.13", "<3.12", "~=3.11.2", "==3.11.*", ">=3.11", "!=3.12.1", ">=3.9,<4"]
)
CASES: list[tuple[Order, st.SearchStrategy[Any]]] = [
    (upwards(LEVELS), st.sampled_from(LEVELS)),
    (downwards(LEVELS), st.sampled_from(LEVELS)),
    (ALLOWED, LISTS),
    (DENIED, LISTS),
    (RANGE, RANGES),
    (SMALLER, st.integers()),
    (LARGER, st.integers()),
    (REQUIRED, st.booleans()),
    (EQUAL, st.sampled_from(LEVELS)),
]


@pytest.mark.parametrize(("order", "some"), CASES, ids=lambda case: getattr(case, "words", ""))
def test_what_two_values_meet_at_loosens_neither(
    order: Order, some: st.SearchStrategy[Any]
) -> None:
    @given(some, some)
    def holds(lower: Any, upper: Any) -> None:
        met = order.meet(lower, upper)
        assert not order.loosens(lower, met)
        assert not order.loosens(lower, lower)
        assert order.loosens(lower, upper) or not order.loosens(upper, met)
        assert order.meet(lower, None) == lower == order.meet(None, lower)

    holds()


@pytest.mark.parametrize(
    ("order", "lower", "tighter", "looser"),
    [
        (upwards(LEVELS), "middle", "high", "low"),
        (downwards(LEVELS), "middle", "low", "high"),
        (ALLOWED, ["a", "b"], ["b"], ["b", "c"]),
        (ALLOWED, ["s3://acme/*"], ["s3://acme/rates/*"], ["s3://*"]),
        (DENIED, ["a"], ["a", "b"], []),
        (RANGE, ">=3.10,<3.13", ">=3.11,<3.12", ">=3.9,<3.13"),
        (RANGE, ">=3.10", "==3.11.*", "<3.12"),
        (RANGE, ">=3.10.4", ">=3.10.5", ">=3.10.3"),
        (SMALLER, 10, 9, 11),
        (LARGER, 10, 11, 9),
        (REQUIRED, True, True, False),
        (EQUAL, "a", "a", "b"),
    ],
)
def test_tighter_passes_and_looser_is_known(
    order: Order, lower: Any, tighter: Any, looser: Any
) -> None:
    assert not order.loosens(lower, tighter)
    assert order.loosens(lower, looser)


def test_a_denial_keeps_its_own_reason_where_both_name_the_same_thing() -> None:
    mine = {"name": "keras", "reason": "ours", "alternative": "torch"}
    yours = {"name": "keras", "reason": "none", "alternative": "keras"}
    assert DENIED.meet([mine], [yours]) == [mine]
    assert DENIED.loosens([mine], [yours])


def test_an_approved_source_may_be_narrowed_and_not_be_declared_public() -> None:
    order = order_of(("data", "sources"))
    mine = {"pattern": "s3://acme/*", "class": "personal"}
    assert not order.loosens([mine], [{"pattern": "s3://acme/rates/*", "class": "personal"}])
    assert order.loosens([mine], [{"pattern": "s3://acme/rates/*", "class": "public"}])
