"""HM119: a metric of probabilities that is given hard predictions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Call, Notebook, given_to, labels_scored, same_at
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_WANT_ONE_COLUMN = frozenset(
    "auc_score average_precision_score brier_score_loss calibration_curve det_curve "
    "precision_recall_curve roc_auc_score roc_curve from_predictions".split()
)
# With these the classes may be more than two, and which column is wanted is not plain.
_MANY_CLASSES = ("multi_class", "average", "labels")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such metric, once a place, whose model is known to have ``predict_proba``."""
    for event, certain in labels_scored(notebook.lineage):
        call, predicts = notebook.linked_call(event.site), notebook.linked_call(event.labels)
        given = given_to(event.name, call.node) if call else None
        if call is None or predicts is None or given is None:
            continue
        metric = ".".join(part for part in event.name.split(".")[-2:] if part != "metrics")
        yield Match(
            f"`{metric}` is given labels, not probabilities: the number is that of a model with "
            "a single threshold, and says too little or something else.",
            call.cell.span(call.cell.facts.place(given)),
            related=() if given is predicts.node else (related(predicts.span, "predicts labels"),),
            fixes=(_fix(notebook, call, given, predicts, certain=certain),),
        )


def _fix(notebook: Notebook, call: Call, given: ast.expr, predicts: Call, *, certain: bool) -> Fix:
    """Put the model's probabilities in place, where model and rows are the same there."""
    new = _as_probabilities(predicts)
    name = call.fact.method
    one = name in _WANT_ONE_COLUMN and not any(map(call.argument, _MANY_CLASSES))
    plain = certain and (one or name in ("log_loss", "d2_log_loss_score"))
    here, there = ((item.index, item.fact.order) for item in (call, predicts))
    same = given is predicts.node or (
        isinstance(given, ast.Name)
        and not (call.fact.deferred or predicts.fact.deferred)
        and not set("\r\n") & set(new)
        and same_at(notebook.links, predicts.node, there, here)
    )
    if not (same and plain and call.cell.editable):
        return Fix("Give it the model's `predict_proba`", "suggestion")
    edit = call.cell.replace(call.cell.facts.place(given), f"{new}{'[:, 1]' if one else ''}")
    return Fix("Give it predict_proba", "unsafe", (edit,))


def _as_probabilities(predicts: Call) -> str:
    """A call of ``predict`` as written, with ``predict_proba``."""
    cell, place, func = predicts.cell, predicts.cell.facts.place, predicts.node.func
    assert isinstance(func, ast.Attribute)
    rest = cell.text_at((*place(func)[2:], *place(predicts.node)[2:]))
    return f"{cell.text_at(place(func.value))}.predict_proba{rest}"


_SET_UP = """from sklearn.metrics import roc_auc_score, log_loss, accuracy_score
from sklearn.linear_model import LogisticRegression, LinearRegression
from sklearn.svm import SVC
import lightgbm as lgb
model = LogisticRegression().fit(X, y)
"""

RULE = Rule(
    code="HM119",
    name="labels-to-probability-metric",
    artifact="model",
    severities=severities("wwE"),
    summary="A metric of probabilities is given hard predictions.",
    why=(
        "AUC, log-loss and the Brier score measure how well a model ranks or how sure it is. "
        "Given labels they lose just that: the number is wrong, and models are compared by it."
    ),
    fix="Gives the metric the model's probabilities.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                from sklearn.linear_model import LogisticRegression
                from sklearn.metrics import log_loss, roc_auc_score
                from sklearn.model_selection import train_test_split
                train_x, test_x, train_y, test_y = train_test_split(X, y)
                model = LogisticRegression()
                model.fit(train_x, train_y)
                # %%
                predicted = model.predict(test_x)
                print(roc_auc_score(test_y, «predicted»))
                print(log_loss(test_y, y_pred=«model.predict(test_x)»))
            """,
            good="""
                # %%
                from sklearn.linear_model import LogisticRegression
                from sklearn.metrics import log_loss, roc_auc_score
                from sklearn.model_selection import train_test_split
                train_x, test_x, train_y, test_y = train_test_split(X, y)
                model = LogisticRegression()
                model.fit(train_x, train_y)
                # %%
                predicted = model.predict(test_x)
                print(roc_auc_score(test_y, model.predict_proba(test_x)[:, 1]))
                print(log_loss(test_y, y_pred=model.predict_proba(test_x)))
            """,
        ),
        Example(
            bad="""
                # %%
                from sklearn import metrics
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.model_selection import GridSearchCV
                search = GridSearchCV(RandomForestClassifier(), {"max_depth": [3, 5]}).fit(X, y)
                metrics.brier_score_loss(test_y, «search.best_estimator_.predict(test_x)»)
            """,
            good="""
                # %%
                from sklearn import metrics
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.model_selection import GridSearchCV
                search = GridSearchCV(RandomForestClassifier(), {"max_depth": [3, 5]}).fit(X, y)
                metrics.brier_score_loss(test_y, search.best_estimator_.predict_proba(test_x)[:, 1])
            """,
        ),
    ),
    silent=tuple(
        _SET_UP + text
        for text in (
            "roc_auc_score(y, model.predict_proba(X)[:, 1])",
            "roc_auc_score(y, model.decision_function(X))",
            "accuracy_score(y, model.predict(X))",
            "p = model.predict(X)\np = model.predict_proba(X)[:, 1]\nroc_auc_score(y, p)",
            "model = LinearRegression().fit(X, y)\nroc_auc_score(y, model.predict(X))",
            "model = SVC().fit(X, y)\nroc_auc_score(y, model.predict(X))",
            "model = lgb.train({}, data)\nroc_auc_score(y, model.predict(X))",
            "model = keras.Sequential()\nlog_loss(y, model.predict(X))",
            "def score(model):\n    return roc_auc_score(y, model.predict(X))",
            "scores = [roc_auc_score(y, model.predict(X)) for model in models]",
            "for model in models:\n    roc_auc_score(y, model.predict(X))",
            "if smooth:\n    model = LinearRegression()\nroc_auc_score(y, model.predict(X))",
            "roc_auc_score(y, predict(X))",
            "from mine import roc_auc_score\nroc_auc_score(y, model.predict(X))",
        )
    ),
)
