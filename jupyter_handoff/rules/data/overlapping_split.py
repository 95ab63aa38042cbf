"""HD203: a model is scored on rows that it was fitted to, or on rows made from them."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, Overlap, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each place that makes rows up before a split, and each score on rows of the fit."""
    for overlap in notebook.lineage.overlapping():
        if overlap.made is None:
            yield _direct(notebook, overlap)
        else:
            yield _made_up(notebook, overlap)


def _made_up(notebook: Notebook, overlap: Overlap) -> Match:
    assert overlap.made is not None
    at = notebook.site(overlap.made)
    fit, score = notebook.site(overlap.fit.site), notebook.site(overlap.evaluation.site)
    return Match(
        f"Cell {at.cell} makes new rows from all rows, and they are split afterwards: copies of "
        f"the rows scored in cell {score.cell} are among those fitted in cell {fit.cell}.",
        at,
        related=(related(fit, "fitted here"), related(score, "scored here")),
        fixes=(Fix("Split first, then resample the train part only", "suggestion"),),
    )


def _direct(notebook: Notebook, overlap: Overlap) -> Match:
    at, fit = notebook.site(overlap.evaluation.site), notebook.site(overlap.fit.site)
    model = wording.owner(notebook.call_at(overlap.fit.site), "model")
    return Match(
        f"`{model}`, fitted in cell {fit.cell}, is scored on rows that it was fitted to: the "
        "score says how well it remembers them.",
        at,
        related=(related(fit, "fitted here, to rows that are scored"),),
        fixes=(Fix("Score it on rows that the fit did not have", "suggestion"),),
    )


_IMPORTS = """
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import RandomUnderSampler
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
import pandas as pd
df = pd.read_csv("fraud.csv")
X, y = df.drop(columns="fraud"), df["fraud"]
"""

RULE = Rule(
    code="HD203",
    name="overlapping-split",
    artifact="data",
    severities=severities("wwE"),
    summary="A model is scored on rows that it was fitted to, or on copies of them.",
    why=(
        "Oversampling and augmentation make new rows out of old ones. Split afterwards, a row "
        "and its copy end up on both sides, and the score measures memory. On rare classes, "
        "where oversampling is used most, the number can be wholly made up by this."
    ),
    fix="Says what to do first: no edit can tell which rows are meant.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from imblearn.over_sampling import SMOTE
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("fraud.csv")
                X, y = df.drop(columns="fraud"), df["fraud"]
                # %%
                X, y = «SMOTE(random_state=1).fit_resample(X, y)»
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = RandomForestClassifier(random_state=1).fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
            good="""
                # %%
                import pandas as pd
                from imblearn.over_sampling import SMOTE
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("fraud.csv")
                X, y = df.drop(columns="fraud"), df["fraud"]
                # %%
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                X_train, y_train = SMOTE(random_state=1).fit_resample(X_train, y_train)
                # %%
                model = RandomForestClassifier(random_state=1).fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.model_selection import train_test_split
                from sklearn.svm import SVC
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = SVC().fit(X, y)
                print(«model.score(X_test, y_test)»)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.model_selection import train_test_split
                from sklearn.svm import SVC
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = SVC().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
    ),
    silent=(
        _IMPORTS + "a, b, c, d = train_test_split(X, y)\na, c = SMOTE().fit_resample(a, c)\n"
        "m = SVC().fit(a, c)\nm.score(b, d)",
        _IMPORTS + "X, y = RandomUnderSampler().fit_resample(X, y)\n"
        "a, b, c, d = train_test_split(X, y)\nm = SVC().fit(a, c)\nm.score(b, d)",
        # On all rows in the end, and never scored again.
        _IMPORTS + "a, b, c, d = train_test_split(X, y)\nm = SVC().fit(a, c)\nm.score(b, d)\n"
        "final = SVC().fit(X, y)\nfinal.predict(pd.read_csv('new.csv'))",
        # The score on the train part stands beside the one that counts.
        _IMPORTS + "a, b, c, d = train_test_split(X, y)\nm = SVC().fit(a, c)\nm.score(b, d)\n"
        "m.score(a, c)\nm.score(X, y)",
        # Two classes put together again are no copies.
        _IMPORTS + "df = pd.concat([df[df.fraud == 1], df[df.fraud == 0].sample(100)])\n"
        "a, b, c, d = train_test_split(df[['a']], df['fraud'])\nm = SVC().fit(a, c)\nm.score(b, d)",
    ),
)
