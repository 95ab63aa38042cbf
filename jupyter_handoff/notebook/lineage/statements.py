"""What statements do: names are bound, branches joined, loops taken twice, functions followed."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Sequence

from msgspec.structs import replace

from ..scopes import imported_module
from . import chains, frames, order
from .expressions import Expressions
from .joins import join
from .libraries import is_library
from .rows import Site
from .run import Key, Stored
from .values import NOTHING, Constant, Data, Function, Items, Many, Named, OwnClass, Unknown, Value

# How deep functions of the notebook are followed into one another.
_DEEPEST_CALL = 3
# Each is asked for every name that nothing binds.
_MOST_STARS = 20


class Statements(Expressions):
    """Follows statements in order. ``block`` tells whether it surely ends early."""

    def __init__(self, state: dict[Key, Stored], cell_id: str, most: int) -> None:
        super().__init__(state, cell_id, most)
        self.calls: list[Function] = []
        self.returned: list[Value] = []

    def block(self, statements: Sequence[ast.stmt]) -> bool:
        return any(self.statement(statement) for statement in statements)

    def statement(self, node: ast.stmt) -> bool:
        self.step()
        handler = getattr(self, f"do_{type(node).__name__}", self.of_parts)
        return handler(node) is True

    def do_Expr(self, node: ast.Expr) -> None:
        self.shown = node.value
        self.evaluate(node.value)

    def do_Assign(self, node: ast.Assign) -> None:
        value = self.shared(node.value)
        for target in node.targets:
            self.assign(target, value)

    def do_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.assign(node.target, self.evaluate(node.value))

    def do_AugAssign(self, node: ast.AugAssign) -> None:
        before = self.evaluate(node.target)
        value = self.evaluate(node.value)
        if isinstance(node.op, ast.Add) and isinstance(value, Unknown):
            # It may be added to the rows, or below them.
            self.assign(node.target, Unknown(self.site(node)))
            return
        operation = ast.copy_location(ast.BinOp(node.target, node.op, node.value), node)
        self.assign(node.target, self.operated(before, value, operation))

    def do_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.set(self.key(target.id), None)
            elif isinstance(target, ast.Subscript):
                self.delete_column(target)

    def delete_column(self, target: ast.Subscript) -> None:
        value, name = self.evaluate(target.value), self.evaluate(target.slice)
        if isinstance(value, Data) and isinstance(name, Constant) and isinstance(name.value, str):
            self.change(target.value, frames.without_columns(value, frozenset([name.value])))

    def do_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            name, target = imported_module(alias)
            self.set(self.key(name), Named(target))

    def do_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                before = self.get(("*",))
                known = before if isinstance(before, tuple) else ()
                if not is_library(module):
                    self.gaps.add(f"`from {module[:40]} import *` may bind anything")
                others = (name for name in known[:_MOST_STARS] if name != module)
                self.set(("*",), (module, *others))
            else:
                self.set(self.key(alias.asname or alias.name), Named(f"{module}.{alias.name}"))

    def do_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.set(self.key(node.name), Function(self.cell_id, node, self.frame))

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node: ast.ClassDef) -> None:
        self.set(self.key(node.name), OwnClass(self.site(node)))

    def do_Return(self, node: ast.Return) -> bool:
        self.returned.append(self.evaluate(node.value) if node.value else Constant(None))
        return True

    def do_Raise(self, _: ast.Raise | ast.Continue | ast.Break) -> bool:
        return True

    do_Continue = do_Break = do_Raise

    def do_If(self, node: ast.If) -> bool:
        test = self.evaluate(node.test)
        if isinstance(test, Constant):
            return self.block(node.body if test.value else node.orelse)
        branches, ends = [], []
        for body in (node.body, node.orelse):
            self.branch()
            ends.append(self.block(body))
            branches.append(self.leave())
        self.accept_branches(branches, ends)
        return all(ends)

    def do_For(self, node: ast.For | ast.AsyncFor) -> None:
        values, endless = self.iterated(self.evaluate(node.iter), node.iter)
        for number, value in enumerate(values):
            with self.inside((node.lineno, node.col_offset, number)):
                self.assign(node.target, value)
                self.many += endless
                self.block(node.body)
                self.many -= endless
        self.block(node.orelse)

    do_AsyncFor = do_For

    def do_While(self, node: ast.While) -> None:
        self.evaluate(node.test)
        for number in range(2):
            with self.inside((node.lineno, node.col_offset, number)):
                self.many += 1
                self.block(node.body)
                self.many -= 1
        self.block(node.orelse)

    def do_With(self, node: ast.With | ast.AsyncWith) -> bool:
        for item in node.items:
            value = self.evaluate(item.context_expr)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value)
        return self.block(node.body)

    do_AsyncWith = do_With

    def do_Try(self, node: ast.Try) -> bool:
        ends = self.block(node.body)
        returned = list(self.returned)
        for handler in node.handlers:
            self.branch()
            over = self.block(handler.body)
            changes = self.leave()
            if not over:
                self.accept_either(({}, changes))
        self.returned = returned
        ends = ends or self.block(node.orelse)
        return self.block(node.finalbody) or ends

    do_TryStar = do_Try

    # Names

    def key(self, name: str) -> Key:
        return self.local(name) if self.frame else ("n", name)

    def assign(self, target: ast.expr, value: Value) -> None:
        if isinstance(target, ast.Name):
            self.set(self.key(target.id), _column(self.fresh(value)))
        elif isinstance(target, ast.Tuple | ast.List):
            self.unpack(target.elts, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, Many(value))
        elif isinstance(target, ast.Subscript):
            self.assign_item(target, value)
        elif isinstance(target, ast.Attribute):
            self.assign_attribute(target, value)

    def unpack(self, targets: list[ast.expr], value: Value) -> None:
        starred = any(isinstance(target, ast.Starred) for target in targets)
        if isinstance(value, Items) and len(value.items) == len(targets) and not starred:
            for target, item in zip(targets, value.values, strict=True):
                self.assign(target, item)
            return
        for number, target in enumerate(targets):
            self.assign(target, self.item(value, number))

    def item(self, value: Value, number: int) -> Value:
        if isinstance(value, Unknown) and value.site is not None:
            return Unknown(value.site, (*value.path, number))
        if isinstance(value, Many):
            return value.item
        return value if isinstance(value, Data) and value.form == "dataset" else NOTHING

    def assign_attribute(self, target: ast.Attribute, value: Value) -> None:
        owner = self.evaluate(target.value)
        if isinstance(owner, Data) and target.attr == "columns":
            self.change(target.value, frames.renamed(owner))
        elif isinstance(owner, Data) and target.attr == "index":
            self.change(target.value, order.with_index(owner, value))
        elif isinstance(owner, Data) and owner.form == "frame":
            name = Constant(target.attr)
            self.change(target.value, frames.with_column(owner, name, value, whole=True))

    def assign_item(self, target: ast.Subscript, value: Value) -> None:
        """``data[…] = value``: the data rest on what the value rests on."""
        owner_node, key_node = target.value, target.slice
        located = isinstance(owner_node, ast.Attribute) and owner_node.attr in chains.LOCATORS
        if located and isinstance(owner_node, ast.Attribute):
            owner_node = owner_node.value
            last = key_node.elts[-1] if isinstance(key_node, ast.Tuple) else None
            key = self.evaluate(last) if last is not None else NOTHING
        else:
            key = NOTHING if isinstance(key_node, ast.Slice) else self.evaluate(key_node)
        if isinstance(owner_node, ast.Subscript) and isinstance(target.ctx, ast.Store):
            chains.assigned(self, target, owner_node)
        owner = self.evaluate(owner_node)
        if isinstance(owner, Items) and isinstance(key, Constant):
            items = {**dict(owner.items), key.value: value}
            self.change(owner_node, replace(owner, items=tuple(items.items())))
        elif isinstance(owner, Data):
            self.change(owner_node, frames.with_column(owner, key, value, whole=not located))
        elif isinstance(owner, Many):
            self.assign(owner_node, Many(join(owner.item, value)))

    # Functions

    def invoke(
        self, function: Function, positional: Sequence[Value], keywords: dict[str, Value], at: Site
    ) -> Value:
        if len(self.calls) >= _DEEPEST_CALL or any(
            called.node is function.node for called in self.calls
        ):
            self.gaps.add("a function that calls itself, or is called too deep inside others")
            return Unknown(at)
        saved = self.frame, self.cell_id, self.returned
        with self.inside(at.spot):
            bound = self.bound(function, positional, keywords)
            self.frame, self.cell_id, self.returned = self.context, function.cell_id, []
            self.around[self.frame] = function.frame
            self.calls.append(function)
            for name, value in bound.items():
                self.set(self.local(name), value)
            result = self.body(function)
            self.forget(self.frame)
            self.calls.pop()
        self.frame, self.cell_id, self.returned = saved
        return result

    def body(self, function: Function) -> Value:
        if isinstance(function.node, ast.Lambda):
            return self.evaluate(function.node.body)
        self.block(function.node.body)
        values = self.returned or [Constant(None)]
        return self.either(values)

    def bound(
        self, function: Function, positional: Sequence[Value], keywords: dict[str, Value]
    ) -> dict[str, Value]:
        """The parameters' values; what is not given has its default."""
        args = function.node.args
        names = [arg.arg for arg in (*args.posonlyargs, *args.args)]
        every = [*names, *(arg.arg for arg in args.kwonlyargs)]
        defaults = dict(zip(reversed(names), reversed(args.defaults), strict=False))
        pairs = zip(args.kwonlyargs, args.kw_defaults, strict=True)
        defaults |= {arg.arg: value for arg, value in pairs if value is not None}
        given = dict(zip(names, positional, strict=False))
        given |= {name: value for name, value in keywords.items() if name in every}
        for name, default in defaults.items():
            if name not in given:
                given[name] = self.evaluate(default)
        return {**dict.fromkeys(every, NOTHING), **given}

    def forget(self, frame: Hashable) -> None:
        """Drop a function's own names when it is over."""
        layer = self.top
        for key in [key for key in layer if key[0] == "l" and key[1] == frame]:
            del layer[key]


def _column(value: Value) -> Value:
    """A value on its own: what rested on one column rests on all of it now."""
    if not isinstance(value, Data) or value.form not in ("series", "array", "number"):
        return value
    if all(item.column is None for item in value.seen):
        return value
    return replace(value, seen=frozenset(item._replace(column=None) for item in value.seen))
