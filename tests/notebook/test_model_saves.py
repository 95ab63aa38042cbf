"""What is saved, and where to, in all the ways that people write it."""

from __future__ import annotations

import ast

import pytest

from jupyter_handoff.notebook import cells_notebook, model_saves

IMPORTS = "import joblib, pickle, gzip, torch\nimport tensorflow as tf"


@pytest.mark.parametrize(
    "source",
    [
        "joblib.dump(m, p)",
        "joblib.dump(m, filename=p)",
        "torch.save(m, p)",
        "tf.saved_model.save(m, p, signatures=s)",
        "pickle.dump(m, open(p, 'wb'))",
        "with open(p, 'wb') as f:\n    pickle.dump(m, f)",
        "with lock, gzip.open(p, 'wb') as f:\n    pickle.dump(m, f, protocol=4)",
        "m.save(p)",
        "m.save_weights(filepath=p, overwrite=True)",
        "m.save_pretrained(p)",
    ],
)
def test_a_save_is_found(source: str) -> None:
    ((_, saved, path),) = model_saves(cells_notebook([IMPORTS, source]))
    assert (ast.unparse(saved), ast.unparse(path)) == ("m", "p")


@pytest.mark.parametrize(
    "source",
    [
        "joblib.load(p)",
        "joblib.dump(*a)",
        "pickle.dumps(m)",
        "pickle.dump(m, f)",
        "f = open(p, 'wb')\npickle.dump(m, f)",
        "with open(p) as f:\n    pass\nwith g() as f:\n    pickle.dump(m, f)",
        "with open(p) as other:\n    pickle.dump(m, f)",
        "m.save()",
        "save(m, p)",
        "m.dump(p)",
    ],
)
def test_anything_else_is_not(source: str) -> None:
    assert not list(model_saves(cells_notebook([IMPORTS, source])))
