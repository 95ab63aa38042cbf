"""The team's own checkers through nbQA: mypy here, which is installed for the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff import lint
from jupyter_handoff.notebook import read_notebook
from jupyter_handoff.tools import nbqa
from jupyter_handoff.tools.answer import Answer

from ..notebook_files import code, markdown, write

WRONG = "def double(x: int) -> str:\n    return x * 2"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    cells = (markdown("# Title"), code("%matplotlib inline\nx = 1"), code(""), code(WRONG))
    return write(tmp_path / "a.ipynb", *cells)


def run(tool: str, path: Path) -> Answer:
    return nbqa.run(tool, path, read_notebook(path.read_bytes(), str(path)))


def test_its_findings_keep_their_names_and_stand_in_their_cell(path: Path) -> None:
    (found,) = run("mypy", path).diagnostics
    assert (found.tool, found.code) == ("mypy", "return-value")
    assert found.message == 'Incompatible return value type (got "int", expected "str")'
    assert (found.span.cell, found.span.line) == (4, 2)
    assert (found.span.column, found.span.end_column) == (5, 17)


def test_they_come_with_the_report_when_they_are_asked_for(path: Path) -> None:
    report = lint(path, stage="handoff", external=["mypy"])
    (found,) = [finding for finding in report.findings if finding.source is not None]
    assert (found.code, found.severity) == ("return-value", "warning")
    assert found.source is not None
    assert found.source.tool == "mypy"
    assert not [item for item in lint(path).findings if item.source is not None]


def test_a_missing_tool_is_not_checked(path: Path) -> None:
    (missing,) = run("nosuchtool", path).not_checked
    assert missing.what == "nosuchtool (through nbQA)"
    assert missing.why == "no tool of this name is installed here"


def test_a_tool_that_fails_is_not_checked_with_its_words(path: Path) -> None:
    path.write_text("{")
    notebook = read_notebook(b'{"cells": []}')
    (missing,) = nbqa.run("mypy", path, notebook).not_checked
    assert "nbQA failed to process" in missing.why


@pytest.mark.parametrize("tool", ["--version", "a b", "", "x;y", "../x"])
def test_what_is_no_tools_name_is_refused(tool: str, path: Path) -> None:
    assert run(tool, path).not_checked[0].why == "this is no tool's name"


def test_a_tool_that_rewrites_files_rewrites_nothing(path: Path) -> None:
    before = path.read_bytes()
    run("ruff", path)
    run("autopep8", path)
    assert path.read_bytes() == before
