"""Labels are told from probabilities through functions, loops and cells."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import labels_scored, read_percent

from . import cases

SET_UP = """
import lightgbm as lgb
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import RocCurveDisplay, log_loss, roc_auc_score, roc_curve
from sklearn.model_selection import GridSearchCV, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
m = LogisticRegression().fit(X, y)
"""
HARD = {
    "in one cell": "roc_auc_score(y, m.predict(X))",
    "in another cell": "p = m.predict(X)\n# %%\nq = p\n# %%\nlog_loss(y, q)",
    "by keyword": "roc_auc_score(y_score=m.predict(X), y_true=y)",
    "a function that predicts": "def f(model):\n    return model.predict(X)\nlog_loss(y, f(m))",
    "a function that scores": "def f(p):\n    return log_loss(y, p)\n# %%\nf(m.predict(X))",
    "as another type": "p = m.predict(X).astype(int)\nRocCurveDisplay.from_predictions(y, p)",
    "the winner of a search": "s = GridSearchCV(m, {}).fit(X, y)\nroc_curve(y, s.predict(X))",
    "its best estimator": (
        "s = GridSearchCV(m, {}).fit(X, y)\nroc_curve(y, s.best_estimator_.predict(X))"
    ),
    "the end of a pipeline": "p = make_pipeline(StandardScaler(), m).fit(X, y)\n"
    "roc_auc_score(y, p.predict(X))",
    "its steps by name": "p = Pipeline([('a', StandardScaler()), ('b', m)]).fit(X, y)\n"
    "roc_auc_score(y, p.predict(X))",
    "an argument that makes it so": "s = SVC(probability=True).fit(X, y)\n"
    "roc_auc_score(y, s.predict(X))",
    "the first of many": "for n, c in {'a': m, 'b': SVC()}.items():\n"
    "    c.fit(X, y)\n    roc_auc_score(y, c.predict(X))",
    "one against the rest": "o = OneVsRestClassifier(m).fit(X, y)\nroc_auc_score(y, o.predict(X))",
}
SOFT = {
    "probabilities": "roc_auc_score(y, m.predict_proba(X)[:, 1])",
    "decisions": "roc_auc_score(y, m.decision_function(X))",
    "through a function": "def f(p):\n    return log_loss(y, p)\nf(m.predict_proba(X))",
    "perhaps": "p = m.predict(X)\nif s:\n    p = m.predict_proba(X)[:, 1]\nroc_auc_score(y, p)",
    "bound anew": "p = m.predict(X)\n# %%\np = m.predict_proba(X)[:, 1]\nroc_auc_score(y, p)",
    "a mean of votes": "o = LogisticRegression().fit(X, y)\n"
    "roc_auc_score(y, (m.predict(X) + o.predict(X)) / 2)",
    "raw scores": "b = lgb.LGBMClassifier().fit(X, y)\n"
    "roc_auc_score(y, b.predict(X, raw_score=True))",
    "hard votes": "v = VotingClassifier([('a', m)]).fit(X, y)\nroc_auc_score(y, v.predict(X))",
    "no probabilities": "s = SVC().fit(X, y)\nroc_auc_score(y, s.predict(X))",
    "none inside": "o = OneVsRestClassifier(SVC()).fit(X, y)\nroc_auc_score(y, o.predict(X))",
    "a regression": "r = LinearRegression().fit(X, y)\nroc_auc_score(y, r.predict(X))",
    "a pipeline to a regression": "r = make_pipeline(StandardScaler(), LinearRegression())\n"
    "r.fit(X, y)\nroc_auc_score(y, r.predict(X))",
    "a step that is not known": "p = make_pipeline(StandardScaler(), given).fit(X, y)\n"
    "roc_auc_score(y, p.predict(X))",
    "cross-validation": "roc_auc_score(y, cross_val_predict(m, X, y, method='predict_proba'))",
    "a metric of labels": "from sklearn.metrics import f1_score\nf1_score(y, m.predict(X))",
    "another's metric": "from mine import log_loss\nlog_loss(y, m.predict(X))",
}


def scored(text: str) -> int:
    book = read_percent(f"# %%\n{cases.IMPORTS}\n# %%{SET_UP}\n# %%\n{text}")
    return len(list(labels_scored(book.lineage)))


@pytest.mark.parametrize("name", HARD)
def test_labels_are_told_where_they_are_scored(name: str) -> None:
    assert scored(HARD[name]) == 1


@pytest.mark.parametrize("name", SOFT)
def test_anything_else_is_not(name: str) -> None:
    assert scored(SOFT[name]) == 0


def test_a_place_that_scores_other_things_too_is_not_certain() -> None:
    both = HARD["the first of many"]
    book = read_percent(f"# %%\n{cases.IMPORTS}\n# %%{SET_UP}\n# %%\n{both}")
    assert [certain for _, certain in labels_scored(book.lineage)] == [False]
