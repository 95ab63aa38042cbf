"""Why a notebook stores no outputs: the policy, its data's class, or what it reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyter_handoff.notebook import Notebook, cells_notebook, stripped

SOURCES = [("s3://people/*", "personal"), ("s3://*", "internal")]
READS = "import pandas as pd\npd.read_csv('s3://people/a.csv')"


def notebook(source: str, **own: object) -> Notebook:
    return replace(cells_notebook([source]), metadata={"jupyter_handoff": own})


def test_a_class_in_the_metadata_forbids_outputs() -> None:
    why = stripped(notebook("1", **{"data-class": "secret"}), "keep", ["secret"], ())
    assert why is not None and why.data_class == "secret" and why.read is None


def test_what_is_read_forbids_outputs() -> None:
    why = stripped(notebook(READS), "keep", ["personal"], SOURCES)
    assert why is not None and why.data_class == "personal" and why.read is not None
    assert why.read.text == "s3://people/a.csv"


@pytest.mark.parametrize(
    ("source", "classes"),
    [
        (READS, ["secret"]),
        (READS, []),
        (READS.replace("people", "lake"), ["personal"]),
        ("df.to_csv('s3://people/a.csv')", ["personal"]),
        ("print('s3://people/a.csv')", ["personal"]),
    ],
)
def test_outputs_may_be_stored(source: str, classes: list[str]) -> None:
    assert stripped(notebook(source), "keep", classes, SOURCES) is None
    assert stripped(notebook(source), None, classes, SOURCES) is None


def test_a_policy_alone_strips() -> None:
    why = stripped(notebook("1"), "strip", (), ())
    assert why is not None and why.data_class == ""


def test_a_class_that_is_no_text_is_none() -> None:
    assert stripped(notebook("1", **{"data-class": ["secret"]}), None, ["secret"], ()) is None
