"""HM106: a class or function of the notebook goes into a pickle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Notebook, Site, with_own_code
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_DEFINED = re.compile(r"(?:async[ \t]+)?(class|def)[ \t]+(\w+)")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each pickle that needs code of this notebook to be loaded."""
    for event in with_own_code(notebook.lineage):
        names = list(dict.fromkeys(_name(notebook, site) for site in event.own))
        fixes = []
        if any(name != "a lambda" for name in names):
            moved = ", ".join(name for name in names if name != "a lambda")
            fixes = [Fix(f"Move {moved} to a module and import it from there", "suggestion")]
        plural = "them" if len(names) > 1 else "it"
        yield Match(
            f"What is saved here needs {' and '.join(names)} of this notebook: a pickle holds "
            f"only the name of {plural}, so it cannot be loaded anywhere else.",
            notebook.site(event.site),
            related=tuple(related(notebook.site(site), "defined here") for site in event.own),
            fixes=tuple(fixes),
        )


def _name(notebook: Notebook, site: Site) -> str:
    text = notebook.by_id[site.cell_id].text_of(notebook.site(site))
    found = _DEFINED.match(text)
    return f"`{found.group(2)}`" if found else "a lambda"


_IMPORTS = """
import joblib
import pickle
import pandas as pd
import torch
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
df = pd.read_csv("churn.csv")
def halved(rows):
    return rows / 2
class Net(torch.nn.Module):
    pass
"""

RULE = Rule(
    code="HM106",
    name="notebook-code-in-artifact",
    artifact="model",
    severities=severities("-wE"),
    summary="A class or function of the notebook goes into a pickle.",
    why=(
        "A pickle holds the name of a class or function, not its code. Loaded by a service it "
        "looks for `__main__`, finds the service, and fails; the notebook alone can open it."
    ),
    fix="Says what to move to a module.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import joblib
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import FunctionTransformer
                def halved(rows):
                    return rows / 2
                # %%
                df = pd.read_csv("churn.csv")
                model = make_pipeline(FunctionTransformer(halved), LogisticRegression())
                model.fit(df[["age"]], df["left"])
                # %%
                «joblib.dump(model, "model.joblib")»
            """,
            good="""
                # %%
                import joblib
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import FunctionTransformer
                from churn.features import halved
                # %%
                df = pd.read_csv("churn.csv")
                model = make_pipeline(FunctionTransformer(halved), LogisticRegression())
                model.fit(df[["age"]], df["left"])
                # %%
                joblib.dump(model, "model.joblib")
            """,
        ),
        Example(
            bad="""
                # %%
                import torch
                class Net(torch.nn.Module):
                    pass
                # %%
                net = Net().to("cpu")
                «torch.save(net, "net.pt")»
                «torch.save({"net": net, "epoch": 3}, "both.pt")»
            """,
            good="""
                # %%
                import torch
                class Net(torch.nn.Module):
                    pass
                # %%
                net = Net().to("cpu")
                torch.save(net.state_dict(), "net.pt")
                torch.save({"net": net.state_dict(), "epoch": 3}, "both.pt")
            """,
        ),
        Example(
            bad="""
                # %%
                import pickle
                from sklearn.base import BaseEstimator, TransformerMixin
                from sklearn.feature_extraction.text import CountVectorizer
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import Pipeline
                class Shorter(BaseEstimator, TransformerMixin):
                    pass
                # %%
                words = CountVectorizer(tokenizer=lambda text: text.split())
                model = Pipeline([("a", Shorter()), ("b", words), ("c", LogisticRegression())])
                with open("model.pkl", "wb") as file:
                    «pickle.dump(model, file)»
            """,
            good="""
                # %%
                import pickle
                from sklearn.feature_extraction.text import CountVectorizer
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import Pipeline
                from churn.features import Shorter, words_of
                # %%
                words = CountVectorizer(tokenizer=words_of)
                model = Pipeline([("a", Shorter()), ("b", words), ("c", LogisticRegression())])
                with open("model.pkl", "wb") as file:
                    pickle.dump(model, file)
            """,
        ),
    ),
    silent=tuple(
        _IMPORTS + text
        for text in (
            (
                "model = make_pipeline(StandardScaler(), LogisticRegression())\n"
                "joblib.dump(model, 'm')"
            ),
            (
                "model = make_pipeline(FunctionTransformer(halved), LogisticRegression())\n"
                "model.fit(df[['age']], df['left'])"
            ),
            (
                "df['age'] = halved(df['age'])\n"
                "model = LogisticRegression().fit(df[['age']], df['left'])\n"
                "joblib.dump(model, 'm')"
            ),
            "net = Net()\ntorch.save(net.state_dict(), 'net.pt')",
            "net = Net()\ntorch.save({'weights': net.state_dict(), 'loss': 1.0}, 'net.pt')",
            (
                "import cloudpickle\nmodel = make_pipeline(FunctionTransformer(halved))\n"
                "with open('m', 'wb') as file:\n    cloudpickle.dump(model, file)"
            ),
            (
                "import mlflow\nmodel = make_pipeline(FunctionTransformer(halved))\n"
                "mlflow.sklearn.log_model(model, 'model')"
            ),
            "pickle.dump(halved(df), open('rows.pkl', 'wb'))",
            "df['age'] = df['age'].apply(lambda v: v + 1)\npickle.dump(df, open('rows.pkl', 'wb'))",
            "from mine import Shorter\njoblib.dump(make_pipeline(Shorter()), 'm')",
            "import json\njson.dump({'f': str(halved)}, open('m.json', 'w'))",
        )
    ),
)
