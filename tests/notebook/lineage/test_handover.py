"""What is saved of a model, what it needs beside itself, and what it was compared with."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import (
    Lineage,
    compared,
    is_relative,
    left_behind,
    read_percent,
    saves,
    scored_models,
    tells,
    with_own_code,
)

from .cases import FIT, IMPORTS, SCORE, SPLIT, TRY

SAVING = """
import cloudpickle, joblib, json, mlflow, pickle, torch
from sklearn.preprocessing import FunctionTransformer
def own(rows):
    return rows
class Own:
    pass
class Net(torch.nn.Module):
    pass
model, scaler, encoder = SVC(), StandardScaler(), LabelEncoder()
"""
SCALED = "model.fit(scaler.fit_transform(X), y)\n"
SAVE = "joblib.dump(model, 'm')\n"

LEFT = {
    "a scaler": SCALED + SAVE,
    "one of two": "df['g'] = encoder.fit_transform(df['g'])\nX = df[['g', 'a']]\n"
    + SCALED
    + "joblib.dump((model, encoder), 'm')",
    "another of its kind": SCALED + SAVE + "joblib.dump(StandardScaler(), 's')",
    "words": "t = TfidfVectorizer()\nmodel.fit(t.fit_transform(df['text']), y)\n" + SAVE,
    "through a split": "Z = scaler.fit_transform(X)\na, b, c, d = train_test_split(Z, y)\n"
    "model.fit(a, c)\n" + SAVE,
    "in a loop": "for c in ['a', 'b']:\n    df[c] = LabelEncoder().fit_transform(df[c])\n"
    "model.fit(df[['a', 'b']], y)\n" + SAVE,
    "by its method": "from keras.models import Sequential\nnet = Sequential()\n"
    "net.fit(scaler.fit_transform(X), y)\nnet.save('n.keras')",
    "registered": SCALED + "mlflow.sklearn.log_model(model, 'm')",
    "as text": SCALED + "blob = pickle.dumps(model)",
    "as its best": "g = GridSearchCV(model, {})\ng.fit(scaler.fit_transform(X), y)\n"
    "joblib.dump(g.best_estimator_, 'm')",
}
KEPT = {
    "both": SCALED + SAVE + "joblib.dump(scaler, 's')",
    "both in one": SCALED + "pickle.dump([scaler, model], open('m', 'wb'))",
    "both in a dict": SCALED + "parts = {'s': scaler}\nparts['m'] = model\njoblib.dump(parts, 'm')",
    "a pipeline": "p = make_pipeline(scaler, model).fit(X, y)\njoblib.dump(p, 'm')",
    "a pipeline of what was fitted": SCALED
    + SAVE
    + "joblib.dump(make_pipeline(scaler, model), 'p')",
    "an object of its own": SCALED + SAVE + "both = Own(scaler, model)\njoblib.dump(both, 'o')",
    "numbers of it": SCALED + SAVE + "json.dump(list(scaler.mean_), file)",
    "none needed": "model.fit(X, y)\n" + SAVE,
    "not for the features": "model.fit(X, encoder.fit_transform(df['y']))\n" + SAVE,
    "for another model": "other = SVC().fit(scaler.fit_transform(X), y)\nmodel.fit(X, y)\n" + SAVE,
    "not the model": SCALED + "joblib.dump(X, 'rows')",
    "loaded": "scaler = joblib.load('s')\nmodel.fit(scaler.transform(X), y)\n" + SAVE,
    "nothing to learn": "f = FunctionTransformer(np.log1p)\nmodel.fit(f.fit_transform(X), y)\n"
    + SAVE,
    "by hand": "model.fit((X - X.mean()) / X.std(), y)\n" + SAVE,
}
OWN = {
    "a function in a pipeline": "joblib.dump(make_pipeline(FunctionTransformer(own), model), 'm')",
    "a function by keyword": "joblib.dump(CountVectorizer(tokenizer=own), 'm')",
    "a lambda": "joblib.dump(CountVectorizer(tokenizer=lambda t: t), 'm')",
    "a class in a pipeline": "pickle.dump(Pipeline([('a', Own()), ('b', model)]), file)",
    "in a column transformer": "ct = ColumnTransformer([('a', Own(), ['a'])])\n"
    "joblib.dump(make_pipeline(ct, model), 'm')",
    "in a search": "g = GridSearchCV(make_pipeline(Own(), model), {})\ng.fit(X, y)\n"
    "joblib.dump(g, 'm')",
    "an object": "joblib.dump(Own(), 'm')",
    "an object that was fitted": "own_model = Own()\nown_model.fit(X, y)\n"
    "joblib.dump(own_model, 'm')",
    "the class": "pickle.dump(Own, file)",
    "the function": "pickle.dump(own, file)",
    "a network": "net = Net()\nnet = net.to('cuda')\nnet.eval()\ntorch.save(net, 'n')",
    "a network in a dict": "net = Net()\ntorch.save({'net': net, 'epoch': 1}, 'n')",
    "made by a function": "def build():\n"
    "    return make_pipeline(FunctionTransformer(own), SVC())\n"
    "# %%\nm = build()\nm.fit(X, y)\njoblib.dump(m, 'm')",
}
NOT_OWN = {
    "of libraries": "joblib.dump(make_pipeline(scaler, model), 'm')",
    "a function of a library": "joblib.dump(FunctionTransformer(np.log1p), 'm')",
    "by its code": "cloudpickle.dump(make_pipeline(FunctionTransformer(own), model), file)",
    "registered": "mlflow.sklearn.log_model(make_pipeline(Own(), model), 'm')",
    "only weights": "net = Net()\ntorch.save(net.state_dict(), 'n')",
    "only weights, in a dict": "net = Net()\ntorch.save({'n': net.state_dict()}, 'n')",
    "what it gives": "joblib.dump(own(X), 'rows')",
    "an attribute of it": "thing = Own()\njoblib.dump(thing.rows, 'rows')",
    "not saved": "make_pipeline(FunctionTransformer(own), model).fit(X, y)",
    "replaced": "m = make_pipeline(Own(), model)\nm = SVC()\njoblib.dump(m, 'm')",
    "imported": "from mine import Own\njoblib.dump(make_pipeline(Own(), model), 'm')",
}


def lineage(source: str) -> Lineage:
    return read_percent(f"# %%\n{IMPORTS}{SAVING}\n# %%\n{source}").lineage


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_behind_is_seen(name: str) -> None:
    assert list(left_behind(lineage(LEFT[name])))


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_is_left_alone(name: str) -> None:
    assert not list(left_behind(lineage(KEPT[name])))


@pytest.mark.parametrize("name", OWN)
def test_own_code_in_a_pickle_is_seen(name: str) -> None:
    assert list(with_own_code(lineage(OWN[name])))


@pytest.mark.parametrize("name", NOT_OWN)
def test_no_own_code_no_word(name: str) -> None:
    assert not list(with_own_code(lineage(NOT_OWN[name])))


@pytest.mark.parametrize("source", [*LEFT.values(), SCALED + "skops.io.dump(model, 'm')\n" + SAVE])
def test_a_save_is_an_event_with_its_model(source: str) -> None:
    assert any(event.model for event in saves(lineage(source)))


@pytest.mark.parametrize(
    ("source", "more"),
    [
        (TRY, False),
        (TRY + "model.score(X_train, y_train)", False),
        (TRY + "model.fit(X, y)", False),
        (TRY + "other = SVC().fit(X_train, y_train)\nother.score(X_test, y_test)", True),
        (
            SPLIT
            + "for k in range(9):\n    m = SVC(C=k).fit(X_train, y_train)\n"
            + "    m.score(X, y)",
            True,
        ),
        (TRY + "d = DummyClassifier().fit(X_train, y_train)\nd.score(X_test, y_test)", True),
    ],
)
def test_models_that_are_compared(source: str, more: bool) -> None:
    assert compared(lineage(source)) is more


@pytest.mark.parametrize(
    ("source", "told", "relative"),
    [
        (TRY, "classes", False),
        (TRY.replace("LogisticRegression", "LinearRegression"), "numbers", True),
        (SPLIT + FIT + "roc_auc_score(y_test, model.predict(X_test))", "classes", True),
        (
            SPLIT
            + "from keras.models import Sequential\nnet = Sequential()\nnet.fit(X_train, y_train)\n"
            + "mean_squared_error(y_test, net.predict(X_test))",
            "numbers",
            False,
        ),
        (
            SPLIT
            + "from keras.models import Sequential\nmodel = Sequential()\n"
            + "model.fit(X_train, y_train)\nmodel.evaluate(X_test, y_test)",
            "",
            False,
        ),
        (
            SPLIT + "model = GridSearchCV(SVC(), {})\nmodel.fit(X_train, y_train)\n" + SCORE,
            "classes",
            False,
        ),
    ],
)
def test_what_a_model_tells(source: str, told: str, relative: bool) -> None:
    trial = scored_models(lineage(source))[-1]
    assert (tells(trial), is_relative(trial)) == (told, relative)
