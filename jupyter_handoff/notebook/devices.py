"""Where code asks for a GPU and nothing asks first whether there is one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..report import Span
from .cells import Cell
from .document import Notebook

_LIBRARIES = ("torch", "diffusers", "transformers", "accelerate", "sentence_transformers")
_CHECKS = ("cuda.is_available", "cuda.device_count", "torch.accelerator", "nvidia-smi")


@dataclass(frozen=True, slots=True)
class FixedDevice:
    """A place where ``cuda`` is written into a call: its argument, or all of ``.cuda()``."""

    index: int
    cell: Cell
    order: int
    node: ast.expr

    @property
    def span(self) -> Span:
        return self.cell.span(self.cell.facts.place(self.node))


def fixed_devices(notebook: Notebook) -> Iterator[FixedDevice]:
    """The devices written into calls, where nothing in the notebook asks for one."""
    written = [(index, cell) for index, cell in enumerate(notebook.code) if "cuda" in cell.source]
    if any(word in cell.source for _, cell in written for word in _CHECKS):
        return
    imports = [item.target for cell in notebook.code for item in cell.facts.imports]
    if not any(target.partition(".")[0] in _LIBRARIES for target in imports):
        return
    for index, cell in written:
        for fact in cell.facts.calls:
            node = None if fact.tests else _cuda(fact.node, fact.method)
            if node is not None:
                yield FixedDevice(index, cell, fact.order, node)


def _cuda(call: ast.Call, method: str) -> ast.expr | None:
    if method == "cuda" and isinstance(call.func, ast.Attribute):
        return None if call.args or call.keywords else call
    given = [item.value for item in call.keywords if item.arg == "device"]
    for argument in (*(call.args[:1] if method in ("to", "device") else ()), *given):
        if isinstance(argument, ast.Constant) and argument.value in ("cuda", "cuda:0"):
            return argument
    return None
