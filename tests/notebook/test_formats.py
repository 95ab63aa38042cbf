"""Formats in which models are saved."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import SavedModel, cells_notebook, models_saved


def saved(source: str) -> list[SavedModel]:
    return list(models_saved(cells_notebook([source])))


@pytest.mark.parametrize(
    ("source", "format_"),
    [
        ("import joblib\njoblib.dump(model, 'a')", "joblib"),
        ("from joblib import dump\nclf.fit(X)\ndump(clf, 'a.joblib')", "joblib"),
        ("import pickle\nfound.fit(X)\npickle.dump(found, open('a', 'wb'))", "pickle"),
        ("import torch\ntorch.save(net.state_dict(), 'a.pt')", "torch"),
        ("model.save('a.keras')", "keras"),
        ("model.save('a.h5')", "hdf5"),
        ("import tensorflow as tf\nmodel = tf.keras.Sequential()\nmodel.save('a')", "savedmodel"),
        ("model.save_model('a.json')", "json"),
        ("model.save_model('a.cbm')", "catboost"),
        ("import onnx\nonnx.save(x, path)", "onnx"),
        ("import skops.io as sio\nsio.dump(x, 'a')", "skops"),
        ("import torch\ntorch.onnx.export(model, x, 'a.onnx')", "onnx"),
    ],
)
def test_the_format_of_a_model(source: str, format_: str) -> None:
    assert [item.formats[0] for item in saved(source)] == [format_]


@pytest.mark.parametrize(
    "source",
    [
        "import joblib\njoblib.dump(rows, 'rows.joblib')",
        "import pickle\npickle.dump({}, open('a.pkl', 'wb'))",
        "model.save('a')",
        "model.save_model('a.bin')",
        "form.save('a.json')",
        "import joblib\njoblib.load('a')",
        "from mine import dump\ndump(model, 'a')",
    ],
)
def test_no_model_or_no_known_format(source: str) -> None:
    assert saved(source) == []


def test_a_format_is_accepted_however_it_is_written() -> None:
    (item,) = saved("model.save('a.h5')")
    assert item.is_in(["onnx", "HDF5"]) and item.is_in(["Keras H5"])
    assert not item.is_in(["keras", "onnx"]) and not item.is_in([])


def test_another_format_is_shown_with_the_models_own_name() -> None:
    (item,) = saved("import joblib\njoblib.dump(self.model, 'a')")
    assert item.written_as("SKOPS") == 'skops.io.dump(self.model, "model.skops")'
    assert item.written_as("keras") == ""
    (item,) = saved("model.save_model('a.json')")
    assert item.written_as("onnx").startswith("onnxmltools.convert_xgboost(model")
    assert item.written_as("skops") == ""


def test_a_path_is_told_where_it_is_known() -> None:
    source = "import joblib\nP = 'out/'\njoblib.dump(model, P + 'a')\njoblib.dump(model, f'{x}/a')"
    assert [item.path for item in saved(source)] == ["out/a", ""]
