"""HD207: a model is scored, and nothing was held out anywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Notebook, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Once a notebook, at the first score on the rows of a fit."""
    lineage = notebook.lineage
    if lineage.holds_out:
        return
    for trial, score in lineage.scored_on_training():
        at, fit = notebook.site(score.site), notebook.site(trial.fit.site)
        model = wording.owner(notebook.call_at(trial.fit.site), "model")
        yield Match(
            f"`{model}` is scored on the rows that it was fitted to in cell {fit.cell}, and this "
            "notebook holds none out: nobody can know how good it is.",
            at,
            related=(related(fit, "fitted here"),),
            fixes=(_fix(notebook.call_at(trial.fit.site)),),
        )
        return


def _fix(fit: ast.Call | None) -> Fix:
    names = wording.arguments(fit, 2) or ["X", "y"]
    parts = ", ".join(f"{name}_{part}" for name in names for part in ("train", "test"))
    split = parts if all(name.isidentifier() for name in names) else "train, test"
    return Fix(
        f"Split first: `{split} = train_test_split({', '.join(names)}, random_state=42)`",
        "suggestion",
    )


_IMPORTS = """
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_score, train_test_split
import pandas as pd
df = pd.read_csv("churn.csv")
X, y = df[["age"]], df["churned"]
m = LinearRegression()
"""

RULE = Rule(
    code="HD207",
    name="no-holdout",
    artifact="data",
    severities=severities("-wE"),
    summary="A model is scored and nothing is held out anywhere.",
    why=(
        "A model that learns its rows by heart scores best on them. Without rows that the fit "
        "never saw, no number in the notebook says what the model is worth in production."
    ),
    fix="Shows the split, in the notebook's own names.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                df = pd.read_csv("houses.csv")
                X, y = df[["rooms"]], df["price"]
                # %%
                model = LinearRegression().fit(X, y)
                print(«model.score(X, y)»)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("houses.csv")
                X, y = df[["rooms"]], df["price"]
                # %%
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=42)
                model = LinearRegression().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
    ),
    silent=(
        _IMPORTS + "cross_val_score(m, X, y)\nm.fit(X, y)\nm.score(X, y)",
        _IMPORTS + "a, b, c, d = train_test_split(X, y)\nm.fit(a, c)\nm.score(b, d)",
        _IMPORTS + "m.fit(X, y)\nprint(m.coef_)",
        _IMPORTS + "m.fit(X, y)\nnew = pd.read_csv('new.csv')\nm.score(new[['age']], new['y'])",
        _IMPORTS + "k = KMeans(3).fit(X)\nk.score(X)",
        _IMPORTS + "from mine import held_out\nm.fit(X, y)\nm.score(X, y)\nm.score(*held_out())",
    ),
)
