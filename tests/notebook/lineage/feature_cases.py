"""Notebooks in a few lines whose features hold too much, and hard ones that are right.

Every case is preceded by `IMPORTS` of the other cases, or by `SERIES` for rows in time.
"""

from __future__ import annotations

from .cases import FIT, SCORE, SPLIT, TRY

SERIES = """
import numpy as np
import pandas as pd
import yfinance as yf
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import (
    GridSearchCV, KFold, TimeSeriesSplit, cross_val_score, train_test_split,
)
from sklearn.preprocessing import StandardScaler
df = pd.read_csv("sales.csv", parse_dates=["day"])
model = LinearRegression()
"""
LAG = "df['lag'] = df['sold'].shift(1)\n"
SHUFFLED = (
    "X_train, X_test, y_train, y_test = train_test_split(df[['lag']], df['sold'])\n"
    "model.fit(X_train, y_train)\nmodel.score(X_test, y_test)\n"
)

# The column that the model is to tell is among the features.
TARGET_HELD = {
    "all columns": "X = df\n" + TRY,
    "all but another": "X = df.drop('id', axis=1)\n# %%\n" + TRY,
    "listed": "X = df[['a', 'b', 'y']]\n" + TRY,
    "listed by a name": "columns = ['a', 'y']\nX = df[columns]\n" + TRY,
    "the keys of a dict, by zip": "X = df[[c for c, _ in zip({'a': 1, 'y': 2}, ['p', 'q'])]]\n"
    + TRY,
    "in place, of another": "df.drop(columns=['id'], inplace=True)\nX = df\n" + TRY,
    "as arrays": "X, y = df.drop(columns='id').values, df['y'].values\n" + TRY,
    "as an attribute": "X, y = df.drop(columns='id'), df.y\n" + TRY,
    "scaled with it": SPLIT.replace("(X,", "(df,")
    + "s = StandardScaler()\nX_train, X_test = s.fit_transform(X_train), s.transform(X_test)\n"
    + FIT
    + SCORE,
    "in a cross-validation": "cross_val_score(SVC(), df, df['y'])",
    "in a search": "g = GridSearchCV(SVC(), {'C': [1]})\ng.fit(df, df['y'])\ng.score(df, df['y'])",
    "a part of the rows": "train, test = train_test_split(df)\nmodel = SVC()\n"
    "model.fit(train.drop(columns='id'), train['y'])",
    "made before, dropped from another": "df['y'] = df['y'].astype(int)\n"
    "X = df.drop(columns='id')\n"
    "y = df['y']\n" + TRY,
    "made of another column": "y = np.log1p(df['price'])\nX = df.drop(columns='y')\n" + TRY,
    "by a function of its own": "def parts(frame):\n"
    "    return frame.drop(columns='id'), frame['y']\n"
    "# %%\nX, y = parts(df)\n" + TRY,
    "of a joined table": "both = df.merge(pd.read_csv('more.csv'), on='id')\n"
    "X, y = both.drop(columns='id'), both['y']\n" + TRY,
    "under another name": "df = df.rename(columns={'y': 'left'})\nX, y = df, df['left']\n" + TRY,
    "with dummies": "df = pd.get_dummies(df)\nX, y = df, df['y']\n" + TRY,
}

