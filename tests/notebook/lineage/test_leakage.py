"""Leaks are seen by the way of the rows; what is right is left alone."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.notebook.lineage import Lineage

from .cases import (
    CROSS_VALIDATED,
    FITTED_ON_TEST,
    IMPORTS,
    NO_HOLDOUT,
    OVERLAPPING,
    PREPROCESSED,
    REUSED,
    RIGHT,
    SCORED_ON_TRAINING,
)

KINDS = {
    "preprocessed": PREPROCESSED,
    "cross-validated": CROSS_VALIDATED,
    "overlapping": OVERLAPPING,
    "fitted on test": FITTED_ON_TEST,
    "reused": REUSED,
    "scored on training": SCORED_ON_TRAINING,
    "no holdout": NO_HOLDOUT,
}
WRONG = [(kind, name) for kind, cases in KINDS.items() for name in cases]


def said(source: str) -> set[str]:
    """What is wrong with the rows of a notebook."""
    notebook = read_percent(f"# %%\n{IMPORTS}\n# %%\n{source}")
    lineage = notebook.lineage
    assert isinstance(lineage, Lineage)
    found = {
        "preprocessed": list(lineage.preprocessed(folds=False)),
        "cross-validated": list(lineage.preprocessed(folds=True)),
        "overlapping": list(lineage.overlapping()),
        "fitted on test": list(lineage.fitted_on_test()),
        "reused": list(lineage.reused()),
        "scored on training" if lineage.holds_out else "no holdout": list(
            lineage.scored_on_training()
        ),
    }
    return {kind for kind, items in found.items() if items}


@pytest.mark.parametrize(("kind", "name"), WRONG)
def test_what_is_wrong_is_said(kind: str, name: str) -> None:
    assert kind in said(KINDS[kind][name])


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_left_alone(name: str) -> None:
    assert said(RIGHT[name]) == set()


@pytest.mark.parametrize("name", sorted(RIGHT.keys() - {"clusters alone"}))
def test_what_is_right_was_followed_to_a_score(name: str) -> None:
    """What nobody followed would be silent as well."""
    notebook = read_percent(f"# %%\n{IMPORTS}\n# %%\n{RIGHT[name]}")
    assert any(trial.evaluations for trial in notebook.lineage.trials)
    assert notebook.lineage.trace.gaps == ()
