"""Notebooks in a few lines, by what is wrong with their rows; and hard ones that are right.

Cells are separated by ``# %%``. Every case is preceded by `IMPORTS`.
"""

# ruff: noqa: E501 (notebooks in strings are wrapped as notebooks)

from __future__ import annotations

IMPORTS = """
import numpy as np
import pandas as pd
import xgboost as xgb
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.pipeline import Pipeline as SamplingPipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.base import clone
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, mean_squared_error, roc_auc_score
from sklearn.model_selection import (
    GridSearchCV, KFold, StratifiedShuffleSplit, TimeSeriesSplit, cross_val_score, train_test_split,
)
from sklearn.naive_bayes import MultinomialNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    LabelEncoder, MinMaxScaler, OneHotEncoder, PolynomialFeatures, StandardScaler,
)
from sklearn.svm import SVC
from sklearn.utils import resample, shuffle
df = pd.read_csv("rows.csv")
X = df.drop("y", axis=1)
y = df["y"]
"""

SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)\n"
FIT = "model = LogisticRegression()\nmodel.fit(X_train, y_train)\n"
SCORE = "print(model.score(X_test, y_test))\n"
TRY = SPLIT + FIT + SCORE

# What was learnt from rows that were later held out.
PREPROCESSED = {
    "a scaler": "X = StandardScaler().fit_transform(X)\n# %%\n" + TRY,
    "a scaler in two steps": "s = StandardScaler()\ns.fit(X)\n# %%\nX = s.transform(X)\n" + TRY,
    "fit gives the scaler": "s = StandardScaler().fit(X)\nX = s.transform(X)\n" + TRY,
    "fitted before, used after the split": SPLIT
    + "s = StandardScaler().fit(X)\nX_train, X_test = s.transform(X_train), s.transform(X_test)\n"
    + FIT
    + SCORE,
    "a column": "df['a'] = MinMaxScaler().fit_transform(df[['a']])\nX = df.drop(columns='y')\n"
    + TRY,
    "a mean": "df['a'] = df['a'].fillna(df['a'].mean())\nX = df.drop('y', axis=1)\n" + TRY,
    "a mean, in place": "df['a'].fillna(df['a'].mean(), inplace=True)\nX = df[['a', 'b']]\n" + TRY,
    "a mean of the frame, in place": "X.fillna(X.mean(), inplace=True)\n" + TRY,
    "means by column": "X = X.fillna({'a': X['a'].median(), 'b': 0})\n" + TRY,
    "a mode": "df.a.fillna(df.a.mode()[0], inplace=True)\nX = df.drop('y', axis=1)\n" + TRY,
    "a mean by way of loc": "df.loc[df.a.isnull(), 'a'] = df.a.mean()\nX = df[['a']]\n" + TRY,
    "a loop over columns": "for c in ['a', 'b']:\n    df[c] = df[c].fillna(df[c].median())\n"
    "X = df[['a', 'b']]\n" + TRY,
    "a loop over all columns": "for c in df.columns:\n    df[c] = df[c].fillna(df[c].mean())\n"
    "X = df.drop('y', axis=1)\n" + TRY,
    "by hand": "X = (X - X.mean()) / X.std()\n" + TRY,
    "by hand with numpy": "X = X.values\nX = (X - np.mean(X, axis=0)) / np.std(X, axis=0)\n" + TRY,
    "by apply": "X = X.apply(lambda c: (c - c.mean()) / c.std())\n" + TRY,
    "by a function": "def scale(frame):\n    s = StandardScaler()\n    return s.fit_transform(frame)\n"
    "# %%\nX = scale(X)\n" + TRY,
    "by a function on a copy": "def clean(frame):\n    frame = frame.copy()\n"
    "    for c in ('a', 'b'):\n        frame[c] = frame[c].fillna(frame[c].mean())\n"
    "    return frame\n# %%\nX = clean(X)\n" + TRY,
    "behind a loop": "while n > 1:\n    n -= 1\nelse:\n    X = StandardScaler().fit_transform(X)\n"
    + TRY,
    "an imputer": "X = SimpleImputer().fit_transform(X)\n" + TRY,
    "into a frame": "X = pd.DataFrame(StandardScaler().fit_transform(X), columns=X.columns)\n"
    + TRY,
    "words": "cv = CountVectorizer()\nX = cv.fit_transform(df['text']).toarray()\n" + TRY,
    "words, split by hand": "X = TfidfVectorizer().fit_transform(df['text'])\n# %%\n"
    "X_train, X_test = X[:800], X[800:]\ny_train, y_test = y[:800], y[800:]\n" + FIT + SCORE,
    "a selection": "X = SelectKBest(k=5).fit_transform(X, y)\n" + TRY,
    "a selection by its mask": "s = SelectKBest(k=5).fit(X, y)\nX = X.loc[:, s.get_support()]\n"
    + TRY,
    "a selection by correlation": "c = df.corr()['y']\nkeep = c[c > 0.2].index\nX = df[keep]\n"
    + TRY,
    "components": "X = PCA(2).fit_transform(X)\n" + TRY,
    "clusters": "X['group'] = KMeans(3).fit_predict(X)\n" + TRY,
    "clusters by their labels": "k = KMeans(3).fit(X)\nX['group'] = k.labels_\n" + TRY,
    "quantile bins": "df['a'] = pd.qcut(df['a'], 4, labels=False)\nX = df[['a']]\n" + TRY,
    "bins by number": "df['a'] = pd.cut(df['a'], 4, labels=False)\nX = df[['a']]\n" + TRY,
    "means of groups": "df['m'] = df.groupby('g')['a'].transform('mean')\nX = df[['a', 'm']]\n"
    + TRY,
    "means of groups, by a lambda": "df['m'] = df.groupby('g')['a'].transform(lambda a: a - a.mean())\n"
    "X = df[['a', 'm']]\n" + TRY,
    "means of groups, mapped": "m = df.groupby('g')['a'].mean()\ndf['m'] = df['g'].map(m)\n"
    "X = df[['a', 'm']]\n" + TRY,
    "means of groups, merged": "m = df.groupby('g')['a'].mean().reset_index()\n"
    "df = df.merge(m, on='g')\nX = df.drop(columns='y')\n" + TRY,
    "a loop over frames": "test = pd.read_csv('test.csv')\nfor part in [df, test]:\n"
    "    part['a'] = part['a'].fillna(part['a'].median())\nX = df.drop(columns='y')\n" + TRY,
    "a list of frames": "test = pd.read_csv('test.csv')\nboth = [df, test]\nfor part in both:\n"
    "    part['a'].fillna(part['a'].median(), inplace=True)\nfor part in both:\n    part['b'] = 1\n"
    "X = df.drop(columns='y')\n" + TRY,
    "a function that changes its frame": "def fill(frame):\n    frame['a'] = frame['a'].fillna(frame['a'].mean())\n"
    "# %%\nfill(df)\nX = df.drop(columns='y')\n" + TRY,
    "another name": "rows = df\nrows['a'] = rows['a'].fillna(rows['a'].mean())\nX = df.drop(columns='y')\n"
    + TRY,
    "a pipeline of transformers": "p = make_pipeline(SimpleImputer(), StandardScaler())\n"
    "X = p.fit_transform(X)\n" + TRY,
    "a column transformer": "ct = ColumnTransformer([('n', StandardScaler(), ['a'])])\n"
    "X = ct.fit_transform(X)\n" + TRY,
    "a split by numbers": "X = StandardScaler().fit_transform(X)\nn = int(len(X) * 0.8)\n"
    "X_train, X_test = X[:n], X[n:]\ny_train, y_test = y[:n], y[n:]\n" + FIT + SCORE,
    "a split by position": "X = (X - X.min()) / (X.max() - X.min())\n"
    "X_train, X_test = X.iloc[:-100], X.iloc[-100:]\ny_train, y_test = y[:-100], y[-100:]\n"
    + FIT
    + SCORE,
    "a split by a mask": "df['a'] = df['a'] / df['a'].max()\nm = np.random.rand(len(df)) < 0.8\n"
    "train, test = df[m], df[~m]\nmodel = SVC().fit(train[['a']], train['y'])\n"
    "model.score(test[['a']], test['y'])",
    "a split by a year": "df['a'] = df['a'] / df['a'].max()\n"
    "train, test = df[df.year < 2015], df[df.year >= 2015]\n"
    "model = SVC().fit(train[['a']], train['y'])\nmodel.score(test[['a']], test['y'])",
    "a split by sample and drop": "df['a'] = df['a'] / df['a'].max()\n"
    "train = df.sample(frac=0.8, random_state=1)\ntest = df.drop(train.index)\n"
    "model = SVC().fit(train[['a']], train['y'])\nmodel.score(test[['a']], test['y'])",
    "one frame split": "df['a'] = df['a'] / df['a'].max()\ntrain, test = train_test_split(df)\n"
    "model = SVC().fit(train[['a']], train['y'])\n"
    "print(accuracy_score(test['y'], model.predict(test[['a']])))",
    "a split of indexes": "X = StandardScaler().fit_transform(X)\n"
    "a, b = train_test_split(np.arange(len(X)))\n"
    "model = SVC().fit(X[a], y[a])\nmodel.score(X[b], y[b])",
    "a shuffled split": "X = StandardScaler().fit_transform(X)\np = np.random.permutation(len(X))\n"
    "a, b = p[:800], p[800:]\nmodel = SVC().fit(X[a], y[a])\nmodel.score(X[b], y[b])",
    "a shuffle-split loop": "df['a'] = StandardScaler().fit_transform(df[['a']])\n"
    "sss = StratifiedShuffleSplit(n_splits=1)\nfor a, b in sss.split(df, df['y']):\n"
    "    train, test = df.iloc[a], df.iloc[b]\n# %%\n"
    "model = SVC().fit(train[['a']], train['y'])\nmodel.score(test[['a']], test['y'])",
    "a score by metric": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + FIT
    + "p = model.predict(X_test)\n# %%\nprint(classification_report(y_test, p))",
    "a score by hand": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + FIT
    + "p = model.predict(X_test)\nprint((p == y_test).mean())",
    "only predictions": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + FIT
    + "p = model.predict(X_test)",
    "a score by a function": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + "def judge(m, a, b):\n    m.fit(X_train, y_train)\n    return accuracy_score(b, m.predict(a))\n"
    "# %%\njudge(SVC(), X_test, y_test)",
    "a score by an unknown function": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + FIT
    + "from mine import judge\njudge(model, X_test, y_test)",
    "models in a loop": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + "for m in [SVC(), LogisticRegression()]:\n    m.fit(X_train, y_train)\n"
    "    print(m.score(X_test, y_test))",
    "models in a dict": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + "models = {'a': SVC(), 'b': LogisticRegression()}\nfor name, m in models.items():\n"
    "    m.fit(X_train, y_train)\n    print(name, m.score(X_test, y_test))",
    "a network": "from tensorflow.keras.models import Sequential\n"
    "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + "net = Sequential()\nnet.add(1)\nnet.compile('adam')\n"
    "net.fit(X_train, y_train, epochs=3)\nnet.evaluate(X_test, y_test)",
    "a network's own validation": "from keras.models import Sequential\n"
    "X = StandardScaler().fit_transform(X)\nnet = Sequential()\n"
    "net.fit(X, y, validation_split=0.2)",
    "a network made by a function": "from keras.models import Sequential\n"
    "def build():\n    net = Sequential()\n    net.compile('adam')\n    return net\n"
    "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + "net = build()\nnet.fit(X_train, y_train, validation_data=(X_test, y_test))",
    "a tokenizer": "from keras.preprocessing.text import Tokenizer\n"
    "from keras.preprocessing.sequence import pad_sequences\nfrom keras.models import Sequential\n"
    "t = Tokenizer(5000)\nt.fit_on_texts(df['text'])\n"
    "X = pad_sequences(t.texts_to_sequences(df['text']), maxlen=100)\n"
    + SPLIT
    + "net = Sequential()\nnet.fit(X_train, y_train)\nnet.evaluate(X_test, y_test)",
    "windows of a series": "def windows(a, n):\n    rows, goals = [], []\n"
    "    for i in range(len(a) - n):\n        rows.append(a[i:i + n, 0])\n"
    "        goals.append(a[i + n, 0])\n    return np.array(rows), np.array(goals)\n# %%\n"
    "a = MinMaxScaler().fit_transform(df.values)\nn = int(len(a) * 0.67)\n"
    "train, test = a[0:n, :], a[n:len(a), :]\nX_train, y_train = windows(train, 3)\n"
    "X_test, y_test = windows(test, 3)\nmodel = LinearRegression()\nmodel.fit(X_train, y_train)\n"
    "mean_squared_error(y_test, model.predict(X_test))",
    "boosted": "X = StandardScaler().fit_transform(X)\n"
    + SPLIT
    + "d, e = xgb.DMatrix(X_train, label=y_train), xgb.DMatrix(X_test, label=y_test)\n"
    "b = xgb.train({}, d)\nroc_auc_score(y_test, b.predict(e))",
    "unknown data": "from mine import load\nX, y = load()\nX = StandardScaler().fit_transform(X)\n"
    + TRY,
    "two files put together": "test = pd.read_csv('test.csv')\nboth = pd.concat([df, test])\n"
    "both['a'] = both['a'].fillna(both['a'].mean())\ntrain = both[:len(df)]\n"
    "X_train, X_test, y_train, y_test = train_test_split(train[['a']], train['y'])\n" + FIT + SCORE,
}

