"""The same notebook gets the same findings from the command line, the magic and the server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from IPython.core.interactiveshell import InteractiveShell
from tornado.httpclient import HTTPResponse

from jupyter_handoff.report import Report
from jupyter_handoff.surfaces import magic

from ..notebook_files import code, document, markdown
from .command_line import run

Fetch = Callable[..., Awaitable[HTTPResponse]]

CONTRACT = """
title = "Acme online"
version = "2.1"
docs = "https://acme.test/handoff"
stage = "explore"
locked = [
  "secrets",
  "stage",
  { key = "frameworks.deny", reason = "Serving has no room for two." },
  { key = "rules.HD101", reason = "Two launches failed on such paths." },
]

[stages]
"release/*.ipynb" = "handoff"

[[frameworks.deny]]
name = "keras"
reason = "It is not served."
alternative = "torch"

[[frameworks.deny]]
name = "tensorflow<2.10"
reason = "Its licence was not cleared."
alternative = "torch"

[rules.machine-local-path]
severity = "error"
owner = "both"
reason = "Nobody `mounts` that share."

[rules.unused-import.severity]
handoff = "error"

[rules.late-import]
reason = "Start-up must fail early."
owner = "mlops"

[[waivers]]
rule = "install-in-notebook"
where = "release/*"
reason = "The image is rebuilt in May."
owner = "Ana"
until = 2999-01-01
approved-by = "Bo"

[[waivers]]
rule = "print-as-logging"
reason = "It was a demo."
owner = "Ana"
until = 2020-01-01
approved-by = "Bo"
"""
ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["\x1b[31mx"]}
SECRET = "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"


def data(**by_type: object) -> dict[str, Any]:
    bundle = {name.replace("_", "/"): value for name, value in by_type.items()}
    return {"output_type": "display_data", "metadata": {}, "data": bundle}


def stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stderr", "text": text.splitlines(keepends=True)}


METADATA = {
    "jupyter_handoff": {
        "stage": "candidate",
        "data-class": "personal",
        "ignore": {"star-import": "it is ours", "HC999": "", "machine-local-path": "mounted"},
    }
}
CELLS = (
    markdown("# Churn 😀\n\nWhat we learnt."),
    code("import os, sys\nimport keras\nimport tensorflow as tf\nfrom numpy import *"),
    code(
        'import pandas as pd\nrows = pd.read_csv("/home/ana/churn.csv")  # handoff: ignore[HD101]'
    ),
    code(
        "from sklearn.model_selection import train_test_split\n"
        "train, test = train_test_split(rows)",
        execution_count=3,
        outputs=[stream("/home/ana/x.py:1: FutureWarning: it goes\n"), data(text_plain="1")],
    ),
    code("print(rate, '😀é')\nprint(rate)", execution_count=2, outputs=[ERROR]),
    code("rate = 1", metadata={"tags": ["handoff-ignore:unused-import", "parameters"]}),
    code("import random\nlist = random.random()", metadata={"jupyter_handoff": {"ignore": 3}}),
    code("!pip install shap"),
    code(
        "show()  # noqa\nx = 1  # TODO: mend  # handoff: ignore[hack-left] it is in the tracker",
        outputs=[
            data(application_json={"token": SECRET}, text_plain=["token: ", SECRET]),
            data(application_javascript="IPython.notebook.execute_all_cells()"),
            data(text_html="<script>toggle()</script>", image_png="aGFsbG8="),
        ],
    ),
    code("def f(:\n  pass"),
)


@pytest.fixture
def jp_server_config(jp_server_config: dict[str, Any]) -> dict[str, Any]:
    return jp_server_config | {"ServerApp": {"jpserver_extensions": {"jupyter_handoff": True}}}


@pytest.fixture
def team(jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team's repository, which is where each surface works."""
    monkeypatch.chdir(jp_root_dir)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    (jp_root_dir / ".git").mkdir()
    (jp_root_dir / "handoff.toml").write_text(CONTRACT, encoding="utf-8")
    (jp_root_dir / "release").mkdir()
    return jp_root_dir


