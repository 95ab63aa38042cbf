"""Every way of counting lines and columns comes back to the same place."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Cell
from jupyter_handoff.notebook.columns import (
    column_of_byte,
    offset_of,
    place_of,
    split_lines,
)

# What people's cells are made of, and what is counted in more ways than one.
PIECES = st.sampled_from(
    [
        *(
            "x",
            "é",
            "ß",
            "中",
            "🎉",
            "👩‍🔬",
            "e\u0301",
            "\t",
            "\f",
            "\v",
            "\x85",
            "\u2028",
            "\xa0",
            "\ufeff",
        ),
        *("\n", "\r\n", "\r", "\n\r", "\r\r\n", "\n\n", "\0", " ", "'''"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=30))
LINES = TEXTS.map(lambda text: split_lines(text)[0])


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("\n\r", ["", "", ""]),
        ("\r\r\n", ["", "", ""]),
        ("a\fb\vc\x85d\u2028e\u2029f\x1cg", ["a\fb\vc\x85d\u2028e\u2029f\x1cg"]),
    ],
)
def test_only_what_ends_a_line_in_python_and_the_editor_ends_one(
    source: str, lines: list[str]
) -> None:
    assert split_lines(source) == lines


@given(TEXTS)
def test_lines_are_those_of_a_file_read_with_universal_newlines(source: str) -> None:
    assert split_lines(source) == source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(TEXTS, st.data())
def test_a_place_leads_back_to_its_offset(source: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(source)))
    assert offset_of(source, *place_of(source, offset)) == offset


@given(TEXTS, st.data())
def test_an_offset_leads_back_to_its_place(source: str, data: st.DataObject) -> None:
    lines = split_lines(source)
    line = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    offset = offset_of(source, line, column)
    assert place_of(source, offset) == (line, column)
    assert source[offset:].startswith(lines[line - 1][column - 1 :])


@given(TEXTS, st.integers(1, 5), st.integers(1, 50))
def test_a_place_behind_the_last_line_is_the_end(source: str, line: int, column: int) -> None:
    assert offset_of(source, len(split_lines(source)) + line, column) == len(source)


@pytest.mark.parametrize(
    ("source", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("🎉 = 1", 2, (1, 3)),
        ("\fx\n🎉🎉y", 5, (2, 3)),
    ],
)
def test_places_count_code_points_from_one(
    source: str, offset: int, place: tuple[int, int]
) -> None:
    assert place_of(source, offset) == place


@given(LINES, st.data())
def test_a_byte_becomes_the_column_of_its_character(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(line)))
    byte = len(line[:column].encode())
    assert column_of_byte(line, byte) == column + 1


def test_half_of_a_character_counts_as_one() -> None:
    assert column_of_byte("é=1", 1) == 2


@given(TEXTS.filter(lambda text: "'" not in text), TEXTS)
def test_a_node_behind_any_text_is_found_where_it_stands(text: str, tail: str) -> None:
    """Python's byte offsets lead to the very name, whatever stands in front of it."""
    source = f"x = '''{text}''', name  # {split_lines(tail)[0]}".translate({92: "/", 0: " "})
    cell = Cell("id", 1, "code", source)
    names = [node for node in ast.walk(cell.facts.tree) if isinstance(node, ast.Name)]
    texts = [cell.text_at(cell.facts.place(node)) for node in names]
    assert sorted(texts) == ["name", "x"]


@given(TEXTS, st.data())
def test_a_stretch_of_a_cell_is_its_text(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    cell = Cell("id", 1, "code", source)
    place = cell.place_between(start, end)
    assert cell.text_at(place) == source[start:end]
    assert cell.text_of(cell.span(place)) == source[start:end]
    assert cell.replace(place, "").old == source[start:end]


@given(
    st.lists(st.sampled_from(["a", "", "🎉", " b"]), min_size=1, max_size=5).filter(
        lambda x: x[-1]
    ),
    st.data(),
)
def test_removed_lines_take_one_line_end_with_them(lines: list[str], data: st.DataObject) -> None:
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    source = end.join(lines)
    cell = Cell("id", 1, "code", source)
    edit = cell.remove_lines(first, last)
    start, stop = cell.offsets((edit.line, edit.column, edit.end_line, edit.end_column))
    left = source[:start] + source[stop:]
    assert left == end.join(lines[: first - 1] + lines[last:])
