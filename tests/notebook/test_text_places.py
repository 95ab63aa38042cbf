"""Lines of cells found in the lines of a file."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import TextPlaces
from jupyter_handoff.notebook.text_places import CellLines, LinePlace, places_in
from jupyter_handoff.report import SourceEdit


def found(file: str, *cells: str, script: bool = True, start: int = 0) -> tuple[CellLines, ...]:
    split = [cell.split("\n") for cell in cells]
    places = places_in(split, file.split("\n"), start, script=script)
    assert places is not None
    return places


def edit(line: int, column: int, end_line: int, end_column: int, cell: int = 1) -> SourceEdit:
    return SourceEdit("a", cell, line, column, end_line, end_column, None, "new")


@pytest.mark.parametrize(
    ("file", "cell", "at"),
    [
        ("x = 1", "x = 1", LinePlace(1)),
        ("# x", "x", LinePlace(1, 0, 2)),
        ("#x", "x", LinePlace(1, 0, 1)),
        ("#  x", " x", LinePlace(1, 0, 2)),
        ("    # %time x", "    %time x", LinePlace(1, 4, 2)),
        ("\t#%time x", "\t%time x", LinePlace(1, 1, 1)),
        ('"""x', "x", LinePlace(1, 0, 3)),
        ('x"""', "x", LinePlace(1, 0, 0, 3)),
        ("r'''x'''", "x", LinePlace(1, 0, 4, 3)),
        ("# # x", "# x", LinePlace(1, 0, 2)),
        ("x  ", "x", LinePlace(1, 0, 0, 2)),
    ],
)
def test_a_line_is_found_in_what_the_file_writes_round_it(
    file: str, cell: str, at: LinePlace
) -> None:
    assert found(file, cell) == ((at,),)


def test_a_line_is_not_found_in_another() -> None:
    assert places_in([["x"]], ["# y x"], 0, script=True) is None
    assert places_in([["x"]], ["xx"], 0, script=True) is None
    assert places_in([["x"], ["y"]], ["x"], 0, script=True) is None
    assert places_in([["x", "y"]], ["x", "", "y"], 0, script=True) is None


def test_code_between_cells_of_a_script_is_never_passed_over() -> None:
    assert places_in([["y"]], ["x", "y"], 0, script=True) is None
    assert places_in([["y"]], ["x", "y"], 0, script=False) is not None


def test_like_cells_are_found_one_after_another() -> None:
    file = "# %%\nx\n\n# %%\nx\n\n# %%\n\n# %%\nx"
    assert [cell[0].line for cell in found(file, "x", "x", "", "x")] == [2, 5, 7, 10]


def test_a_magic_that_the_library_made_stands_at_its_marker() -> None:
    file = '# %% language="bash"\n# ls\n# %%\nx'
    places = TextPlaces(found(file, "%%bash\nls", "x"))
    assert places.at(1, 1, 3) == (1, 1)
    assert places.at(1, 2, 1) == (2, 3)
    assert places.at(2, 1, 1) == (4, 1)


def test_places_behind_the_end_are_at_the_end() -> None:
    places = TextPlaces(found("# %%\nx", "x"))
    assert places.at(1, 9, 1) == (2, 1)
    assert places.at(9, 1, 1) == (1, 1)


def test_an_edit_has_a_stretch_where_its_lines_are_the_files_own() -> None:
    places = TextPlaces(found("# %%\nx\ny\n\n# %%\n# %cd z\nw", "x\ny", "%cd z\nw"))
    assert places.stretch(edit(1, 1, 2, 2)) == ((2, 1), (3, 2))
    assert places.stretch(edit(1, 1, 3, 1)) is None
    assert places.stretch(edit(1, 1, 1, 2, cell=2)) is None
    assert places.stretch(edit(2, 1, 2, 2, cell=2)) == ((7, 1), (7, 2))
    assert places.stretch(edit(1, 1, 1, 1, cell=3)) is None


def test_blank_lines_of_comments_are_found() -> None:
    assert found("# %%\n# x\n#\n# y", "x\n\ny")[0][1] == LinePlace(3, shift=1)


def test_a_long_search_is_given_up() -> None:
    start = time.process_time()
    assert places_in([[""] * 8_000 + ["x"]], ["#"] * 16_000, 0, script=True) is None
    assert time.process_time() - start < 5
