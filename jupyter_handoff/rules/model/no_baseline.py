"""HM118: a model is scored and compared with nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import (
    Notebook,
    Trial,
    compared,
    is_relative,
    place_of,
    score_functions,
    scored_models,
    tells,
    wording,
)
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

# What people call a baseline, in code or in words. Not: naive Bayes, dummy variables.
_BASELINE = re.compile(
    r"(?i)base[-_ ]?line|dummy(?![-_ ]?(?:var|col|enc))|naive(?![-_ ]?bayes)|na[iï]ve (?!bayes)"
    r"|benchmark|majority|persistence|random[-_ ]guess|by chance|null[-_ ]model|most_frequent"
)


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """The one model that is scored, in a notebook without another or a baseline."""
    scored = scored_models(notebook.lineage)
    if not scored or compared(notebook.lineage) or _scores_otherwise(notebook):
        return
    trial, required = scored[-1], contract.model.baseline
    if trial.fit.target is None:
        return
    numbers = [item for item in trial.evaluations if item.kind == "score"]
    if is_relative(trial) or any(_BASELINE.search(cell.source) for cell in notebook.cells):
        return
    call = notebook.call_at(trial.fit.site)
    name = wording.owner(call, "")
    yield Match(
        f"{f'`{name}`' if name else 'The model'} is scored and compared with nothing: nobody can "
        "tell whether it does better than always giving the same answer.",
        notebook.site(trial.fit.site),
        related=(related(notebook.site(numbers[0].site), "scored here"),),
        fixes=(_fix(notebook, trial),),
        key="model.baseline" if required else "",
        at_least=severities("-wE") if required else None,
    )


def _scores_otherwise(notebook: Notebook) -> bool:
    """Whether something is scored that is not known to come from a model."""
    spots = {item.site.spot for trial in notebook.lineage.trials for item in trial.evaluations}
    return any(
        (call.cell.id, place_of(call.node)) not in spots
        for call in notebook.calls(*score_functions())
    )


def _fix(notebook: Notebook, trial: Trial) -> Fix:
    told = tells(trial)
    given = wording.arguments(notebook.call_at(trial.fit.site), 2)
    rows = ", ".join(given or ["X_train", "y_train"])
    kinds = {"numbers": "DummyRegressor", "classes": "DummyClassifier"}
    kind = kinds.get(told, "DummyClassifier` or `DummyRegressor")
    return Fix(
        f"Score the simplest guess as well: `{kind}`, from sklearn.dummy, with `.fit({rows})`",
        "suggestion",
    )


_TRY = """
import pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
df = pd.read_csv("churn.csv")
X_train, X_test, y_train, y_test = train_test_split(df[["age"]], df["left"], random_state=1)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
"""

RULE = Rule(
    code="HM118",
    name="no-baseline",
    artifact="model",
    severities=severities("--i"),
    summary="A model is scored and compared with nothing.",
    why=(
        "97 % right is poor where 98 % of the rows are of one class. Without a baseline nobody "
        "can tell whether the model is worth running, and whoever operates it pays for it."
    ),
    fix="Shows a baseline in the notebook's own names.",
    find=find,
    given=("contract",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.metrics import accuracy_score
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = LogisticRegression()
                «model.fit(X_train, y_train)»
                # %%
                print(accuracy_score(y_test, model.predict(X_test)))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.dummy import DummyClassifier
                from sklearn.linear_model import LogisticRegression
                from sklearn.metrics import accuracy_score
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = LogisticRegression()
                model.fit(X_train, y_train)
                guess = DummyClassifier().fit(X_train, y_train)
                # %%
                print(accuracy_score(y_test, model.predict(X_test)))
                print(accuracy_score(y_test, guess.predict(X_test)))
            """,
        ),
    ),
    silent=(
        f"{_TRY}other = SVC().fit(X_train, y_train)\nprint(other.score(X_test, y_test))",
        f"{_TRY}print(accuracy_score(y_test, [0] * len(y_test)))",
        f"{_TRY}# %% [markdown]\n# The baseline is 0.81.",
        f"{_TRY}majority = y_test.value_counts(normalize=True).max()",
        (
            f"{_TRY}for k in range(9):\n    m = SVC(C=k).fit(X_train, y_train)\n"
            "    print(m.score(X_test, y_test))"
        ),
        (
            f"{_TRY}for m in [SVC(), LogisticRegression()]:\n    m.fit(X_train, y_train)\n"
            "    print(m.score(X_test, y_test))"
        ),
        _TRY.replace("LogisticRegression()", "LinearRegression()"),
        (
            f"{_TRY}from sklearn.metrics import roc_auc_score\n"
            "print(roc_auc_score(y_test, model.predict(X_test)))"
        ),
        _TRY.replace("print(model.score(X_test, y_test))", "model.predict(X_test)"),
        "from sklearn.cluster import KMeans\nKMeans(3).fit(X)",
        "print('no model')",
    ),
)
