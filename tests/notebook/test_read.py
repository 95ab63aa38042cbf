"""Whatever people have in their files is read, or refused with words that help."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.live import LintRequest, LiveCell, LiveOutput
from jupyter_handoff.notebook import (
    Cell,
    Notebook,
    UnreadableNotebook,
    cells_notebook,
    live_notebook,
    read_notebook,
)
from jupyter_handoff.notebook.read import MOST_OUTPUT_TEXT

from ..notebook_files import code, document, markdown


def as_bytes(thing: object) -> bytes:
    return json.dumps(thing).encode()


def read(*cells: object, **metadata: Any) -> Notebook:
    return read_notebook(as_bytes({"cells": cells, "metadata": metadata, "nbformat": 4}))


def one(cell: dict[str, Any]) -> Cell:
    (only,) = read({"cell_type": "code"} | cell).cells
    return only


def test_a_notebook_is_read_as_jupyter_wrote_it() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}
    raw = as_bytes(
        document(
            markdown("# é"),
            code("x = 1\ny", execution_count=3, outputs=[output], metadata={"tags": ["t"]}),
            {"cell_type": "raw", "source": "r", "metadata": {"editable": False}},
            metadata={"language_info": {"name": "python", "version": "3.12.1"}},
        )
    )
    notebook = read_notebook(raw, "a.ipynb")
    assert (notebook.path, notebook.language) == ("a.ipynb", "python")
    assert (notebook.python_version, notebook.notes) == ("3.12.1", ())
    text, cell, last = notebook.cells
    assert [(c.id, c.number, c.kind, c.source) for c in notebook.cells] == [
        ("id-1", 1, "markdown", "# é"),
        ("id-2", 2, "code", "x = 1\ny"),
        ("id-3", 3, "raw", "r"),
    ]
    assert (cell.execution_count, cell.tags, cell.editable) == (3, ("t",), True)
    assert cell.outputs[0].text == {"text/plain": "a\nb"}
    assert cell.outputs[0].sizes == {"text/plain": 3}
    assert not last.editable and last.deletable
    assert notebook.code == (cell,) and notebook.by_id["id-1"] is text


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t", "the file is empty"),
        (b"\x00\x05\x16\x07\x00", "this is a macOS resource file (._)"),
        (b'{"cells": ["\xe9"]}', "it is not UTF-8 (byte 13)"),
        ('{"cells": []}'.encode("utf-16"), "it is not UTF-8 (byte 1)"),
        (b'{"cells": [}', "it is not JSON (line 1, column 12:"),
        (b"x = 1\n", "it is not JSON (line 1, column 1:"),
        (b'{\n<<<<<<< HEAD\n"a"', "merge conflict markers stand in line 2"),
        (b'{"a": 1,\r\n=======\r\n', "merge conflict markers stand in line 2"),
        (b"[]", "it is JSON but no notebook"),
        (b"null", "it is JSON but no notebook"),
        (b"{}", "it has no list of cells"),
        (b'{"cells": {}}', "it has no list of cells"),
        (b'{"nbformat": 4, "worksheets": []}', "it has no list of cells"),
        (b'{"nbformat": 5, "cells": []}', "notebook format 5 is not known here"),
        (b'{"nbformat": 0, "cells": []}', "notebook format 0 is not known here"),
        (b'{"nbformat": -3}', "notebook format -3 is not known here"),
        (b'{"nbformat": 3.5}', "notebook format 3.5 is not known here"),
        (b'{"nbformat": NaN, "cells": []}', "notebook format nan is not known here"),
        (b'{"nbformat": "x"}', "notebook format x is not known here"),
        (b'{"nbformat": null}', "notebook format None is not known here"),
        (b'{"nbformat": 3, "worksheets": 3}', "notebook format 3 could not be upgraded"),
        (b'{"nbformat": 2, "worksheets": [[]]}', "notebook format 2 could not be upgraded"),
        (b'{"a": ' + b"[" * 100_000, "its JSON is nested too deep to read"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "it is not JSON that Python can read"),
    ],
    ids=repr,
)
def test_what_is_no_notebook_is_refused_with_the_reason(raw: bytes, why: str) -> None:
    with pytest.raises(UnreadableNotebook) as refused:
        read_notebook(raw)
    assert refused.value.why.startswith(why)
    assert str(refused.value) == refused.value.why


def test_a_byte_order_mark_and_foreign_line_ends_do_not_matter() -> None:
    text = json.dumps(document(code("x = 1")), indent=1).replace("\n", "\r\n")
    assert read_notebook(b"\xef\xbb\xbf" + text.encode()).cells[0].source == "x = 1"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x\ny", "x\ny"),
        (["x\n", "y"], "x\ny"),
        (["x", "y"], "xy"),
        (["x\r\n", "y\r"], "x\r\ny\r"),
        ([], ""),
        ("", ""),
        (["x\n", None, 3, ["y"], "z"], "x\nz"),
        (None, ""),
        (7, ""),
        ({"cells": []}, '{"cells": []}'),
        ("\ud83d\ude00 \ud83d", "😀 \ufffd"),
    ],
)
def test_a_source_is_a_string_or_pieces_of_one(source: object, text: str) -> None:
    assert one({"source": source}).source == text


@pytest.mark.parametrize(
    ("cell_type", "kind"),
    [
        *(("code", "code"), ("markdown", "markdown"), ("heading", "markdown"), ("raw", "raw")),
        *(("html", "raw"), (None, "raw"), (["code"], "raw"), ({}, "raw")),
    ],
)
def test_a_cell_of_an_unknown_kind_is_raw(cell_type: object, kind: str) -> None:
    assert one({"cell_type": cell_type}).kind == kind


def test_every_cell_has_an_id_of_its_own() -> None:
    given = ["a", "a", None, "", "cell-3", 7, "a~2", "\ud800", "a"]
    ids = [cell.id for cell in read(*({"cell_type": "code", "id": item} for item in given)).cells]
    assert ids[:3] == ["a", "a~2", "cell-3"]
    assert len(set(ids)) == len(given)
    assert "".join(ids).encode()
    without = [cell.id for cell in read({"cell_type": "code"}, {"cell_type": "raw"}).cells]
    assert without == ["cell-1", "cell-2"]


def test_a_cell_that_is_none_is_said_and_the_others_are_read() -> None:
    notebook = read(3, code("x = 1"), None, "y")
    assert [cell.kind for cell in notebook.cells] == ["raw", "code", "raw", "raw"]
    assert notebook.notes == tuple(f"cell {number} is no JSON object" for number in (1, 3, 4))


@pytest.mark.parametrize("odd", [None, 3, "x", [], {}, [3, None, "x", []], {"tags": 3}, 1e999])
def test_fields_that_the_schema_forbids_do_no_harm(odd: object) -> None:
    fields = ["metadata", "outputs", "execution_count", "id", "source", "collapsed", "attachments"]
    cell = one(dict.fromkeys(fields, odd))
    assert cell.facts is not None and cell.tags == ()
    assert all(output.error is None for output in cell.outputs)
    notebook = read_notebook(as_bytes({"cells": [], "metadata": odd, "nbformat": 4}))
    assert (notebook.language, notebook.own_metadata) == ("", {})
    for field in ("kernelspec", "language_info", "jupyter_handoff"):
        read(**{field: odd})


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, ""),
        ({"kernelspec": {"name": "python3"}}, "python"),
        ({"kernelspec": {"name": "conda-env-x", "language": "python"}}, "python"),
        ({"language_info": {"name": "Python"}}, "python"),
        ({"language_info": {"name": "ipython"}}, "python"),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "r"),
        ({"language_info": {"name": "julia"}, "kernelspec": {"name": "python3"}}, "julia"),
        ({"kernelspec": {"name": "ir"}}, ""),
        ({"kernelspec": {"display_name": None, "name": None}}, ""),
        ({"language_info": {"name": ["x"], "version": 3}}, "['x']"),
    ],
)
def test_the_language_is_what_the_metadata_say(metadata: dict[str, Any], language: str) -> None:
    notebook = read(**metadata)
    assert (notebook.language, notebook.python_version) == (language, "")


@pytest.mark.parametrize(
    ("output", "text", "error"),
    [
        ({"output_type": "stream", "text": "a"}, {"text/plain": "a"}, None),
        ({"output_type": "stream"}, {"text/plain": ""}, None),
        (
            {
                "output_type": "display_data",
                "data": {"text/html": ["<b>", "x"], "image/png": "iVBO"},
            },
            {"text/html": "<b>x"},
            None,
        ),
        (
            {"output_type": "execute_result", "data": {"application/json": {"a": [1]}}},
            {"application/json": '{"a":[1]}'},
            None,
        ),
        (
            {
                "output_type": "error",
                "ename": "E",
                "evalue": "v",
                "traceback": ["\x1b[0;31mt\x1b[0m"],
            },
            {"text/plain": "t\nE: v"},
            "E",
        ),
        ({"output_type": "error"}, {"text/plain": ": "}, "error"),
        ({"output_type": "error", "ename": 3, "traceback": 3}, {"text/plain": ": "}, "error"),
        ({"output_type": "display_data", "data": 3}, {}, None),
        ({}, {}, None),
        (3, {}, None),
    ],
)
def test_an_output_is_its_text_and_never_its_images(
    output: object, text: dict[str, str], error: str | None
) -> None:
    (seen,) = one({"outputs": [output]}).outputs
    assert (seen.text, seen.error) == (text, error)


def test_a_huge_output_is_cut_and_its_size_told() -> None:
    length = 3 * MOST_OUTPUT_TEXT
    (seen,) = one({"outputs": [{"output_type": "stream", "text": "x" * length}]}).outputs
    assert len(seen.text["text/plain"]) == MOST_OUTPUT_TEXT
    assert seen.sizes == {"text/plain": length}


@pytest.mark.parametrize("major", [1, 2, 3])
def test_an_old_notebook_is_read_as_a_new_one(major: int) -> None:
    cell = {"cell_type": "code", "language": "python", "outputs": [], "collapsed": False}
    source = ["import os\n", "os.sep"]
    where: dict[str, Any]
    if major == 1:
        text = {"cell_type": "text", "text": "# a"}
        where = {"cells": [cell | {"code": "import os\nos.sep", "prompt_number": 3}, text]}
    else:
        text = {"cell_type": "markdown", "source": "# a"}
        where = {"worksheets": [{"cells": [cell | {"input": source, "prompt_number": 3}, text]}]}
    old = as_bytes({"nbformat": major, "nbformat_minor": 0, "metadata": {"name": "n"}} | where)
    notebook = read_notebook(old)
    assert [cell.source for cell in notebook.cells] == ["import os\nos.sep", "# a"]
    assert notebook.cells[0].execution_count == 3
    (note,) = notebook.notes
    assert note.startswith("an old notebook format")
    again = read_notebook(old)
    assert [cell.id for cell in again.cells] == [cell.id for cell in notebook.cells]


def test_live_cells_are_read_like_those_of_a_file() -> None:
    output = LiveOutput({"text/plain": 4}, {"text/plain": "\x1b[1mx", "image/png": "iVBO"}, "E")
    cells = (
        LiveCell("a", "code", "x = '\ud83d'", {"editable": False}, 2, (output,)),
        LiveCell("a", "markdown", "m"),
    )
    request = LintRequest("c", 1, "n.ipynb", cells, {"kernelspec": {"name": "ir", "language": "R"}})
    notebook = live_notebook(request, python_magics=frozenset(["spark"]))
    first, second = notebook.cells
    assert (notebook.path, notebook.language) == ("n.ipynb", "r")
    assert [first.id, second.id] == ["a", "a~2"]
    assert (first.source, first.execution_count, first.editable) == ("x = '\ufffd'", 2, False)
    assert (first.outputs[0].text, first.outputs[0].error) == ({"text/plain": "x"}, "E")
    assert first.python_magics == {"spark"}


def test_cells_alone_make_a_notebook() -> None:
    notebook = cells_notebook(["x", "y\ud83d"])
    assert [(cell.id, cell.source) for cell in notebook.code] == [("cell-1", "x"), ("cell-2", "y�")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
KEYS = ["cells", "metadata", "nbformat", "worksheets", "cell_type", "source", "outputs", "input"]
ODD = st.recursive(
    JSON | st.sampled_from(["code", "markdown", "error", 3, 4]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@given(ODD.map(lambda thing: json.dumps(thing).encode()) | st.binary(max_size=60))
def test_anything_at_all_is_read_or_refused(raw: bytes) -> None:
    try:
        notebook = read_notebook(raw)
    except UnreadableNotebook as refused:
        assert refused.why
    else:
        assert len(notebook.by_id) == len(notebook.cells)
        assert "".join(cell.source for cell in notebook.cells).encode() is not None


@pytest.mark.parametrize(
    ("version", "kernel", "kept"),
    [
        ("2.7.6", "python3", ""),  # as PyCharm writes it
        ("2.7.12", "python2", "2.7.12"),
        ("2.7.6", "", "2.7.6"),
        ("3.12.1", "python3", "3.12.1"),
        ("2.7.6", ["python3"], "2.7.6"),
    ],
)
def test_version_of_python_2_is_not_that_of_a_kernel_of_python_3(
    version: str, kernel: object, kept: str
) -> None:
    metadata = {
        "kernelspec": {"name": kernel},
        "language_info": {"name": "python", "version": version},
    }
    raw = json.dumps({"nbformat": 4, "metadata": metadata, "cells": []}).encode()
    assert read_notebook(raw).python_version == kept
