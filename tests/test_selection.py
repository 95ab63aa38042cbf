"""What a person writes to name rules: by code, name, artifact or a tool's code, in any case."""

from __future__ import annotations

import pytest

from jupyter_handoff import (
    Selection,
    Surroundings,
    UnknownSelector,
    find_rule,
    lint,
    read_selection,
    rule_cards,
)
from jupyter_handoff.notebook import read_percent

CARDS = rule_cards()
NOTEBOOK = read_percent("# %%\nimport json\nopen('/home/ana/x.csv')")


def codes(selection: Selection) -> list[str]:
    report = lint(NOTEBOOK, around=Surroundings(), selection=selection)
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    "written", ["HD101", "hd101", "machine-local-path", " Machine-Local-Path "]
)
def test_a_rule_is_found_by_code_or_name(written: str) -> None:
    assert find_rule(written, CARDS).code == "HD101"


def test_a_rule_is_found_by_the_code_of_the_tool_that_it_rests_on() -> None:
    assert find_rule("f401", CARDS).code == "HC116"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("HD999", "No rule answers to HD999."),
        ("machine-locl-path", "No rule answers to machine-locl-path. Did you mean machine-local-"),
        ("", "No rule answers to an empty name."),
        ("HD", "No rule answers to HD."),
    ],
)
def test_what_no_rule_answers_to_is_refused(written: str, said: str) -> None:
    with pytest.raises(UnknownSelector) as refused:
        find_rule(written, CARDS)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize("written", ["hd1", "HD101", "DATA", "Machine-local-path"])
def test_a_selector_may_be_written_in_any_case(written: str) -> None:
    assert codes(read_selection([written], [], CARDS)) == ["HD101"]
    assert codes(read_selection([], [written], CARDS)) == ["HC116"]


@pytest.mark.parametrize("written", ["f401", "F4", "unused-import,hc116"])
def test_a_tools_code_selects_too(written: str) -> None:
    assert codes(read_selection([written], [], CARDS)) == ["HC116"]


@pytest.mark.parametrize("written", ["", " ", ",", " , "])
def test_an_empty_selector_is_refused(written: str) -> None:
    with pytest.raises(UnknownSelector, match="An empty selector"):
        read_selection([written], [], CARDS)
    with pytest.raises(UnknownSelector, match="An empty selector"):
        read_selection([], [written], CARDS)


def test_an_unknown_selector_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownSelector, match=r"to Unsed-import\. Did you mean unu"):
        read_selection(["HD101,Unsed-import"], [], CARDS)
