"""HD201: something was learnt from rows that a split holds out later."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Leak, Notebook, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each place that learnt from rows on both sides of a split."""
    for leak in notebook.lineage.preprocessed(folds=False):
        at = notebook.site(leak.seen.site)
        rows = wording.all_of(leak.seen, notebook.call_at(leak.seen.site))
        score = notebook.site(leak.evaluation.site)
        places = [related(score, "scored here, on rows that are no longer new")]
        split = ""
        if leak.division is not None:
            divided = notebook.site(leak.division.site)
            places.insert(0, related(divided, "split here"))
            split = f", cell {divided.cell} splits it"
        yield Match(
            f"{wording.learner(leak.seen)} in cell {at.cell} saw {rows}{split}: "
            f"the score in cell {score.cell} is better than it will be on new data.",
            at,
            related=tuple(places),
            fixes=(_fix(notebook, leak),),
        )


def _fix(notebook: Notebook, leak: Leak) -> Fix:
    if not leak.seen.by[:1].isupper():
        return Fix(
            f"Split first, then take `{leak.seen.by}()` of the train part only, "
            "and use that value for both parts",
            "suggestion",
        )
    step = wording.owner(notebook.call_at(leak.seen.site), f"{leak.seen.by}()")
    model = wording.owner(notebook.call_at(leak.fit.site), "model")
    rows = ", ".join(
        wording.arguments(notebook.call_at(leak.fit.site), 2) or ["X_train", "y_train"]
    )
    return Fix(
        "Split the data as they are, then fit both as one: "
        f"`make_pipeline({step}, {model}).fit({rows})`",
        "suggestion",
    )


RULE = Rule(
    code="HD201",
    name="preprocessing-before-split",
    artifact="data",
    severities=severities("iwE"),
    summary="Something was learnt from all rows before some of them were held out.",
    why=(
        "A scaler, an imputer, a vocabulary or a mean that has seen the test rows carries "
        "them into the training. The score is then better than the model will be on new data, "
        "and nobody finds out before production."
    ),
    fix="Shows the pipeline that learns from the train part only, in the notebook's own names.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                from sklearn.preprocessing import StandardScaler
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="churned"), df["churned"]
                # %%
                scaler = StandardScaler()
                X = «scaler.fit_transform(X)»
                # %%
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                model = LogisticRegression().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import StandardScaler
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="churned"), df["churned"]
                # %%
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                model = make_pipeline(StandardScaler(), LogisticRegression())
                model.fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.metrics import accuracy_score
                df = pd.read_csv("churn.csv")
                df["age"] = df["age"].fillna(«df["age"].mean()»)
                # %%
                train = df.sample(frac=0.8, random_state=1)
                test = df.drop(train.index)
                model = RandomForestClassifier(random_state=1)
                model.fit(train[["age"]], train["churned"])
                # %%
                accuracy_score(test["churned"], model.predict(test[["age"]]))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestClassifier
                from sklearn.metrics import accuracy_score
                df = pd.read_csv("churn.csv")
                # %%
                train = df.sample(frac=0.8, random_state=1)
                test = df.drop(train.index)
                age = train["age"].mean()
                train["age"] = train["age"].fillna(age)
                test["age"] = test["age"].fillna(age)
                model = RandomForestClassifier(random_state=1)
                model.fit(train[["age"]], train["churned"])
                # %%
                accuracy_score(test["churned"], model.predict(test[["age"]]))
            """,
        ),
    ),
    silent=(
        # Nothing is held out, so nothing is given away.
        (
            "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\n"
            "X = StandardScaler().fit_transform(pd.read_csv('a.csv'))"
        ),
        # A scaler that nobody can see into.
        (
            "import pandas as pd\nfrom mine import Scaler\n"
            "from sklearn.model_selection import train_test_split\n"
            "from sklearn.svm import SVC\ndf = pd.read_csv('a.csv')\n"
            "X = Scaler().fit_transform(df[['a']])\n"
            "a, b, c, d = train_test_split(X, df['y'])\nm = SVC().fit(a, c)\nm.score(b, d)"
        ),
        # Only looked at.
        (
            "import pandas as pd\nfrom sklearn.model_selection import train_test_split\n"
            "from sklearn.svm import SVC\ndf = pd.read_csv('a.csv')\nprint(df['a'].mean())\n"
            "a, b, c, d = train_test_split(df[['a']], df['y'])\nm = SVC().fit(a, c)\nm.score(b, d)"
        ),
        # Row by row.
        (
            "import pandas as pd\nimport numpy as np\n"
            "from sklearn.model_selection import train_test_split\n"
            "from sklearn.svm import SVC\ndf = pd.read_csv('a.csv')\ndf['a'] = np.log(df['a'])\n"
            "a, b, c, d = train_test_split(df[['a']], df['y'])\nm = SVC().fit(a, c)\nm.score(b, d)"
        ),
    ),
)