# Means of the target become features of the rows that are held out.
TARGET_MEANS = {
    "mapped": "df['m'] = df['g'].map(df.groupby('g')['y'].mean())\nX = df.drop(columns='y')\n"
    + TRY,
    "by transform": "df['m'] = df.groupby('g')['y'].transform('mean')\nX = df[['m']]\n" + TRY,
    "by an attribute": "df['m'] = df.groupby('g').y.transform('mean')\nX = df[['m']]\n" + TRY,
    "as a dict": "m = df.groupby('g')['y'].mean().to_dict()\ndf['m'] = df['g'].map(m)\n"
    "X = df[['m']]\n" + TRY,
    "by agg": "m = df.groupby('g').agg({'y': 'mean'})\ndf['m'] = df['g'].map(m['y'])\n"
    "X = df[['m']]\n" + TRY,
    "of two keys": "df['m'] = df.groupby(['g', 'h'])['y'].transform('mean')\nX = df[['m', 'a']]\n"
    + TRY,
    "merged": "m = df.groupby('g')['y'].mean().rename('m').reset_index()\n"
    "df = df.merge(m, on='g')\nX, y = df[['m', 'a']], df['y']\n" + TRY,
    "cross-validated": "df['m'] = df.groupby('g')['y'].transform('mean')\n"
    "cross_val_score(SVC(), df[['m']], df['y'])",
    "an encoder": "from category_encoders import TargetEncoder\n"
    "X = TargetEncoder().fit_transform(df[['g']], df['y'])\n" + TRY,
    "an encoder in two steps": "from sklearn.preprocessing import TargetEncoder\n"
    "e = TargetEncoder()\ne.fit(df[['g']], df['y'])\nX = e.transform(df[['g']])\n" + TRY,
    "in a loop": "for c in ['g', 'h']:\n    df[c + '_m'] = df[c].map(df.groupby(c)['y'].mean())\n"
    "X = df[['g_m', 'h_m']]\n" + TRY,
}

# A split mixes rows in order of time.
SHUFFLED_IN_TIME = {
    "indexed": "df = df.set_index('day')\n" + LAG + SHUFFLED,
    "indexed in place": "df.set_index('day', inplace=True)\n" + LAG + SHUFFLED,
    "sorted": "df = df.sort_values('day')\n" + LAG + SHUFFLED,
    "cut in a branch": "if len(df) > 9:\n    df = df[df['sold'] > 0]\ndf = df.sort_values('day')\n"
    + LAG
    + SHUFFLED,
    "sorted by two": "df = df.sort_values(by=['shop', 'day'])\n" + LAG + SHUFFLED,
    "parsed later": "df['day'] = pd.to_datetime(df['day'])\ndf = df.sort_values('day')\n"
    + LAG
    + SHUFFLED,
    "an index that is parsed": "df.index = pd.to_datetime(df.index)\n" + LAG + SHUFFLED,
    "an index that is made": "df.index = pd.date_range('2020', periods=len(df))\n" + LAG + SHUFFLED,
    "an index of dates": "df = df.set_index(pd.DatetimeIndex(df['when']))\n" + LAG + SHUFFLED,
    "read so": "df = pd.read_csv('s.csv', index_col='day', parse_dates=True)\n" + LAG + SHUFFLED,
    "read so by number": "df = pd.read_csv('s.csv', index_col=0, parse_dates=[0])\n"
    + LAG
    + SHUFFLED,
    "fetched": "df = yf.download('A')\n" + LAG + SHUFFLED,
    "resampled": "df = df.set_index('day').resample('D').sum()\n" + LAG + SHUFFLED,
    "windows": "df = df.set_index('day')\ndf['lag'] = df['sold'].rolling(7).mean()\n" + SHUFFLED,
    "steps": "df = df.set_index('day')\ndf['lag'] = df['sold'].diff()\n" + SHUFFLED,
    "changes": "df = df.set_index('day')\ndf['lag'] = df['sold'].pct_change()\n" + SHUFFLED,
    "by group": "df = df.sort_values('day')\ndf['lag'] = df.groupby('shop')['sold'].shift(1)\n"
    + SHUFFLED,
    "many lags": "df = df.set_index('day')\nfor n in range(1, 8):\n"
    "    df[f'lag{n}'] = df['sold'].shift(n)\n"
    "X = df.dropna().drop(columns='sold')\ny = df.dropna()['sold']\n"
    "X_train, X_test, y_train, y_test = train_test_split(X, y)\nmodel.fit(X_train, y_train)",
    "scaled": "df = df.set_index('day')\n"
    + LAG
    + "X = StandardScaler().fit_transform(df[['lag']])\n"
    "a, b, c, d = train_test_split(X, df['sold'])\nmodel.fit(a, c)",
    "by a function": "def lagged(frame):\n    frame['lag'] = frame['sold'].shift(1)\n"
    "    return frame.dropna()\n# %%\ndf = lagged(df.set_index('day'))\n" + SHUFFLED,
    "folds": "df = df.set_index('day')\n" + LAG + "cross_val_score(model, df[['lag']], df['sold'])",
    "shuffled folds": "df = df.set_index('day')\n" + LAG + "folds = KFold(5, shuffle=True)\n"
    "cross_val_score(model, df[['lag']], df['sold'], cv=folds)",
    "folds in a loop": "df = df.set_index('day')\n" + LAG + "X, y = df[['lag']], df['sold']\n"
    "for a, b in KFold(5, shuffle=True).split(X):\n    model.fit(X.iloc[a], y.iloc[a])\n"
    "    print(model.score(X.iloc[b], y.iloc[b]))",
    "a search": "df = df.set_index('day')\n"
    + LAG
    + "g = GridSearchCV(RandomForestRegressor(), {}, cv=5)\n"
    "g.fit(df[['lag']], df['sold'])",
}

