"""Bad input gives findings or a clear *not checked*, and never a traceback."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from jupyter_handoff import Report, Surroundings, UnreadableNotebook, lint, read_notebook
from jupyter_handoff.surfaces.cli import main

from .notebook_files import PYTHON, code, document, markdown

LOCAL = "open('/home/ana/x.csv')"
# Long code without a word on what it is for.
WORDLESS = ("HU101", None, None)
SECRET = "gh" + "p_q8Zr2LmX0vTnB4wKj7YhD3sFpQ9aGc5ExU1o"
PROJECT = "the project folder"


def report(thing: object) -> Report:
    """The report on a notebook's JSON, or on raw bytes."""
    raw = thing if isinstance(thing, bytes) else json.dumps(thing).encode()
    judged = lint(read_notebook(raw, "bad.ipynb"), stage="handoff", around=Surroundings())
    assert not [item for item in judged.coverage.not_checked if "please report" in item.why]
    return judged


def cells(*sources: str) -> Report:
    return report(document(*map(code, sources)))


def found(judged: Report) -> dict[tuple[str, int | None, int | None], str]:
    """Findings by code, cell and line."""
    return {(item.code, item.cell, item.line): item.message for item in judged.findings}


def codes(judged: Report) -> list[str]:
    return [item.code for item in judged.findings]


def missing(judged: Report) -> dict[str, str]:
    """What was not checked, and why, but for the folder that none of these has."""
    said = judged.coverage.not_checked
    return {item.what: item.why for item in said if item.what != PROJECT}


# Files that are no notebook, and what a person is told.
NO_NOTEBOOK = {
    "not JSON": (b"import os", "it is not JSON (line 1, column 1: Expecting value)"),
    "cut off": (b'{"cells": [{"cell_ty', "it is not JSON (line 1, column 13:"),
    "conflict markers": (
        b'{"cells": [\n<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n]}',
        "merge conflict markers stand in line 2: resolve the merge, then lint again",
    ),
    "empty": (b"", "the file is empty"),
    "not UTF-8": (
        "{'é'}".encode("latin-1"),
        "it is not UTF-8 (byte 3): save it again from Jupyter",
    ),
    "UTF-16": ("{}".encode("utf-16"), "it is not UTF-8 (byte 1): save it again from Jupyter"),
    "nulls": (bytes(100), "it is not JSON (line 1, column 1: Expecting value)"),
    "macOS": (b"\x00\x05\x16\x07\x00\x02", "this is a macOS resource file (._), not the notebook"),
    "nested deep": (b'{"cells": ' + b"[" * 10**5, "its JSON is nested too deep to read"),
    "no cells": (b'{"nbformat": 4}', "it has no list of cells, so it is no notebook"),
    "a list": (b"[{}]", "it is JSON but no notebook (a notebook is a JSON object)"),
}


@pytest.mark.parametrize(("raw", "why"), NO_NOTEBOOK.values(), ids=NO_NOTEBOOK.keys())
def test_a_file_that_is_no_notebook_is_told_from_one_on_the_command_line_too(
    raw: bytes, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.ipynb"
    path.write_bytes(raw)
    with pytest.raises(UnreadableNotebook) as refused:
        lint(path)
    assert refused.value.why.startswith(why)
    assert main(["lint", str(path), "--format", "json"]) == 2
    (told,) = json.loads(capsys.readouterr().out)
    assert told["findings"] == []
    (item,) = told["coverage"]["not_checked"]
    assert item["what"] == "the notebook" and item["why"] == refused.value.why
    assert main(["lint", str(path), "--fix"]) == 2
    assert path.read_bytes() == raw
    assert "Traceback" not in capsys.readouterr().out


def test_notebook_format_3_is_checked_and_never_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = {"cell_type": "code", "input": "import os", "language": "python", "outputs": []}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    judged = report(old)
    assert found(judged).keys() == {("HC116", 1, 1)}
    assert missing(judged) == {
        "the file": "an old notebook format: read as format 4, and not written by --fix"
    }
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(old))
    assert main(["lint", str(path), "--fix", "--stage", "handoff"]) == 0
    assert json.loads(path.read_text()) == old
    assert "not fixed: an old notebook format" in capsys.readouterr().err


