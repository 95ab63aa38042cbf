"""Notebooks judged together: each report is the one that the notebook gets alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff import Surroundings, lint, lint_together, read_notebook
from jupyter_handoff.notebook import Notebook, read_percent

from .contracts import contract_from
from .notebook_files import code, write

SOURCES = (
    "import os\nprint(undefined)",
    'import pandas as pd\npd.read_csv("/home/ana/x.csv")',
    "x = (",
    "# %%\nprint 'old'\n# %%\nprint 'older'\n# %%\nprint 'oldest'",
    "",
)


def test_reports_are_those_that_the_notebooks_get_alone() -> None:
    notebooks = [read_percent(source) for source in SOURCES]
    reports = list(lint_together([(item, Surroundings()) for item in notebooks], stage="handoff"))
    assert reports == [lint(read_percent(source), stage="handoff") for source in SOURCES]
    assert len({finding.code for report in reports for finding in report.findings}) > 3


def test_none_is_asked_for_and_none_is_given() -> None:
    assert list(lint_together([])) == []


def typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    monkeypatch.chdir(folder)
    write(folder / "a.ipynb", code('y: int = "text"'))
    return read_notebook((folder / "a.ipynb").read_bytes(), "a.ipynb")


def test_a_contracts_tools_run_only_when_a_person_asks_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = Surroundings(contract=contract_from('external = [{ tool = "mypy" }]'))
    items = [(typed(tmp_path, monkeypatch), around)]
    (plain,) = lint_together(items, stage="handoff")
    (asked,) = lint_together(items, stage="handoff", external=["contract"])
    (both,) = lint_together(items, stage="handoff", external=["contract", "mypy"])
    sources = [
        [f.source.tool for f in report.findings if f.source] for report in (plain, asked, both)
    ]
    assert sources == [[], ["mypy"], ["mypy"]]
    (gap,) = [item for item in plain.coverage.not_checked if "nbQA" in item.what]
    assert gap.why.endswith("it was not turned on: --external contract")


def test_a_tool_of_the_contract_that_is_missing_is_not_checked_with_its_install_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = Surroundings(contract=contract_from('external = [{ tool = "nosuchtool" }]'))
    items = [(typed(tmp_path, monkeypatch), around)]
    (report,) = lint_together(items, external=["contract"])
    (missing,) = [item for item in report.coverage.not_checked if "nbQA" in item.what]
    assert missing.why.endswith("pip install nosuchtool")
