"""What README shows is true: its commands run, its contract is one, its comment works."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from jupyter_handoff import Surroundings, lint, look_around
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.surfaces.cli import main, parser

from .notebook_files import code, write

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str, page: str = "README.md") -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


COMMANDS = [
    line
    for block in blocks("sh")
    for line in block.splitlines()
    if line.startswith("jupyter handoff ")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_run(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(ROOT / "binder" / "demo", tmp_path / "binder" / "demo")
    (tmp_path / "handoff.toml").write_text(blocks("toml")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status = main(shlex.split(command)[2:])
    told = capsys.readouterr()
    assert status == (1 if "--stage handoff" in command else 0)
    assert told.out or "--output" in command
    assert not told.err


@pytest.mark.parametrize("page", ["README.md", "CONTRACT.md"])
def test_its_workflows_and_contracts_can_be_read(page: str, tmp_path: Path) -> None:
    """Every TOML block is a contract's, every YAML block is YAML."""
    for text in blocks("yaml", page):
        assert isinstance(yaml.safe_load(text), dict)
    for text in blocks("toml", page):
        if "extends" not in text:
            (tmp_path / "handoff.toml").write_text(text, encoding="utf-8")
            assert look_around(tmp_path, top=tmp_path).not_checked == ()


def test_its_workflows_give_options_that_there_are() -> None:
    for line in re.findall(r"jupyter handoff (lint .*)", "".join(blocks("yaml"))):
        given = re.sub(r"\$\{\{.*?\}\}|\$\w+", "1", line).replace("1/1", "1/4")
        parser().parse_args(shlex.split(given))


def test_its_contract_is_obeyed(tmp_path: Path) -> None:
    (contract,) = blocks("toml")
    (tmp_path / "handoff.toml").write_text(contract, encoding="utf-8")
    path = write(tmp_path / "a.ipynb", code("%%mlflow_run\ndata = open('/home/ana/x.csv')"))
    report = lint(path)
    assert (report.stage, report.made_by.contract.title) == ("candidate", "Forecasting team")
    levels = {finding.code: finding.severities for finding in report.findings}
    assert levels["HD101"].explore == "warning"


def test_its_comment_keeps_a_rule_quiet(tmp_path: Path) -> None:
    ignored = blocks("python")[0].strip()
    speaking = ignored.partition("  #")[0]
    path = write(tmp_path / "a.ipynb", code(f"import pandas as pd\n{ignored}\n{speaking}"))
    report = lint(path, around=Surroundings())
    assert [f.line for f in report.findings if f.code == "HD101"] == [3]


def test_its_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / target).is_file(), target


def test_its_leak_is_told_as_it_says() -> None:
    (cells,) = blocks("text")
    report = lint(read_percent(cells), around=Surroundings())
    (finding,) = (item for item in report.findings if item.code == "HD201")
    assert f"> {finding.message}\n" in README
    (fix,) = finding.fixes
    assert re.findall("`(.*)`", fix.title)[0] in README
