"""HM108: loading a file that can run code. Speaks for Ruff's S301, and for loaders of models."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from packaging.version import InvalidVersion, Version

from ...notebook import Call, Diagnostic, Notebook, installs, set_argument
from ...report import Fix, Severity
from ...requirements import Requirements
from ...rule import Example, Match, Project, Rule, severities

_PICKLE = (
    "Unpickling runs whatever code the file holds: load only what you made yourself, "
    "or take a format that holds no code."
)
# torch.load has refused code by itself since this release.
_SAFE_TORCH = Version("2.6")
_KERAS = (
    "keras.models.load_model",
    "tensorflow.keras.models.load_model",
    "keras.saving.load_model",
)


def find(
    notebook: Notebook,
    said: Sequence[Diagnostic],
    project: Project | None,
    contract: Requirements,
) -> Iterator[Match]:
    """Ruff's findings on pickle, then the loaders that it does not know."""
    for match in _pickles(notebook, said, project):
        denied = contract.model.pickle == "deny"
        yield _refused(match) if denied else match
    for call in notebook.calls(*_KERAS):
        if _is(call, "safe_mode", False):
            message = "`safe_mode=False` lets the model's file run code when it is loaded."
            yield Match(message, call.span, fixes=_with(call, "safe_mode", "True"))


def _refused(match: Match) -> Match:
    """The same, where the contract accepts no pickles."""
    return replace(
        match,
        message=f"{match.message} The contract accepts no pickles.",
        key="model.pickle",
        at_least=severities("wEE").capped(match.at_most),
    )


def _pickles(
    notebook: Notebook, said: Sequence[Diagnostic], project: Project | None
) -> Iterator[Match]:
    for diagnostic in said:
        yield Match(_PICKLE, diagnostic.span, source=diagnostic.source)
    for call in notebook.calls("torch.load"):
        yield from _torch(call, _torch_version(notebook, project))
    for call in notebook.calls("numpy.load"):
        if _is(call, "allow_pickle", True):
            message = "`allow_pickle=True` lets the file run code when it is loaded."
            yield Match(message, call.span, fixes=_with(call, "allow_pickle", "False"))


def _torch(call: Call, version: Version | None) -> Iterator[Match]:
    if call.open_ended:
        return
    fixes = _with(call, "weights_only", "True")
    if _is(call, "weights_only", False):
        yield Match(
            "`weights_only=False` lets the file run code when it is loaded.", call.span, fixes=fixes
        )
    elif call.argument("weights_only") is None and (version is None or version < _SAFE_TORCH):
        known: Severity = "info" if version is None else "error"
        yield Match(
            "Before torch 2.6 this runs whatever code the file holds: say `weights_only=True`.",
            call.span,
            fixes=fixes,
            at_most=known,
        )


def _torch_version(notebook: Notebook, project: Project | None) -> Version | None:
    """The version of torch that the project or an install in the notebook pins."""
    pinned = project.declared.get("torch") if project else None
    for install in installs(notebook):
        for package in install.packages:
            name, _, version = package.partition("==")
            if name == "torch" and version:
                pinned = version
    try:
        return Version(pinned) if pinned else None
    except InvalidVersion:
        return None


def _is(call: Call, keyword: str, value: bool) -> bool:
    argument = call.argument(keyword)
    return isinstance(argument, ast.Constant) and argument.value is value


def _with(call: Call, keyword: str, value: str) -> tuple[Fix, ...]:
    edit = set_argument(call, keyword, value)
    return (Fix(f"Load with {keyword}={value}", "unsafe", (edit,)),) if edit else ()


RULE = Rule(
    code="HM108",
    name="unsafe-load",
    artifact="model",
    owner="both",
    severities=severities("iwE"),
    summary="A file is loaded in a way that lets it run code.",
    why=(
        "A pickle is a program. Whoever can replace the file can run code wherever the model is "
        "loaded, so a receiving side will refuse it."
    ),
    fix="Loads the safe way, where the library has one.",
    find=find,
    ruff=("S301",),
    given=("ruff", "project", "contract"),
    examples=(
        Example(
            bad="""
                # %%
                import torch
                import numpy as np
                state = «torch.load("model.pt", weights_only=False)»
                rows = «np.load("rows.npy", allow_pickle=True)»
            """,
            good="""
                # %%
                import torch
                import numpy as np
                state = torch.load("model.pt", weights_only=True)
                rows = np.load("rows.npy", allow_pickle=False)
            """,
        ),
        Example(
            bad="""
                # %%
                !pip install torch==1.13.1
                # %%
                import torch
                state = «torch.load("model.pt")»
            """,
            good="""
                # %%
                !pip install torch==1.13.1
                # %%
                import torch
                state = torch.load("model.pt", weights_only=True)
            """,
        ),
        Example(
            bad="""
                # %%
                import pickle
                model = «pickle.load(file)»
            """,
            good="""
                # %%
                import json
                model = json.load(file)
            """,
        ),
    ),
    silent=(
        "import torch\ntorch.load('m.pt', weights_only=True)",
        "# %%\n%pip install torch==2.7.0\n# %%\nimport torch\ntorch.load('m.pt')",
        "import torch\ntorch.load('m.pt', **options)",
        "import numpy as np\nnp.load('x.npy')",
        "import pickle\npickle.dump(model, file)",
        "import keras\nkeras.models.load_model('m.keras')",
        "import json\njson.load(file)",
    ),
)
