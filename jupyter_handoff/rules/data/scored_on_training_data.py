"""HD206: the only score of a model is on the rows of its fit."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such model at its score, where this notebook holds rows out elsewhere."""
    lineage = notebook.lineage
    if not lineage.holds_out:
        return  # HD207 speaks of that.
    spoken = set()
    for trial, score in lineage.scored_on_training():
        at, fit = notebook.site(score.site), notebook.site(trial.fit.site)
        if at in spoken:
            continue
        spoken.add(at)
        model = wording.owner(notebook.call_at(trial.fit.site), "model")
        yield Match(
            f"The only score of `{model}` is on the rows that it was fitted to in cell {fit.cell}: "
            "it says how well the model remembers, not how well it does.",
            at,
            related=(related(fit, "fitted here"),),
            fixes=(Fix("Score it on rows that are held out", "suggestion"),),
        )


_IMPORTS = """
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import cross_val_score, train_test_split
import pandas as pd
df = pd.read_csv("churn.csv")
X, y = df[["age"]], df["churned"]
a, b, c, d = train_test_split(X, y)
m = LogisticRegression()
"""

RULE = Rule(
    code="HD206",
    name="scored-on-training-data",
    artifact="data",
    severities=severities("iwE"),
    summary="The only score of a model is on the rows that it was fitted to.",
    why=(
        "A model that learns its rows by heart scores best on them. Such a number says nothing "
        "of new data, and whoever approves the model by it approves blindly."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = RandomForestClassifier(random_state=1).fit(X_train, y_train)
                print(«model.score(X_train, y_train)»)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = RandomForestClassifier(random_state=1).fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.metrics import accuracy_score
                from sklearn.svm import SVC
                train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
                # %%
                model = SVC().fit(train[["age"]], train["churned"])
                guess = model.predict(train[["age"]])
                print(«accuracy_score(train["churned"], guess)»)
                test["churned"] = model.predict(test[["age"]])
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.metrics import accuracy_score
                from sklearn.model_selection import cross_val_score
                from sklearn.svm import SVC
                train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
                # %%
                model = SVC()
                print(cross_val_score(model, train[["age"]], train["churned"]).mean())
                model.fit(train[["age"]], train["churned"])
                test["churned"] = model.predict(test[["age"]])
            """,
        ),
    ),
    silent=(
        _IMPORTS + "m.fit(a, c)\nm.score(a, c)\nm.score(b, d)",
        _IMPORTS + "m.fit(a, c)\nm.score(a, c)\naccuracy_score(d, m.predict(b))",
        _IMPORTS + "cross_val_score(m, a, c)\nm.fit(a, c)\nm.score(a, c)",
        _IMPORTS + "k = KMeans(3).fit(X)\nk.score(X)",
        _IMPORTS + "m.fit(a, c)\nfor p, q in ((a, c), (b, d)):\n    print(m.score(p, q))",
        _IMPORTS + "from mine import judge\nm.fit(a, c)\nm.score(a, c)\njudge(m, b, d)",
    ),
)