# What was learnt from rows that a cross-validation later held out.
CROSS_VALIDATED = {
    "a scaler": "X = StandardScaler().fit_transform(X)\n# %%\ncross_val_score(SVC(), X, y)",
    "a selection": "X = SelectKBest().fit_transform(X, y)\ncross_val_score(SVC(), X, y, cv=5)",
    "a search": "X = StandardScaler().fit_transform(X)\ng = GridSearchCV(SVC(), {'C': [1]})\n"
    "g.fit(X, y)\nprint(g.best_score_)",
    "words": "X = TfidfVectorizer().fit_transform(df['text'])\n"
    "cross_val_score(MultinomialNB(), X, y)",
    "beside a file without labels": "X['a'] = X['a'].fillna(X['a'].median())\ncross_val_score(SVC(), X, y)\n"
    "m = SVC().fit(X, y)\nm.predict(pd.read_csv('test.csv'))",
}

# The same row, or one made from it, on both sides.
OVERLAPPING = {
    "oversampled": "X, y = SMOTE().fit_resample(X, y)\n# %%\n" + TRY,
    "oversampled, old name": "X, y = SMOTE().fit_sample(X, y)\n" + TRY,
    "repeated": "X, y = RandomOverSampler().fit_resample(X, y)\n" + TRY,
    "oversampled, then scaled on the train part": "X, y = SMOTE().fit_resample(X, y)\n"
    + SPLIT
    + "s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n"
    + FIT
    + SCORE,
    "a class drawn again": "few, lot = df[df.y == 1], df[df.y == 0]\n"
    "few = resample(few, replace=True, n_samples=len(lot))\ndf = pd.concat([lot, few])\n"
    "X, y = df.drop(columns='y'), df['y']\n" + TRY,
    "rows added again": "df = pd.concat([df, df[df.y == 1]])\n"
    "X, y = df.drop(columns='y'), df['y']\n" + TRY,
    "fitted on all": SPLIT + "model = SVC().fit(X, y)\nmodel.score(X_test, y_test)",
    "scored on all": SPLIT + FIT + "accuracy_score(y, model.predict(X))",
    "slices that overlap": "X_train, X_test = X[:800], X[:100]\ny_train, y_test = y[:800], y[:100]\n"
    + FIT
    + SCORE,
    "slices that overlap in the middle": "a, b, c, d = X[:1000], X[900:], y[:1000], y[900:]\n"
    "model = SVC().fit(a, c)\nmodel.score(b, d)",
    "cross-validated": "X, y = SMOTE().fit_resample(X, y)\ncross_val_score(SVC(), X, y)",
}

