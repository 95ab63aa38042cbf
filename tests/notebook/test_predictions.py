"""Labels are known to be those of a classifier that could give probabilities."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import Labels, cells_notebook, predicted_labels

SET_UP = (
    "from sklearn.linear_model import LogisticRegression, LinearRegression\n"
    "m = LogisticRegression()\nr = LinearRegression()"
)
HARD = {
    "f(m.predict(X))": "m.predict_proba(X)",
    "f(m.predict( X[1:] ))": "m.predict_proba( X[1:] )",
    "f(m.fit(X, y).predict(X))": "m.fit(X, y).predict_proba(X)",
    "p = m.predict(X)\nf(p)": "m.predict_proba(X)",
}
OTHER = (
    "f(m.predict_proba(X))",
    "f(r.predict(X))",
    "f(unknown.predict(X))",
    "f(predict(X))",
    "f(1)",
    "f(p)",
    "p = m.predict(X)\nif soft:\n    p = m.predict_proba(X)\nf(p)",
    "p = m.predict(X)[0]\nf(p)",
    "def g(m):\n    f(m.predict(X))",
    "[f(m.predict(X)) for m in models]",
    "for m in models:\n    f(m.predict(X))",
)


def labels(source: str) -> Labels | None:
    book = cells_notebook([SET_UP, source])
    (call,) = (call for call in book.methods("f"))
    argument: ast.expr = call.node.args[0]
    return predicted_labels(book, call, argument)


@pytest.mark.parametrize("source", HARD)
def test_hard_predictions_are_told_and_written_as_probabilities(source: str) -> None:
    found = labels(source)
    assert found is not None and found.as_probabilities == HARD[source]


@pytest.mark.parametrize("source", OTHER)
def test_anything_else_is_not(source: str) -> None:
    assert labels(source) is None
