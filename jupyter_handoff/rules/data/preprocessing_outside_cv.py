"""HD202: something was learnt from rows that cross-validation holds out later."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Leak, Notebook, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each place that learnt from all rows of a cross-validation."""
    for leak in notebook.lineage.preprocessed(folds=True):
        at, score = notebook.site(leak.seen.site), notebook.site(leak.evaluation.site)
        rows = wording.all_of(leak.seen, notebook.call_at(leak.seen.site))
        yield Match(
            f"{wording.learner(leak.seen)} in cell {at.cell} saw {rows}, "
            f"which cell {score.cell} cross-validates: each fold knows of the others.",
            at,
            related=(related(score, "cross-validated here"),),
            fixes=(_fix(notebook, leak),),
        )


def _fix(notebook: Notebook, leak: Leak) -> Fix:
    step = wording.owner(notebook.call_at(leak.seen.site), f"{leak.seen.by}()")
    if not leak.seen.by[:1].isupper():
        step = f"a step that takes `{leak.seen.by}()` in its fit"
    model = (wording.arguments(notebook.call_at(leak.evaluation.site), 1) or ["model"])[0]
    return Fix(
        f"Cross-validate both as one: `make_pipeline({step}, {model})` on the data as they are",
        "suggestion",
    )


RULE = Rule(
    code="HD202",
    name="preprocessing-outside-cv",
    artifact="data",
    severities=severities("iwE"),
    summary="Something was learnt from all rows before they were cross-validated.",
    why=(
        "Cross-validation is to show how a model does on rows that it never saw. What was "
        "scaled, filled or selected by all rows before has seen them, so every fold's score is "
        "too good. Selection by the target is the worst: it finds signal in pure noise."
    ),
    fix="Shows the pipeline to cross-validate instead, in the notebook's own names.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.feature_selection import SelectKBest
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import cross_val_score
                df = pd.read_csv("genes.csv")
                X, y = df.drop(columns="ill"), df["ill"]
                # %%
                best = «SelectKBest(k=20).fit_transform(X, y)»
                model = LogisticRegression()
                cross_val_score(model, best, y, cv=5)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.feature_selection import SelectKBest
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import cross_val_score
                from sklearn.pipeline import make_pipeline
                df = pd.read_csv("genes.csv")
                X, y = df.drop(columns="ill"), df["ill"]
                # %%
                model = make_pipeline(SelectKBest(k=20), LogisticRegression())
                cross_val_score(model, X, y, cv=5)
            """,
        ),
        Example(
            bad="""
                # %%
                from sklearn.datasets import load_wine
                from sklearn.model_selection import GridSearchCV
                from sklearn.preprocessing import StandardScaler
                from sklearn.svm import SVC
                X, y = load_wine(return_X_y=True)
                X = «StandardScaler().fit_transform(X)»
                # %%
                search = GridSearchCV(SVC(), {"C": [0.1, 1, 10]})
                search.fit(X, y)
                search.best_score_
            """,
            good="""
                # %%
                from sklearn.datasets import load_wine
                from sklearn.model_selection import GridSearchCV
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import StandardScaler
                from sklearn.svm import SVC
                X, y = load_wine(return_X_y=True)
                # %%
                model = make_pipeline(StandardScaler(), SVC())
                search = GridSearchCV(model, {"svc__C": [0.1, 1, 10]})
                search.fit(X, y)
                search.best_score_
            """,
        ),
    ),
    silent=(
        # Another part, untouched, is the test.
        (
            "import pandas as pd\n"
            "from sklearn.model_selection import cross_val_score, train_test_split\n"
            "from sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\n"
            "df = pd.read_csv('a.csv')\n"
            "a, b, c, d = train_test_split(df[['a']], df['y'])\ns = StandardScaler()\n"
            "a = s.fit_transform(a)\ncross_val_score(SVC(), a, c)\nm = SVC().fit(a, c)\n"
            "m.score(s.transform(b), d)"
        ),
        # A pipeline learns within each fold.
        (
            "import pandas as pd\nfrom sklearn.model_selection import cross_val_score\n"
            "from sklearn.pipeline import make_pipeline\n"
            "from sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\n"
            "df = pd.read_csv('a.csv')\n"
            "cross_val_score(make_pipeline(StandardScaler(), SVC()), df[['a']], df['y'])"
        ),
        # One-hot encoding learns which values there are, and nothing of the rows.
        (
            "import pandas as pd\nfrom sklearn.model_selection import cross_val_score\n"
            "from sklearn.preprocessing import OneHotEncoder\nfrom sklearn.svm import SVC\n"
            "df = pd.read_csv('a.csv')\nX = OneHotEncoder().fit_transform(df[['a']])\n"
            "cross_val_score(SVC(), X, df['y'])"
        ),
    ),
)