# Fitted to the held-out part.
FITTED_ON_TEST = {
    "fit_transform twice": SPLIT
    + "s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.fit_transform(X_test)\n"
    + FIT
    + SCORE,
    "two scalers": SPLIT + "X_train = StandardScaler().fit_transform(X_train)\n"
    "X_test = StandardScaler().fit_transform(X_test)\n" + FIT + SCORE,
    "words": SPLIT + "cv = CountVectorizer()\nX_train = cv.fit_transform(X_train)\n"
    "X_test = cv.fit_transform(X_test)\n" + FIT + "accuracy_score(y_test, model.predict(X_test))",
    "another file": "test = pd.read_csv('test.csv')\ns = MinMaxScaler()\n"
    "model = SVC().fit(s.fit_transform(X), y)\nmodel.predict(s.fit_transform(test))",
}

# One held-out part for several models.
REUSED = {
    "two models": TRY + "other = SVC().fit(X_train, y_train)\nother.score(X_test, y_test)",
    "a loop over settings": SPLIT
    + "scores = []\nfor k in range(1, 20):\n    knn = KNeighborsClassifier(k)\n"
    "    knn.fit(X_train, y_train)\n    scores.append(knn.score(X_test, y_test))",
    "a list of models": SPLIT
    + "for m in [SVC(), LogisticRegression()]:\n    m.fit(X_train, y_train)\n"
    "    p = m.predict(X_test)\n    print(accuracy_score(y_test, p))",
    "a function": SPLIT + "def judge(m):\n    m.fit(X_train, y_train)\n    p = m.predict(X_test)\n"
    "    print(accuracy_score(y_test, p))\n# %%\njudge(SVC())\n# %%\njudge(LogisticRegression())",
    "data that come from elsewhere": "from mine import load\nX_train, X_test, y_train, y_test = load()\n"
    "m, n = SVC(), LogisticRegression()\nm.fit(X_train, y_train)\nn.fit(X_train, y_train)\n"
    "print(m.score(X_test, y_test), n.score(X_test, y_test))",
    "a validation part that is shared too": "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\n"
    "X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest)\n"
    "for m in (SVC(), LogisticRegression()):\n    m.fit(X_train, y_train)\n"
    "    print(m.score(X_val, y_val), m.score(X_test, y_test))",
    "positions of a list": SPLIT
    + "models = [SVC(), LogisticRegression()]\nfor i in range(len(models)):\n"
    "    models[i].fit(X_train, y_train)\n    print(accuracy_score(y_test, models[i].predict(X_test)))",
    "errors by hand": SPLIT
    + "m, n = SVC().fit(X_train, y_train), LogisticRegression().fit(X_train, y_train)\n"
    "print(np.mean(abs(m.predict(X_test) - y_test)), np.mean(abs(n.predict(X_test) - y_test)))",
    "one class on chosen columns": SPLIT
    + "one = [c for c in X.columns if c.endswith('a')]\ntwo = [c for c in X.columns if c.endswith('b')]\n"
    "m = SVC().fit(X_train[one], y_train)\nm.score(X_test[one], y_test)\n"
    "n = SVC().fit(X_train[two], y_train)\nn.score(X_test[two], y_test)",
    "tuned and untuned": TRY
    + "g = GridSearchCV(LogisticRegression(), {'C': [1]})\ng.fit(X_train, y_train)\n"
    "g.score(X_test, y_test)",
}

