"""What a notebook fetches from a hub of models and data sets without a revision."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .document import Notebook
from .flow import Call
from .knowledge import known, table
from .literals import whole_literal

# How a fetch is not pinned: no revision, one that moves, a name without one; no name at all.
Loose: TypeAlias = Literal["no revision", "moving revision", "bare name", "no name"]

_FROM_PRETRAINED = re.compile(r"from_pretrained\Z")
_PIPELINES = ("transformers.pipeline", "transformers.pipelines.pipeline")
_MOVING = frozenset(("main", "master", "HEAD", "latest"))
_ON_HUB = re.compile(r"(?P<owner>[\w-][\w.-]*)/[\w-][\w.-]*")
_BARE = re.compile(r"[\w-][\w.-]*")
_FILE = re.compile(
    r".*\.(?:py|json|jsonl|csv|txt|parquet|bin|pt|pth|ckpt|safetensors|gguf|onnx|h5)"
)
_CHECKPOINT = re.compile(r".*/checkpoint[-_]\d+|.*/(?:ckpt|epoch|step)[-_]?\d*")
# No hub has longer names.
_LONGEST_NAME = 300
# Calls and keywords that are given a place where the notebook itself puts a model or data.
_PUTS = frozenset(
    "save save_pretrained save_model save_to_disk push_to_hub makedirs mkdir create_repo "
    "PushToHubCallback Repository get_full_repo_name upload_folder".split()
)
_PLACES = frozenset(
    "output_dir local_dir save_directory hub_model_id dirpath out_dir save_dir export_dir".split()
)


@dataclass(frozen=True, slots=True)
class HubLoad:
    """A call that fetches from a hub; ``source`` is the name of what it fetches there."""

    call: Call
    source: str
    loose: Loose

    @property
    def is_data(self) -> bool:
        """Whether it is a data set, not a model."""
        kind = self.call.argument("repo_type")
        said = isinstance(kind, ast.Constant) and kind.value == "dataset"
        return said or "dataset" in self.call.name


def loose_hub_loads(notebook: Notebook) -> list[HubLoad]:
    """Such calls where nothing pins what they get, in document order."""
    found = [*_by_revision(notebook), *_by_name(notebook)]
    if not found:
        return []
    own = _put_here(notebook)
    kept = [load for load in found if load.source.rpartition("/")[2] not in own or not load.source]
    return sorted(kept, key=lambda load: (load.call.index, load.call.fact.order))


def _by_revision(notebook: Notebook) -> Iterator[HubLoad]:
    """Those that a `revision` would pin."""
    for call, argument in _revisable(notebook):
        if call.open_ended or _is_local_only(call):
            continue
        loose = _revision(notebook, call)
        if loose is None:
            continue
        if argument is None:
            if call.name in _PIPELINES and (call.node.args or call.argument("task")):
                yield HubLoad(call, "", "no name")
            continue
        literal = whole_literal(notebook, argument, call)
        if literal and len(literal.text) < _LONGEST_NAME and _is_on_hub(literal.text, call):
            yield HubLoad(call, literal.text, loose)


def _revisable(notebook: Notebook) -> Iterator[tuple[Call, ast.expr | None]]:
    for name, (position, keyword) in table("hubs")["revision"].items():
        for call in notebook.calls(name):
            yield call, call.argument(keyword, position)
    libraries = table("hubs")["from_pretrained"]
    for call in notebook.links.calls_like(_FROM_PRETRAINED):
        library = call.name.partition(".")[0]
        if library in libraries and call.name.count(".") > 1:
            position, keyword = libraries[library]
            if (argument := call.argument(keyword, position)) is not None:
                yield call, argument


def _revision(notebook: Notebook, call: Call) -> Loose | None:
    """How the revision is loose; None where it pins, or may."""
    given = call.argument("revision")
    if given is None or (isinstance(given, ast.Constant) and given.value is None):
        return "no revision"
    literal = whole_literal(notebook, given, call)
    return "moving revision" if literal and literal.text in _MOVING else None


def _is_local_only(call: Call) -> bool:
    given = call.argument("local_files_only")
    return given is not None and not (isinstance(given, ast.Constant) and given.value is False)


def _is_on_hub(text: str, call: Call) -> bool:
    """Whether a name is one of the hub's, and not that of a folder."""
    if _FILE.fullmatch(text) or _CHECKPOINT.fullmatch(text):
        return False
    if owned := _ON_HUB.fullmatch(text):
        return owned["owner"].lower() not in known("hubs", "local.folders")
    if call.name.startswith("datasets."):
        names = known("hubs", "local.folders") | known("hubs", "bare.builders")
        return _BARE.fullmatch(text) is not None and text.lower() not in names
    return re.fullmatch(table("hubs")["bare"]["models"], text) is not None


def _by_name(notebook: Notebook) -> Iterator[HubLoad]:
    """Those that a version in the name itself would pin."""
    for name, (position, keyword, hub, pinned) in table("hubs")["in_name"].items():
        for call in notebook.calls(name):
            argument = call.argument(keyword, position)
            literal = whole_literal(notebook, argument, call) if argument else None
            if literal is None or len(literal.text) > _LONGEST_NAME or call.argument("source"):
                continue
            if not re.fullmatch(hub, literal.text):
                continue
            moving = literal.text.rpartition(":")[2] in _MOVING
            if moving or not re.fullmatch(pinned, literal.text):
                loose: Loose = "moving revision" if moving else "bare name"
                yield HubLoad(call, literal.text, loose)


def _put_here(notebook: Notebook) -> frozenset[str]:
    """The last parts of the places where the notebook puts something itself."""
    found = set()
    for index, cell in enumerate(notebook.code):
        for fact in cell.facts.calls:
            call = Call(index, cell, fact, "")
            given = [item.value for item in fact.node.keywords if item.arg in _PLACES]
            if fact.method in _PUTS:
                given += [*fact.node.args, *(item.value for item in fact.node.keywords)]
            elif fact.method.endswith("TrainingArguments"):
                given += fact.node.args[:1]
            for node in given:
                if literal := whole_literal(notebook, node, call):
                    found.add(literal.text.rstrip("/").rpartition("/")[2])
    return frozenset(found)