@pytest.mark.parametrize("where", ["release/churn.ipynb", "churn.ipynb"])
@pytest.mark.parametrize("with_baseline", [False, True], ids=["all", "known"])
async def test_three_surfaces_give_the_same_findings(
    where: str,
    with_baseline: bool,
    team: Path,
    jp_fetch: Fetch,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = document(*CELLS, metadata=METADATA)
    (team / where).write_text(json.dumps(written), encoding="utf-8")
    before = command_line(capsys, where)
    if with_baseline:
        assert run(capsys, "baseline")[0] == 0
    told = command_line(capsys, where)
    assert speaking(from_magic(where, monkeypatch)) == told
    assert speaking(await from_server(jp_fetch, where, written)) == told
    findings = told["findings"]
    assert {finding["code"] for finding in findings} >= {"HD101", "HN112", "HN114", "HS102"}
    # What is locked, and secrets, no baseline keeps quiet.
    assert (len(findings) < len(before["findings"])) == with_baseline


def test_the_notebook_meets_all_that_a_contract_can_say(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = "release/churn.ipynb"
    (team / where).write_text(json.dumps(document(*CELLS, metadata=METADATA)), encoding="utf-8")
    told = command_line(capsys, where)
    findings = told["findings"]
    assert told["stage"] == "handoff", "by its folder, whatever it says itself"
    reasons = {finding["reason"] for finding in findings}
    assert reasons >= {"", "Nobody `mounts` that share.", "Start-up must fail early."}
    assert {finding["locked"] for finding in findings} == {"", "Acme online"}
    assert {finding["owner"] for finding in findings} == {"both", "data-science", "mlops"}
    assert {finding["severity"] for finding in findings} >= {"warning", "error"}
    codes = {finding["code"] for finding in findings}
    assert "HE103" not in codes, "it is waived"
    assert "HU102" not in codes, "it is ignored with a reason"
    assert "HC108" not in codes, "the metadata ignore it"
    assert all(finding["key"] for finding in findings if finding["code"] == "HD101")


def command_line(capsys: pytest.CaptureFixture[str], where: str) -> dict[str, Any]:
    _, out, _ = run(capsys, "lint", "--no-cache", "--format", "json", where)
    (report,) = json.loads(out)
    return part(report)


def from_magic(where: str, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report that the magic shows."""
    shown: list[Report] = []
    monkeypatch.setattr(magic.Handoff, "show", lambda _, report, __: shown.append(report))
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    try:
        magic.load(shell)
        shell.run_line_magic("handoff_lint", where)
    finally:
        InteractiveShell.clear_instance()
    return shown[0]


async def from_server(jp_fetch: Fetch, where: str, written: dict[str, Any]) -> Report:
    """The report on the notebook as the editor sends it."""
    request = {
        "client": "test",
        "sequence": 1,
        "path": where,
        "metadata": written["metadata"],
        "cells": [live(cell) for cell in written["cells"]],
    }
    body = json.dumps(request)
    answer = await jp_fetch("jupyter-handoff", "lint", method="POST", body=body)
    return msgspec.convert(json.loads(answer.body)["report"], Report)


def live(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell as `labextension/src/snapshot.ts` sends it; tests/ui compares the real thing."""
    return {
        "id": cell["id"],
        "kind": cell["cell_type"],
        "source": "".join(cell["source"]),
        "metadata": cell["metadata"],
        "execution_count": cell.get("execution_count"),
        "outputs": [live_output(output) for output in cell.get("outputs", [])],
    }


def live_output(output: dict[str, Any]) -> dict[str, Any]:
    texts = {kind: written(value) for kind, value in bundle_of(output).items()}
    sent = {kind: text for kind, text in texts.items() if not kind.startswith("image/")}
    sizes = {kind: len(text) for kind, text in texts.items()}
    return {"sizes": sizes, "text": sent, "error": output.get("ename")}


def bundle_of(output: dict[str, Any]) -> dict[str, Any]:
    if output["output_type"] == "stream":
        return {"text/plain": output["text"]}
    if output["output_type"] == "error":
        last = f"{output['ename']}: {output['evalue']}"
        return {"text/plain": "\n".join([*output["traceback"], last])}
    bundle: dict[str, Any] = output["data"]
    return bundle


def written(value: object) -> str:
    if isinstance(value, list):
        return "".join(value)
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def speaking(report: Report) -> dict[str, Any]:
    """A report as JSON writes it."""
    chosen = msgspec.structs.replace(report, findings=report.at_stage())
    return part(json.loads(msgspec.json.encode(chosen)))


def part(report: dict[str, Any]) -> dict[str, Any]:
    """What must be the same; the file's name is each surface's own."""
    made_by = report["made_by"]
    made_by["contract"] |= {"opens": None}
    names = ("stage", "findings", "coverage", "readiness")
    return {name: report[name] for name in names} | {"made_by": made_by}
