"""HM119: a metric of probabilities that is given hard predictions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Call, Labels, Notebook, predicted_labels, same_at
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

# Metrics by what their second argument is called.
_METRICS = {
    "average_precision_score": ("y_score",),
    "brier_score_loss": ("y_proba", "y_prob"),
    "log_loss": ("y_pred",),
    "precision_recall_curve": ("y_score", "probas_pred"),
    "roc_auc_score": ("y_score",),
    "roc_curve": ("y_score",),
}
# With these the classes may be more than two, and which column is wanted is not plain.
_MANY_CLASSES = ("multi_class", "average", "labels")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such metric whose model is known to have ``predict_proba``."""
    for metric, keywords in _METRICS.items():
        for call in notebook.calls(f"sklearn.metrics.{metric}"):
            given = next(filter(None, (call.argument(word, 1) for word in keywords)), None)
            labels = predicted_labels(notebook, call, given) if given is not None else None
            if given is not None and labels is not None:
                yield _match(notebook, call, given, labels)


def _match(notebook: Notebook, call: Call, given: ast.expr, labels: Labels) -> Match:
    where = labels.cell.span(labels.cell.facts.place(labels.node))
    named = isinstance(given, ast.Name)
    return Match(
        f"`{call.fact.method}` is given labels, not probabilities: the number is that of a model "
        "with a single threshold, and says too little or something else.",
        call.cell.span(call.cell.facts.place(given)),
        related=(related(where, "predicts labels"),) if named else (),
        fixes=(_probabilities(notebook, call, given, labels),),
    )


def _probabilities(notebook: Notebook, call: Call, given: ast.expr, labels: Labels) -> Fix:
    """Put the model's probabilities in place, where model and rows are the same there."""
    here, place = (call.index, call.fact.order), call.cell.facts.place(given)
    same = same_at(notebook.links, labels.node, (labels.index, labels.order), here)
    loss = call.fact.method == "log_loss"
    plain = loss or not any(map(call.argument, _MANY_CLASSES))
    new = labels.as_probabilities + ("" if loss else "[:, 1]")
    on_a_line = not set("\r\n") & set(new) or not isinstance(given, ast.Name)
    if not (same and plain and on_a_line and call.cell.editable):
        return Fix("Give it the model's `predict_proba`", "suggestion")
    return Fix("Give it predict_proba", "unsafe", (call.cell.replace(place, new),))


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
