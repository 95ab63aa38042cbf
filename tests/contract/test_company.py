"""A made-up company's contract package, really installed, and two projects that extend it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jupyter_handoff import lint

from ..notebook_files import code, write

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme-handoff"
version = "2.1"

[project.entry-points."jupyter_handoff.contracts"]
online = "acme_handoff:contracts/online.toml"
batch = "acme_handoff:batch.toml"

[tool.hatch.build.targets.wheel]
packages = ["acme_handoff"]
"""
BASE = """
title = "Acme"
version = "2.1"
locked = ["secrets", { key = "frameworks.deny", reason = "Serving runs one framework." }]
secrets.store = "Ask #vault."

[[frameworks.deny]]
name = "keras"
reason = "Nobody serves it."
alternative = "torch"
"""
ONLINE = """
extends = ["../base.toml"]
title = "Acme online"
stage = "handoff"
locked = ["stage"]
"""
BATCH = """
extends = ["base.toml"]
title = "Acme batch"
stage = "candidate"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the company's package is installed, whose code must never run."""
    source = tmp_path_factory.mktemp("acme")
    package = source / "acme_handoff"
    (package / "contracts").mkdir(parents=True)
    (source / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (package / "__init__.py").write_text("raise RuntimeError('I was run')", encoding="utf-8")
    (package / "base.toml").write_text(BASE, encoding="utf-8")
    (package / "batch.toml").write_text(BATCH, encoding="utf-8")
    (package / "contracts" / "online.toml").write_text(ONLINE, encoding="utf-8")
    target = tmp_path_factory.mktemp("environment")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--target", str(target), str(source)],
        check=True,
        capture_output=True,
    )
    return target


def project(folder: Path, contract: str) -> Path:
    folder.mkdir()
    (folder / ".git").mkdir()
    (folder / "handoff.toml").write_text(contract, encoding="utf-8")
    write(folder / "a.ipynb", code("import keras\nmodel = keras.Sequential()"))
    return folder


def linted(folder: Path, site: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "jupyter_handoff.surfaces.cli", "lint", "--format", "json"]
    done = subprocess.run(
        [*command, *arguments, "a.ipynb"],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *sys.path])},
        check=False,
    )
    (report,) = json.loads(done.stdout)
    return done.returncode, report


def said(report: dict[str, Any], code: str) -> list[str]:
    return [item["message"] for item in report["findings"] if item["code"] == code]


def test_two_projects_extend_it_and_neither_loosens_it(tmp_path: Path, site: Path) -> None:
    online = project(tmp_path / "online", 'extends = ["package:acme-handoff/online"]')
    status, report = linted(online, site, "--stage", "explore")
    assert (status, report["stage"], report["made_by"]["contract"]["title"]) == (
        *(1, "handoff"),
        "Acme online",
    )
    (denied,) = said(report, "HM101")
    assert "Nobody serves it" in denied
    assert "torch" in denied
    assert any("The stage asked for (explore)" in message for message in said(report, "HN114"))

    batch = project(
        tmp_path / "batch",
        'extends = ["package:Acme_Handoff/batch"]\ntitle = "Churn"\nframeworks.deny = []\n',
    )
    status, report = linted(batch, site)
    assert (report["stage"], report["made_by"]["contract"]["title"]) == ("candidate", "Churn")
    assert said(report, "HM101"), "what is denied stays denied"
    (attempt,) = said(report, "HN114")
    assert attempt.startswith("Churn would loosen `frameworks.deny`, which Acme locks")
    assert "Serving runs one framework" in attempt


def test_without_the_package_it_is_said_what_to_install(tmp_path: Path) -> None:
    folder = project(tmp_path / "alone", 'extends = ["package:acme-handoff/online"]')
    report = lint(folder / "a.ipynb")
    (gap,) = [item for item in report.coverage.not_checked if item.what == "the contract"]
    assert gap.why.endswith("(pip install acme-handoff)")
    assert report.made_by.contract.title == "built-in"
