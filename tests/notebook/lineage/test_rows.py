"""What two sets of rows share is told by how they were made, against sets of real numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook.lineage.rows import (
    Rows,
    Source,
    Which,
    akin,
    apart,
    disjoint,
    opposite,
    part,
    share,
    subset,
    synthetic,
    together,
    union,
)

FILE: Rows = frozenset([Source("a.csv")])
OTHER: Rows = frozenset([Source("b.csv")])
SIZE = 12
PIECES = [Which("piece", number, 2) for number in (0, 1)]

RANGES = st.tuples(st.none() | st.integers(-SIZE, SIZE), st.none() | st.integers(-SIZE, SIZE)).map(
    lambda ends: Which("range", *ends)
)
CONDITIONS = st.tuples(
    st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"]), st.integers(0, 3)
).map(lambda asked: Which(*asked))


def numbers(which: Which) -> set[int]:
    """The numbers that a part of 0 to 11 really holds."""
    every = list(range(SIZE))
    value, end = which.value, which.end
    if which.kind == "range":
        assert isinstance(value, int | None) and isinstance(end, int | None)
        return set(every[value:end])
    asks = {
        "eq": lambda n: n == value,
        "ne": lambda n: n != value,
        "lt": lambda n: n < value,
        "le": lambda n: n <= value,
        "gt": lambda n: n > value,
        "ge": lambda n: n >= value,
    }
    return {n for n in every if asks[which.kind](n)}


@given(st.one_of(st.tuples(RANGES, RANGES), st.tuples(CONDITIONS, CONDITIONS)))
def test_parts_that_are_apart_share_no_number(pair: tuple[Which, Which]) -> None:
    one, other = pair
    if apart(one, other):
        assert not numbers(one) & numbers(other)
        assert not together(one, other)
    assert apart(one, other) == apart(other, one)
    assert together(one, other) == together(other, one)


@given(RANGES, RANGES)
def test_parts_that_are_together_share_a_number_where_they_have_any(
    one: Which, other: Which
) -> None:
    if together(one, other) and numbers(one) and numbers(other):
        assert numbers(one) & numbers(other)


@given(CONDITIONS)
def test_the_opposite_of_a_condition_holds_the_rest(which: Which) -> None:
    other = opposite(which)
    assert other is not None
    assert numbers(which) | numbers(other) == set(range(SIZE))
    assert apart(which, other)
    assert opposite(other) == which


def trees(rows: Rows, depth: int) -> st.SearchStrategy[tuple[Rows, set[int]]]:
    """Rows cut out of rows, with the numbers that they really hold."""

    def cut(made: tuple[Rows, set[int]], number: int, event: int) -> tuple[Rows, set[int]]:
        inner, held = made
        kept = {n for n in held if (n * 7 + event * 5) % 3 % 2 == number}
        return part(inner, ("event", event), PIECES[number]), kept

    start = st.just((rows, set(range(SIZE))))
    if not depth:
        return start
    below = trees(rows, depth - 1)
    return st.one_of(start, st.builds(cut, below, st.sampled_from([0, 1]), st.integers(0, 2)))


@given(trees(FILE, 4), trees(FILE, 4))
def test_disjoint_rows_hold_no_number_in_common(
    one: tuple[Rows, set[int]], other: tuple[Rows, set[int]]
) -> None:
    if disjoint(one[0], other[0]):
        assert not one[1] & other[1]
        assert not share(one[0], other[0])
    assert disjoint(one[0], other[0]) == disjoint(other[0], one[0])
    assert share(one[0], other[0]) == share(other[0], one[0])


def test_two_known_files_share_nothing() -> None:
    assert disjoint(FILE, OTHER)
    assert not share(FILE, OTHER)


def test_of_an_unknown_source_nothing_is_certain() -> None:
    unknown: Rows = frozenset([Source("somewhere", known=False)])
    assert not disjoint(FILE, unknown)
    assert not share(FILE, unknown)


def test_nothing_is_known_of_no_rows() -> None:
    nothing: Rows = frozenset()
    assert not disjoint(FILE, nothing)
    assert not share(FILE, nothing)
    assert part(nothing, "event", PIECES[0]) == nothing


def test_a_part_shares_rows_with_what_it_was_cut_from() -> None:
    train = part(FILE, "split", PIECES[0])
    assert share(FILE, train)
    assert share(FILE, subset(train, "filter"))


def test_parts_of_other_events_may_overlap() -> None:
    one, other = part(FILE, "first", PIECES[0]), part(FILE, "second", PIECES[1])
    assert not disjoint(one, other)
    assert not share(one, other)


def test_what_was_made_up_before_the_split_is_akin() -> None:
    made = synthetic(FILE, "smote")
    train, test = (part(made, "split", piece) for piece in PIECES)
    assert disjoint(train, test)
    assert akin(train, test)


def test_what_was_made_up_of_the_train_part_is_not() -> None:
    train, test = (part(FILE, "split", piece) for piece in PIECES)
    made = synthetic(train, "smote")
    assert disjoint(made, test)
    assert not akin(made, test)


def test_both_parts_together_are_the_whole() -> None:
    train, test = (part(FILE, "split", piece) for piece in PIECES)
    assert union(train, test, site="concat") == FILE


def test_rows_added_again_are_made_up() -> None:
    again = union(FILE, subset(FILE, "filter"), site="concat")
    assert akin(again, again)
    assert not akin(union(FILE, OTHER, site="concat"), FILE)


@pytest.mark.parametrize("depth", [100, 2000])
def test_rows_that_are_cut_very_often_are_followed_without_end(depth: int) -> None:
    rows = FILE
    for number in range(depth):
        rows = part(rows, number, PIECES[0])
    assert share(rows, FILE)
    assert not disjoint(rows, FILE)
