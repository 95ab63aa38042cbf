"""Where a cell's characters stand in the file, whatever JSON the file is written in."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Notebook, file_places, read_notebook

from ..notebook_files import code, document, markdown
from .test_file import SOURCES, files


def at_index(text: str, line: int, column: int) -> int:
    """The index of a place in a file's text."""
    lines = text.split("\n")
    assert 1 <= column <= len(lines[line - 1]) + 1
    return sum(len(item) + 1 for item in lines[: line - 1]) + column - 1


def character(text: str, index: int) -> str:
    """The character that a JSON string has at an index; empty at the string's end."""
    if text[index] == '"':
        return ""
    for end in range(index + 1, index + 13):
        try:
            said: str = json.loads(f'"{text[index:end]}"')
        except ValueError:
            continue
        if end == index + 6 and "\ud800" <= said <= "\udbff":
            continue  # half of a pair
        return said
    raise AssertionError(text[index : index + 12])


def text_of(raw: bytes) -> str:
    return raw.decode("utf-8-sig")


@given(files())
def test_each_character_is_where_the_file_has_it(file: tuple[bytes, int]) -> None:
    raw, _ = file
    text, places = text_of(raw), file_places(raw)
    for cell in read_notebook(raw).cells:
        for offset, wanted in enumerate(cell.source):
            place = cell.place_between(offset, offset)[:2]
            assert character(text, at_index(text, *places.at(cell.number, *place))) == wanted


STYLES: dict[str, str] = {
    "a list of lines": '{"cells": [{"source": [\n  "a\\n",\n  "é b"\n]}]}',
    "one line": '{"cells": [{"source": ["a\\n", "é b"]}]}',
    "a string": '{"cells": [{"source": "a\\né b"}]}',
    "escapes": r'{"cells": [{"source": ["a\n", "\u00e9\u0020b"]}]}',
    "lines cut anywhere": '{"cells": [{"source": ["a", "\\né", " ", 3, "b"]}]}',
    "behind its outputs": '{"cells": [{"outputs": ["\\"source\\": ["],\n "source": "a\\né b"}]}',
    "behind other cells": '{"cells": [{"source": "a\\né b"},\n {"source": "a\\né b"}]}',
    "CRLF in the file": '{"cells":\r\n [{"source": [\r\n"a\\n",\r\n"é b"]}]}',
    "CRLF in the source": '{"cells": [{"source": ["a\\r\\n", "é b"]}]}',
    "format 3": '{"nbformat": 3, "worksheets": [{"cells": [{"input": ["a\\n", "é b"]}]}]}',
}


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES.keys())
def test_line_and_column_of_the_file(text: str, mark: str) -> None:
    number = text.count('"source": ') - text.count('\\"source') or 1
    index = text.rindex('b"')
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    assert file_places((mark + text).encode()).at(number, 2, 3) == (line, column)


def test_a_pair_of_escapes_is_one_column_and_so_is_the_character_that_it_means() -> None:
    escaped = file_places(rb'{"cells": [{"source": "\ud83d\ude00x"}]}')
    plain = file_places('{"cells": [{"source": "😀x"}]}'.encode())
    assert [escaped.at(1, 1, column) for column in (1, 2, 3)] == [(1, 24), (1, 36), (1, 37)]
    assert [plain.at(1, 1, column) for column in (1, 2, 3)] == [(1, 24), (1, 25), (1, 26)]


def test_half_a_pair_is_a_column_of_its_own() -> None:
    places = file_places(rb'{"cells": [{"source": ["\ud83d", "\ude00x"]}]}')
    assert [places.at(1, 1, column) for column in (1, 2, 3)] == [(1, 25), (1, 35), (1, 41)]


def test_what_is_not_on_a_line_is_at_the_cells_beginning() -> None:
    raw = b'{\n"cells": [\n{"source": []},\n{},\n{"source": ["\\n", "x"]}]}'
    places = file_places(raw)
    assert places.at(1) == (3, 12)
    assert places.at(2) == (4, 1)
    assert places.at(3) == (5, 14)
    assert places.at(3, 2) == (5, 20)
    assert places.at(None) == places.at(4) == places.at(0) == (1, 1)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'{"cells": 3}', b'{"cells": [3]}'])
def test_any_bytes_have_places(raw: bytes) -> None:
    line, column = file_places(raw).at(1, 1, 1)
    assert line == 1
    assert column >= 1


def test_a_file_of_another_kind_has_none_yet() -> None:
    assert file_places(b'{"cells": [{"source": "x"}]}', "a.py").at(1, 1, 1) == (1, 1)


def edited(notebook: Notebook, number: int, start: int, end: int, new: str) -> str:
    source = notebook.cells[number - 1].source
    return source[:start] + new + source[end:]


@given(files(), SOURCES, st.data())
def test_an_edit_made_in_the_file_is_the_edit_of_the_source(
    file: tuple[bytes, int], new: str, data: st.DataObject
) -> None:
    raw, count = file
    notebook, places = read_notebook(raw), file_places(raw)
    if not count:
        return
    cell = notebook.cells[data.draw(st.integers(0, count - 1))]
    start = data.draw(st.integers(0, len(cell.source)))
    end = data.draw(st.integers(start, len(cell.source)))
    change = places.replacement(cell.replace(cell.place_between(start, end), new))
    if change is None:
        assert cell.source == ""
        return
    text = text_of(raw)
    first, last = at_index(text, *change.start), at_index(text, *change.end)
    after = read_notebook((text[:first] + change.new + text[last:]).encode())
    wanted = [item.source for item in notebook.cells]
    wanted[cell.number - 1] = edited(notebook, cell.number, start, end, new)
    assert [item.source for item in after.cells] == wanted


def test_what_is_written_into_ascii_stays_ascii() -> None:
    raw = json.dumps(document(code("x = 'é'")), indent=1).encode()
    cell = read_notebook(raw).cells[0]
    change = file_places(raw).replacement(cell.insert(1, 1, "ü"))
    assert change is not None
    assert change.new == r"\u00fc"


def test_places_are_quick_in_a_large_file() -> None:
    image = [{"output_type": "display_data", "data": {"image/png": "iVBO" * 1_000_000}}]
    cells = [markdown("a"), *(code("x = 1\n" * 500, outputs=image) for _ in range(5))]
    for indent in (1, None):
        raw = json.dumps(document(*cells), indent=indent).encode()
        start = time.process_time()
        places = file_places(raw)
        found = [places.at(cell, line, 1) for cell in range(2, 7) for line in range(1, 501)]
        assert time.process_time() - start < 5
        assert all(one < other for one, other in pairwise(found))


def test_a_value_that_is_nested_too_deep_for_the_parser_is_passed_over() -> None:
    deep = '{"x": ' * 100_000 + "3" + "}" * 100_000
    places = file_places(f'{{"metadata": {deep}, "cells": [{{"source": "x"}}]}}'.encode())
    assert places.at(1, 1, 1)[1] > 100_000
