"""What a contract locks holds against everything further down, in the report itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jupyter_handoff.engine import judge
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.report import Report, Stage
from jupyter_handoff.rule import Project
from jupyter_handoff.rules import load_rules

from .contracts import contract_from

PATH = "open('/home/ana/x.csv')"
SECRET = "api_key = 'q8Zr2LmX0vTnB4wK'"
DENY = '[[frameworks.deny]]\nname = "keras"\nreason = "r"\nalternative = "a"'


def report(text: str, *contracts: str, stage: Stage | None = None) -> Report:
    project = Project(notebook="/p", root="/p")
    return judge(
        read_percent(text, path="a.ipynb"),
        rules=load_rules().rules,
        contract=contract_from(*contracts, root="/p"),
        project=project,
        stage=stage,
    )


def codes(text: str, *contracts: str, stage: Stage | None = None) -> set[str]:
    return {finding.code for finding in report(text, *contracts, stage=stage).at_stage()}


def with_metadata(text: str, own: dict[str, Any]) -> str:
    header = json.dumps({"jupyter_handoff": own})
    return f"# %% [notebook] metadata={header}\n# %%\n{text}"


@pytest.mark.parametrize(
    ("text", "code", "lock"),
    [
        (SECRET, "HS101", 'locked = ["secrets"]'),
        (SECRET, "HS101", 'locked = ["rules"]'),
        ("import keras", "HM101", f'locked = ["frameworks.deny"]\n{DENY}'),
        ("import keras", "HM101", f'locked = ["frameworks"]\n{DENY}'),
        (PATH, "HD101", 'locked = ["rules.HD101"]'),
        (PATH, "HD101", 'locked = ["rules.HD101.severity"]'),
        (PATH, "HD101", 'locked = ["rules.HD101.severity.explore"]'),
    ],
)
@pytest.mark.parametrize("way", ["contract", "metadata", "comment", "tag", "ignore"])
def test_no_way_silences_what_is_locked(text: str, code: str, lock: str, way: str) -> None:
    over = ""
    if way == "contract":
        over = f"rules.{code}.severity = 'off'"
    elif way == "metadata":
        text = with_metadata(text, {"rules": {code: {"severity": "off"}}})
    elif way == "ignore":
        text = with_metadata(text, {"ignore": {code: "mine"}})
    elif way == "comment":
        text = f"# handoff: ignore[{code}] mine\n{text}"
    else:
        text = f'# %% tags=["handoff-ignore:{code}"]\n{text}'
    assert codes(text, "", over) & {code, "HN114"} == set(), "nothing is locked"
    assert {code, "HN114"} <= codes(text, lock, over)


def test_who_loosens_a_key_is_named_where_it_matters() -> None:
    made = report(SECRET, 'locked = ["secrets"]', "title = 'Team'\nrules.HS101.severity = 'off'")
    (attempt,) = [item for item in made.findings if item.code == "HN114"]
    assert "Team would loosen `rules.HS101.severity`, which contract 1 locks" in attempt.message
    assert "HN114" not in codes("x = 1", 'locked = ["secrets"]', "rules.HS101.severity = 'off'")


def test_whoever_locks_may_be_soft_itself() -> None:
    assert codes(SECRET, 'locked = ["secrets"]\nrules.HS101.severity = "off"') == set()


def test_an_attempt_is_told_though_its_rule_is_off() -> None:
    quiet = "rules.HN114.severity = 'off'"
    text = f"{PATH}  # handoff: ignore[HD101] mine"
    assert "HN114" in codes(text, 'locked = ["rules.HD101"]', quiet)


def test_a_waiver_of_a_later_lock_is_none_of_the_first() -> None:
    waiver = (
        '[[waivers]]\nrule = "HS101"\nreason = "r"\nowner = "o"\nuntil = 2999-01-01\n'
        'approved-by = "me"'
    )
    team = f'locked = ["rules.HS101"]\n{waiver}'
    assert codes(SECRET, team) == set()
    assert {"HS101", "HN114"} <= codes(SECRET, 'locked = ["secrets"]', team)


@pytest.mark.parametrize("lock", ['["stages"]', "['stages.*']"])
def test_a_stage_that_is_locked_by_its_pattern_is_not_lowered(lock: str) -> None:
    contract = f"locked = {lock}\nstages.'*' = 'handoff'"
    assert report("x = 1", contract, stage="explore").stage == "handoff"
    assert report(with_metadata("x = 1", {"stage": "explore"}), contract).stage == "handoff"
    assert report("x = 1", contract).lowest == "handoff"
    elsewhere = f"locked = {lock}\nstages.'prod/*' = 'handoff'".replace("stages.*", "stages.prod/*")
    assert report("x = 1", elsewhere, stage="explore").stage == "explore"


def test_the_hash_knows_on_which_side_of_a_lock_a_waiver_stands() -> None:
    waiver = (
        '[[waivers]]\nrule = "HS101"\nreason = "r"\nowner = "o"\nuntil = 2999-01-01\n'
        'approved-by = "me"'
    )
    lock = 'locked = ["secrets"]'
    assert contract_from(f"{lock}\n{waiver}", "").hash != contract_from(lock, waiver).hash


@pytest.mark.parametrize(
    "own", [{"secrets": {"placeholders": ["x"]}}, {"code": {"python-magics": ["x"]}}]
)
def test_a_notebook_cannot_say_what_is_no_secret_nor_what_is_python(own: dict[str, Any]) -> None:
    made = report(with_metadata("x = 1", own))
    (told,) = [item for item in made.coverage.not_checked if "own settings" in item.what]
    assert "a notebook cannot say this" in told.why


def test_hostile_metadata_are_told_and_stop_nothing() -> None:
    deep: dict[str, Any] = {}
    inner = deep
    for _ in range(400):
        inner["a"] = inner = {}
    hostile: list[dict[str, Any]] = [
        {"rules": {"HU101": {"options": deep}}},
        {"rules": {"\ud800": {}}},
        {"\ud800": 1},
        {"model": {"max-size-mb": 10**400}},
        {"frameworks": {"deny": [{"name": "a" * 500, "reason": "", "alternative": ""}]}},
    ]
    for own in hostile:
        made = report(with_metadata(PATH, own))
        (told,) = [item for item in made.coverage.not_checked if "own settings" in item.what]
        assert told.why.isprintable() and len(told.why) < 1200
        assert "HD101" in {finding.code for finding in made.findings}
