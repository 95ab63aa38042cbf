"""How matches become findings: stage, contract, failures, coverage and readiness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from jupyter_handoff import Selection, Surroundings, cells_notebook, lint
from jupyter_handoff.contract import BUILT_IN, Contract
from jupyter_handoff.engine import judge
from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.report import ARTIFACTS, Report, Stage
from jupyter_handoff.rule import Match, Rule
from jupyter_handoff.rules import load_rules
from jupyter_handoff.tools import ruff_process
from jupyter_handoff.tools.passing import PASSING

from .contracts import contract_from

LOCAL = 'open("/home/ana/x.csv")'
RULES = {rule.code: rule for rule in load_rules().rules}


def report(notebook: Notebook, contract: Contract = BUILT_IN, stage: Stage | None = None) -> Report:
    return lint(notebook, stage=stage, around=Surroundings(contract=contract))


def with_stage(notebook: Notebook, stage: str) -> Notebook:
    return replace(notebook, metadata={"jupyter_handoff": {"stage": stage}})


def test_the_stage_is_the_one_asked_for_then_the_notebooks_then_the_contracts() -> None:
    plain, own = read_percent(LOCAL), with_stage(read_percent(LOCAL), "candidate")
    contract = contract_from('stage = "handoff"')
    assert (report(plain).stage, report(plain).stage_from) == ("explore", "default")
    assert report(plain, contract).stage == "handoff"
    assert report(own, contract).stage == "candidate"
    assert report(own, contract, "explore").stage == "explore"
    assert report(with_stage(plain, "nonsense")).stage == "explore"


def test_a_finding_carries_its_severity_at_all_stages() -> None:
    (finding,) = report(read_percent(LOCAL)).findings
    assert finding.severity == "info"
    assert finding.severities.at("candidate") == "warning"
    assert finding.severities.at("handoff") == "error"


def test_findings_that_are_off_are_there_but_do_not_speak() -> None:
    judged = report(read_percent("import os"))
    assert [finding.severity for finding in judged.findings] == ["off"]
    assert judged.at_stage() == ()
    assert judged.readiness["code"].errors == 0


@pytest.mark.parametrize("key", ["HD101", "machine-local-path"])
def test_a_contract_sets_severities(key: str) -> None:
    loud = contract_from(f'rules.{key}.severity = "error"')
    assert report(read_percent(LOCAL), loud).findings[0].severity == "error"
    softer = contract_from(f'rules.{key}.severity.explore = "off"')
    quiet = report(read_percent(LOCAL), softer).findings[0]
    assert (quiet.severity, quiet.severities.at("handoff")) == ("off", "error")


def test_a_rule_that_fails_is_not_checked_and_hides_nothing() -> None:
    def fails(notebook: Notebook) -> Iterator[Match]:
        raise KeyError("inside")

    broken = replace(RULES["HD101"], code="HX999", name="broken-rule", find=fails, given=())
    judged = judge(
        read_percent(f"{LOCAL}\nimport os"),
        rules=[broken, RULES["HD101"], RULES["HC116"]],
        contract=BUILT_IN,
        project=None,
    )
    assert {finding.code for finding in judged.findings} == {"HD101", "HC116"}
    assert judged.coverage.checked == ("HC116", "HD101")
    (failed,) = [item for item in judged.coverage.not_checked if "HX999" in item.what]
    assert failed.why == "the rule failed (KeyError); please report it"


def test_without_ruff_the_other_rules_still_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise ruff_process.RuffUnavailable("Ruff is not installed here: pip install ruff")

    monkeypatch.setattr(ruff_process, "executable", missing)
    judged = report(read_percent(f"{LOCAL}\nimport os"))
    assert {finding.code for finding in judged.findings} == {"HD101"}
    assert "HC116" not in judged.coverage.checked
    assert any(item.what == "Ruff's rules" for item in judged.coverage.not_checked)


def test_ruffs_plain_mistakes_keep_their_code_and_name() -> None:
    (finding,) = report(read_percent("x = 1\nif x is 'a':\n    pass")).findings
    assert (finding.code, finding.name) == ("F632", "is-literal")
    assert finding.source is not None
    assert (finding.source.tool, finding.source.code) == ("ruff", "F632")


def test_ruff_knows_what_is_passed_on() -> None:
    """Every code is one of Ruff's, under Ruff's own name."""
    import json
    import subprocess

    for rule in PASSING.values():
        command = [ruff_process.executable(), "rule", rule.code, "--output-format", "json"]
        run = subprocess.run(command, capture_output=True, check=True)
        assert json.loads(run.stdout)["name"] == rule.name


@pytest.mark.parametrize(
    ("metadata", "language", "version", "why"),
    [
        ({}, "r", "", "it is not a Python notebook (r)"),
        ({}, "julia", "1.9", "it is not a Python notebook (julia)"),
    ],
)
def test_another_language_is_not_checked(
    metadata: dict[str, object], language: str, version: str, why: str
) -> None:
    notebook = replace(
        read_percent("x <- 1"), metadata=metadata, language=language, python_version=version
    )
    judged = report(notebook)
    assert judged.findings == ()
    assert judged.coverage.checked == ()
    assert judged.coverage.not_checked[0].why == why
    assert not any(item.checked for item in judged.readiness.values())


@pytest.mark.parametrize(
    "notebook",
    [
        replace(read_percent(LOCAL), python_version="2.7.12"),
        replace(read_percent(LOCAL), metadata={"kernelspec": {"name": "python2"}}),
        replace(cells_notebook([f"print 'a'\n{LOCAL}"] * 3), language=""),
    ],
)
def test_of_python_2_only_that_is_said_and_the_rest_is_not_checked(notebook: Notebook) -> None:
    judged = report(notebook, stage="handoff")
    assert [(finding.code, finding.severity) for finding in judged.findings] == [("HN110", "error")]
    assert judged.coverage.checked == ("HN110",)
    (missing,) = judged.coverage.not_checked
    assert (missing.what, missing.why) == ("the rest of the notebook", "it is a Python 2 notebook")
    assert [name for name, item in judged.readiness.items() if item.checked] == ["notebook"]
    chosen = lint(notebook, selection=Selection(("HD101",)), around=Surroundings())
    assert chosen.findings == ()


def test_a_notebook_without_a_language_is_python_unless_its_cells_are_not() -> None:
    r_code = ["x <- c(1, 2)", "library(dplyr)\ny %>% head", "f <- function(x) { x }", "p$x"]
    silent = replace(cells_notebook(r_code), language="")
    assert report(silent).findings == ()
    python = replace(cells_notebook([LOCAL, "x = 1", "y = ("]), language="")
    assert {finding.code for finding in report(python).findings} == {"HC101", "HD101"}


def test_readiness_counts_every_artifact() -> None:
    judged = report(read_percent(f"{LOCAL}\n# TODO: x\nimport os"), stage="handoff")
    assert set(judged.readiness) == set(ARTIFACTS)
    assert judged.readiness["data"].errors == 1
    assert judged.readiness["code"].warnings == 1
    assert judged.readiness["understanding"].warnings == 1
    assert judged.readiness["security"].checked


def test_findings_stand_in_document_order_the_whole_notebook_last() -> None:
    text = f"# %% count=2\nimport os\n{LOCAL}\n# %% count=1\n# TODO: x\n{LOCAL}"
    found = report(read_percent(text), stage="handoff").findings
    assert [finding.cell for finding in found] == [1, 1, 2, 2, None]


def test_what_is_nested_too_deep_is_not_checked() -> None:
    judged = report(cells_notebook([LOCAL, "x = " + "-" * 50_000 + "1"]))
    assert {finding.code for finding in judged.findings} == {"HD101"}
    said = {item.what: item.why for item in judged.coverage.not_checked}
    assert said["cell 2"] == "its code is nested too deep to read"


def test_a_report_names_what_made_it() -> None:
    made_by = report(read_percent(LOCAL)).made_by
    assert made_by.contract.title == "built-in"
    assert made_by.ruff == ruff_process.version()


def test_plugins_of_other_packages_are_rules_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point that loads a rule is used; one that fails is said, and hides nothing."""
    from importlib import metadata

    class Entry:
        dist = None

        def __init__(self, name: str, thing: object) -> None:
            self.name, self.thing = name, thing

        def load(self) -> object:
            if isinstance(self.thing, Exception):
                raise self.thing
            return self.thing

    own = replace(RULES["HD101"], code="HD999", name="acme-rule")
    entries = [Entry("acme", own), Entry("broken", ImportError("no acme")), Entry("odd", 3)]
    taken = Entry("taken", RULES["HD101"])
    monkeypatch.setattr(metadata, "entry_points", lambda group: [*entries, taken])
    load_rules.cache_clear()
    try:
        loaded = load_rules()
    finally:
        load_rules.cache_clear()
    assert "HD999" in {rule.code for rule in loaded.rules}
    assert [item.what for item in loaded.failed] == [
        *("the plugin rule broken", "the plugin rule odd", "the plugin rule taken")
    ]
    assert isinstance(own, Rule)
