"""Calls that save an object to a file in the ways that models are saved."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from .document import Notebook
from .flow import Call
from .names import dotted

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
_OPENS = ("open", "io.open", "gzip.open", "bz2.open")
_PICKLES = ("pickle.dump", "cloudpickle.dump", "dill.dump")
_METHODS = {
    "save": "filepath",
    "save_model": "fname",
    "save_pretrained": "save_directory",
    "save_weights": "filepath",
}
_TRAINS = ("fit", "fit_transform", "partial_fit", "train", "train_model", "backward")
_MODEL = re.compile(r"model|clf|classif|regress|estimator|pipe|scaler|encoder|vectorizer|\bnet\b")
_MODEL_FILE = re.compile(r".*\.(?:h5|hdf5|keras|model|pt|pth|bin|cbm|ubj)")


def trained_names(notebook: Notebook) -> frozenset[str]:
    """The names of what the notebook fits; an empty one where something without a name is."""
    return frozenset(
        dotted(call.node.func).partition(".")[0] for call in notebook.methods(*_TRAINS)
    )


def is_model(node: ast.expr, path: str, trained: Collection[str]) -> bool:
    """Whether what is saved is a model: it was fitted here, or it or its file is named like one."""
    if (name := dotted(node).partition(".")[0]) and name in trained:
        return True
    written = ast.unparse(node).lower() if isinstance(node, ast.Name | ast.Attribute) else ""
    return _MODEL.search(written) is not None or _MODEL_FILE.fullmatch(path) is not None


def model_saves(notebook: Notebook) -> Iterator[tuple[Call, ast.expr, ast.expr]]:
    """Such calls, with what they save and the path; whether it is a model is not asked."""
    for name, (position, keyword) in _SAVES.items():
        for call in notebook.calls(name):
            if (path := call.argument(keyword, position)) is not None and call.node.args:
                yield call, call.node.args[0], path
    opened = _opened(notebook)
    for call in notebook.calls(*_PICKLES):
        if call.node in opened:
            yield call, call.node.args[0], opened[call.node]
    for name, keyword in _METHODS.items():
        for call in notebook.methods(name):
            path, func = call.argument(keyword, 0), call.node.func
            if path is not None and isinstance(func, ast.Attribute):
                yield call, func.value, path


def _opened(notebook: Notebook) -> dict[ast.Call, ast.expr]:
    """The paths of the files that pickles are given, opened there or in the block round them."""
    opened = {call.node: call for call in notebook.calls(*_OPENS) if call.node.args}
    blocks: dict[tuple[int, str], list[Call]] = {}
    for call in opened.values():
        statement = call.fact.statement
        for item in statement.items if isinstance(statement, ast.With) else ():
            if item.context_expr is call.node and isinstance(item.optional_vars, ast.Name):
                blocks.setdefault((call.index, item.optional_vars.id), []).append(call)
    for calls in blocks.values():
        calls.sort(key=_line)
    found: dict[ast.Call, ast.expr] = {}
    for call in notebook.calls(*_PICKLES):
        file = call.node.args[1] if len(call.node.args) > 1 else None
        if isinstance(file, ast.Call) and file in opened:
            found[call.node] = file.args[0]
        elif isinstance(file, ast.Name):
            # The last block that begins in front of the call, if it goes on to there.
            calls = blocks.get((call.index, file.id), [])
            before = bisect_right(calls, _line(call), key=_line)
            if before and _line(call) <= (calls[before - 1].fact.statement.end_lineno or 0):
                found[call.node] = calls[before - 1].node.args[0]
    return found


def _line(call: Call) -> int:
    return call.node.lineno
