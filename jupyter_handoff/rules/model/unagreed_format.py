"""HM107: a model is saved in a form that the contract does not accept."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...notebook import Notebook, SavedModel, models_saved
from ...report import Fix
from ...requirements import Model, Requirements
from ...rule import Example, Match, Project, Rule, severities

_MOST_NAMED = 6
_MB = 1_000_000


def find(notebook: Notebook, project: Project | None, contract: Requirements) -> Iterator[Match]:
    """Each model that is saved: by its format, then by its file's size."""
    wanted = contract.model
    if wanted.formats is None and wanted.pickle == "allow" and wanted.max_size_mb is None:
        return
    # Where nobody looked, the report says that the key was not checked.
    sizes = (project.sizes if project else None) or {}
    for saved in models_saved(notebook):
        if wanted.pickle == "deny" and saved.is_in(["pickle"]):
            said = f"`{saved.call.name}` writes a pickle, which the contract does not accept"
            yield _match(saved, said, "model.pickle", wanted)
        elif wanted.formats is not None and not saved.is_in(wanted.formats):
            named = ", ".join(f"`{name[:40]}`" for name in wanted.formats[:_MOST_NAMED])
            said = f"The contract accepts models as {named or 'nothing'}, not as "
            yield _match(saved, f"{said}`{saved.formats[0]}`", "model.formats", wanted)
        size = sizes.get(posixpath.normpath(saved.path), 0) / _MB if saved.path else 0
        if wanted.max_size_mb is not None and size > wanted.max_size_mb:
            yield Match(
                f"The file that is saved here has {size:.0f} MB, and the contract allows "
                f"{wanted.max_size_mb:g}: production may refuse it, or run out of memory.",
                saved.call.span,
                key="model.max-size-mb",
            )


def _match(saved: SavedModel, said: str, key: str, wanted: Model) -> Match:
    return Match(
        f"{said}: what receives the model refuses it.",
        saved.call.span,
        fixes=tuple(_convert(saved, wanted)),
        key=key,
    )


def _convert(saved: SavedModel, wanted: Model) -> Iterator[Fix]:
    """The first format of the contract that this model can be written in."""
    named = wanted.formats if wanted.formats is not None else ("skops", "safetensors", "keras")
    for name in named:
        if code := saved.written_as(name):
            yield Fix(f"Write it as {name[:40]}: `{code}`", "suggestion")
            return


RULE = Rule(
    code="HM107",
    name="unagreed-format",
    artifact="model",
    owner="both",
    severities=severities("-wE"),
    summary="A model is saved in a format or a size that the contract does not accept.",
    why=(
        "The service loads what it knows. Another format is converted by somebody who does not "
        "know the model, or loaded by code that runs whatever is in the file."
    ),
    fix="Shows how to write the model in a format that is accepted.",
    find=find,
    given=("project", "contract"),
    key="model",
    contract="""
        [model]
        formats = ["ONNX", "skops", "safetensors", "keras", "joblib"]
        pickle = "deny"
    """,
    examples=(
        Example(
            bad="""
                # %%
                import joblib, pickle
                model.fit(X, y)
                # %%
                «joblib.dump(model, "model.joblib")»
                with open("model.pkl", "wb") as file:
                    «pickle.dump(model, file)»
            """,
            good="""
                # %%
                import skops.io
                model.fit(X, y)
                # %%
                skops.io.dump(model, "model.skops")
            """,
        ),
        Example(
            bad="""
                # %%
                import torch
                from tensorflow import keras
                «torch.save(net.state_dict(), "net.pt")»
                model = keras.Sequential()
                «model.save("model.h5")»
                «model.save("export/model")»
            """,
            good="""
                # %%
                import torch
                from safetensors.torch import save_file
                from tensorflow import keras
                save_file(net.state_dict(), "net.safetensors")
                model = keras.Sequential()
                model.save("model.keras")
            """,
        ),
    ),
    silent=(
        "import onnx\nonnx.save(model, 'model.onnx')",
        "import torch\ntorch.onnx.export(model, x, 'model.onnx')",
        "import pickle\npickle.dump(rows, open('rows.pkl', 'wb'))",
        "import joblib\njoblib.dump(scores, 'scores.joblib')",
        "figure.save('plot.png')\nworkbook.save('report.xlsx')",
        "model.save_pretrained('out')",
        "import joblib\nmodel = joblib.load('model.joblib')",
        "import mlflow\nmlflow.sklearn.log_model(model, 'model')",
        "import numpy as np\nnp.save('model.npy', x)\ndf.to_pickle('model.pkl')",
        "# joblib.dump(model, 'model.joblib')\nprint('joblib.dump')",
        "from mine import dump\ndump(model, 'model.joblib')",
        "model.save(path)\nform.save()",
    ),
)
