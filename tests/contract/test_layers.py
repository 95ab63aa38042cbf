"""Contracts over contracts: the later holds, lists are replaced or added to, locks hold."""

from __future__ import annotations

from typing import Any

import pytest

from jupyter_handoff.report import STAGES, Severity

from ..contracts import contract_from


def severities(*texts: str, code: str = "HD101") -> list[Severity | None]:
    settings = contract_from(*texts).settings(code)
    return [settings.at(stage) for stage in STAGES]


def test_the_later_contract_holds_key_by_key() -> None:
    contract = contract_from(
        'title = "company"\ncode.logging = "loguru"\nmodel.formats = ["onnx"]',
        'code.logging = "structlog"',
    )
    assert contract.title == "company"
    assert contract.requirements.code.logging == "structlog"
    assert contract.requirements.model.formats == ("onnx",)
    assert severities("", 'rules.HD101.severity.explore = "error"') == ["error", "warning", "error"]


def test_a_list_is_replaced_or_added_to() -> None:
    company = 'model.formats = ["onnx", "skops"]'
    replaced = contract_from(company, 'model.formats = ["pmml"]')
    assert replaced.requirements.model.formats == ("pmml",)
    added = contract_from(company, 'append.model.formats = ["pmml", "onnx"]')
    assert added.requirements.model.formats == ("onnx", "skops", "pmml")
    first = contract_from('append.model.formats = ["pmml"]')
    assert first.requirements.model.formats == ("pmml",)


DENY = '[[frameworks.deny]]\nname = "keras"\nreason = "r"\nalternative = "torch"\n'
MORE = '[[append.frameworks.deny]]\nname = "mxnet"\nreason = "r"\nalternative = "torch"\n'

# A lock with what it guards, what would loosen it, and the value that holds all the same.
LOOSER = {
    "a severity": ('locked = ["rules.HD101"]', 'rules.HD101.severity = "off"', None),
    "all rules": ('locked = ["rules"]', 'rules.machine-local-path.severity.handoff = "info"', None),
    "a rule's owner": (
        'rules.HD101.owner = "mlops"\nlocked = ["rules.machine-local-path"]',
        'rules.HD101.owner = "both"',
        None,
    ),
    "the stage": ('stage = "candidate"\nlocked = ["stage"]', 'stage = "explore"', "candidate"),
    "the stage of some": (
        'stage = "candidate"\nlocked = ["stage"]',
        'stages."*" = "explore"',
        "candidate",
    ),
    "a list of denials": (
        'locked = ["frameworks.deny"]\n' + DENY,
        "frameworks.deny = []",
        ["keras"],
    ),
    "a section": ('locked = ["frameworks"]\n' + DENY, "frameworks.deny = []", ["keras"]),
    "a list of what is allowed": (
        'model.formats = ["onnx"]\nlocked = ["model.formats"]',
        'append.model.formats = ["pickle"]',
        ("onnx",),
    ),
    "a limit": (
        'notebook.max-cells = 10\nlocked = ["notebook"]',
        "notebook.max-cells = 20",
        10,
    ),
    "a range": (
        'runtime.python = ">=3.11"\nlocked = ["runtime"]',
        'runtime.python = ">=3.9"',
        ">=3.11",
    ),
    "a duty": ('model.signature = true\nlocked = ["model"]', "model.signature = false", True),
    "a plain choice": (
        'code.logging = "loguru"\nlocked = ["code"]',
        'code.logging = "structlog"',
        "loguru",
    ),
    "what was left at its default": (
        'locked = ["secrets"]',
        'secrets.placeholders = ["hunter2"]',
        (),
    ),
    "the stage that fails": (
        'fail-at = "candidate"\nlocked = ["fail-at"]',
        'fail-at = "handoff"',
        None,
    ),
}


def held(name: str, *texts: str) -> Any:
    contract = contract_from(*texts)
    asked = contract.requirements
    return {
        "the stage": contract.stage_of("a.ipynb"),
        "the stage of some": contract.stage_of("a.ipynb"),
        "a list of denials": [item.name for item in asked.frameworks.deny],
        "a section": [item.name for item in asked.frameworks.deny],
        "a list of what is allowed": asked.model.formats,
        "a limit": asked.notebook.max_cells,
        "a range": asked.runtime.python,
        "a duty": asked.model.signature,
        "a plain choice": asked.code.logging,
        "what was left at its default": asked.secrets.placeholders,
    }.get(name)


@pytest.mark.parametrize("name", LOOSER)
def test_what_is_locked_is_not_loosened_and_the_attempt_is_known(name: str) -> None:
    lock, looser, kept = LOOSER[name]
    contract = contract_from(lock, looser)
    assert contract.folded.loosened, "the attempt is known"
    attempt = contract.folded.loosened[0]
    assert (attempt.by, attempt.lock.by) == ("contract 2", "contract 1")
    assert held(name, lock, looser) == kept
    assert not contract_from(looser, lock).folded.loosened, "below the lock it is free"


def test_locked_severities_only_rise() -> None:
    lock = 'locked = ["rules.HD101"]'
    assert severities(lock, 'rules.HD101.severity = "off"') == ["info", "warning", "error"]
    assert severities(lock, 'rules.HD101.severity = "warning"') == ["warning", "warning", "error"]
    contract = contract_from(lock, 'rules.HD101.severity = "error"')
    assert not contract.folded.loosened


def test_what_is_locked_may_be_tightened() -> None:
    contract = contract_from('locked = ["frameworks.deny"]\n' + DENY, MORE)
    assert [item.name for item in contract.requirements.frameworks.deny] == ["keras", "mxnet"]
    assert not contract.folded.loosened
    stricter = contract_from('stage = "candidate"\nlocked = ["stage"]', 'stage = "handoff"')
    assert stricter.stage_of("a") == "handoff"
    assert not stricter.folded.loosened


def test_two_locks_meet_at_the_tighter_and_neither_is_an_attempt() -> None:
    one = 'runtime.python = ">=3.10"\nlocked = ["runtime"]'
    other = 'runtime.python = "<3.13"\nlocked = ["runtime.python"]'
    for first, second in [(one, other), (other, one)]:
        contract = contract_from(first, second)
        python = contract.requirements.runtime.python or ""
        assert sorted(python.split(",")) == ["<3.13", ">=3.10"]
        assert not contract.folded.loosened


def test_a_lock_tells_who_and_why() -> None:
    contract = contract_from('locked = [{ key = "secrets", reason = "The audit." }]')
    lock = contract.folded.lock_on(("secrets", "store"))
    assert lock is not None
    assert (lock.by, lock.reason) == ("contract 1", "The audit.")
    assert contract.folded.lock_on(("secretsauce",)) is None
    assert contract.lock_on_rule("HD101", "model") is None


def test_of_several_patterns_the_strictest_stage_counts() -> None:
    contract = contract_from(
        'stage = "candidate"\n[stages]\n"x/*" = "explore"\n"x/y/*" = "handoff"'
    )
    assert contract.stage_of("x/a.ipynb") == "explore"
    assert contract.stage_of("x/y/a.ipynb") == "handoff"
    assert contract.stage_of("a.ipynb") == "candidate"
