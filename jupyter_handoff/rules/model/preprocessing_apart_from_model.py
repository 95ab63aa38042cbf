"""HM105: a model is saved without the transformers that made its inputs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...notebook import Fit, Learnt, Notebook, Saved, left_behind, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

# What functions are called that may keep a transformer in a way of their own.
_KEEPS = re.compile(r".*(?:save|dump|store|pickle|persist|upload|export|serializ|log_|write|put)")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each saved model whose inputs were made by something that is saved nowhere."""
    handed: frozenset[str] | None = None
    for event, fit, learnt in left_behind(notebook.lineage):
        handed = _handed(notebook) if handed is None else handed
        names = {
            wording.owner(notebook.call_at(item.site), f"{item.name.rpartition('.')[2]}()"): item
            for item in learnt
        }
        missing = {name: item for name, item in names.items() if name not in handed}
        if missing:
            yield _match(notebook, event, fit, missing)


def _match(notebook: Notebook, event: Saved, fit: Fit, missing: dict[str, Learnt]) -> Match:
    named = " and ".join(f"`{name}`" for name in missing)
    return Match(
        f"The model is saved without {named}, by which its inputs were made: whoever loads it "
        "cannot give it the numbers that it was trained on.",
        notebook.site(event.site),
        related=tuple(related(notebook.site(x.site), "fitted here") for x in missing.values()),
        fixes=(_fix(notebook, fit, missing),),
    )


def _fix(notebook: Notebook, fit: Fit, missing: dict[str, Learnt]) -> Fix:
    model = wording.owner(notebook.call_at(fit.site), "model")
    if fit.role in ("network", "booster"):
        kept = " and ".join(missing)
        return Fix(f"Save {kept} beside the model, with `joblib.dump`", "suggestion")
    calls = [notebook.call_at(item.site) for item in missing.values()]
    parts = any(call and call.args and isinstance(call.args[0], ast.Subscript) for call in calls)
    first = ", ".join(missing)
    if parts or len(missing) > 1:
        pairs = ", ".join(f"({name}, columns)" for name in missing)
        first = f"make_column_transformer({pairs})"
    return Fix(f"Fit and save them as one object: `make_pipeline({first}, {model})`", "suggestion")


def _handed(notebook: Notebook) -> frozenset[str]:
    """The names that are given to something that may keep them."""
    return frozenset(
        name
        for call in notebook.links.calls_like(_KEEPS)
        for node in (*call.node.args, *(keyword.value for keyword in call.node.keywords))
        for name in wording.names_in(node)
    )


_IMPORTS = """
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
df = pd.read_csv("churn.csv")
X, y = df.drop(columns="left"), df["left"]
scaler, model = StandardScaler(), LogisticRegression()
"""
_FIT = f"{_IMPORTS}model.fit(scaler.fit_transform(X), y)\n"
_SAVE = "joblib.dump(model, 'm.joblib')\n"

RULE = Rule(
    code="HM105",
    name="preprocessing-apart-from-model",
    artifact="model",
    severities=severities("-wE"),
    summary="A model is saved without the transformers that made its inputs.",
    why=(
        "A model that was trained on scaled or encoded numbers needs the same scale and the same "
        "codes in production. Without the fitted transformers the serving side guesses, and the "
        "model answers wrongly without an error."
    ),
    fix="Shows the pipeline that holds both, in the notebook's own names.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import joblib
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.preprocessing import StandardScaler
                df = pd.read_csv("churn.csv")
                scaler = StandardScaler()
                X = scaler.fit_transform(df[["age", "months"]])
                # %%
                model = LogisticRegression().fit(X, df["left"])
                # %%
                «joblib.dump(model, "model.joblib")»
            """,
            good="""
                # %%
                import joblib
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import StandardScaler
                df = pd.read_csv("churn.csv")
                # %%
                model = make_pipeline(StandardScaler(), LogisticRegression())
                model.fit(df[["age", "months"]], df["left"])
                # %%
                joblib.dump(model, "model.joblib")
            """,
        ),
        Example(
            bad="""
                # %%
                from keras.models import Sequential
                from sklearn.feature_extraction.text import TfidfVectorizer
                words, net = TfidfVectorizer(), Sequential()
                net.fit(words.fit_transform(texts), stars)
                «net.save("stars.keras")»
            """,
            good="""
                # %%
                import joblib
                from keras.models import Sequential
                from sklearn.feature_extraction.text import TfidfVectorizer
                words, net = TfidfVectorizer(), Sequential()
                net.fit(words.fit_transform(texts), stars)
                net.save("stars.keras")
                joblib.dump(words, "words.joblib")
            """,
        ),
    ),
    silent=(
        f"{_IMPORTS}model.fit(X, y)\n{_SAVE}",
        f"{_FIT}print(model.score(X, y))",
        f"{_FIT}joblib.dump((scaler, model), 'm.joblib')",
        f"{_FIT}joblib.dump({{'scaler': scaler, 'model': model}}, 'm.joblib')",
        f"{_FIT}{_SAVE}joblib.dump(make_pipeline(scaler, model), 'both.joblib')",
        f"{_FIT}{_SAVE}from mine import save_all\nsave_all(scaler=scaler)",
        f"{_FIT}{_SAVE}import json\njson.dump({{'mean': scaler.mean_.tolist()}}, file)",
        f"{_FIT}{_SAVE}import numpy as np\nnp.savez('s', scaler.mean_, scaler.scale_)",
        f"{_FIT}class Served:\n    pass\njoblib.dump(Served(scaler, model), 'm.joblib')",
        f"{_IMPORTS}plot(scaler.fit_transform(X))\nmodel.fit(X, y)\n{_SAVE}",
        f"{_IMPORTS}model.fit(X, LabelEncoder().fit_transform(y))\n{_SAVE}",
        f"{_IMPORTS}scaler = joblib.load('s.joblib')\nmodel.fit(scaler.transform(X), y)\n{_SAVE}",
        f"{_IMPORTS}X['z'] = scaler.fit_transform(X[['age']])\nmodel.fit(X[['b']], y)\n{_SAVE}",
    ),
)
