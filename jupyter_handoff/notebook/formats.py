"""In which format a notebook saves its models, and how to write another."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .document import Notebook
from .file_uses import whole_path
from .flow import Call
from .knowledge import table
from .model_saves import is_model, model_saves, trained_names
from .names import dotted
from .origins import comes_from

# Calls that write a model and that `model_saves` does not know: what is given the model and
# the path, positions from 0 and keywords.
_MORE = {
    "onnx.save_model": (1, "f"),
    "safetensors.torch.save_file": (1, "filename"),
    "safetensors.torch.save_model": (1, "filename"),
    "sklearn2pmml.sklearn2pmml": (1, "pmml"),
    "skops.io.dump": (1, "file"),
    "torch.jit.save": (1, "f"),
    "torch.onnx.export": (2, "f"),
}
_KERAS = ("keras.", "tensorflow.keras.")
# What Keras writes where the path has no ending.
_FOLDER = ("savedmodel",)
_PLAIN = re.compile(r"[^a-z0-9]")
_NAME = re.compile(r"[^\W\d][\w.]{0,60}")


@dataclass(frozen=True, slots=True)
class SavedModel:
    """A model that is saved; ``formats`` are the names of its format, the usual one first.

    ``path`` is empty where it cannot be told, ``model`` the dotted name of what is saved.
    """

    call: Call
    formats: tuple[str, ...]
    path: str
    model: str

    def is_in(self, accepted: Collection[str]) -> bool:
        """Whether its format is one of some, however they are written."""
        return bool({_plain(name) for name in self.formats} & {_plain(name) for name in accepted})

    def written_as(self, wanted: str) -> str:
        """The code that writes it in another format, empty where that is not known."""
        kind = table("formats")["kinds"].get(self.formats[0], "estimator")
        instead: dict[str, str] = table("formats")["instead"][kind]
        codes = {_plain(name): code for name, code in instead.items()}
        return codes.get(_plain(wanted), "").format(model=self.model or "model")


def models_saved(notebook: Notebook) -> Iterator[SavedModel]:
    """Models that are saved in a known format, each call once."""
    trained = trained_names(notebook)
    for call, model, path in (*model_saves(notebook), *_more(notebook)):
        said = whole_path(notebook, path, call)
        formats = _formats(call, said)
        if not formats and call.fact.method == "save" and said and "." not in said:
            at = (call.index, call.fact.order)
            formats = _FOLDER if comes_from(notebook, model, at, _KERAS) else ()
        # Only a pickle may be of anything.
        certain = bool(call.name) and "pickle" not in formats
        if formats and (certain or is_model(model, said, trained)):
            name = dotted(model)
            whole = said if "{" not in said else ""
            yield SavedModel(call, formats, whole, name if _NAME.fullmatch(name) else "")


def _more(notebook: Notebook) -> Iterator[tuple[Call, ast.expr, ast.expr]]:
    for name, (position, keyword) in _MORE.items():
        for call in notebook.calls(name):
            if (path := call.argument(keyword, position)) is not None and call.node.args:
                yield call, call.node.args[0], path


def _formats(call: Call, path: str) -> tuple[str, ...]:
    """The names of what a call writes; of an ending only where the call leaves it open."""
    known = table("formats")
    by_call = known["calls"].get(call.name) or known["methods"].get(call.fact.method, [])
    ending = posixpath.splitext(path)[1].lower() if "}" not in path[-8:] else ""
    by_ending = known["endings"].get(ending, [])
    open_ended = not by_call or by_call[0] == "savedmodel"
    return tuple(by_ending if open_ended and by_ending else by_call)


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.lower())