# A feature holds what comes later.
LOOKING_AHEAD = {
    "shifted back": "df['n'] = df['price'].shift(-1)\nmodel.fit(df[['n']], df['sold'])",
    "by keyword": "df['n'] = df['price'].shift(periods=-1)\nmodel.fit(df[['n']], df['sold'])",
    "by a number of its own": "ahead = 3\ndf['n'] = df['price'].shift(-ahead)\n"
    "model.fit(df[['n']], df['sold'])",
    "all but others": "df['n'] = df['price'].shift(-1)\n"
    "model.fit(df.drop(columns='sold'), df['sold'])",
    "a centred window": "df['n'] = df['price'].rolling(7, center=True).mean()\n"
    "model.fit(df[['n']], df['sold'])",
    "a step ahead": "df['n'] = df['price'].diff(-1)\nmodel.fit(df[['n']], df['sold'])",
    "by group": "df['n'] = df.groupby('shop')['price'].shift(-1)\nmodel.fit(df[['n']], df['sold'])",
    "worked on": "df['n'] = np.log(df['price'].shift(-1) / df['price'])\n"
    "model.fit(df[['n', 'price']], df['sold'])",
    "beside the label": "df['gain'] = df['price'].shift(-1) - df['price']\n"
    "df['up'] = (df['gain'] > 0).astype(int)\nmodel.fit(df.drop(columns='up'), df['up'])",
    "beside a label of its own": "df['n'] = df['visits'].shift(-1)\ny = df['price'].shift(-1)\n"
    "model.fit(df[['n', 'price']], y)",
    "after a split": "df['n'] = df['price'].shift(-1)\n"
    "a, b, c, d = train_test_split(df[['n']], df['sold'], shuffle=False)\nmodel.fit(a, c)",
    "scaled": "df['n'] = df['price'].shift(-1)\n"
    "X = StandardScaler().fit_transform(df[['n', 'price']])\n"
    "model.fit(X, df['sold'])",
    "under another name": "df['n'] = df['price'].shift(-1)\ndf = df.rename(columns={'n': 'm'})\n"
    "model.fit(df[['m']], df['sold'])",
    "assigned": "df = df.assign(n=df['price'].shift(-1))\nmodel.fit(df[['n']], df['sold'])",
}

