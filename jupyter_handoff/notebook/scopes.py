"""Which names belong to a function, a class body or a comprehension itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from .nodes import children

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)

# Expressions that names can be bound in, but for those with `:=`.
_TARGETS = (ast.Name, ast.Tuple, ast.List, ast.Starred)


@dataclass(slots=True)
class Scope:
    """Names that are a scope's own; ``imports`` are those it imports, qualified."""

    of_class: ast.ClassDef | None = None
    names: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)


def scope_of(node: Function | Comprehension | ast.ClassDef, *, walrus: bool = True) -> Scope:
    """The names that the scope opened by ``node`` binds for itself.

    ``walrus`` is whether `:=` may stand in it.
    """
    scope = Scope(of_class=node if isinstance(node, ast.ClassDef) else None)
    if isinstance(node, _COMPREHENSIONS):
        for generator in node.generators:
            scope.names.update(_targets(generator.target))
        return scope
    if not isinstance(node, ast.ClassDef):
        args = node.args
        listed = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        scope.names.update(arg.arg for arg in listed if arg is not None)
    outside = _fill(
        scope, [node.body] if isinstance(node, ast.Lambda) else node.body, walrus=walrus
    )
    for name in outside & scope.imports.keys():
        del scope.imports[name]
    return scope


def scope_of_block(statements: list[ast.stmt]) -> Scope:
    """The scope of statements that run in a function which nobody wrote, as `%timeit` does."""
    scope = Scope()
    _fill(scope, statements, walrus=True)
    return scope


def _fill(scope: Scope, parts: Sequence[ast.AST], *, walrus: bool) -> set[str]:
    """Put into a scope what its parts bind; the names that they say are not its own."""
    outside: set[str] = set()
    for part in parts:
        for node in _own_nodes(part, walrus=walrus):
            if isinstance(node, ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    scope.names.add(node.id)
            elif not isinstance(node, ast.expr | ast.expr_context):
                _collect(node, scope, outside)
    scope.names.update(scope.imports)
    scope.names -= outside
    return outside


def _own_nodes(node: ast.AST, *, walrus: bool) -> Iterator[ast.AST]:
    """``node`` and what is below it, without the bodies of scopes nested in it.

    Of a comprehension it is what `:=` binds, outside of it.
    """
    todo = [node]
    while todo:
        current = todo.pop()
        yield current
        if isinstance(current, ast.expr) and not (walrus or isinstance(current, _TARGETS)):
            continue  # no other expression binds a name, and most of what there is are expressions
        if isinstance(current, _COMPREHENSIONS):
            inner = (item for item in ast.walk(current) if isinstance(item, ast.NamedExpr))
            todo.extend(item.target for item in inner)
        elif not isinstance(current, _SCOPES):
            todo += children(current)


def _collect(node: ast.AST, scope: Scope, outside: set[str]) -> None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        scope.names.add(node.name)
    elif isinstance(node, ast.Import):
        for alias in node.names:
            name, target = imported_module(alias)
            scope.imports[name] = target
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            scope.imports[alias.asname or alias.name] = imported_name(node, alias)
    elif isinstance(node, ast.Global):
        outside.update(node.names)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        scope.names.add(node.name)
    elif name := captured(node):
        scope.names.add(name)


def imported_module(alias: ast.alias) -> tuple[str, str]:
    """The name that ``import alias`` binds, and the module that it then stands for."""
    top = alias.name.partition(".")[0]
    return alias.asname or top, alias.name if alias.asname else top


def imported_name(node: ast.ImportFrom, alias: ast.alias) -> str:
    """The full name of what ``from … import alias`` binds."""
    module = "." * node.level + (node.module or "")
    return f"{module}{'' if module.endswith('.') else '.'}{alias.name}"


def captured(node: ast.AST) -> str:
    """The name that a part of a ``case`` pattern binds; empty where it binds none."""
    if isinstance(node, ast.MatchAs | ast.MatchStar):
        return node.name or ""
    return (node.rest or "") if isinstance(node, ast.MatchMapping) else ""


def _targets(node: ast.expr) -> Iterator[str]:
    for name in ast.walk(node):
        if isinstance(name, ast.Name):
            yield name.id
