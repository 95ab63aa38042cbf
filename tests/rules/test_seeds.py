"""What a fix of a missing seed may change."""

from __future__ import annotations

import pytest

from jupyter_handoff import Surroundings, lint
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.report import Finding

SPLIT = "from sklearn.model_selection import train_test_split\ntrain_test_split(rows)"
FOREST = "from sklearn.ensemble import RandomForestClassifier\nRandomForestClassifier()"
SEED = "import numpy as np\nnp.random.seed(7)\n"


def finding(source: str, code: str) -> Finding:
    report = lint(read_percent(f"# %%\n{source}"), around=Surroundings(), stage="handoff")
    (found,) = (item for item in report.findings if item.code == code)
    return found


@pytest.mark.parametrize(("source", "code"), [(SPLIT, "HD213"), (FOREST, "HM104")])
def test_numbers_that_a_global_seed_fixes_are_not_changed_unasked(source: str, code: str) -> None:
    assert finding(source, code).fixes[0].applicability == "safe"
    seeded = finding(SEED + source, code)
    assert seeded.fixes[0].applicability == "unsafe"
    assert seeded.severity == "info"
    assert "global seed" in seeded.message