# None of the above may be said.
RIGHT_FEATURES = {
    "dropped": TRY,
    "dropped in place": "y = df['y']\ndf.drop('y', axis=1, inplace=True)\nX = df\n" + TRY,
    "dropped in place, where a function may end": "def ready(frame):\n    if flag:\n"
    "        frame.drop(columns='y', inplace=True)\n        return frame\n    return frame\n"
    "# %%\nX = ready(df)\n" + TRY,
    "dropped in place, where a function ends": "def ready(frame):\n    if flag:\n"
    "        frame.drop(columns='y', inplace=True)\n        return frame\n    else:\n"
    "        frame.drop(columns=['y', 'id'], inplace=True)\n        return frame\n"
    "# %%\nX = ready(df)\n" + TRY,
    "popped": "y = df.pop('y')\nX = df\n" + TRY,
    "deleted": "y = df['y'].copy()\ndel df['y']\nX = df\n" + TRY,
    "dropped from a list": "gone = ['y', 'id']\nX = df.drop(gone, axis=1)\n" + TRY,
    "unknown columns": "X = df[columns]\n" + TRY,
    "unknown columns dropped": "X = df.drop(columns=gone)\n" + TRY,
    "by position": "X, y = df.iloc[:, :-1], df.iloc[:, -1]\n" + TRY,
    "by condition": "X = df.loc[:, df.columns != 'y']\n" + TRY,
    "by difference": "X = df[df.columns.difference(['y'])]\n" + TRY,
    "by a comprehension": "X = df[[c for c in df.columns if c != 'y']]\n" + TRY,
    "by a filter": "X = df.filter(regex='^x')\n" + TRY,
    "by type": "X = df.select_dtypes('number')\n" + TRY,
    "by gaps": "X = df.dropna(axis=1)\n" + TRY,
    "features made first": "X = df.drop(columns='id')\ndf['z'] = (df['p'] > 0).astype(int)\n"
    "y = df['z']\n" + TRY,
    "labels joined later": "X = df.drop(columns='id')\n"
    "both = df.merge(pd.read_csv('l.csv'), on='id')\n"
    "y = both['label']\n" + TRY,
    "an index": "df = df.set_index('y')\nX, y = df, pd.read_csv('y.csv')['y']\n" + TRY,
    "renamed": "df = df.rename(columns={'y': 'left'})\nX, y = df.drop(columns='left'), df['left']\n"
    + TRY,
    "renamed, dropped before": "X = df.drop(columns=['left', 'y'])\n"
    "df = df.rename(columns={'y': 'left'})\ny = df['left']\n" + TRY,
    "an autoencoder": "from keras.models import Sequential\nnet = Sequential()\nnet.fit(df, df)\n"
    "net.fit(df[['a']], df[['a']])",
    "the next value": "a = df['y'].values\nX, y = a[:-1].reshape(-1, 1), a[1:]\n" + TRY,
    "the value before": "df['last'] = df['y'].shift(1)\nX = df[['last']]\n" + TRY,
    "a column transformer": "ct = ColumnTransformer([('n', StandardScaler(), ['a'])])\n"
    "p = Pipeline([('c', ct), ('m', SVC())])\np.fit(df, df['y'])",
    "an unknown pipeline": "from mine import Columns\np = make_pipeline(Columns('a'), SVC())\n"
    "p.fit(df, df['y'])",
    "an array without one": "X = np.delete(df.values, 3, axis=1)\n" + TRY,
    "another table": "y = pd.read_csv('y.csv')['y']\nX = df\n" + TRY,
    "a selection": "X = SelectKBest(k=3)\nX = X.fit(df, df['y'])",
    "means that are shown": "print(df.groupby('g')['y'].mean())\n" + TRY,
    "means of another column": "df['m'] = df.groupby('g')['a'].transform('size')\nX = df[['m']]\n"
    + TRY,
    "means of the train part": "train, test = train_test_split(df)\n"
    "m = train.groupby('g')['y'].mean()\n"
    "train['m'], test['m'] = train['g'].map(m), test['g'].map(m)\n"
    "model = SVC().fit(train[['m']], train['y'])\nmodel.score(test[['m']], test['y'])",
    "an encoder of the train part": "from category_encoders import TargetEncoder\n"
    + SPLIT
    + "e = TargetEncoder()\nX_train = e.fit_transform(X_train, y_train)\n"
    "X_test = e.transform(X_test)\n" + FIT + SCORE,
    "an encoder in a pipeline": "from category_encoders import TargetEncoder\n"
    "cross_val_score(make_pipeline(TargetEncoder(), SVC()), X, y)",
}
RIGHT_SERIES = {
    "not in time": LAG + SHUFFLED,
    "no lags": "df = df.set_index('day')\ndf['lag'] = df['price'] * 2\n" + SHUFFLED,
    "lags that are not used": "df = df.set_index('day')\ndf['other'] = df['sold'].shift(1)\n"
    "df['lag'] = df['price']\n" + SHUFFLED,
    "only the label looks back": "df = df.set_index('day')\ndf['lag'] = df['price']\n"
    "df['sold'] = df['sold'].diff()\n" + SHUFFLED,
    "not shuffled": "df = df.set_index('day')\n"
    + LAG
    + SHUFFLED.replace("'sold'])", "'sold'], shuffle=False)"),
    "by position": "df = df.set_index('day')\n"
    + LAG
    + "train, test = df.iloc[:-30], df.iloc[-30:]\n"
    "model.fit(train[['lag']], train['sold'])\nmodel.score(test[['lag']], test['sold'])",
    "folds in order": "df = df.set_index('day')\n"
    + LAG
    + "cross_val_score(model, df[['lag']], df['sold'], cv=TimeSeriesSplit(5))",
    "a search in order": "df = df.set_index('day')\n"
    + LAG
    + "g = GridSearchCV(RandomForestRegressor(), {}, cv=TimeSeriesSplit(3))\n"
    "g.fit(df[['lag']], df['sold'])",
    "unknown folds": "from mine import folds\ndf = df.set_index('day')\n"
    + LAG
    + "cross_val_score(model, df[['lag']], df['sold'], cv=folds)",
    "gaps filled": "df = df.set_index('day')\ndf['lag'] = df['price'].ffill()\n" + SHUFFLED,
    "sorted by another column": "df = df.sort_values('price')\n" + LAG + SHUFFLED,
    "a label ahead": "df['y'] = df['sold'].shift(-1)\nmodel.fit(df.drop(columns='y'), df['y'])",
    "labels ahead": "for n in (1, 2):\n    df[f'y{n}'] = df['sold'].shift(-n)\n"
    "X = df[['price']]\nmodel.fit(X, df['y1'])",
    "a label ahead, in arrays": "df['y'] = df['sold'].shift(-1)\na = df.dropna().values\n"
    "model.fit(a[:, :-1], a[:, -1])",
    "a label ahead, put together": "y = df['sold'].shift(-1).rename('y')\n"
    "both = pd.concat([df, y], axis=1)\n"
    "both = both.dropna()\nmodel.fit(both.drop(columns='y'), both['y'])",
    "a label ahead, in a frame": "d = pd.DataFrame({'x': df['sold'], 'y': df['sold'].shift(-1)})\n"
    "d = d.dropna()\nmodel.fit(d[['x']], d['y'])",
    "a label ahead, renamed": "df['y'] = df['sold'].shift(-1)\ndf = df.rename(columns={'y': 'z'})\n"
    "model.fit(df[['price']], df['z'])",
    "a label ahead, unknown features": "df['y'] = df['sold'].shift(-1)\n"
    "df['up'] = df['y'] > df['sold']\n"
    "model.fit(df[columns], df['up'])",
    "a label ahead, and its own step dropped": "df['n'] = df['sold'].shift(-1)\n"
    "df['up'] = df['n'] > df['sold']\nmodel.fit(df.drop(columns=['n', 'up']), df['up'])",
    "ahead, but only shown": "df['n'] = df['price'].shift(-1)\ndf.plot()\n"
    "model.fit(df[['price']], df['sold'])",
    "from the last to the first": "df = df.sort_values('day', ascending=False)\n"
    "df['last'] = df['price'].shift(-1)\nmodel.fit(df[['last']], df['sold'])",
    "a window to the past": "df['n'] = df['price'].rolling(7).mean()\n"
    "model.fit(df[['n']], df['sold'])",
}
