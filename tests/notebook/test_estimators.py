"""Estimators are known by the class that made them."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import (
    Estimator,
    cells_notebook,
    estimator,
    estimator_of,
    gives_probabilities,
)

IMPORTS = (
    "from sklearn.linear_model import LogisticRegression, LinearRegression, SGDClassifier\n"
    "from sklearn.svm import SVC\nfrom sklearn.pipeline import Pipeline, make_pipeline\n"
    "from sklearn.preprocessing import StandardScaler\nfrom sklearn.base import clone\n"
    "from sklearn.model_selection import GridSearchCV, train_test_split\n"
    "import xgboost as xgb\n"
)
# The last line, the last part of its class, and whether it gives probabilities.
KNOWN = {
    "LogisticRegression()": ("LogisticRegression", True),
    "m = LogisticRegression()\nm": ("LogisticRegression", True),
    "m = LogisticRegression().fit(X, y)\nm": ("LogisticRegression", True),
    "LinearRegression()": ("LinearRegression", False),
    "SVC()": ("SVC", False),
    "SVC(probability=True)": ("SVC", True),
    "SVC(probability=maybe)": ("SVC", False),
    "SGDClassifier(loss='log_loss')": ("SGDClassifier", True),
    "SGDClassifier()": ("SGDClassifier", False),
    "xgb.XGBClassifier()": ("XGBClassifier", True),
    "make_pipeline(StandardScaler(), LogisticRegression())": ("make_pipeline", True),
    "make_pipeline(LogisticRegression(), SVC())": ("make_pipeline", False),
    "make_pipeline(*steps)": ("make_pipeline", False),
    "Pipeline([('s', StandardScaler()), ('m', LogisticRegression())])": ("Pipeline", True),
    "steps = [('m', LogisticRegression())]\nPipeline(steps=steps)": ("Pipeline", True),
    "Pipeline(steps)": ("Pipeline", False),
    "GridSearchCV(LogisticRegression(), {})": ("GridSearchCV", True),
    "GridSearchCV(estimator=SVC(), param_grid={})": ("GridSearchCV", False),
    "GridSearchCV(make_pipeline(LogisticRegression()), {})": ("GridSearchCV", True),
    "s = GridSearchCV(LogisticRegression(), {})\ns.best_estimator_": ("LogisticRegression", True),
}
UNKNOWN = (
    "m",
    "clone(model)",
    "train_test_split(X)",
    "xgb.train({}, data)",
    "mine.LogisticRegression()",
    "m = LogisticRegression()\nif other:\n    m = SVC()\nm",
    "for m in [LogisticRegression()]:\n    pass\nm",
    "m = LogisticRegression()\nm.coef_",
    "m = LogisticRegression()\nm.predict(X)",
)


def last(source: str) -> Estimator | None:
    book = cells_notebook([IMPORTS + source])
    node = book.code[0].facts.tree.body[-1]
    assert isinstance(node, ast.Expr | ast.Assign)
    return estimator(book, node.value, 0, 10_000)


@pytest.mark.parametrize("source", KNOWN)
def test_an_estimator_is_known_by_its_class(source: str) -> None:
    found = last(source)
    assert found is not None
    book = cells_notebook([IMPORTS + source])
    assert (found.name.rpartition(".")[2], gives_probabilities(book, found)) == KNOWN[source]


@pytest.mark.parametrize("source", UNKNOWN)
def test_what_could_be_any_object_is_no_estimator(source: str) -> None:
    assert last(source) is None


def test_methods_tell_what_they_are_called_on() -> None:
    book = cells_notebook(
        [
            IMPORTS,
            "m = SVC()",
            "m.fit(X, y)\ndef f(m):\n    m.fit(X, y)\nother.fit(X, y)",
            "[m.fit(X) for m in models]\n[m.fit(x) for x in X]",
        ]
    )
    found = [estimator_of(book, call) for call in book.methods("fit")]
    assert [item.name if item else "" for item in found] == [
        *("sklearn.svm.SVC", "", "", "", "sklearn.svm.SVC")
    ]
