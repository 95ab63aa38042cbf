"""HM120: the score by which a search chose is reported as the result."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...notebook import SEARCHES, Cell, Notebook, begins_with, estimator
from ...rule import Example, Match, Rule, severities

# Calls that predict or score, and functions whose name says so: what they score is not traced.
_SCORES = re.compile(
    r"(?:\w*_)?(?:scores?|scorer|predict|predict_proba|decision_function|evaluate|evaluation|auc"
    r"|accuracy|error|loss|report|matrix|curve|from_estimator|from_predictions|validate)(?:_\w*)?$"
)


def find(notebook: Notebook) -> Iterator[Match]:
    """The first report of each search's score, where nothing is scored from the search on."""
    if not any("best_score_" in cell.source for cell in notebook.code):
        return
    scores = list(notebook.links.calls_like(_SCORES))
    if any(call.fact.deferred for call in scores):
        return
    last = max(((call.index, call.fact.order) for call in scores), default=(-1, 0))
    told: set[ast.Call] = set()
    for index, order, cell, node in _reports(notebook):
        search = estimator(notebook, node.value, index, order)
        if search is None or search.name not in SEARCHES or search.call in told:
            continue
        if last <= (search.index, search.order):
            told.add(search.call)
            yield Match(
                "This is the score by which the search chose its winner: it is too good, and "
                "nothing in this notebook scores the winner on rows that the search has not seen.",
                cell.span(cell.facts.place(node)),
            )


def _reports(notebook: Notebook) -> Iterator[tuple[int, int, Cell, ast.Attribute]]:
    """Where ``best_score_`` is printed, logged or shown, and of what: index, order, place."""
    for index, cell in enumerate(notebook.code):
        if "best_score_" not in cell.source or cell.facts.too_deep:
            continue
        orders = {use.node: use.order for use in cell.facts.uses}
        body = cell.facts.tree.body
        for statement in _expressions(body):
            # Of bare expressions only the last is shown.
            if not isinstance(statement.value, ast.Call) and statement is not body[-1]:
                continue
            for node in ast.walk(statement.value):
                if isinstance(node, ast.Attribute) and node.attr == "best_score_":
                    name = begins_with(node.value)
                    if name in orders:
                        yield index, orders[name], cell, node


def _expressions(body: list[ast.stmt]) -> Iterator[ast.Expr]:
    """Expressions that stand as statements, outside of functions."""
    for statement in body:
        if isinstance(statement, ast.Expr):
            yield statement
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for block in ("body", "orelse", "finalbody"):
                yield from _expressions(getattr(statement, block, []))


_SEARCH = """from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
from sklearn.metrics import classification_report
search = GridSearchCV(SVC(), {"C": [1, 9]})
search.fit(X, y)
"""

RULE = Rule(
    code="HM120",
    name="search-score-as-result",
    artifact="model",
    severities=severities("-iw"),
    summary="The score by which a search chose is reported as the result.",
    why=(
        "The best of many tries is best by luck as well. On new rows the model scores lower, and "
        "whoever runs it in production takes the difference for a fault."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                from sklearn.model_selection import GridSearchCV
                from sklearn.svm import SVC
                search = GridSearchCV(SVC(), {"C": [1, 10]})
                search.fit(X, y)
                # %%
                print(f"Accuracy: {«search.best_score_»:.3f}")
            """,
            good="""
                # %%
                from sklearn.model_selection import GridSearchCV
                from sklearn.svm import SVC
                search = GridSearchCV(SVC(), {"C": [1, 10]})
                search.fit(X, y)
                # %%
                print(f"Chosen at {search.best_score_:.3f}")
                print(f"Accuracy: {search.score(test_X, test_y):.3f}")
            """,
        ),
        Example(
            bad="""
                # %%
                import mlflow
                from sklearn import model_selection as ms
                from sklearn.tree import DecisionTreeClassifier
                tries = ms.RandomizedSearchCV(DecisionTreeClassifier(), {"max_depth": [3, 5, 9]})
                tries.fit(X, y)
                mlflow.log_metric("accuracy", «tries.best_score_»)
                tries.best_params_, tries.best_score_
            """,
            good="""
                # %%
                import mlflow
                from sklearn import model_selection as ms
                from sklearn.tree import DecisionTreeClassifier
                tries = ms.RandomizedSearchCV(DecisionTreeClassifier(), {"max_depth": [3, 5, 9]})
                tries.fit(X, y)
                mlflow.log_metric("accuracy", tries.score(test_X, test_y))
                tries.best_params_, tries.best_score_
            """,
        ),
    ),
    silent=tuple(
        _SEARCH + text
        for text in (
            "print(search.best_params_)",
            "print(search.best_score_)\nsearch.score(test_X, test_y)",
            "print(search.best_score_)\nbest = search.best_estimator_\nbest.predict(test_X)",
            "print(search.best_score_)\nprint(classification_report(y, search.predict(X)))",
            "print(search.best_score_)\nplot_roc_curve(search, X, y)",
            "def show(m):\n    print(m.score(X, y))\nprint(search.best_score_)\nshow(search)",
            "chosen = search.best_score_",
            "rows.append(search.best_params_)\nsearch.best_score_\nx = 1",
            "search = load()\nprint(search.best_score_)",
            "for search in searches:\n    print(search.best_score_)",
            "print(study.best_score_)",
            "def report(search):\n    print(search.best_score_)",
        )
    ),
)
