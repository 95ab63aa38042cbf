"""HD209: features are made of the target, of rows that are held out later."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, target_statistics, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_FIX = Fix(
    "Take it of the train part only, or let the model do it: "
    "`make_pipeline(TargetEncoder(), model)` encodes within each fold",
    "suggestion",
)


def find(notebook: Notebook) -> Iterator[Match]:
    """Each statistic of the target that features carry into the held-out rows."""
    for leak in target_statistics(notebook.lineage):
        at, score = notebook.site(leak.seen.site), notebook.site(leak.evaluation.site)
        places = [related(score, "scored here, on rows whose answers are among the features")]
        if leak.division is not None:
            places.insert(0, related(notebook.site(leak.division.site), "split here"))
        told = sorted(leak.seen.about or ()) if leak.seen.kind == "groups" else []
        what = f"`{told[0]}`, the target," if len(told) == 1 else "the target"
        yield Match(
            f"{wording.learner(leak.seen)} makes features of {what} over rows that are held out "
            f"later: the score in cell {score.cell} has seen its own answers.",
            at,
            related=tuple(places),
            fixes=(_FIX,),
        )


_IMPORTS = """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, TargetEncoder
df = pd.read_csv("churn.csv")
model = LogisticRegression()
"""
_TRY = """
train, test = train_test_split(df, random_state=1)
X_train, X_test = train[["rate"]], test[["rate"]]
model.fit(X_train, train["left"])
model.score(X_test, test["left"])
"""

RULE = Rule(
    code="HD209",
    name="target-encoding-leak",
    artifact="data",
    severities=severities("iwE"),
    summary="Features are made of the target over rows that are held out later.",
    why=(
        "The mean of the target for a city holds the answers of that city's test rows, and where "
        "a city is rare it is the answer. The score is then better than the model will be, most "
        "of all for categories with few rows."
    ),
    fix="Says how to take the statistic without the rows that are held out.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                df["rate"] = df["city"].map(«df.groupby("city")["left"].mean()»)
                # %%
                train, test = train_test_split(df, random_state=1)
                model = LogisticRegression().fit(train[["rate"]], train["left"])
                print(model.score(test[["rate"]], test["left"]))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                # %%
                train, test = train_test_split(df, random_state=1)
                rates = train.groupby("city")["left"].mean()
                train["rate"], test["rate"] = train["city"].map(rates), test["city"].map(rates)
                model = LogisticRegression().fit(train[["rate"]], train["left"])
                print(model.score(test[["rate"]], test["left"]))
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import cross_val_score
                from sklearn.preprocessing import TargetEncoder
                df = pd.read_csv("churn.csv")
                y = df["left"]
                X = «TargetEncoder().fit_transform(df[["city"]], y)»
                print(cross_val_score(LogisticRegression(), X, y))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import cross_val_score
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import TargetEncoder
                df = pd.read_csv("churn.csv")
                y = df["left"]
                model = make_pipeline(TargetEncoder(), LogisticRegression())
                print(cross_val_score(model, df[["city"]], y))
            """,
        ),
    ),
    silent=tuple(
        _IMPORTS + text
        for text in (
            "print(df.groupby('city')['left'].mean())\ndf['rate'] = df['a'] / df['b']" + _TRY,
            "df['rate'] = df.groupby('city')['age'].transform('mean')" + _TRY,
            "rates = df.groupby('city')['left'].mean()\nrates.plot()" + _TRY,
            "df['rate'] = df.groupby('city')['left'].transform('mean')\nprint(df['rate'].head())",
            "df['mean'] = df.groupby('city')['left'].transform('mean')\ndf['rate'] = df['a']"
            + _TRY,
            "df['rate'] = StandardScaler().fit_transform(df[['a']])" + _TRY,
            (
                "X_train, X_test, y_train, y_test = train_test_split(df[['city']], df['left'])\n"
                "code = TargetEncoder()\nmodel.fit(code.fit_transform(X_train, y_train), y_train)\n"
                "model.score(code.transform(X_test), y_test)"
            ),
            "cross_val_score(make_pipeline(TargetEncoder(), model), df[['city']], df['left'])",
            "past = pd.read_csv('past.csv')\nrates = past.groupby('city')['left'].mean()\n"
            "df['rate'] = df['city'].map(rates)" + _TRY,
            "df['rate'] = df['city'].map(df['city'].value_counts())" + _TRY,
        )
    ),
)