def test_cells_without_an_id_or_with_the_same_one_are_told_apart() -> None:
    for ids in ({}, {"id": "same"}, {"id": None}, {"id": 7}):
        judged = report(document(*(code(LOCAL) | ids for _ in range(3))))
        assert [item.cell for item in judged.findings] == [1, 2, 3]
        assert len({item.cell_id for item in judged.findings}) == 3


# A source as it stands in the file, and the findings by code, cell and line.
SOURCES: dict[str, tuple[Any, set[tuple[str, int, int]]]] = {
    "a string": (f"x = 1\n{LOCAL}", {("HD101", 1, 2)}),
    "a list": (["x = 1\n", LOCAL], {("HD101", 1, 2)}),
    "items without newlines": (["x = 1", "y = 2"], {("HC101", 1, 1)}),
    "CRLF": (f"x = 1\r\n{LOCAL}\r\n", {("HD101", 1, 2)}),
    "CR": (f"x = 1\r{LOCAL}\r", {("HD101", 1, 2)}),
    "tabs mixed": (f"if x:\n\ty = 1\n        z = 2\n{LOCAL}", {("HC101", 1, 3), ("HD101", 1, 4)}),
    "a non-breaking space": (f"x\xa0= 1\n{LOCAL}", {("HC101", 1, 1), ("HD101", 1, 2)}),
    "smart quotes": (f"x = “a”\n{LOCAL}", {("HC101", 1, 1), ("HD101", 1, 2)}),
    "a null byte": (f"{LOCAL}\nx = '\0'", {("HD101", 1, 1), ("HC101", 1, 2)}),
    "half of a character": ("x = '\ud83d'\n" + LOCAL, {("HD101", 1, 2)}),
    "Python 2": (f"print 'a'\n{LOCAL}", {("HC101", 1, 1), ("HD101", 1, 2)}),
    "another language": (
        f"x <- c(1)\nf = function(y) {{ y }}\n{LOCAL}",
        {("HC101", 1, 2), ("HD101", 1, 3)},
    ),
    "%%time": (f"%%time\n{LOCAL}", {("HD101", 1, 2)}),
    "shell that is bound": (f"x = !ls | wc\n{LOCAL}", {("HC110", 1, 1), ("HD101", 1, 2)}),
    "shell in a block": (f"for x in ():\n    !echo {{x}}\n    {LOCAL}", {("HD101", 1, 3)}),
    "a continued magic": (f"%run \\\n   a.py\n{LOCAL}", {("HC110", 1, 1), ("HD101", 1, 3)}),
    "help": (f"x.y?\nx??\n?x\n{LOCAL}", {("HD101", 1, 4)}),
    "a semicolon behind": (f"x = 1\n{LOCAL};", {("HD101", 1, 2)}),
    "await": (f"await f\nasync for y in f: y\n{LOCAL}", {("HC102", 1, 1), ("HD101", 1, 3)}),
    "automagic": ("pip install x==1", {("HE101", 1, 1)}),
    "automagic among others": (f"pip install x\n{LOCAL}", {("HC101", 1, 1), ("HD101", 1, 2)}),
    "a notebook's JSON": (json.dumps(document(code("x = 1")), indent=1), {("HC102", 1, 6)}),
    "a notebook's JSON on one line": (json.dumps(document(code("x = null"))), {("HC102", 1, 1)}),
    "nothing": ("", set()),
    "blanks": (" \n\t\n", set()),
    "a form feed": (f"x = 1\n\f\n{LOCAL}", {("HD101", 1, 3)}),
    "a byte order mark": (f"\ufeffx = 1\n{LOCAL}", {("HC101", 1, 1), ("HD101", 1, 2)}),
}