SCORED_ON_TRAINING = {
    "by score": SPLIT + FIT + "model.score(X_train, y_train)",
    "by metric": SPLIT + FIT + "accuracy_score(y_train, model.predict(X_train))",
    "beside another file": "test = pd.read_csv('test.csv')\nmodel = SVC().fit(X, y)\n"
    "model.score(X, y)\nmodel.predict(test)",
}

NO_HOLDOUT = {
    "by score": "model = SVC()\nmodel.fit(X, y)\nmodel.score(X, y)",
    "by metric": "model = SVC().fit(X, y)\n# %%\naccuracy_score(y, model.predict(X))",
}

# Hard ones that are right: nothing of the above may be said.
RIGHT = {
    "fitted on the train part": SPLIT
    + "s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n"
    + FIT
    + SCORE,
    "a pipeline": SPLIT
    + "p = make_pipeline(StandardScaler(), SVC())\np.fit(X_train, y_train)\np.score(X_test, y_test)",
    "a named pipeline": SPLIT
    + "p = Pipeline([('s', StandardScaler()), ('m', SVC())])\np.fit(X_train, y_train)\n"
    "accuracy_score(y_test, p.predict(X_test))",
    "a column transformer in a pipeline": "ct = ColumnTransformer([('n', StandardScaler(), ['a'])])\n"
    + SPLIT
    + "p = Pipeline([('t', ct), ('m', SVC())])\np.fit(X_train, y_train)\np.score(X_test, y_test)",
    "cross-validation of a pipeline": "cross_val_score(make_pipeline(StandardScaler(), SVC()), X, y)",
    "a search over a pipeline": SPLIT
    + "g = GridSearchCV(make_pipeline(StandardScaler(), SVC()), {})\ng.fit(X_train, y_train)\n"
    "g.score(X_test, y_test)",
    "oversampled in a pipeline": "p = SamplingPipeline([('o', SMOTE()), ('m', SVC())])\n"
    "cross_val_score(p, X, y)",
    "oversampled after the split": SPLIT
    + "X_train, y_train = SMOTE().fit_resample(X_train, y_train)\n"
    + FIT
    + SCORE,
    "undersampled": "X, y = RandomUnderSampler().fit_resample(X, y)\n" + TRY,
    "drawn without replacement": "few, lot = df[df.y == 1], df[df.y == 0]\n"
    "lot = resample(lot, replace=False, n_samples=len(few))\ndf = pd.concat([lot, few])\n"
    "X, y = df.drop(columns='y'), df['y']\n" + TRY,
    "two classes put together again": "df = pd.concat([df[df.y == 1], df[df.y == 0]])\n"
    "X, y = df.drop(columns='y'), df['y']\n" + TRY,
    "shuffled": "df = df.sample(frac=1)\nX, y = df.drop(columns='y'), df['y']\n" + TRY,
    "shuffled by a function": "X, y = shuffle(X, y)\n" + TRY,
    "row by row": "df['a'] = np.log1p(df['a'])\ndf['b'] = df['b'].astype(float).clip(0, 1)\n"
    "df['c'] = df['c'].str.lower().str.strip()\nX = df.drop(columns='y')\n" + TRY,
    "row by row, by a function": "df['a'] = df['a'].apply(lambda v: v.lower())\n"
    "X = df.drop(columns='y')\n" + TRY,
    "along the row": "df['m'] = df[['a', 'b']].mean(axis=1)\nX = df[['m']]\n" + TRY,
    "a constant": "df['a'] = df['a'].fillna(0)\nX = df.drop(columns='y') / 255\n" + TRY,
    "bins that are written out": "df['a'] = pd.cut(df['a'], [0, 18, 65, 99])\nX = df[['a']]\n"
    + TRY,
    "labels encoded": "y = LabelEncoder().fit_transform(df['y'])\n" + TRY,
    "categories encoded": "X = OneHotEncoder().fit_transform(df[['g']])\n" + TRY,
    "dummies": "X = pd.get_dummies(df.drop(columns='y'))\n" + TRY,
    "polynomials": "X = PolynomialFeatures(2).fit_transform(X)\n" + TRY,
    "a statistic that is only shown": "print(df['a'].mean(), df.describe())\nm = df.mean()\nm.plot()\n"
    + TRY,
    "a scaled copy that is only plotted": "Z = StandardScaler().fit_transform(X)\n"
    "import matplotlib.pyplot as plt\nplt.scatter(Z[:, 0], Z[:, 1])\n" + TRY,
    "a bin that is only counted": "df['band'] = pd.qcut(df['a'], 4)\n"
    "print(df.groupby('band')['y'].mean())\nX = df[['a', 'b']]\n" + TRY,
    "columns dropped for missing values": "gaps = df.isnull().sum()\n"
    "df = df.drop(columns=gaps[gaps > 10].index)\nX = df.drop(columns='y')\n" + TRY,
    "the train part's mean": SPLIT
    + "m = X_train['a'].mean()\nX_train['a'] = X_train['a'].fillna(m)\n"
    "X_test['a'] = X_test['a'].fillna(m)\n" + FIT + SCORE,
    "the train part's scale": SPLIT
    + "m, s = X_train.mean(), X_train.std()\nX_train = (X_train - m) / s\nX_test = (X_test - m) / s\n"
    + FIT
    + SCORE,
    "a function for both parts": SPLIT
    + "def clean(frame):\n    return frame.fillna(0).astype(float)\n"
    "X_train, X_test = clean(X_train), clean(X_test)\n" + FIT + SCORE,
    "folds with their own scaler": "for a, b in KFold(5).split(X):\n    s = StandardScaler()\n"
    "    X_a, X_b = s.fit_transform(X.iloc[a]), None\n    X_b = s.transform(X.iloc[b])\n"
    "    model = SVC().fit(X_a, y.iloc[a])\n    print(model.score(X_b, y.iloc[b]))",
    "folds of two models": "for a, b in KFold(5).split(X):\n"
    "    for m in (SVC(), LogisticRegression()):\n        m.fit(X.iloc[a], y.iloc[a])\n"
    "        print(m.score(X.iloc[b], y.iloc[b]))",
    "folds in a time series": "for a, b in TimeSeriesSplit(5).split(X):\n"
    "    model = SVC().fit(X.iloc[a], y.iloc[a])\n    print(model.score(X.iloc[b], y.iloc[b]))",
    "a third part": "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\n"
    "X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest)\n"
    "a = SVC().fit(X_train, y_train)\nb = LogisticRegression().fit(X_train, y_train)\n"
    "print(a.score(X_val, y_val), b.score(X_val, y_val))\n# %%\nprint(a.score(X_test, y_test))",
    "chosen on a third part, fitted again": "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\n"
    "X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest)\nbest, chosen = 0, {}\n"
    "for c in (0.1, 1, 10):\n    m = SVC(C=c).fit(X_train, y_train)\n    s = m.score(X_val, y_val)\n"
    "    if s > best:\n        best, chosen = s, {'C': c}\n"
    "m = SVC(**chosen).fit(X_rest, y_rest)\nprint(m.score(X_test, y_test))",
    "positions of a list, scored on both parts": SPLIT
    + "models = [SVC()]\nfor m in models:\n    m.fit(X_train, y_train)\n    m.score(X_train, y_train)\n"
    "for i in range(len(models)):\n    models[i].score(X_test, y_test)",
    "chosen by cross-validation": SPLIT
    + "for m in (SVC(), LogisticRegression()):\n    print(cross_val_score(m, X_train, y_train))\n"
    + FIT
    + SCORE,
    "several metrics": TRY
    + "p = model.predict(X_test)\naccuracy_score(y_test, p)\nroc_auc_score(y_test, p)\n"
    "model.score(X_train, y_train)",
    "metrics in a loop": TRY
    + "p = model.predict(X_test)\nfor m in (accuracy_score, roc_auc_score):\n    print(m(y_test, p))",
    "two targets": "X_train, X_test, a_train, a_test, b_train, b_test = train_test_split(\n"
    "    df[['c', 'd']], df['a'], df['b'])\nm = LinearRegression().fit(X_train, a_train)\n"
    "m.score(X_test, a_test)\nn = LinearRegression().fit(X_train, b_train)\nn.score(X_test, b_test)",
    "a baseline": TRY
    + "d = DummyClassifier().fit(X_train, y_train)\nprint(d.score(X_test, y_test))",
    "a new split for each model": "for seed in range(5):\n"
    "    a, b, c, d = train_test_split(X, y, random_state=seed)\n"
    "    model = SVC().fit(a, c)\n    print(model.score(b, d))",
    "fitted on all in the end": TRY + "final = clone(model)\nfinal.fit(X, y)",
    "predictions on new data": TRY + "new = pd.read_csv('new.csv')\nmodel.predict(new)",
    "the scaler of a test that is clean": SPLIT
    + "s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n"
    "cross_val_score(SVC(), X_train, y_train)\n" + FIT + SCORE,
    "other data are the test": "test = pd.read_csv('test.csv')\ns = StandardScaler()\n"
    "A = s.fit_transform(X)\nmodel = SVC().fit(A, y)\n"
    "model.score(s.transform(test.drop(columns='y')), test['y'])",
    "a split that the data come with": "from tensorflow.keras.datasets import mnist\n"
    "(a, b), (c, d) = mnist.load_data()\na, c = a / 255.0, c / 255.0\n"
    "model = SVC().fit(a, b)\nmodel.score(c, d)",
    "a score on both parts": SPLIT
    + FIT
    + "for a, b in ((X_train, y_train), (X_test, y_test)):\n    print(model.score(a, b))",
    "a plot over all rows": TRY + "import matplotlib.pyplot as plt\nplt.plot(model.predict(X))",
    "unknown data": "from mine import load\nX_train, X_test, y_train, y_test = load()\n"
    "s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n"
    + FIT
    + SCORE,
    "clusters alone": "k = KMeans(3).fit(StandardScaler().fit_transform(X))\nprint(k.inertia_)",
    "earlier and later": "df = df.sort_values('day')\ndf['lag'] = df['a'].shift(1)\n"
    "df['week'] = df['a'].rolling(7).mean()\ndf = df.ffill().dropna()\nX = df[['lag', 'week']]\n"
    "y = df['y']\nX_train, X_test = X[:-30], X[-30:]\ny_train, y_test = y[:-30], y[-30:]\n"
    + FIT
    + SCORE,
    "a copy that is changed": "rows = df.copy()\nrows['a'] = rows['a'].fillna(rows['a'].mean())\n"
    "X = df.drop(columns='y')\n" + TRY,
    "a copy that a function changes": "def fill(frame):\n    frame = frame.copy()\n"
    "    frame['a'] = frame['a'].fillna(frame['a'].mean())\n    return frame\nshown = fill(df)\n"
    "X = df.drop(columns='y')\n" + TRY,
    "a part of it that is changed": "rows = df[df['a'] > 0]\nrows['a'] = rows['a'] / rows['a'].max()\n"
    "X = df.drop(columns='y')\n" + TRY,
    "parts by a method that nobody knows": "a, b = df.of_kind(1), df.of_kind(2)\ndf = pd.concat([a, b])\n"
    "X, y = df.drop(columns='y'), df['y']\n" + TRY,
    "a score on what a method that nobody knows leaves": "a, b = df.of_kind(1), df.of_kind(2)\n"
    "model = SVC().fit(a[['a']], a['y'])\nmodel.score(b[['a']], b['y'])",
    "the value before, in each group": "df['lag'] = df.groupby('g')['a'].transform(lambda a: a.shift(1))\n"
    "X = df[['lag']]\n" + TRY,
    "a number and another": "df['a'] = df['a'] / max(len(df), 1)\nX = df[['a']]\n" + TRY,
    "the larger of two": "top = max(df['a'], 3)\ndf['a'] = top\nX = df[['a']]\n" + TRY,
    "a branch": "if df.shape[0] > 10:\n    X = StandardScaler().fit_transform(X)\n" + TRY,
    "another notebook's function": "from mine import clean\nX = clean(X)\n" + TRY,
}
