"""Secrets that are what an environment look-up gives where the variable is not set."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..report import SourceEdit
from .cells import Cell
from .document import Notebook
from .flow import Call
from .names import dotted
from .origins import comes_from
from .secrets import Secret

_TAKES_DEFAULT = frozenset(
    "os.getenv os.environ.get os.environ.pop os.environ.setdefault decouple.config".split()
)
# They cannot do without a default, or do something else then.
_NEEDS_DEFAULT = frozenset(("os.environ.setdefault", "os.environ.pop"))
_READERS = (
    *("environs.Env", "environ.Env", "decouple.", "dotenv.dotenv_values"),
    *("starlette.config.Config", "streamlit.secrets"),
)
_IN_FRONT = re.compile(r"[ \t\r\n]*(?:,[ \t\r\n]*(?:default[ \t]*=[ \t]*)?|\bor\b[ \t\r\n]*)")
# `${TOKEN:-default}` of a shell.
_SHELL_DEFAULT = re.compile(r"\$\{\w{1,60}:?[-=][\"']?\Z")
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Default:
    """A default of a look-up: its stretch of the cell's source, as indexes.

    ``removal`` takes it away, where that is plain.
    """

    start: int
    end: int
    removal: SourceEdit | None = None


def secrets_as_defaults(notebook: Notebook, cell: Cell) -> Mapping[Secret, Default]:
    """The secrets of a code cell that are a look-up's default."""
    secrets = notebook.secrets[cell.id]
    if not secrets:
        return {}
    defaults = list(_defaults(notebook, cell))
    found = {}
    for secret in secrets:
        ahead = cell.source[max(0, secret.start - _LONGEST) : secret.start]
        if _SHELL_DEFAULT.search(ahead):
            found[secret] = Default(secret.start, secret.end)
        for default in defaults:
            if default.start <= secret.start and secret.end <= default.end:
                found[secret] = default
    return found


def _defaults(notebook: Notebook, cell: Cell) -> Iterator[Default]:
    if not any(word in cell.source for word in ("env", "config", "secrets")):
        return
    look_ups = set()
    index = notebook.code.index(cell)
    for fact in cell.facts.calls:
        call = Call(index, cell, fact, "")
        name = notebook.name_of(fact.node.func, call)
        at = (index, fact.order)
        if name in _TAKES_DEFAULT or comes_from(notebook, fact.node.func, at, _READERS):
            look_ups.add(fact.node)
            default = call.argument("default", 1)
            if default is not None:
                before = None if name in _NEEDS_DEFAULT else _ahead(fact.node, default)
                yield _default(cell, default, before)
    for node in ast.walk(cell.facts.tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for before, value in zip(node.values, node.values[1:], strict=False):
                if before in look_ups:
                    yield _default(cell, value, before)
        elif isinstance(node, ast.IfExp) and any(
            dotted(part) == "os.environ" for part in ast.walk(node.test)
        ):
            yield _default(cell, node.orelse, None)


def _ahead(call: ast.Call, default: ast.expr) -> ast.expr | None:
    """What stands in front of a call's default; None where something stands behind it."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return given[-2] if len(given) > 1 and given[-1] is default else None


def _default(cell: Cell, node: ast.expr, before: ast.expr | None) -> Default:
    facts = cell.facts
    start, end = cell.offsets(facts.place(node))
    if before is None or not cell.editable:
        return Default(start, end)
    _, first = cell.offsets(facts.place(before))
    if not _IN_FRONT.fullmatch(cell.source, first, start):
        return Default(start, end)
    return Default(start, end, cell.replace(cell.place_between(first, end), ""))
