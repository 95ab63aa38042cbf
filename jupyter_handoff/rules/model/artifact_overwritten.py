"""HM124: a model is saved under a name that every run writes over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...notebook import Notebook, is_model, model_saves, trained_names, whole_path
from ...rule import Example, Match, Rule, severities

# A version, a date or a number of the run in the name, or a folder that is thrown away.
_TOLD_APART = re.compile(r"(?:^|[/_.-])v?\d+(?=[/_.-]|$)|^/tmp(?:/|$)|^/opt/ml(?:/|$)|<")
_TRACKERS = frozenset("mlflow wandb neptune clearml comet_ml dvclive bentoml".split())


def find(notebook: Notebook) -> Iterator[Match]:
    """Each path to which a trained model is saved, where nothing tells the runs apart."""
    trained = trained_names(notebook)
    if not trained or _is_tracked(notebook):
        return
    spoken: set[str] = set()
    for call, model, path in model_saves(notebook):
        said = whole_path(notebook, path, call)
        if not said or "{" in said or _TOLD_APART.search(said) or said in spoken:
            continue
        if call.fact.in_loop or call.fact.tests or _is_parameter(notebook, path):
            continue
        if is_model(model, said, trained):
            spoken.add(said)
            yield Match(
                "The model is saved under a fixed name here: each run writes over the last one's, "
                "and nobody can tell which run made the file.",
                call.span,
            )


def _is_tracked(notebook: Notebook) -> bool:
    """Whether a tracker keeps what each run saved."""
    imports = (item for cell in notebook.code for item in cell.facts.imports)
    return any(item.target.partition(".")[0] in _TRACKERS for item in imports)


def _is_parameter(notebook: Notebook, path: ast.expr) -> bool:
    """Whether a part of the path is set in the parameters cell, from outside the notebook."""
    names = {node.id for node in ast.walk(path) if isinstance(node, ast.Name)}
    bindings = notebook.links.bindings
    return any("parameters" in item.cell.tags for name in names for item in bindings.get(name, ()))


RULE = Rule(
    code="HM124",
    name="artifact-overwritten",
    artifact="model",
    severities=severities("--w"),
    summary="A model is saved under a fixed name, which every run writes over.",
    why=(
        "When the new model turns out worse there is no old one to go back to, and nobody can "
        "say which code and data made the file that is in service."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import joblib, pickle
                model.fit(x, y)
                # %%
                «joblib.dump(model, "model.joblib")»
                with open("models/scaler.pkl", "wb") as file:
                    «pickle.dump(scaler, file)»
                # %%
                «model.save_model("model.bin")»
            """,
            good="""
                # %%
                import joblib, pickle
                model.fit(x, y)
                # %%
                joblib.dump(model, f"model-{run_id}.joblib")
            """,
        ),
        Example(
            bad="""
                # %%
                import os, torch
                FOLDER = "models"
                loss.backward()
                «torch.save(net.state_dict(), os.path.join(FOLDER, "net.pt"))»
            """,
            good="""
                # %%
                import os, torch
                FOLDER = "models"
                loss.backward()
                torch.save(net.state_dict(), os.path.join(FOLDER, f"net-{commit}.pt"))
            """,
        ),
    ),
    silent=(
        "import joblib\njoblib.dump(model, 'model.joblib')",
        "import joblib\nmodel.fit(x)\njoblib.dump(model, 'model-v2.joblib')",
        "import joblib\nmodel.fit(x)\njoblib.dump(model, f'model-{run}.joblib')",
        "import joblib, mlflow\nmodel.fit(x)\njoblib.dump(model, 'model.joblib')",
        "# %% tags=[\"parameters\"]\nPATH = 'm'\n# %%\nmodel.fit(x)\nmodel.save_model(PATH)",
        "import torch\nfor n in range(9):\n    loss.backward()\n    torch.save(net, 'best.pt')",
        "import torch\nloss.backward()\nif score > best:\n    torch.save(net, 'best.pt')",
        "import json\nmodel.fit(x)\njson.dump(scores, open('scores.json', 'w'))",
        "model.fit(x)\nimage.save('plot.png')\nfigure.savefig('model.png')",
        "import pickle\nmodel.fit(x)\npickle.dump(rows, open('rows.pkl', 'wb'))",
        "model.fit(x)\nmodel.save('/tmp/model')",
        "model.fit(x)\nmodel.save('exported/1')",
    ),
)
