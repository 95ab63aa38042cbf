"""HM115: a model is fitted and scored, and nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Notebook, saves, scored_models, wording
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

# What functions and methods are called that keep a model, or stand for something that does.
_KEEPS = re.compile(
    r"(?i)(?:save(?!_?fig|_?plot)\w*|dumps?|\w*_?log_model|autolog|register\w*|export\w*|to_pickle"
    r"|to_onnx|\w*push_to_hub|\w*deploy\w*|upload\w*|put_object|\w*checkpoint\w*|PushToHubCallback"
    r"|store\w*|persist\w*|serializ\w*|\w*pickle\w*|convert_\w+|\w+_save|\w+_save_\w+)$"
)
_TRACKERS = frozenset(
    "mlflow wandb comet_ml neptune clearml bentoml sagemaker azureml vertexai kfp zenml metaflow "
    "sacred dvclive trains aim polyaxon hopsworks databricks pycaret".split()
)


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """The last model with a score, in a notebook that keeps none."""
    scored = scored_models(notebook.lineage)
    if not scored or saves(notebook.lineage) or _keeps(notebook):
        return
    trial, required = scored[-1], contract.model.saved
    name = wording.owner(notebook.call_at(trial.fit.site), "")
    score = next(item for item in trial.evaluations if item.kind == "score")
    yield Match(
        f"{f'`{name}`' if name else 'The model'} is fitted and scored, and nothing of it is saved "
        "or registered: what was judged here is gone with the kernel.",
        notebook.site(trial.fit.site),
        related=(related(notebook.site(score.site), "scored here"),),
        key="model.saved" if required else "",
        at_least=severities("-wE") if required else None,
    )


def _keeps(notebook: Notebook) -> bool:
    """Whether anything may keep a model: a call by its name, a tracker, a magic."""
    if next(notebook.links.calls_like(_KEEPS), None) is not None:
        return True
    for cell in notebook.code:
        if any(magic.name == "store" for magic in cell.facts.plain.magics):
            return True
        if any(_TRACKERS & set(found.target.split(".")[:3]) for found in cell.facts.imports):
            return True
        if "google.cloud" in cell.source:
            return True
    return False


_TRY = """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("churn.csv")
X_train, X_test, y_train, y_test = train_test_split(df[["age"]], df["left"], random_state=1)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
"""

RULE = Rule(
    code="HM115",
    name="model-not-saved",
    artifact="model",
    severities=severities("--i"),
    summary="A model is fitted and scored, and nothing of it is kept.",
    why=(
        "Who takes over gets a number and no model. Fitted again, it is another one, with another "
        "score. Notebooks that only compare or teach need not mind."
    ),
    find=find,
    given=("contract",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = LogisticRegression()
                «model.fit(X_train, y_train)»
                # %%
                print(model.score(X_test, y_test))
            """,
            good="""
                # %%
                import joblib
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                df = pd.read_csv("churn.csv")
                X, y = df[["age"]], df["left"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                model = LogisticRegression()
                model.fit(X_train, y_train)
                # %%
                print(model.score(X_test, y_test))
                joblib.dump(model, "model.joblib")
            """,
        ),
    ),
    silent=(
        f"{_TRY}import pickle\npickle.dump(model, open('m.pkl', 'wb'))",
        f"import mlflow\nmlflow.sklearn.autolog()\n{_TRY}",
        f"import wandb\n{_TRY}",
        f"{_TRY}\n%store model",
        f"{_TRY}from mine import save_model\nsave_model(model)",
        f"{_TRY}import coremltools\ncoremltools.converters.sklearn.convert_model(model)",
        f"{_TRY}bucket.put_object(Key='m', Body=packed)",
        f"{_TRY}from google.cloud import aiplatform\naiplatform.init()",
        _TRY.replace("print(model.score(X_test, y_test))", ""),
        "from sklearn.cluster import KMeans\nKMeans(3).fit(X)",
        (
            "import pandas as pd\nfrom sklearn.model_selection import cross_val_score\n"
            "from sklearn.svm import SVC\ndf = pd.read_csv('a.csv')\n"
            "print(cross_val_score(SVC(), df[['a']], df['b']))"
        ),
    ),
)