@pytest.mark.parametrize(("source", "wanted"), SOURCES.values(), ids=SOURCES.keys())
def test_a_source_of_any_kind_is_read(source: Any, wanted: set[tuple[str, int, int]]) -> None:
    below = "below = 1\nimport os"
    judged = report(document(code("") | {"source": source}, code(below)))
    spoken = found(judged)
    assert {key for key in spoken if key[1] == 1 and key[0] != "HN106"} == wanted
    assert ("HC116", 2, 2) in spoken, "the next cell is checked all the same"
    assert missing(judged) == {}


@pytest.mark.parametrize(
    ("source", "magic"),
    [
        (f"%%R\nx <- c(1)\n{LOCAL}", "%%R"),
        (f"%%bash\nfor f in *; do echo $f; done\n{LOCAL}", "%%bash"),
        (f"%%time\n%%bash\n{LOCAL}", "%%bash"),
    ],
)
def test_a_cell_of_another_language_is_said_not_to_be_checked(source: str, magic: str) -> None:
    judged = cells(source, LOCAL)
    python = {key for key in found(judged) if key[0] != "HC110"}
    assert python == {("HD101", 2, 1)}
    assert missing(judged) == {"cell 1": f"`{magic}` is not known to hold Python"}


@pytest.mark.parametrize("before", ["", "é = '🎉'; ", "'👩‍🔬'; ", "x = 'e\u0301'; "])
def test_columns_are_right_behind_any_character(before: str) -> None:
    for line in (f"{before}{LOCAL}", f"{before}import os", f"{before}x = = 1"):
        (finding,) = cells(f"🎉 = '🎉'\n{line}".replace("🎉 =", "a ="), "b").findings[:1]
        assert finding.line == 2 and finding.column is not None and finding.end_column is not None
        text = line[finding.column - 1 : finding.end_column - 1]
        assert text in ("'/home/ana/x.csv'", "os", "=")


def test_long_cells_long_lines_and_many_cells_are_read_in_good_time() -> None:
    begun = time.monotonic()
    judged = cells("\n".join([f"x{n} = {n}" for n in range(1999)] + [LOCAL]))
    assert found(judged).keys() == {("HD101", 1, 2000), WORDLESS}
    judged = cells(f"x = '{'a b ' * 175_000}'\n{LOCAL}")
    assert found(judged).keys() == {("HD101", 1, 2)}
    assert missing(judged) == {"cell 1, secrets": "a line of it is longer than 10,000 characters"}
    judged = cells(*[f"x = {n}" for n in range(249)], LOCAL)
    assert ("HD101", 250, 1) in found(judged)
    assert time.monotonic() - begun < 20


def test_a_very_long_line_with_a_secret_in_it_is_said_not_to_be_searched() -> None:
    judged = cells(f"x = '{SECRET}{'a' * 700_000}'\ny = '{SECRET}'")
    # What the second line gives away is known in the first one too.
    assert {(key[0], key[2]) for key in found(judged)} == {("HS101", 1), ("HS101", 2)}
    assert "cell 1, secrets" in missing(judged)
    judged = cells(f"x = '{SECRET}{'a' * 700_000}'")
    assert not found(judged) and "cell 1, secrets" in missing(judged)


