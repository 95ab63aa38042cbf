"""The team's own checkers through nbQA: mypy here, which is installed for the tests."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from jupyter_handoff import lint
from jupyter_handoff.notebook import Notebook, read_notebook
from jupyter_handoff.tools import nbqa
from jupyter_handoff.tools.answer import Answer
from jupyter_handoff.tools.nbqa import Tool

from ..notebook_files import code, markdown, write

WRONG = "def double(x: int) -> str:\n    return x * 2"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    cells = (markdown("# Title"), code("%matplotlib inline\nx = 1"), code(""), code(WRONG))
    return write(tmp_path / "a.ipynb", *cells)


def run(tool: str, path: Path) -> Answer:
    (answer,) = nbqa.run(Tool(tool), [(path, read_notebook(path.read_bytes(), str(path)))])
    return answer


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
    assert missing.why == "no tool of this name is installed here: pip install nosuchtool"


def test_a_tool_that_fails_is_not_checked_with_its_words(path: Path) -> None:
    path.write_text("{")
    notebook = read_notebook(b'{"cells": []}')
    (answer,) = nbqa.run(Tool("mypy"), [(path, notebook)])
    (missing,) = answer.not_checked
    assert "nbQA failed to process" in missing.why


@pytest.mark.parametrize("tool", ["--version", "a b", "", "x;y", "../x"])
def test_what_is_no_tools_name_is_refused(tool: str, path: Path) -> None:
    assert run(tool, path).not_checked[0].why == "this is no tool's name"


def test_a_tool_that_rewrites_files_rewrites_nothing(path: Path) -> None:
    before = path.read_bytes()
    run("ruff", path)
    run("autopep8", path)
    assert path.read_bytes() == before


def test_it_runs_once_over_many_notebooks_and_each_gets_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    real = subprocess.run

    def counted(*arguments: Any, **options: Any) -> Any:
        started.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    files = several(tmp_path, "x: int = 'a'", "y = 1", "z = 1\nw: str = 2")
    answers = nbqa.run(Tool("mypy"), files, folder=tmp_path)
    assert len(started) == 1
    places = [[item.span.line for item in answer.diagnostics] for answer in answers]
    assert places == [[1], [], [2]]


def test_a_notebook_that_it_cannot_read_hides_no_other(tmp_path: Path) -> None:
    files = several(tmp_path, "x: int = 'a'", "y = 1", "z: int = 'b'")
    files[1][0].write_text("{")
    first, broken, last = nbqa.run(Tool("mypy"), files, folder=tmp_path)
    assert (len(first.diagnostics), len(last.diagnostics)) == (1, 1)
    assert "nbQA failed to process" in broken.not_checked[0].why


def test_it_is_given_the_arguments_that_go_with_it(tmp_path: Path) -> None:
    files = several(tmp_path, "def f(x):\n    return x")
    plain = nbqa.run(Tool("mypy"), files, folder=tmp_path)
    strict = nbqa.run(Tool("mypy", ("--disallow-untyped-defs",)), files, folder=tmp_path)
    assert [len(answer.diagnostics) for answer in plain + strict] == [0, 1]


def test_options_of_nbqas_own_are_refused(tmp_path: Path) -> None:
    tool = Tool("mypy", ("--nbqa-shell",))
    (answer,) = nbqa.run(tool, several(tmp_path, "x = 1"), folder=tmp_path)
    assert answer.not_checked[0].why == "--nbqa-shell is an option of nbQA's, not of the tool's"


def several(folder: Path, *sources: str) -> list[tuple[Path, Notebook]]:
    """Notebooks of one name in several folders, as files and as read."""
    files = []
    for number, source in enumerate(sources):
        (folder / f"{number}").mkdir()
        path = write(folder / f"{number}" / "same name.ipynb", code(source))
        files.append((path, read_notebook(path.read_bytes(), str(path))))
    return files
