"""Names of columns are told where they are left behind, however far from the fit."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import bare_fits, read_percent

SET_UP = """
import keras
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
df = pd.read_csv("rows.csv")
X, y = df.drop(columns="y"), df["y"]
"""
BARE = {
    "in the fit": "Ridge().fit(X.values, y)",
    "by its method": "Ridge().fit(X.to_numpy(), y)",
    "in another cell": "A = X.values\n# %%\nB = A\n# %%\nRidge().fit(B, y)",
    "behind a split": "a, b, c, d = train_test_split(X.values, y)\nRidge().fit(a, c)",
    "in a function": "def f(m, rows):\n    m.fit(rows.values, y)\n# %%\nf(Ridge(), X)",
    "from a function": "def f(frame):\n    return frame.values\n# %%\nRidge().fit(f(X), y)",
    "in a loop": "for m in [Ridge(), Ridge(2)]:\n    m.fit(X.values, y)",
    "a search": "GridSearchCV(Ridge(), {}).fit(X.values, y)",
    "a pipeline": "make_pipeline(StandardScaler(), Ridge()).fit(X.values, y)",
    "as another type": "Ridge().fit(X.values.astype(float), y)",
    "perhaps some rows": "A = X.values\nif len(A) > 9:\n    A = A[:9]\nRidge().fit(A, y)",
    "some rows": "Ridge().fit(X[X.a > 1].values[:50], y[:50])",
    "named by hand": "X = pd.read_csv(p, header=None)\nX.columns = n\nRidge().fit(X.values, y)",
    "a frame by its use": "G = given()\nG.head()\nRidge().fit(G.drop(columns='y').values, y)",
    "positions": "Ridge().fit(df.iloc[:, :4].values, df.iloc[:, 4].values)",
}
OTHER = {
    "the frame": "Ridge().fit(X, y)",
    "the target": "Ridge().fit(X, y.values)",
    "one column": "Ridge().fit(df[['a']].values, y)",
    "one column of a frame that is not known": "Ridge().fit(df.rename(f)[[given]].values, y)",
    "one column of its values": "Ridge().fit(X.values[:, 3].reshape(-1, 1), y)",
    "a series": "Ridge().fit(df['a'].values.reshape(-1, 1), y)",
    "a position": "Ridge().fit(df.iloc[:, 2].values.reshape(-1, 1), y)",
    "no names": "X = pd.read_csv('x', header=None)\nRidge().fit(X.values, y)",
    "a frame of numbers": "X = pd.DataFrame(np.zeros((9, 9)))\nRidge().fit(X.values, y)",
    "a frame that nothing tells of": "G = given()\nG.head()\nRidge().fit(G.values, y)",
    "a dict's values": "G = given()\nRidge().fit(G.values(), y)",
    "what a scaler makes": "Ridge().fit(StandardScaler().fit_transform(X.values), y)",
    "what another makes": "Ridge().fit(scaler.transform(X.values), y)",
    "groups": "KMeans(3).fit(X.values)",
    "a network": "m = keras.Sequential()\nm.fit(X.values, y)",
    "folds": "cross_val_score(Ridge(), X.values, y)",
    "perhaps": "if bare:\n    X = X.values\nRidge().fit(X, y)",
}


def told(text: str) -> int:
    return len(list(bare_fits(read_percent(f"# %%{SET_UP}\n# %%\n{text}").lineage)))


@pytest.mark.parametrize("name", BARE)
def test_a_fit_on_bare_values_is_told(name: str) -> None:
    assert told(BARE[name]) == 1


@pytest.mark.parametrize("name", OTHER)
def test_anything_else_is_not(name: str) -> None:
    assert told(OTHER[name]) == 0
