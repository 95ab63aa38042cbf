"""HM120: the score by which a search chose is reported as the result."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, is_reported, untested
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """The first report of each search's score, where nothing is scored from the search on."""
    told: set[object] = set()
    for read in untested(notebook.lineage):
        cell = notebook.by_id[read.site.cell_id]
        if read.search.spot not in told and is_reported(cell, read.site):
            told.add(read.search.spot)
            yield Match(
                "This is the score by which the search chose its winner: it is too good, and "
                "nothing in this notebook scores the winner on rows that the search has not seen.",
                notebook.site(read.site),
            )


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
