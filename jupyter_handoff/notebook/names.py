"""What a walk of a cell finds: names bound and used, imports, calls."""

from __future__ import annotations

import ast
from typing import Literal, TypeAlias

from msgspec import Struct

BindingKind: TypeAlias = Literal["import", "value", "function", "class", "magic", "other", "delete"]


class Binding(Struct, frozen=True):
    """A name bound in the notebook's namespace (not one of a function's own).

    ``target`` is the dotted name that an import binds; ``value`` the expression that
    is bound where it is bound whole (``x = value``). ``order`` grows through the cell.
    ``certain`` is false under a condition, a loop or a handler; ``deferred`` is true
    in a function that declares the name global.
    """

    name: str
    kind: BindingKind
    node: ast.AST
    order: int
    target: str = ""
    value: ast.expr | None = None
    certain: bool = True
    deferred: bool = False


class Import(Struct, frozen=True):
    """One name of an import statement; ``name`` is ``*`` for a star import."""

    name: str
    target: str
    statement: ast.Import | ast.ImportFrom
    order: int
    deferred: bool


class Use(Struct, frozen=True):
    """A read of a name of the notebook's namespace.

    ``deferred`` is true in the body of a function, which runs later. ``guarded`` is
    true where a failing look-up is expected (a handler for ``NameError``, a test of
    ``globals()``). ``annotation`` is true in an annotation, which Python may never evaluate.
    ``certain`` is false where the cell, or the function, may run without it; ``into`` is
    true where something is put into the value (``x[0] = 1``, ``del x.a``).
    ``function`` is the function that it stands in, the innermost.
    """

    name: str
    node: ast.Name
    order: int
    deferred: bool
    guarded: bool
    annotation: bool = False
    certain: bool = True
    into: bool = False
    function: ast.AST | None = None

    @property
    def at_once(self) -> bool:
        """Whether the name must be bound when the cell runs."""
        return not (self.deferred or self.guarded)


class Function(Struct, frozen=True, eq=False):
    """A function of a cell: a ``def``, a method or a lambda, with all that its body says.

    ``of`` is the class whose body it stands in, ``outer`` the function round it.
    ``called`` are the uses that are the callee of a call. ``at_once`` is whether a call
    runs the body: it is no generator and no coroutine, and no decorator stands above it.
    Functions within it are their own, and a part of this one.
    """

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    order: int
    of: ast.ClassDef | None
    outer: ast.AST | None
    at_once: bool
    uses: tuple[Use, ...]
    called: tuple[Use, ...]
    bindings: tuple[Binding, ...]


class CallFact(Struct, frozen=True):
    """A call as written.

    ``path`` is the dotted callee (``pd.read_csv``), empty where it is no dotted name or
    hangs on a function's own variable. It is already qualified (``resolved``) where a
    function imports it for itself. ``method`` is the last part of the callee.
    ``tests`` are the conditions that it stands under, outermost first.
    """

    node: ast.Call
    path: str
    method: str
    order: int
    resolved: bool
    function: str
    in_loop: bool
    deferred: bool
    statement: ast.stmt
    tests: tuple[ast.expr, ...]


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of attributes on a name, else an empty string."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def expects_missing_name(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches the error of a name that is not bound."""
    if handler.type is None:
        return True
    names = {name.id for name in ast.walk(handler.type) if isinstance(name, ast.Name)}
    return bool(names & {"NameError", "Exception", "BaseException", "UnboundLocalError"})


def suppresses(item: ast.withitem) -> bool:
    """Whether a context manager swallows errors (``contextlib.suppress``)."""
    call = item.context_expr
    return isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] == "suppress"


def asks_for_names(test: ast.expr) -> bool:
    """Whether a condition asks which names are bound."""
    return any(
        isinstance(node, ast.Call) and dotted(node.func) in ("globals", "locals", "vars", "dir")
        for node in ast.walk(test)
    )


def binds_anything(node: ast.Call) -> bool:
    """Whether a call may bind names that nobody can read: code from a file, a dictionary."""
    func = node.func
    if isinstance(func, ast.Name) and func.id in ("exec", "execfile"):
        return not (node.args and isinstance(node.args[0], ast.Constant))
    return (
        isinstance(func, ast.Attribute)
        and func.attr in ("update", "setdefault", "__setitem__")
        and isinstance(func.value, ast.Call)
        and dotted(func.value.func) in ("globals", "locals", "vars")
    )
