"""HD211: a feature is made of later rows."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, looking_ahead
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each shift back or centred window whose result a model is trained on."""
    for trial, seen in looking_ahead(notebook.lineage):
        fit = notebook.site(trial.fit.site)
        name = f"`{seen.column}`, which is a feature" if seen.column else "A feature"
        how = "a centred window" if seen.by == "rolling" else f"`{seen.by}` with a step below zero"
        yield Match(
            f"{name} of the model in cell {fit.cell}{',' if seen.column else ''} is made by {how}: "
            "it holds what comes later, which in production is not there yet.",
            notebook.site(seen.site),
            related=(related(fit, "fitted here"),),
        )


_IMPORTS = """
import pandas as pd
from sklearn.linear_model import LinearRegression
df = pd.read_csv("sales.csv")
model = LinearRegression()
"""

RULE = Rule(
    code="HD211",
    name="future-feature",
    artifact="data",
    severities=severities("iww"),
    summary="A feature is made of rows that come later.",
    why=(
        "The model is trained and tested with what happened next. In production that is what it "
        "is asked for, so the feature will be empty and the score was never true."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                df = pd.read_csv("sales.csv")
                df["next price"] = «df["price"].shift(-1)»
                df["smooth"] = «df["visits"].rolling(7, center=True)».mean()
                # %%
                X, y = df[["next price", "smooth"]], df["sold"]
                model = LinearRegression().fit(X, y)
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LinearRegression
                df = pd.read_csv("sales.csv")
                df["last price"] = df["price"].shift(1)
                df["smooth"] = df["visits"].rolling(7).mean()
                # %%
                X, y = df[["last price", "smooth"]], df["sold"]
                model = LinearRegression().fit(X, y)
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                df = pd.read_csv("prices.csv")
                df["gain"] = «df["close"].shift(-1)» - df["close"]
                df["up"] = df["gain"] > 0
                # %%
                X = df.drop(columns="up")
                model = LogisticRegression().fit(X, df["up"])
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                df = pd.read_csv("prices.csv")
                df["gain"] = df["close"].shift(-1) - df["close"]
                df["up"] = df["gain"] > 0
                # %%
                X = df.drop(columns=["up", "gain"])
                model = LogisticRegression().fit(X, df["up"])
            """,
        ),
    ),
    silent=tuple(
        _IMPORTS + text
        for text in (
            "df['y'] = df['sold'].shift(-1)\nmodel.fit(df[['sold', 'price']], df['y'])",
            "df['y'] = df['sold'].shift(-1)\nmodel.fit(df.drop(columns='y'), df['y'])",
            "y = df['sold'].shift(-1)\nmodel.fit(df, y)",
            (
                "df['y'] = (df['close'].shift(-1) > df['close']).astype(int)\n"
                "X = df.drop(['y', 'day'], axis=1)\nmodel.fit(X.values, df['y'].values)"
            ),
            (
                "df['y'] = df['sold'].shift(-1)\ndf = df.dropna()\nX = df.iloc[:, :-1].values\n"
                "y = df.iloc[:, -1].values\nmodel.fit(X, y)"
            ),
            "df['lag'] = df['sold'].shift(1)\nmodel.fit(df[['lag']], df['sold'])",
            "df['next'] = df['price'].shift(-1)\nmodel.fit(df[features], df['sold'])",
            "df['next'] = df['price'].shift(-1)\nmodel.fit(df[['price']], df['sold'])",
            (
                "df['next'] = df['price'].shift(-1)\ndf['next'].plot()\n"
                "df = df.drop('next', axis=1)\nmodel.fit(df.drop(columns='sold'), df['sold'])"
            ),
            (
                "df = df.sort_values('day', ascending=False)\ndf['last'] = df['price'].shift(-1)\n"
                "model.fit(df[['last']], df['sold'])"
            ),
            (
                "df['smooth'] = df['visits'].rolling(7, center=True).mean()\ndf['smooth'].plot()\n"
                "model.fit(df[['visits']], df['sold'])"
            ),
            (
                "for n in range(1, 4):\n    df[f'y{n}'] = df['sold'].shift(-n)\n"
                "model.fit(df[['price']], df['sold'])"
            ),
            "df['next'] = df.groupby('shop')['price'].shift(n)\nmodel.fit(df[['next']], df['y'])",
            (
                "from sklearn.cluster import KMeans\ndf['next'] = df['price'].shift(-1)\n"
                "KMeans(2).fit(df[['next']])"
            ),
        )
    ),
)
