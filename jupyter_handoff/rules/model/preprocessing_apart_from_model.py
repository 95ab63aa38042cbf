"""HM105: a model is saved without the transformers that made its inputs."""

from __future__ import annotations

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
    model = wording.owner(notebook.call_at(fit.site), "model")
    steps = ", ".join([*missing, model])
    return Match(
        f"The model is saved without {named}, by which its inputs were made: whoever loads it "
        "cannot give it the numbers that it was trained on.",
        notebook.site(event.site),
        related=tuple(related(notebook.site(x.site), "fitted here") for x in missing.values()),
        fixes=(Fix(f"Fit and save them as one object: `make_pipeline({steps})`", "suggestion"),),
    )


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
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
df = pd.read_csv("churn.csv")
X, y = df.drop(columns="left"), df["left"]
scaler, model = StandardScaler(), LogisticRegression()
"""

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
                import pickle
                import pandas as pd
                from keras.models import Sequential
                from sklearn.feature_extraction.text import TfidfVectorizer
                df = pd.read_csv("reviews.csv")
                words = TfidfVectorizer()
                net = Sequential()
                net.fit(words.fit_transform(df["text"]), df["stars"])
                «net.save("stars.keras")»
            """,
            good="""
                # %%
                import pickle
                import pandas as pd
                from keras.models import Sequential
                from sklearn.feature_extraction.text import TfidfVectorizer
                df = pd.read_csv("reviews.csv")
                words = TfidfVectorizer()
                net = Sequential()
                net.fit(words.fit_transform(df["text"]), df["stars"])
                net.save("stars.keras")
                with open("words.pkl", "wb") as file:
                    pickle.dump(words, file)
            """,
        ),
    ),
    silent=tuple(
        _IMPORTS + text
        for text in (
            "model.fit(X, y)\njoblib.dump(model, 'm.joblib')",
            "model.fit(scaler.fit_transform(X), y)\nprint(model.score(X, y))",
            "model.fit(scaler.fit_transform(X), y)\njoblib.dump((scaler, model), 'm.joblib')",
            (
                "model.fit(scaler.fit_transform(X), y)\n"
                "joblib.dump({'scaler': scaler, 'model': model}, 'm.joblib')"
            ),
            (
                "Z = scaler.fit_transform(X)\nmodel.fit(Z, y)\n"
                "both = make_pipeline(scaler, model)\n"
                "joblib.dump(both, 'm.joblib')\njoblib.dump(model, 'only.joblib')"
            ),
            (
                "import matplotlib.pyplot as plt\nZ = scaler.fit_transform(X)\n"
                "plt.scatter(Z[:, 0], y)\n"
                "model.fit(X, y)\njoblib.dump(model, 'm.joblib')"
            ),
            "y = LabelEncoder().fit_transform(y)\nmodel.fit(X, y)\njoblib.dump(model, 'm.joblib')",
            (
                "from mine import save_all\nmodel.fit(scaler.fit_transform(X), y)\n"
                "joblib.dump(model, 'm.joblib')\nsave_all(scaler=scaler)"
            ),
            (
                "scaler = joblib.load('scaler.joblib')\nmodel.fit(scaler.transform(X), y)\n"
                "joblib.dump(model, 'm.joblib')"
            ),
            (
                "import json\nmodel.fit(scaler.fit_transform(X), y)\n"
                "joblib.dump(model, 'm.joblib')\n"
                "json.dump({'mean': scaler.mean_.tolist(), 'scale': scaler.scale_.tolist()}, file)"
            ),
            (
                "class Served:\n    def __init__(self, scaler, model):\n"
                "        self.parts = scaler, model\n"
                "model.fit(scaler.fit_transform(X), y)\n"
                "joblib.dump(Served(scaler, model), 'm.joblib')"
            ),
            (
                "df['z'] = scaler.fit_transform(df[['age']])\nmodel.fit(df[['months']], y)\n"
                "joblib.dump(model, 'm.joblib')"
            ),
        )
    ),
)
