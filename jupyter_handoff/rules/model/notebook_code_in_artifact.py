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
_PIPE = f"{_IMPORTS}model = make_pipeline(FunctionTransformer(halved), LogisticRegression())\n"

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
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import FunctionTransformer
                def halved(rows):
                    return rows / 2
                # %%
                model = make_pipeline(FunctionTransformer(halved), LogisticRegression())
                # %%
                «joblib.dump(model, "model.joblib")»
            """,
            good="""
                # %%
                import joblib
                from sklearn.linear_model import LogisticRegression
                from sklearn.pipeline import make_pipeline
                from sklearn.preprocessing import FunctionTransformer
                from churn.features import halved
                # %%
                model = make_pipeline(FunctionTransformer(halved), LogisticRegression())
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
                from sklearn.feature_extraction.text import CountVectorizer
                words = CountVectorizer(tokenizer=lambda text: text.split())
                with open("words.pkl", "wb") as file:
                    «pickle.dump(words, file)»
            """,
            good="""
                # %%
                import pickle
                from sklearn.feature_extraction.text import CountVectorizer
                from churn.features import words_of
                words = CountVectorizer(tokenizer=words_of)
                with open("words.pkl", "wb") as file:
                    pickle.dump(words, file)
            """,
        ),
    ),
    silent=(
        f"{_IMPORTS}joblib.dump(make_pipeline(StandardScaler(), LogisticRegression()), 'm')",
        f"{_PIPE}model.fit(df[['age']], df['left'])",
        f"{_PIPE}import cloudpickle\ncloudpickle.dump(model, open('m', 'wb'))",
        f"{_PIPE}import mlflow\nmlflow.sklearn.log_model(model, 'model')",
        f"{_PIPE}joblib.dump(model.score(df[['age']], df['left']), 'score')",
        f"{_IMPORTS}model = LogisticRegression().fit(halved(df), y)\njoblib.dump(model, 'm')",
        f"{_IMPORTS}net = Net()\ntorch.save(net.state_dict(), 'net.pt')",
        f"{_IMPORTS}net = Net()\ntorch.save({{'net': net.state_dict(), 'loss': 1.0}}, 'net.pt')",
        f"{_IMPORTS}pickle.dump(halved(df), open('rows.pkl', 'wb'))",
        f"{_IMPORTS}rows = df['age'].apply(lambda v: v + 1)\npickle.dump(rows, file)",
        f"{_IMPORTS}from mine import Shorter\njoblib.dump(make_pipeline(Shorter()), 'm')",
        f"{_IMPORTS}import json\njson.dump({{'f': str(halved)}}, open('m.json', 'w'))",
    ),
)
