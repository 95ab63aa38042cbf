"""HD205: the held-out part chooses between models, and no other part is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Evaluation, Notebook, Trial, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_MOST_SHOWN = 5


def find(notebook: Notebook) -> Iterator[Match]:
    """Once for each place, at the second model that is scored on it."""
    spoken = set()
    for uses in notebook.lineage.reused():
        (first, start), (_, again), *_ = uses
        at, begun = notebook.site(again.site), notebook.site(start.site)
        if at in spoken:
            continue
        spoken.add(at)
        places = [related(begun, "scored here first")]
        places += [related(notebook.site(item.site), "and here") for _, item in uses[2:_MOST_SHOWN]]
        yield Match(
            f"{_models(uses)} on the same held-out rows (first in cell {begun.cell}), and none "
            "on rows of its own: the best score was picked, and is too good.",
            at,
            related=tuple(places),
            fixes=(_fix(notebook, first),),
        )


def _models(uses: Sequence[tuple[Trial, Evaluation]]) -> str:
    if any(trial.fit.many for trial, _ in uses):
        return "Model after model is scored"
    return f"{len(uses)} models are scored"


def _fix(notebook: Notebook, trial: Trial) -> Fix:
    rows = wording.arguments(notebook.call_at(trial.fit.site), 2) or ["X_train", "y_train"]
    given = ", ".join(rows)
    return Fix(
        "Choose by cross-validation on the train part, or on a third part "
        f"(`train_test_split({given})`), and score the chosen model once on the test part",
        "suggestion",
    )


_IMPORTS = """
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.svm import SVC
import pandas as pd
df = pd.read_csv("churn.csv")
X, y = df.drop(columns="churned"), df["churned"]
a, b, c, d = train_test_split(X, y)
"""

RULE = Rule(
    code="HD205",
    name="repeated-test-use",
    artifact="data",
    severities=severities("-wE"),
    summary="One held-out part chooses between models and is their final score as well.",
    why=(
        "Of many models scored on the same rows the luckiest wins, and its score includes the "
        "luck. What is called a test set is a validation set then. Those who run the model "
        "expect the number in production and do not get it."
    ),
    fix="Says how to keep a part that nothing is chosen on.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                from sklearn.svm import SVC
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="churned"), df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                linear = LogisticRegression().fit(X_train, y_train)
                print(linear.score(X_test, y_test))
                # %%
                svm = SVC().fit(X_train, y_train)
                print(«svm.score(X_test, y_test)»)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import cross_val_score, train_test_split
                from sklearn.svm import SVC
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="churned"), df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                print(cross_val_score(LogisticRegression(), X_train, y_train).mean())
                # %%
                print(cross_val_score(SVC(), X_train, y_train).mean())
                # %%
                svm = SVC().fit(X_train, y_train)
                print(svm.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
                # %%
                from sklearn.datasets import load_wine
                from sklearn.metrics import accuracy_score
                from sklearn.model_selection import train_test_split
                from sklearn.neighbors import KNeighborsClassifier
                X, y = load_wine(return_X_y=True)
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                scores = []
                for k in range(1, 20):
                    model = KNeighborsClassifier(k).fit(X_train, y_train)
                    scores.append(«accuracy_score(y_test, model.predict(X_test))»)
            """,
            good="""
                # %%
                from sklearn.datasets import load_wine
                from sklearn.metrics import accuracy_score
                from sklearn.model_selection import GridSearchCV, train_test_split
                from sklearn.neighbors import KNeighborsClassifier
                X, y = load_wine(return_X_y=True)
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": range(1, 20)})
                model.fit(X_train, y_train)
                print(accuracy_score(y_test, model.predict(X_test)))
            """,
        ),
    ),
    silent=(
        _IMPORTS + "m = SVC().fit(a, c)\np = m.predict(b)\naccuracy_score(d, p)\nf1_score(d, p)",
        _IMPORTS + "m = SVC().fit(a, c)\nm.score(b, d)\nn = DummyClassifier().fit(a, c)\n"
        "n.score(b, d)",
        _IMPORTS + "e, f, g, h = train_test_split(a, c)\nm = SVC().fit(e, g)\nm.score(f, h)\n"
        "n = LogisticRegression().fit(e, g)\nn.score(f, h)\nm.score(b, d)",
        _IMPORTS + "for m in (SVC(), LogisticRegression()):\n    print(cross_val_score(m, a, c))\n"
        "m = SVC().fit(a, c)\nm.score(b, d)",
        # One model, fitted again with nothing changed.
        _IMPORTS + "m = SVC()\nm.fit(a, c)\nm.score(b, d)\n# %%\nm.fit(a, c)\nm.score(b, d)",
        # Models of different targets are no choice.
        _IMPORTS + "t, u, v, w = train_test_split(X[['a']], df['left'], random_state=1)\n"
        "m = SVC().fit(a, c)\nm.score(b, d)\nn = SVC().fit(t, v)\nn.score(u, w)",
    ),
)
