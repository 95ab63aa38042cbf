"""HM104: a stochastic estimator without a fixed state."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, seed_fix, seeding, unseeded
from ...rule import Example, Match, Rule, severities

_NONE = "draws random numbers and has no fixed state: each fit can give another model."
_GLOBAL = "has only the global seed: one more draw before it gives another model."


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such estimator; softer where NumPy's own generator is seeded."""
    seeded = any(seeding(notebook, "numpy"))
    for stateful in unseeded(notebook, "estimator"):
        call = stateful.call
        yield Match(
            f"`{call.fact.method}` {_GLOBAL if seeded else _NONE}",
            call.span,
            fixes=tuple(seed_fix(notebook, stateful, seeded=seeded)),
            at_most="info" if seeded else "error",
        )


RULE = Rule(
    code="HM104",
    name="unseeded-estimator",
    artifact="model",
    severities=severities("-ww"),
    summary="An estimator that draws random numbers has no fixed state.",
    why=(
        "Each fit gives another model, so a change in the score may be chance, and the model "
        "that was approved cannot be made again. Solvers that do not draw are not meant."
    ),
    fix=(
        "Adds `random_state=`, with the notebook's own seed where it has one. That is safe "
        "unless the call runs many times or a global seed fixes its numbers already."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                from sklearn.ensemble import RandomForestClassifier
                model = «RandomForestClassifier(n_estimators=200)»
            """,
            good="""
                # %%
                from sklearn.ensemble import RandomForestClassifier
                model = RandomForestClassifier(n_estimators=200, random_state=42)
            """,
        ),
        Example(
            bad="""
                # %%
                from sklearn import linear_model
                model = «linear_model.LogisticRegression(solver="saga")»
                other = «linear_model.SGDClassifier()»
            """,
            good="""
                # %%
                from sklearn import linear_model
                model = linear_model.LogisticRegression(solver="saga", random_state=42)
                other = linear_model.SGDClassifier(random_state=42)
            """,
        ),
    ),
    silent=(
        "from sklearn.linear_model import LogisticRegression\nLogisticRegression()",
        "from sklearn.linear_model import LogisticRegression\nLogisticRegression(solver=chosen)",
        "from sklearn.svm import SVC\nSVC(kernel='rbf')",
        "from sklearn.decomposition import PCA\nPCA(2)",
        "from sklearn import ensemble\nensemble.RandomForestClassifier(random_state=1)",
        "from sklearn.ensemble import RandomForestClassifier\nRandomForestClassifier(**best)",
        "from sklearn.linear_model import SGDClassifier\nSGDClassifier(shuffle=False)",
        "from sklearn.neighbors import KNeighborsClassifier\nKNeighborsClassifier()",
        "from xgboost import XGBClassifier\nXGBClassifier()",
        # An ensemble seeds its members from its own state.
        "import sklearn.ensemble as e\ne.BaggingRegressor(e.ExtraTreesRegressor(), random_state=1)",
        "from mine import RandomForestClassifier\nRandomForestClassifier()",
    ),
)
