"""What a contract gives for asking something, in the formats of code hosts and CI servers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..notebook_files import code, write
from .command_line import run

pytestmark = pytest.mark.usefixtures("wide_terminal")

CONTRACT = """
title = "Acme"
locked = ["rules.HD101"]
[rules.HD101]
reason = "Nobody mounts that share."
"""
WORDS = "Contract: Nobody mounts that share. · locked by Acme"


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit"])
def test_a_message_ends_with_the_contracts_reason(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "handoff.toml").write_text(CONTRACT)
    write(tmp_path / "a.ipynb", code('import os\nopen("/home/ana/churn.csv")'))
    arguments = "lint", ".", "--format", name, "--stage", "handoff", "--select", "HD101,HC116"
    _, out, _ = run(capsys, *arguments)
    # JUnit says a failure in its message and in its text.
    assert out.count(f" {WORDS}") == (2 if name == "junit" else 1)
    assert "HC116" in out


def test_a_reason_is_bounded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "handoff.toml").write_text(f'[rules.HD101]\nreason = "{"so " * 2000}"\n')
    write(tmp_path / "a.ipynb", code('open("/home/ana/churn.csv")'))
    _, out, _ = run(capsys, "lint", ".", "--format", "gitlab", "--select", "HD101")
    (issue,) = json.loads(out)
    assert issue["description"].endswith("so…")
    assert len(issue["description"]) < 1000
