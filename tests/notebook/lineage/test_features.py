"""What features hold of the target and of the future is seen; what is right is left alone."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import (
    holding_target,
    looking_ahead,
    read_percent,
    shuffled_in_time,
    target_statistics,
)

from .cases import IMPORTS, PREPROCESSED, RIGHT
from .feature_cases import (
    LOOKING_AHEAD,
    RIGHT_FEATURES,
    RIGHT_SERIES,
    SERIES,
    SHUFFLED_IN_TIME,
    TARGET_HELD,
    TARGET_MEANS,
)

KINDS = {
    "target held": (IMPORTS, TARGET_HELD),
    "target means": (IMPORTS, TARGET_MEANS),
    "shuffled in time": (SERIES, SHUFFLED_IN_TIME),
    "looking ahead": (SERIES, LOOKING_AHEAD),
}
WRONG = [(kind, name) for kind, (_, cases) in KINDS.items() for name in cases]


def said(source: str) -> set[str]:
    lineage = read_percent(f"# %%\n{source}").lineage
    found = {
        "target held": list(holding_target(lineage)),
        "target means": list(target_statistics(lineage)),
        "shuffled in time": list(shuffled_in_time(lineage)),
        "looking ahead": list(looking_ahead(lineage)),
    }
    return {kind for kind, items in found.items() if items}


@pytest.mark.parametrize(("kind", "name"), WRONG)
def test_what_is_wrong_is_said(kind: str, name: str) -> None:
    imports, cases = KINDS[kind]
    assert said(f"{imports}\n# %%\n{cases[name]}") == {kind}


@pytest.mark.parametrize("name", RIGHT_FEATURES)
def test_right_features_are_left_alone(name: str) -> None:
    assert said(f"{IMPORTS}\n# %%\n{RIGHT_FEATURES[name]}") == set()


@pytest.mark.parametrize("name", RIGHT_SERIES)
def test_right_series_are_left_alone(name: str) -> None:
    assert said(f"{SERIES}\n# %%\n{RIGHT_SERIES[name]}") == set()


@pytest.mark.parametrize("source", [*RIGHT.values(), *PREPROCESSED.values()])
def test_other_faults_are_no_business_of_features(source: str) -> None:
    assert said(f"{IMPORTS}\n# %%\n{source}") == set()


@pytest.mark.parametrize("name", TARGET_MEANS)
def test_means_of_the_target_are_told_once(name: str) -> None:
    """Of one place either the one rule speaks or the other."""
    lineage = read_percent(f"# %%\n{IMPORTS}\n# %%\n{TARGET_MEANS[name]}").lineage
    here = {leak.seen.site.spot for leak in target_statistics(lineage)}
    others = [*lineage.preprocessed(folds=False), *lineage.preprocessed(folds=True)]
    assert here.isdisjoint(leak.seen.site.spot for leak in others)
