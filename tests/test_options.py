"""The options of rules: documented, refused when a contract is read, locked like any key."""

from __future__ import annotations

from typing import Any

import pytest

from jupyter_handoff import rule_cards
from jupyter_handoff.contract import ContractError
from jupyter_handoff.engine import judge
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.options import options_in
from jupyter_handoff.rules import load_rules

from .contracts import contract_from

WITH = [rule for rule in load_rules().rules if rule.options is not None]


def held(*contracts: str, code: str = "HU101") -> dict[str, Any]:
    return contract_from(*contracts).settings(code).options


def test_every_option_says_what_it_means_and_which_value_is_tighter() -> None:
    assert {"HU101", "HC119", "HE107"} <= {rule.code for rule in WITH}
    for rule in WITH:
        assert rule.options is not None and "options" in rule.given
        for option in options_in(rule.options):
            assert option.description.endswith(".") and option.order.words.startswith("tighter")
            assert option.name == option.name.lower().replace("_", "-")
    cards = {card.code: card for card in rule_cards()}
    names = [(item.name, item.default) for item in cards["HU101"].options]
    assert names == [("words", "20"), ("lines", "8")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("HU101.options.wrds = 3", "rules.HU101.options.wrds: unknown key; did you mean words?"),
        (
            "no-purpose.options.words = 'ten'",
            "rules.no-purpose.options.words: must be a whole number, not text",
        ),
        (
            "HU101.options.words = 0",
            "rules.HU101.options.words: must be a whole number, at least 1",
        ),
        ("HD101.options.x = 1", "rules.HD101.options: this rule has no options"),
        ("F821.options.x = 1", "rules.F821"),
    ],
)
def test_an_option_that_will_not_do_is_refused_when_the_contract_is_read(
    text: str, said: str
) -> None:
    with pytest.raises(ContractError) as refused:
        contract_from(f"[rules]\n{text}")
    assert str(refused.value).startswith(said)


def test_options_under_a_lock_only_tighten() -> None:
    lock = 'locked = ["rules.HU101"]'
    assert held() == {"words": 20, "lines": 8}
    assert held(lock, "rules.HU101.options = { words = 3, lines = 900 }") == held()
    assert held(lock, "rules.HU101.options = { words = 50, lines = 2 }") == {
        "words": 50,
        "lines": 2,
    }
    tried = contract_from(lock, "rules.HU101.options.words = 3").folded.loosened
    assert [item.key for item in tried] == ["rules.HU101.options"]
    assert held("", "rules.HU101.options.words = 3") == {"words": 3, "lines": 8}


@pytest.mark.parametrize(
    ("code", "text", "option"),
    [
        ("HU101", "\n".join(f"step({number})" for number in range(8)), "lines = 9"),
        ("HC119", "open('data/a.csv')", "most = 1"),
        ("HE107", '# %% [notebook] python="3.7.4"\n# %%\nx = 1', ""),
    ],
)
def test_rules_obey_their_options(code: str, text: str, option: str) -> None:
    def found(contract: str) -> bool:
        rules = [rule for rule in load_rules().rules if rule.code == code]
        book = read_percent(text, path="a.ipynb")
        made = judge(book, rules=rules, contract=contract_from(contract), project=None)
        assert code in made.coverage.checked
        return bool(made.findings)

    assert found("")
    if option:
        assert not found(f"rules.{code}.options.{option}")
