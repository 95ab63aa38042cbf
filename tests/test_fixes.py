"""Fixes are made whole or not at all, never on text that has changed, and never twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.fixes import Fixed, apply_fixes
from jupyter_handoff.notebook import Cell, Notebook, cells_notebook
from jupyter_handoff.report import CellEdit, Edit, FileEdit, Fix, OutputEdit, SourceEdit

BOOK = cells_notebook(["abc\ndef", "ghi", "jkl"])
A, B, C = BOOK.cells


def span(cell: Cell, start: int, end: int, new: str) -> SourceEdit:
    """Replace a stretch of a cell given by indexes."""
    return cell.replace(cell.place_between(start, end), new)


def remove(cell: Cell) -> CellEdit:
    return CellEdit("remove", cell.id, cell.number, old=cell.source)


def move(cell: Cell, before: Cell | None) -> CellEdit:
    return CellEdit("move", cell.id, cell.number, cell.source, before.id if before else None)


def one(*edits: Edit) -> Fix:
    return Fix("fix", "safe", edits)


def sources(fixed: Fixed) -> list[str]:
    return [cell.source for cell in fixed.notebook.cells]


def made(*fixes: Fix, book: Notebook = BOOK) -> Fixed:
    return apply_fixes(book, fixes)


def test_a_fix_changes_its_text_and_nothing_else() -> None:
    fixed = made(one(span(A, 4, 7, "x"), span(A, 0, 1, "yy")), one(span(C, 3, 3, "\n!")))
    assert sources(fixed) == ["yybc\nx", "ghi", "jkl\n!"]
    assert (set(fixed.changed), fixed.order) == ({1, 3}, (1, 2, 3))
    assert (len(fixed.made), fixed.refused) == (2, ())
    assert BOOK.cells[0].source == "abc\ndef"


def test_no_fixes_change_nothing() -> None:
    fixed = made()
    assert sources(fixed) == ["abc\ndef", "ghi", "jkl"]
    assert (fixed.changed, fixed.order, fixed.made) == (frozenset(), (1, 2, 3), ())


# Fixes, and the reason why the last of them is not made.
LOCKED = replace(B, metadata={"editable": False})
KEPT = replace(B, metadata={"deletable": False})
GONE = Cell("gone", 9, "code", "x")
REFUSED = {
    "a suggestion": ([one()], "it is a suggestion, with nothing to apply"),
    "an output": ([one(OutputEdit(A.id, 1, 0))], "an edit of kind output is a person's own click"),
    "a file": ([one(FileEdit("a", "b"))], "an edit of kind file is a person's own click"),
    "a cell that is gone": ([one(span(GONE, 0, 1, "y"))], "its cell is gone"),
    "a cell that is gone already": ([one(remove(GONE))], "its cell is gone"),
    "stale text": ([one(span(replace(A, source="xyz"), 0, 3, "a"))], "the text has changed"),
    "a stale cell": ([one(remove(replace(A, source="xyz")))], "the text has changed"),
    "a stale place": ([one(span(replace(A, source="a\nb\nc"), 4, 5, ""))], "the text has changed"),
    "the same text": (
        [one(span(A, 0, 2, "x")), one(span(A, 1, 3, "y"))],
        "it overlaps another fix",
    ),
    "text within": ([one(span(A, 0, 7, "x")), one(span(A, 2, 3, "y"))], "it overlaps another fix"),
    "text around": ([one(span(A, 2, 3, "x")), one(span(A, 0, 7, "y"))], "it overlaps another fix"),
    "an insertion within": (
        [one(span(A, 0, 3, "x")), one(span(A, 1, 1, "y"))],
        "it overlaps another fix",
    ),
    "other new text": (
        [one(span(A, 0, 3, "x")), one(span(A, 0, 3, "y"))],
        "it overlaps another fix",
    ),
    "text of a removed cell": ([one(remove(A)), one(span(A, 0, 1, "x"))], "its cell is gone"),
    "a removed cell moved": ([one(remove(A)), one(move(A, B))], "its cell is gone"),
    "a changed cell removed": (
        [one(span(A, 0, 1, "x")), one(remove(A))],
        "it overlaps another fix",
    ),
    "a moved cell removed": ([one(move(C, A)), one(remove(C))], "it overlaps another fix"),
    "a move's goal removed": ([one(move(C, A)), one(remove(A))], "it overlaps another fix"),
    "a move to a removed cell": (
        [one(remove(A)), one(move(C, A))],
        "the cell that it moves to is gone",
    ),
    "a move to itself": ([one(move(A, A))], "the cell that it moves to is gone"),
    "a move to nowhere": ([one(move(A, None))], "the cell that it moves to is gone"),
    "a move to a cell that is gone": ([one(move(A, GONE))], "the cell that it moves to is gone"),
    "a cell moved twice": ([one(move(C, A)), one(move(C, B))], "it overlaps another fix"),
    "a cell moved from its goal": ([one(move(C, A)), one(move(A, B))], "it overlaps another fix"),
    "overlapping itself": (
        [one(span(A, 0, 2, "x"), span(A, 1, 3, "y"))],
        "it overlaps another fix",
    ),
}


@pytest.mark.parametrize(("fixes", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_fix_that_does_not_go_is_refused_with_the_reason(fixes: list[Fix], why: str) -> None:
    fixed = made(*fixes)
    assert [(item.fix, item.why) for item in fixed.refused] == [(fixes[-1], why)]
    assert fixed.made == tuple(fixes[:-1])
    assert sources(fixed) == sources(made(*fixes[:-1]))


@pytest.mark.parametrize(
    ("cell", "edit", "why"),
    [
        (LOCKED, span(B, 0, 1, "x"), "its cell is not editable"),
        (LOCKED, remove(B), "its cell is not editable"),
        (LOCKED, move(B, A), "its cell is not editable"),
        (KEPT, remove(B), "its cell cannot be deleted"),
        (KEPT, span(B, 0, 1, "x"), ""),
        (KEPT, move(B, A), ""),
        (LOCKED, span(A, 0, 1, "x"), ""),
        (LOCKED, move(C, B), ""),
    ],
)
def test_what_the_person_has_locked_stays(cell: Cell, edit: Edit, why: str) -> None:
    book = replace(BOOK, cells=(A, cell, C))
    fixed = made(one(edit), book=book)
    assert [item.why for item in fixed.refused] == ([why] if why else [])
    assert (sources(fixed) == sources(made(book=book))) == bool(why)


def test_all_edits_of_a_fix_are_made_or_none() -> None:
    bad = one(span(A, 0, 1, "x"), remove(B), span(C, 0, 3, "z"), span(GONE, 0, 1, ""))
    fixed = made(bad, one(span(A, 0, 1, "y")))
    assert sources(fixed) == ["ybc\ndef", "ghi", "jkl"]
    assert [item.fix for item in fixed.refused] == [bad]


def test_an_edit_of_several_fixes_is_made_once_and_stays_where_one_of_them_is_refused() -> None:
    line = span(A, 0, 0, "import os\n")
    first, second = one(line, span(A, 4, 5, "D")), one(line, span(A, 6, 7, "F"))
    third = one(line, span(GONE, 0, 1, ""))
    fixed = made(first, second, third)
    assert sources(fixed)[0] == "import os\nabc\nDeF"
    assert fixed.made == (first, second)
    assert sources(made(third, second))[0] == "import os\nabc\ndeF"


def test_what_touches_does_not_overlap() -> None:
    fixed = made(
        one(span(A, 0, 2, "X")),
        one(span(A, 2, 3, "Y")),
        one(span(A, 2, 2, "|")),
        one(span(A, 0, 0, "<")),
        one(span(A, 3, 3, ">")),
        one(span(A, 3, 3, "!")),
    )
    assert sources(fixed)[0] == "<X|Y>!\ndef"
    assert fixed.refused == ()


def test_text_that_hides_a_secret_is_replaced_unseen() -> None:
    edit = SourceEdit(A.id, 1, 1, 1, 1, 4, old=None, new="x")
    gone = CellEdit("remove", B.id, 2, old=None)
    assert sources(made(one(edit), one(gone))) == ["x\ndef", "jkl"]


def test_cells_go_and_move_and_are_numbered_anew() -> None:
    fixed = made(one(remove(A)), one(move(C, B)), one(span(C, 0, 0, "# ")))
    assert sources(fixed) == ["# jkl", "ghi"]
    assert fixed.order == (3, 2)
    assert fixed.changed == {3}
    assert [(cell.id, cell.number) for cell in fixed.notebook.cells] == [(C.id, 1), (B.id, 2)]
    twice = made(one(move(C, A)), one(move(B, A)))
    assert twice.order == (3, 2, 1)
    behind = made(one(move(C, A)), one(move(B, C)))
    assert behind.order == (2, 3, 1)


EDITS = st.one_of(
    st.builds(
        lambda cell, start, length, new: span(
            cell, start, min(start + length, len(cell.source)), new
        ),
        st.sampled_from(BOOK.cells),
        st.integers(0, 3),
        st.integers(0, 5),
        st.sampled_from(["", "x", "y\n", "🎉"]),
    ),
    st.builds(remove, st.sampled_from(BOOK.cells)),
    st.builds(move, st.sampled_from(BOOK.cells), st.sampled_from(BOOK.cells)),
)
FIXES = st.lists(st.lists(EDITS, max_size=3).map(lambda edits: one(*edits)), max_size=5)


@given(FIXES)
def test_whatever_is_asked_for_the_fixes_made_are_made_whole(fixes: list[Fix]) -> None:
    fixed = made(*fixes)
    assert len(fixed.made) + len(fixed.refused) == len(fixes)
    assert sources(fixed) == sources(made(*fixed.made)), "a refused fix leaves no trace"
    assert made(*fixed.made).refused == ()
    edits = {edit for item in fixed.made for edit in item.edits}
    removed = {e.cell for e in edits if isinstance(e, CellEdit) and e.action == "remove"}
    assert sorted(fixed.order) == [n for n in (1, 2, 3) if n not in removed]
    for number, cell in zip(fixed.order, fixed.notebook.cells, strict=True):
        before = BOOK.cells[number - 1]
        own = [e for e in edits if isinstance(e, SourceEdit) and e.cell == number]
        kept = len(before.source) - sum(len(e.old or "") for e in own)
        assert len(cell.source) == kept + sum(len(e.new) for e in own)
        assert (number in fixed.changed) == (cell.source != before.source)
        assert cell.id == before.id


@given(FIXES)
def test_fixes_that_are_made_can_be_made_in_any_order(fixes: list[Fix]) -> None:
    edits = [
        item
        for item in made(*fixes).made
        if all(isinstance(e, SourceEdit) and e.old for e in item.edits)
    ]
    assert sources(made(*edits)) == sources(made(*reversed(edits)))
