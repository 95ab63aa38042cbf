"""The contract in the panel: which one applies, what it locks, and what it gives for a finding."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ..notebook_files import code, markdown, write
from ..surfaces.command_line import run
from .conftest import Server
from .workbench import Workbench

LINT = re.compile(r"/jupyter-handoff/lint\b")
SHOTS = Path(__file__).parents[2] / ".cache" / "screenshots"
LOCAL = 'import pandas as pd\nrows = pd.read_csv("/home/ana/churn.csv")'
SECRET = "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"
CONTRACT = """
title = "Acme online"
version = "2.1"
docs = "https://acme.test/handoff"
stage = "candidate"
locked = ["stage", { key = "rules.HD101", reason = "Two launches failed on such paths." }]

[rules.machine-local-path]
severity = "error"
owner = "both"
reason = "Nobody `mounts` that share, <b>ever</b>."

[rules.unused-import]
severity = "warning"
reason = "Imports cost start-up time."
"""


class Team:
    """A folder with a contract of its own in the server's root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "team"
        self.folder.mkdir(exist_ok=True)  # a page may still be saving there
        self.agree(CONTRACT)

    def agree(self, contract: str) -> None:
        (self.folder / "handoff.toml").write_text(contract, encoding="utf-8")

    def notebook(self, *cells: dict[str, Any], **metadata: Any) -> str:
        write(self.folder / "churn.ipynb", *cells, metadata=metadata)
        return "team/churn.ipynb"


@pytest.fixture
def team(server: Server) -> Iterator[Team]:
    made = Team(server.root)
    yield made
    shutil.rmtree(made.folder, ignore_errors=True)


