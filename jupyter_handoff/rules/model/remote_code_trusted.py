"""HM122: code from a hub is run because the notebook trusts it beforehand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...notebook import Call, Cell, Notebook, whole_literal
from ...report import Span
from ...rule import Example, Match, Rule, severities

_NAME = "trust_remote_code"
_COMMIT = re.compile(r"[0-9a-f]{40}")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each call that is told so, and each dictionary of options that tells it."""
    for index, cell in enumerate(notebook.code):
        if _NAME not in cell.source:
            continue
        for call in (Call(index, cell, fact, "") for fact in cell.facts.calls):
            for keyword in call.node.keywords:
                if keyword.arg == _NAME and _is_true(keyword.value):
                    revision = call.argument("code_revision") or call.argument("revision")
                    commit = whole_literal(notebook, revision, call) if revision else None
                    fixed = bool(commit and _COMMIT.fullmatch(commit.text))
                    yield _match(cell.span(cell.facts.place(keyword)), fixed=fixed)
        yield from (_match(span, fixed=False) for span in _in_options(cell))


def _in_options(cell: Cell) -> Iterator[Span]:
    """`{"trust_remote_code": True}`, and `options["trust_remote_code"] = True`."""
    for node in ast.walk(cell.facts.tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is not None and _is_name(key) and _is_true(value):
                    start, end = cell.facts.place(key), cell.facts.place(value)
                    yield cell.span((*start[:2], *end[2:]))
        elif isinstance(node, ast.Assign) and _is_true(node.value):
            target = node.targets[0]
            if isinstance(target, ast.Subscript) and _is_name(target.slice):
                yield cell.span(cell.facts.place(node))


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == _NAME


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _match(span: Span, *, fixed: bool) -> Match:
    if fixed:
        message = (
            "This runs Python code that comes with the model or the data, at a commit that stays "
            "as it is: somebody must have read it, for it runs with all your rights."
        )
    else:
        message = (
            "This runs whatever Python code comes with the model or the data, with all your "
            "rights: pin a commit that somebody has read, or take one that needs no code."
        )
    return Match(message, span, at_most="warning" if fixed else "error")


_USE = "from transformers import AutoModel\nfrom datasets import load_dataset\n"

RULE = Rule(
    code="HM122",
    name="remote-code-trusted",
    artifact="model",
    owner="both",
    severities=severities("wwE"),
    summary="Code that comes from a hub is trusted and run.",
    why=(
        "The code runs where the model is loaded, on your machine and in production, and its owner "
        "can change it any day. A receiving side that takes security seriously refuses that."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                from transformers import AutoModel, pipeline
                from datasets import load_dataset
                model = AutoModel.from_pretrained("acme/churn", «trust_remote_code=True»)
                rows = load_dataset("acme/rows", split="train", «trust_remote_code=True»)
                # %%
                options = {«"trust_remote_code": True», "device_map": "auto"}
                «options["trust_remote_code"] = True»
                write = pipeline("text-generation", model="acme/churn", model_kwargs=options)
            """,
            good="""
                # %%
                from transformers import AutoModel
                model = AutoModel.from_pretrained("bert-base-uncased", revision="86b5e09")
            """,
        ),
    ),
    silent=(
        _USE + "AutoModel.from_pretrained('a/b', trust_remote_code=False)",
        _USE + "AutoModel.from_pretrained('a/b', trust_remote_code=args.trust)",
        _USE + "TRUST = False\nload_dataset('a/b', trust_remote_code=TRUST)",
        _USE + "# AutoModel.from_pretrained('a/b', trust_remote_code=True)",
        _USE + "print('say trust_remote_code=True')",
        _USE + "options = {'trust_remote_code': False}\noptions['trust_remote_code'] = False",
        "def load(name, trust_remote_code=False):\n    return name",
        "# %% [markdown]\nPass `trust_remote_code=True`.\n# %%\nx = 1",
        "names = {'trust_remote_code': 1, 'trust': True}",
    ),
)
