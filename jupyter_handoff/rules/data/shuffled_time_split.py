"""HD210: rows in order of time are split or folded at random, though features look back."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Division, Notebook, shuffled_in_time
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_FOLDS = Fix(
    "Let each fold be tested on later rows: `cv=TimeSeriesSplit(n_splits=5)`", "suggestion"
)
_SPLIT = Fix(
    "Hold out the last rows instead: `train_test_split(…, shuffle=False)`, and "
    "`TimeSeriesSplit` to choose between models",
    "suggestion",
)


def find(notebook: Notebook) -> Iterator[Match]:
    """Each split of rows in order of time whose features tell of the rows before."""
    for event, lag in shuffled_in_time(notebook.lineage):
        at, back = notebook.site(event.site), notebook.site(lag.site)
        split = isinstance(event, Division)
        how = "are split at random" if split else "are cut into folds that are tested on the past"
        yield Match(
            f"Rows in order of time {how}, and `{lag.by}` in cell {back.cell} makes features of "
            "the rows before: the model knows what came after the rows it is tested on.",
            at,
            related=(related(back, "looks back here"),),
            fixes=(_SPLIT if split else _FOLDS,),
        )


_IMPORTS = """
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import TimeSeriesSplit, cross_val_score, train_test_split
df = pd.read_csv("sales.csv", parse_dates=["day"])
model = LinearRegression()
"""
_TRY = """
X_train, X_test, y_train, y_test = train_test_split(df[["lag"]], df["sold"], random_state=1)
model.fit(X_train, y_train)
model.score(X_test, y_test)
"""

RULE = Rule(
    code="HD210",
    name="shuffled-time-split",
    artifact="data",
    severities=severities("-iw"),
    summary="Rows in order of time are split at random, though features look back in time.",
    why=(
        "In production the model tells what comes next from what came before. Tested on days "
        "between those that it was trained on, it only has to fill gaps, and a lag feature of a "
        "training row may be the very answer of a test row. The score will not hold."
    ),
    fix="Says how to hold out the last rows.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("sales.csv", parse_dates=["day"], index_col="day")
                df["last week"] = df["sold"].shift(7)
                df = df.dropna()
                # %%
                X, y = df[["last week", "price"]], df["sold"]
                X_train, X_test, y_train, y_test = «train_test_split(X, y, random_state=1)»
                model = LinearRegression().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("sales.csv", parse_dates=["day"], index_col="day")
                df["last week"] = df["sold"].shift(7)
                df = df.dropna()
                # %%
                X, y = df[["last week", "price"]], df["sold"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
                model = LinearRegression().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestRegressor
                from sklearn.model_selection import KFold, cross_val_score
                df = pd.read_csv("sales.csv")
                df["day"] = pd.to_datetime(df["day"])
                df = df.sort_values("day")
                df["mean"] = df["sold"].rolling(7).mean().shift(1)
                # %%
                folds = KFold(5, shuffle=True, random_state=1)
                model = RandomForestRegressor(random_state=1)
                print(«cross_val_score(model, df[["mean"]], df["sold"], cv=folds)»)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.ensemble import RandomForestRegressor
                from sklearn.model_selection import TimeSeriesSplit, cross_val_score
                df = pd.read_csv("sales.csv")
                df["day"] = pd.to_datetime(df["day"])
                df = df.sort_values("day")
                df["mean"] = df["sold"].rolling(7).mean().shift(1)
                # %%
                folds = TimeSeriesSplit(5)
                model = RandomForestRegressor(random_state=1)
                print(cross_val_score(model, df[["mean"]], df["sold"], cv=folds))
            """,
        ),
    ),
    silent=tuple(
        _IMPORTS + text
        for text in (
            "df['lag'] = df['sold'].shift(1)" + _TRY,
            "df = df.set_index('day')\ndf['lag'] = df['price'] / df['cost']" + _TRY,
            "df = df.set_index('day')\ndf['lag'] = df['sold'].fillna(0)\n"
            "df['mean'] = df['sold'].rolling(7).mean()\ndf['mean'].plot()" + _TRY,
            "df = df.sort_values('price')\ndf['lag'] = df['sold'].shift(1)" + _TRY,
            "df = df.sort_values('day')\ndf['lag'] = df['price']\n"
            "df['sold'] = df['sold'].shift(1)" + _TRY,
            (
                "df = df.set_index('day')\ndf['lag'] = df['sold'].shift(1)\n"
                "train, test = df[:'2020'], df['2021':]\nmodel.fit(train[['lag']], train['sold'])\n"
                "model.score(test[['lag']], test['sold'])"
            ),
            (
                "df = df.set_index('day')\ndf['lag'] = df['sold'].shift(1)\n"
                "cross_val_score(model, df[['lag']], df['sold'], cv=TimeSeriesSplit(3))"
            ),
            "df = df.set_index('day')\ndf['lag'] = df['sold'].ffill()" + _TRY,
            (
                "import folds\ndf = df.set_index('day')\ndf['lag'] = df['sold'].shift(1)\n"
                "cross_val_score(model, df[['lag']], df['sold'], cv=folds)"
            ),
        )
    ),
)
