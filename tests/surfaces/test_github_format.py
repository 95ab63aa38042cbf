"""GitHub's workflow commands: one line each, with the file's own lines, and escaped."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..notebook_files import code, write
from .command_line import run
from .golden import CELL, LINE, every_style, write_style

pytestmark = pytest.mark.usefixtures("wide_terminal")

LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/churn.csv")'


@pytest.fixture(autouse=True)
def outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    _, out, _ = run(capsys, "lint", *arguments, "--format", "github", "--stage", "handoff")
    return out.splitlines()


@every_style
def test_an_annotation_stands_where_the_file_has_it(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, column, end = write_style(tmp_path, style)
    (found,) = (item for item in lines(capsys, "a.ipynb") if "HD101" in item)
    place = f"file=a.ipynb,line={line},endLine={line},col={column},endColumn={end}"
    title = "title=HD101 machine-local-path"
    assert found.startswith(f"::error {place},{title}::Cell {CELL}, line {LINE}: This path")


def test_levels_are_githubs_words_and_errors_come_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("import os\nprint(model)"))
    write(tmp_path / "b.ipynb", code(LOCAL), code("%%bash\nls"))
    levels = [line[2:].partition(" ")[0] for line in lines(capsys, ".")]
    assert set(levels) == {"error", "warning", "notice"}
    assert levels == sorted(levels, key=("error", "warning", "notice").index)


def test_no_text_ends_a_command_or_a_property(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a,b:c%d\n::error ::e.ipynb", code("x = 1  # TODO: 100% a, b\x1b[31m: c"))
    first, *_ = lines(capsys, ".", "--select", "HU102")
    assert "file=a%2Cb%3Ac%25d%0A%3A%3Aerror %3A%3Ae.ipynb,line=" in first
    assert first.endswith("100%25 a, b\N{REPLACEMENT CHARACTER}[31m: c")


def test_a_finding_over_several_lines_has_no_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("!pip install \\\n  scikit-learn"))
    (found,) = (item for item in lines(capsys, ".") if "HE101" in item)
    assert "col=" not in found
    assert "endLine=" in found


def test_what_was_not_checked_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.ipynb", code("%%bash\nls"))
    (tmp_path / "b.ipynb").write_text("{]")
    said = lines(capsys, ".", "nowhere", "--select", "security")
    start = "::error title=not checked::nowhere"
    assert [line for line in said if line.startswith(start)]
    start = "::error file=b.ipynb,title=not checked::it is not JSON"
    assert [line for line in said if line.startswith(start)]
    start = "::notice file=a.ipynb,title=not checked::cell 1: `%25%25bash`"
    assert [line for line in said if line.startswith(start)]


def test_more_than_github_shows_is_told_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", *(code(f"import m{number}") for number in range(11)))
    said = lines(capsys, ".", "--select", "HC116")
    assert said[-1] == "GitHub annotates 10 of a level in each step; above are 11 warnings."
    write(tmp_path / "a.ipynb", *(code(f"import m{number}") for number in range(10)))
    assert lines(capsys, ".", "--select", "HC116")[-1].startswith("::warning")


def test_paths_begin_at_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "a.ipynb", code(LOCAL))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "sub")
    assert "file=sub/a.ipynb," in lines(capsys, ".")[0]


def test_nothing_found_is_nothing_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    assert lines(capsys, ".", "--select", "HD101") == []
