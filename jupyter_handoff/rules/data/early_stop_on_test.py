"""HD212: the rows that a model is scored on also decide when its training stops."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, steered_by_test, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_FIX = Fix(
    "Split the train part once more, and let the new part decide when to stop: "
    "`train_test_split(X_train, y_train)`",
    "suggestion",
)


def find(notebook: Notebook) -> Iterator[Match]:
    """Each fit that stops early by the only rows that it is scored on."""
    for trial, score in steered_by_test(notebook.lineage):
        scored = notebook.site(score.site)
        name = wording.owner(notebook.call_at(trial.fit.site), "the model")
        name = f"`{name}`" if name != "the model" else name
        yield Match(
            f"The rows that {name} is scored on in cell {scored.cell} decide here when the "
            "training stops, and no others are held out: the score is picked to suit them.",
            notebook.site(trial.fit.site),
            related=(related(scored, "scored here"),),
            fixes=(_FIX,),
        )


_IMPORTS = """
import pandas as pd
import xgboost as xgb
from keras.callbacks import EarlyStopping
from keras.models import Sequential
from sklearn.model_selection import StratifiedKFold, train_test_split
df = pd.read_csv("churn.csv")
X, y = df.drop(columns="left"), df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
stop = EarlyStopping(patience=3)
net = Sequential()
"""
_STOP = f"{_IMPORTS}net.fit(X_train, y_train, validation_data=(X_test, y_test), callbacks=[stop])\n"
_SCORE = "net.evaluate(X_test, y_test)\n"
_EVALS = "m.fit(X_train, y_train, eval_set=[(X_test, y_test)])\nm.score(X_test, y_test)"

RULE = Rule(
    code="HD212",
    name="early-stop-on-test",
    artifact="data",
    severities=severities("-wE"),
    summary="The final test part decides when the training stops.",
    why=(
        "Early stopping keeps the round that did best on the rows it watches. Scored on the same "
        "rows, that is the best of many tries, and new data will give less."
    ),
    fix="Says how to keep rows for stopping apart from rows for the score.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from keras.callbacks import EarlyStopping
                from keras.models import Sequential
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="left"), df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                net = Sequential()
                «net.fit(
                    X_train, y_train, epochs=100,
                    validation_data=(X_test, y_test),
                    callbacks=[EarlyStopping(patience=3)],
                )»
                # %%
                net.evaluate(X_test, y_test)
            """,
            good="""
                # %%
                import pandas as pd
                from keras.callbacks import EarlyStopping
                from keras.models import Sequential
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="left"), df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                X_train, X_stop, y_train, y_stop = train_test_split(
                    X_train, y_train, random_state=2
                )
                # %%
                net = Sequential()
                net.fit(
                    X_train, y_train, epochs=100,
                    validation_data=(X_stop, y_stop),
                    callbacks=[EarlyStopping(patience=3)],
                )
                # %%
                net.evaluate(X_test, y_test)
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                import xgboost as xgb
                from sklearn.metrics import roc_auc_score
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="left"), df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                model = xgb.XGBClassifier(early_stopping_rounds=10)
                «model.fit(X_train, y_train, eval_set=[(X_train, y_train), (X_test, y_test)])»
                print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
            """,
            good="""
                # %%
                import pandas as pd
                import xgboost as xgb
                from sklearn.metrics import roc_auc_score
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="left"), df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                model = xgb.XGBClassifier(n_estimators=50)
                model.fit(X_train, y_train, eval_set=[(X_train, y_train), (X_test, y_test)])
                print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
            """,
        ),
    ),
    silent=(
        f"{_STOP}print('not scored')",
        f"{_STOP}net.evaluate(X_train, y_train)",
        f"{_STOP}{_SCORE}last = pd.read_csv('last.csv')\nnet.evaluate(last[['age']], last['left'])",
        f"{_STOP}{_SCORE}net.predict(pd.read_csv('new.csv'))",
        f"{_IMPORTS}net.fit(X_train, y_train, validation_data=(X_test, y_test))\n{_SCORE}",
        f"{_IMPORTS}net.fit(X_train, y_train, validation_split=0.2, callbacks=[stop])\n{_SCORE}",
        (
            f"{_IMPORTS}a, b, c, d = train_test_split(X_train, y_train, random_state=1)\n"
            "net.fit(a, c, validation_data=(b, d), callbacks=[stop])\nnet.evaluate(b, d)"
        ),
        (
            f"{_IMPORTS}for a, b in StratifiedKFold(5).split(X, y):\n"
            "    net.fit(X[a], y[a], validation_data=(X[b], y[b]), callbacks=[stop])\n"
            "    net.evaluate(X[b], y[b])"
        ),
        f"{_IMPORTS}m = xgb.XGBClassifier()\n{_EVALS}",
        f"{_IMPORTS}m = xgb.XGBClassifier(early_stopping_rounds=None)\n{_EVALS}",
    ),
)
