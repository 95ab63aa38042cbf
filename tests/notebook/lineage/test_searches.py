"""The score of a search is told where nothing else judges its winner."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import is_reported, read_percent, untested

from . import cases

SET_UP = """
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC
search = GridSearchCV(SVC(), {"C": [1, 9]}).fit(X, y)
"""
UNTESTED = {
    "printed": "print(search.best_score_)",
    "by another name": "best = search.best_score_\n# %%\nprint(f'{best:.2f}')",
    "in a function": "def report(s):\n    print(s.best_score_)\n# %%\nreport(search)",
    "from a function": "def best(s):\n    return s.best_score_\nscore = best(search)\n# %%\nscore",
    "in a loop": "for model in (SVC(), make_pipeline(SVC())):\n"
    "    s = GridSearchCV(model, {}).fit(X, y)\n    print(s.best_score_)",
    "the last line": "x = 1\nsearch.best_score_, x",
    "under a condition": "if search.best_score_ > 0.9:\n    print(search.best_score_)",
    "after another model": "SVC().fit(X, y).score(Z, z)\n"
    "s = GridSearchCV(SVC(), {}).fit(X, y)\nprint(s.best_score_)",
    "and saved": "import joblib\njoblib.dump(search, 'x')\nprint(search.best_score_)",
}
TESTED = {
    "scored": "print(search.best_score_)\nsearch.score(Z, z)",
    "predicted": "print(search.best_score_)\n# %%\nbest = search.best_estimator_\nbest.predict(Z)",
    "in a function": "def f(s):\n    return s.score(Z, z)\nprint(search.best_score_)\nf(search)",
    "made anew": "print(search.best_score_)\nSVC(**search.best_params_).fit(X, y).score(Z, z)",
    "by a function that is not known": "print(search.best_score_)\nshow(search.best_estimator_)",
    "cross-validated": "print(cross_val_score(search, X, y))\nprint(search.best_score_)",
    "by what cannot be followed": "print(search.best_score_)\n# %%\nexec(code)",
    "only kept": "scores = []\nscores.append(search.best_score_)",
    "only named": "best = search.best_score_",
    "only looked at in between": "search.best_score_\nx = 1",
    "its settings": "print(search.best_params_)",
    "of something else": "print(study.best_score_)",
}


def reports(text: str) -> int:
    book = read_percent(f"# %%\n{cases.IMPORTS}\n# %%{SET_UP}\n# %%\n{text}")
    found = {item.site.spot: item.site for item in untested(book.lineage)}
    return sum(is_reported(book.by_id[site.cell_id], site) for site in found.values())


@pytest.mark.parametrize("name", UNTESTED)
def test_a_report_of_a_search_that_nothing_tests_is_told(name: str) -> None:
    assert reports(UNTESTED[name]) == 1


@pytest.mark.parametrize("name", TESTED)
def test_anything_else_is_not(name: str) -> None:
    assert reports(TESTED[name]) == 0
