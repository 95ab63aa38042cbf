"""What a notebook says in words: headings, words, and what they document."""

from __future__ import annotations

import dataclasses

import pytest

from jupyter_handoff.notebook import Cell, Notebook, documents, has_words, headings, read_percent


def word_count(notebook: Notebook) -> int:
    return next(number for number in range(100) if not has_words(notebook, number + 1))


def markdown(text: str) -> Notebook:
    return Notebook((Cell("a", 1, "markdown", text),))


@pytest.mark.parametrize(
    "text",
    [
        *("# Churn", "#Churn", "###### Churn", "  ## Churn ##", "Churn\n=====", "Churn\n--"),
        *("<h1>Churn</h1>", "<h2 align='center'>Churn</h2>", "**Churn**", "__Churn__:"),
        "intro\r\n\r\n# Churn\r\nmore",
    ],
)
def test_headings(text: str) -> None:
    assert [said for _, said in headings(markdown(text))] == ["Churn"]


@pytest.mark.parametrize(
    "text",
    [
        *("Churn", "1 # 2", "```\n# a comment\n```", "#", "**Churn** is sad", "- a\n- b", "---"),
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "~~~python\n# a comment",
    ],
)
def test_no_headings(text: str) -> None:
    assert list(headings(markdown(text))) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Who leaves?\nWe don't know.", 5),
        ("![a long picture](data:image/png;base64,AAAA/bbb)", 3),
        ("see https://host.org/a/b/c for more", 3),
        ("```python\nx = one + two\n```\ntwo words", 2),
        ("the value $a + b = c$ and $$x\n= y$$ count", 4),
        ("<img src='a b c'><p>one</p>", 1),
        ("顧客の離脱予測", 3),
        ("", 0),
    ],
)
def test_words_are_those_that_are_read(text: str, words: int) -> None:
    assert word_count(markdown(text)) == words


def test_words_stand_in_other_cells_too() -> None:
    assert word_count(read_percent("# %%\n'''What this is for.'''\nx = 1")) == 4
    assert word_count(read_percent("# %%\n%%markdown\n# What for\n")) == 2
    assert word_count(read_percent("# %%\n%md What for\n")) >= 2
    assert word_count(read_percent("# %%\n# a comment is none\nx = 'nor is this'")) == 0


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("## Inputs", "inputs"),
        ("## Data sources", "inputs"),
        ("**Outputs**: a table", "outputs"),
        ("- Input: churn.csv", "inputs"),
        ("# Results", "outputs"),
    ],
)
def test_fields_that_are_documented(text: str, field: str) -> None:
    assert documents(markdown(text), field)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("the input is a table", "inputs"),
        ("## Outline", "outputs"),
        ("```\ninputs: a\n```", "inputs"),
        ("see http://inputs:80/a", "inputs"),
        ("## Inputs", "outputs"),
    ],
)
def test_fields_that_are_not(text: str, field: str) -> None:
    assert not documents(markdown(text), field)


def test_a_field_may_stand_in_the_metadata() -> None:
    kept = {"jupyter_handoff": {"documentation": {"inputs": "churn.csv", "outputs": " "}}}
    notebook = dataclasses.replace(markdown("text"), metadata=kept)
    assert documents(notebook, "inputs")
    assert not documents(notebook, "outputs")
