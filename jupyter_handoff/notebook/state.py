"""What of the notebook's state a function reads: names that are more than imports and constants."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .flow import Bound
from .names import Function, Use, dotted

# What these give is the same for all who ask: settings, handles, patterns.
_HANDLES = re.compile(
    r"(?:os\.(?:path\.\w+|getenv|environ\.get|getcwd|cpu_count)|pathlib\.\w+|re\.compile"
    r"|logging\.getLogger|torch\.device|range|frozenset|dict|tuple|set|list|int|float|str|len"
    r"|datetime\.\w+(?:\.\w+)?|collections\.namedtuple|typing\.\w+|boto3\.\w+|functools\.partial"
    r"|enum\.Enum|importlib\.import_module|numpy\.random\.default_rng|jax\.(?:jit|grad|vmap|pmap))"
)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class StateRead:
    """A function and the names of the notebook's state that it reads, each at its first use.

    ``varies`` are those of them that the notebook binds or changes more than once.
    """

    index: int
    cell: Cell
    function: Function
    reads: tuple[tuple[Use, Bound], ...]
    varies: frozenset[str]


def state_reads(notebook: Notebook) -> Iterator[StateRead]:
    """Each outermost function or method that reads the notebook's state."""
    state = _State(notebook)
    for index, cell in enumerate(notebook.code):
        for function in cell.facts.functions:
            if function.outer is None and not isinstance(function.node, ast.Lambda):
                reads = dict[str, tuple[Use, Bound]]()
                for use in function.uses:
                    if use.name not in reads and not use.guarded and (bound := state.of(use)):
                        reads[use.name] = (use, bound)
                if reads:
                    varies = frozenset(filter(state.varies, reads))
                    yield StateRead(index, cell, function, tuple(reads.values()), varies)


class _State:
    """Which names of a notebook are state, asked once for each."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._known: dict[str, Bound | None] = {}
        self._changed: set[str] | None = None

    def of(self, use: Use) -> Bound | None:
        """The last binding of a name that is state."""
        if use.name not in self._known:
            self._known[use.name] = self._look(use.name)
        return self._known[use.name]

    def varies(self, name: str) -> bool:
        if self._changed is None:
            self._changed = {
                use.name
                for cell in self.notebook.code
                for use in cell.facts.uses
                if use.into and not use.deferred
            }
        bound = self.notebook.links.bindings[name]
        return name in self._changed or sum(item.binding.kind != "delete" for item in bound) > 1

    def _look(self, name: str) -> Bound | None:
        # What is written in capitals is meant as a constant; `_` is nothing.
        if name.isupper() or name.startswith("_") or self.notebook.links.is_given(name):
            return None
        bound = self.notebook.links.bindings.get(name, [])
        values = [item for item in bound if item.binding.kind not in ("delete", "import")]
        if not values or any(item.binding.kind in ("function", "class") for item in values):
            return None
        # Ways of one cell that each bind a constant are one constant.
        once = len(values) == 1 or (
            not any(item.binding.certain for item in values)
            and len({item.index for item in values}) == 1
        )
        if len(values) < len(bound) or (once and all(map(self._is_constant, values))):
            return None
        return values[-1]

    def _is_constant(self, bound: Bound) -> bool:
        value = bound.binding.value
        return value is not None and self._is_fixed(value, bound, _DEEPEST)

    def _is_fixed(self, value: ast.expr, bound: Bound, depth: int) -> bool:
        """Whether an expression is made of constants alone."""
        if isinstance(value, ast.Constant | ast.Lambda | ast.JoinedStr):
            return True
        if not depth:
            return False
        if isinstance(value, ast.Name | ast.Attribute):
            return self._names_fixed(value, bound, depth)
        if isinstance(value, ast.Call):
            name = self.notebook.links.qualified(
                dotted(value.func), bound.index, bound.binding.order
            )
            method = isinstance(value.func, ast.Attribute) and self._is_fixed(
                value.func.value, bound, depth - 1
            )
            return bool(_HANDLES.fullmatch(name)) or (method and not name)
        parts = [part for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)]
        plain = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.BinOp, ast.UnaryOp, ast.Subscript)
        return isinstance(value, plain) and all(
            self._is_fixed(part, bound, depth - 1) for part in parts
        )

    def _names_fixed(self, value: ast.expr, bound: Bound, depth: int) -> bool:
        """Whether a name, or what it is a part of, stands for a constant or an import."""
        root = dotted(value).partition(".")[0]
        others = self.notebook.links.bindings.get(root, [])
        if len(others) != 1 or root == bound.binding.name:
            return root.isupper()
        other = others[0]
        if other.binding.kind in ("import", "function", "class"):
            return True
        return other.binding.value is not None and self._is_fixed(
            other.binding.value, other, depth - 1
        )
