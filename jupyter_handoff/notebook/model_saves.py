"""Calls that save an object to a file in the ways that models are saved."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .document import Notebook
from .flow import Call

# What is given the model, and the path: positions from 0 and keywords.
_SAVES = {
    "joblib.dump": (1, "filename"),
    "sklearn.externals.joblib.dump": (1, "filename"),
    "torch.save": (1, "f"),
    "tensorflow.saved_model.save": (1, "export_dir"),
    "tensorflow.keras.models.save_model": (1, "filepath"),
    "keras.models.save_model": (1, "filepath"),
    "onnx.save": (1, "f"),
}
_PICKLES = ("pickle.dump", "cloudpickle.dump", "dill.dump")
_METHODS = {
    "save": "filepath",
    "save_model": "fname",
    "save_pretrained": "save_directory",
    "save_weights": "filepath",
}


def model_saves(notebook: Notebook) -> Iterator[tuple[Call, ast.expr, ast.expr]]:
    """Such calls, with what they save and the path; whether it is a model is not asked."""
    for name, (position, keyword) in _SAVES.items():
        for call in notebook.calls(name):
            if (path := call.argument(keyword, position)) is not None and call.node.args:
                yield call, call.node.args[0], path
    for call in notebook.calls(*_PICKLES):
        if len(call.node.args) > 1 and (opened := _opened(notebook, call)) is not None:
            yield call, call.node.args[0], opened
    for name, keyword in _METHODS.items():
        for call in notebook.methods(name):
            path, func = call.argument(keyword, 0), call.node.func
            if path is not None and isinstance(func, ast.Attribute):
                yield call, func.value, path


def _opened(notebook: Notebook, call: Call) -> ast.expr | None:
    """The path of the file that a call is given, opened there or in the block round it."""
    file = call.node.args[1]
    for other in notebook.calls("open", "io.open", "gzip.open", "bz2.open"):
        if other.index != call.index or not other.node.args:
            continue
        block = other.fact.statement
        if other.node is file:
            return other.node.args[0]
        if isinstance(block, ast.With) and isinstance(file, ast.Name):
            for item in block.items:
                named = isinstance(item.optional_vars, ast.Name) and item.optional_vars.id
                inside = block.lineno <= call.node.lineno <= (block.end_lineno or 0)
                if item.context_expr is other.node and named == file.id and inside:
                    return other.node.args[0]
    return None
