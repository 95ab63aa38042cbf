"""What a notebook fetches from a hub without a revision."""

from __future__ import annotations

import re

import pytest

from jupyter_handoff.notebook import known, loose_hub_loads, read_percent, table

USE = "from transformers import AutoModel, pipeline\nfrom datasets import load_dataset\n"
USE += "import torch\n"


def loose(text: str) -> list[tuple[str, str]]:
    return [(load.source, load.loose) for load in loose_hub_loads(read_percent(USE + text))]


def test_loads_are_told_by_what_pins_them() -> None:
    text = """
pipeline("ner")
AutoModel.from_pretrained("acme/churn", revision=None)
AutoModel.from_pretrained("acme/late", revision="master")
torch.hub.load("acme/eye", "small")
"""
    assert loose(text) == [
        ("", "no name"),
        ("acme/churn", "no revision"),
        ("acme/late", "moving revision"),
        ("acme/eye", "bare name"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("bert-base-uncased", "distilbert-base-uncased-finetuned-sst-2-english", "gpt2-medium"),
        *("roberta-large", "xlm-roberta-base", "all-MiniLM-L6-v2", "paraphrase-mpnet-base-v2"),
        *("bert-base-multilingual-cased", "bert-large-uncased-whole-word-masking", "t5-small"),
    ],
)
def test_names_without_an_owner_that_the_hub_has(name: str) -> None:
    assert re.fullmatch(table("hubs")["bare"]["models"], name)


@pytest.mark.parametrize(
    "name",
    ["bert", "my-bert-base", "bert-finetuned-ner", "model", "gpt2-churn", "camembert-base-tuned"],
)
def test_names_that_a_person_may_have_given(name: str) -> None:
    assert loose(f"AutoModel.from_pretrained({name!r})") == []


@pytest.mark.parametrize("folder", sorted(known("hubs", "local.folders")))
def test_a_folder_is_no_owner(folder: str) -> None:
    assert loose(f"AutoModel.from_pretrained('{folder}/bert')") == []


@pytest.mark.parametrize(
    "name",
    [
        "acme/model.bin",
        "run/checkpoint-500",
        "./bert",
        "../acme/bert",
        "C:\\models",
        "acme/a/b",
        "",
    ],
)
def test_a_file_is_no_hub(name: str) -> None:
    assert loose(f"AutoModel.from_pretrained({name!r})") == []


def test_a_name_of_a_function_is_not_the_notebooks() -> None:
    inside = "name = 'gpt2'\ndef load({}):\n    return AutoModel.from_pretrained(name)"
    assert loose(inside.format("name")) == []
    assert loose(inside.format("")) == [("gpt2", "no revision")]


def test_what_is_put_there_by_the_notebook_is_its_own() -> None:
    load = "AutoModel.from_pretrained('acme/best')"
    for put in (
        "model.push_to_hub('acme/best')",
        "trainer = Trainer(output_dir='best')",
        "where = 'runs/best/'\nmodel.save_pretrained(where)",
        "import os\nos.makedirs('best')",
    ):
        assert loose(f"{put}\n{load}") == []
    assert loose(f"model.push_to_hub('acme/other')\n{load}") == [("acme/best", "no revision")]


def test_data_are_told_from_models() -> None:
    text = (
        "from huggingface_hub import snapshot_download\n"
        "load_dataset('imdb')\nsnapshot_download('a/b', repo_type='dataset')\n"
        "snapshot_download('a/c')"
    )
    loads = loose_hub_loads(read_percent(USE + text))
    assert [load.is_data for load in loads] == [True, True, False]
