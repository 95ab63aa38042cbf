"""GitLab's code quality report, by the fields that its documentation names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ..notebook_files import code, write
from .command_line import run
from .golden import CELL, LINE, every_style, write_style

pytestmark = pytest.mark.usefixtures("wide_terminal")

# docs.gitlab.com/ci/testing/code_quality, "Code Quality report format".
SHAPE = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/churn.csv")'
TOKEN = "ghp_" + "x7Kq2vN9mR4tB8wZ1pL6sD3fG5hJ0cY2aE4u"


@pytest.fixture(autouse=True)
def outside_of_gitlab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)


def issues(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    _, out, _ = run(capsys, "lint", *arguments, "--format", "gitlab", "--stage", "handoff")
    read: list[dict[str, Any]] = json.loads(out)
    jsonschema.validate(read, SHAPE)
    prints = [issue["fingerprint"] for issue in read]
    assert len(prints) == len(set(prints))
    return read


@every_style
def test_an_issue_stands_where_the_file_has_it(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, _, _ = write_style(tmp_path, style)
    found = issues(capsys, ".")
    (issue,) = (item for item in found if item["check_name"] == "HD101 machine-local-path")
    assert issue["location"] == {"path": "a.ipynb", "lines": {"begin": line, "end": line}}
    assert issue["description"].startswith(f"Cell {CELL}, line {LINE}: ")


def test_severities_are_gitlabs_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = f"{LOCAL}\nimport os\ntoken = '{TOKEN}'"
    write(tmp_path / "a.ipynb", code(source), code("%%bash\nls"))
    found = issues(capsys, ".")
    levels = {issue["check_name"].partition(" ")[0]: issue["severity"] for issue in found}
    assert levels["HD101"] == "major"
    assert levels["HC116"] == "minor"
    assert levels["HS101"] == "critical"
    assert levels["not-checked"] == "info"


def test_equal_findings_are_told_apart_in_a_file_and_between_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        write(tmp_path / name, code(LOCAL), code(LOCAL), code("import os, math"))
    assert len(issues(capsys, ".", "--select", "HD101")) == 4


def test_what_could_not_be_read_is_an_issue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.ipynb").write_text("{]")
    (issue,) = issues(capsys, ".")
    assert issue["severity"] == "major"
    assert issue["location"] == {"path": "b.ipynb", "lines": {"begin": 1}}


def test_paths_begin_at_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "a.ipynb", code(LOCAL))
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path / "sub")
    assert issues(capsys, "a.ipynb")[0]["location"]["path"] == "sub/a.ipynb"
    assert issues(capsys, str(tmp_path / "sub" / "a.ipynb"))[0]["location"]["path"] == "sub/a.ipynb"