@pytest.mark.parametrize(
    "source",
    [
        *(
            "x = " + "(" * 4_000 + ")" * 4_000,
            "x = " + "-" * 9_000 + "1",
            f"x = {'f(' * 90}{')' * 90}",
        ),
        *("x = " + "+".join(["1"] * 4_000), "x" + ".y" * 4_000, "x = " + "not " * 2_000 + "1"),
        "".join("  " * depth + "if x:\n" for depth in range(99)) + "  " * 99 + "y",
    ],
    ids=lambda source: source[:12],
)
def test_around_deep_nesting_all_is_read_or_the_cell_is_said_not_to_be(source: str) -> None:
    judged = cells(f"{LOCAL}\n{source}", LOCAL)
    assert ("HD101", 2, 1) in found(judged)
    deep = missing(judged) == {"cell 1": "its code is nested too deep to read"}
    assert deep or (("HD101", 1, 1) in found(judged) and missing(judged) == {})


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"kernelspec": {"name": "ir", "language": "R"}}, "it is not a Python notebook (r)"),
        ({"language_info": {"name": "julia"}}, "it is not a Python notebook (julia)"),
    ],
)
def test_a_notebook_in_another_language_is_not_checked(metadata: dict[str, Any], why: str) -> None:
    judged = report({"cells": [code(LOCAL)], "metadata": metadata, "nbformat": 4})
    assert judged.findings == () and judged.coverage.checked == ()
    assert missing(judged) == {"the notebook": why}


def test_a_python_2_notebook_is_said_to_be_one_and_is_else_not_checked() -> None:
    metadata = PYTHON | {"language_info": {"name": "python", "version": "2.7"}}
    judged = report({"cells": [code(LOCAL)], "metadata": metadata, "nbformat": 4})
    assert codes(judged) == ["HN110"]
    assert missing(judged) == {"the rest of the notebook": "it is a Python 2 notebook"}


def test_a_notebook_that_names_no_language_is_python_unless_its_code_is_not() -> None:
    judged = report({"cells": [code(LOCAL)], "metadata": {}, "nbformat": 4})
    assert codes(judged) == ["HD101"]
    r = [
        code(text)
        for text in ("x <- c(1, 2)\ny = x %>% f", "library(a) b", "f <- function(x) { x }")
    ]
    judged = report({"cells": r, "metadata": {}, "nbformat": 4})
    assert missing(judged) == {
        "the notebook": "it names no language, and most of its cells are not Python 3"
    }


@pytest.mark.parametrize("odd", [None, 3, "x", [], {}, [None, {"a": []}], True, 1e999])
def test_fields_that_the_schema_forbids_hide_nothing(odd: Any) -> None:
    for field in ("metadata", "outputs", "execution_count", "id", "attachments", "extra"):
        assert ("HD101", 1, 1) in found(report(document(code(LOCAL, **{field: odd}))))
    for field in ("metadata", "nbformat_minor", "extra"):
        assert ("HD101", 1, 1) in found(report(document(code(LOCAL)) | {field: odd}))
    judged = report({"cells": [odd, code(LOCAL), markdown("a")], "nbformat": 4})
    assert ("HD101", 2, 1) in found(judged)


def test_outputs_of_any_kind_are_read() -> None:
    huge = {"output_type": "stream", "text": "x" * 3_000_000}
    image = {"output_type": "display_data", "data": {"image/png": SECRET}, "metadata": {}}
    error = {"output_type": "error", "ename": "E" * 5_000, "evalue": None, "traceback": [3]}
    outputs = [huge, image, error, None, 3, {"data": {"text/plain": {"a": 1}}}]
    judged = report(document(code("1", outputs=outputs)))
    assert codes(judged) == ["HN103"]
    assert len(judged.findings[0].message) < 300


def test_a_notebook_without_cells_is_clean() -> None:
    judged = report({"cells": [], "metadata": PYTHON, "nbformat": 4})
    assert (judged.findings, missing(judged)) == ((), {})
    assert judged.coverage.checked


def test_a_folder_of_bad_files_still_gives_the_findings_of_the_good_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, (raw, _) in enumerate(NO_NOTEBOOK.values()):
        (tmp_path / f"bad-{number}.ipynb").write_bytes(raw)
    (tmp_path / "good.ipynb").write_text(json.dumps(document(code(LOCAL))))
    (tmp_path / "dangling.ipynb").symlink_to(tmp_path / "nowhere")
    assert main(["lint", ".", "--stage", "handoff"]) == 2
    out = capsys.readouterr().out
    assert "HD101" in out and out.count("not checked:") == len(NO_NOTEBOOK) + 1