def shot(bench: Workbench, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    bench.page.wait_for_timeout(400)
    bench.page.screenshot(path=SHOTS / f"contract-{name}.png")


def test_the_contract_is_named_opened_and_explained(bench: Workbench, team: Team) -> None:
    bench.open(team.notebook(code(LOCAL)))
    named = bench.panel.get_by_role("button", name="Acme online 2.1")
    expect(named).to_have_attribute("title", re.compile(r"Acme online 2\.1\n.*team/handoff\.toml$"))
    docs = bench.panel.get_by_role("link", name="The documentation of the contract")
    expect(docs).to_have_attribute("href", "https://acme.test/handoff")
    expect(docs).to_have_attribute("rel", "noopener noreferrer")
    named.click()
    expect(bench.page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text(
        "handoff.toml"
    )
    expect(bench.page.locator(".jp-FileEditor")).to_contain_text("Acme online")


@pytest.mark.parametrize("docs", ["javascript:alert(1)", "docs/README.md", "file:///etc/passwd"])
def test_only_a_page_of_the_web_is_linked(bench: Workbench, team: Team, docs: str) -> None:
    team.agree(f'title = "Acme"\ndocs = "{docs}"')
    bench.open(team.notebook(code("x = 1")))
    expect(bench.panel.get_by_role("button", name="Acme", exact=True)).to_be_visible()
    expect(bench.panel.get_by_role("link")).to_have_count(0)


def test_a_long_title_leaves_room_for_the_rest(bench: Workbench, team: Team) -> None:
    team.agree(CONTRACT.replace("Acme online", "Acme online scoring platform " * 6))
    bench.open(team.notebook(code(LOCAL)))
    expect(bench.row("HD101")).to_be_visible()
    for width in (240, 400):
        bench.widen(width)
        outer = bench.panel.locator(".jp-Handoff-head").bounding_box()
        docs = bench.panel.get_by_role("link").bounding_box()
        assert outer and docs
        assert docs["x"] + docs["width"] <= outer["x"] + outer["width"] - 8
        assert docs["height"] < 24, "the line is not broken"
        shot(bench, f"long-{width}")


def test_the_stage_cannot_go_below_what_is_locked(bench: Workbench, team: Team) -> None:
    path = team.notebook(code(LOCAL), jupyter_handoff={"stage": "explore"})
    bench.open(path)
    expect(bench.panel.get_by_role("radio", name="Candidate")).to_be_checked()
    explore = bench.panel.get_by_role("radio", name="Explore")
    expect(explore).to_be_disabled()
    expect(explore).to_have_attribute("title", "The contract locks the stage at candidate or later")
    expect(bench.row("HN114")).to_contain_text("The notebook's stage (explore) would loosen")
    bench.run("handoff:set-stage", stage="explore")
    bench.page.wait_for_timeout(500)
    expect(bench.panel.get_by_role("radio", name="Candidate")).to_be_checked()
    bench.stage("Handoff")
    expect(bench.row("HN114")).to_have_count(0)
    assert bench.metadata()["jupyter_handoff"] == {"stage": "handoff"}


def test_what_the_contract_gives_for_a_finding_is_told(bench: Workbench, team: Team) -> None:
    bench.open(team.notebook(code("import os"), code(LOCAL)))
    row = bench.row("HD101")
    asked = ["contract: Nobody mounts that share, <b>ever</b>.", "locked by Acme online"]
    expect(row.locator(".jp-Handoff-asked .jp-Handoff-fact")).to_have_text(asked)
    expect(row.locator(".jp-Handoff-asked code")).to_have_text("mounts")
    expect(row).to_contain_text("data science and MLOps")
    expect(bench.row("HC116").locator(".jp-Handoff-asked")).to_have_text(
        "contract: Imports cost start-up time."
    )
    shot(bench, "light")
    bench.page.mouse.move(0, 0)
    bench.marks.nth(1).hover()
    tooltip = bench.page.locator(".jp-Handoff-tooltip")
    expect(tooltip.locator(".jp-Handoff-asked .jp-Handoff-fact")).to_have_text(asked)
    shot(bench, "tooltip")
    bench.press("Explain HD101")
    explained = bench.panel.locator(".jp-Handoff-explanation")
    expect(explained).to_contain_text("Explore: Error")
    expect(explained.locator(".jp-Handoff-asked .jp-Handoff-fact")).to_have_text(asked)
    expect(explained).to_contain_text("The contract locks this rule: no comment keeps it quiet.")
    shot(bench, "explain")


def test_suppressions_and_attempts_on_locks_are_told(bench: Workbench, team: Team) -> None:
    ignored = f"{LOCAL}  # handoff: ignore[HD101]"
    bench.open(team.notebook(code(ignored), code("x = 1  # handoff: ignore[HC116] was used once")))
    bench.stage("Handoff")
    attempt = bench.row("HN114")
    expect(attempt).to_contain_text("ignore[HD101] would loosen HD101 machine-local-path, which")
    expect(attempt.locator("code").first).to_have_text("ignore[HD101]")
    unused = bench.row("HN112").filter(has_text="silences nothing")
    bench.press("Fix", unused)
    shot(bench, "suppressions")
    bench.run("apputils:change-theme", theme="JupyterLab Dark")
    bench.widen(240)
    shot(bench, "dark-narrow")
    bench.run("apputils:change-theme", theme="JupyterLab Light")


def test_tags_and_metadata_are_heeded_at_once(bench: Workbench, team: Team) -> None:
    bench.open(team.notebook(code("import os"), code("import sys")))
    expect(bench.row("HC116 unused-import")).to_have_count(2)
    cell = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0]"
    bench.page.evaluate(f"() => {cell}.setMetadata('tags', ['handoff-ignore:HC116'])")
    expect(bench.row("HC116 unused-import")).to_have_count(1)
    bench.page.evaluate(f"() => {cell}.deleteMetadata('tags')")
    expect(bench.row("HC116 unused-import")).to_have_count(2)
    own = "{ ignore: { HC116: 'it is ours' } }"
    bench.page.evaluate(f"() => {cell}.setMetadata('jupyter_handoff', {own})")
    expect(bench.row("HC116 unused-import")).to_have_count(1)
    notebook = cell.removesuffix(".cells[0]")
    bench.page.evaluate(f"() => {notebook}.setMetadata('jupyter_handoff', {own})")
    expect(bench.row("HC116 unused-import")).to_have_count(0)


def test_the_editor_gets_the_findings_of_the_command_line(
    bench: Workbench, page: Page, team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = {
        "application/json": {"token": SECRET, "more": [1, "é"]},
        "application/javascript": f"connect('{SECRET}')",
        "text/html": ["<script>", "toggle()</script>"],
        "text/plain": "<Connection>",
        "image/png": "aGFsbG8=",
    }
    shown = {"output_type": "display_data", "metadata": {}, "data": bundle}
    warned = {
        "output_type": "stream",
        "name": "stderr",
        "text": ["/opt/x.py:1: FutureWarning: it goes\n"],
    }
    late = {
        "output_type": "stream",
        "name": "stdout",
        "text": [("x" * 70 + "\n") * 1500 + f"{SECRET}\n"],
    }
    failed = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["x"]}
    path = team.notebook(
        markdown("# Churn 😀"),
        code("import os", metadata={"tags": ["handoff-ignore:HC116"]}),
        code(LOCAL, outputs=[shown, warned], execution_count=3),
        code("print('😀é'); data = open('/home/ana/x')", outputs=[failed], execution_count=2),
        code("print(log)", outputs=[late], execution_count=4),
        code("import re", metadata={"jupyter_handoff": {"ignore": {"HC116": "ours"}}}),
        jupyter_handoff={"stage": "handoff", "ignore": {"HN102": "it is new"}},
        language_info={"name": "python", "version": "3.11"},
    )
    with page.expect_response(LINT) as answer:
        bench.open(path)
    live = answer.value.json()["report"]
    _, out, _ = run(capsys, "lint", "--no-cache", "--format", "json", str(team.root / path))
    (told,) = json.loads(out)
    assert live["stage"] == told["stage"] == "handoff"
    speaking = [finding for finding in live["findings"] if finding["severity"] != "off"]
    assert speaking == told["findings"]
    assert {"HD101", "HS102", "HN103", "HN104"} <= {finding["code"] for finding in speaking}
    assert [item["cell"] for item in speaking if item["code"] == "HS102"] == [3, 5]
