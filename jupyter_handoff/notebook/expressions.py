"""The walk of a cell's expressions: what they read, bind and call, and in which scope."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .magic_names import called_magic, names_bound
from .names import CallFact, Function, asks_for_names, binds_anything, dotted
from .nodes import children
from .record import Record
from .scopes import scope_of
from .ways import Way, Ways


class Expressions(Record):
    """The walk of expressions; `Walk` adds the statements."""

    def block(self, statements: list[ast.stmt]) -> None:
        """Walk statements, in order."""
        raise NotImplementedError

    def expressions(self, nodes: list[ast.expr] | list[ast.expr | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        self.visit(node.slice)

    def visit(self, node: ast.AST) -> None:
        _VISITS.get(type(node), Expressions.children)(self, node)

    def nothing(self, node: ast.Constant) -> None:
        """A constant binds and reads nothing."""

    def attribute(self, node: ast.Attribute) -> None:
        value = node.value
        while isinstance(value, ast.Attribute):
            value = value.value
        self.visit(value)

    def function(self, node: ast.Lambda) -> None:
        self.expressions([*node.args.defaults, *node.args.kw_defaults])
        self.inside_function(node, [node.body])

    def named(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.bind_target(node.target, node.value)

    def yields(self, node: ast.Yield | ast.YieldFrom) -> None:
        if self.inside:
            self.postponed.add(self.inside[-1])
        self.children(node)

    def read(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.use(node)

    def children(self, node: ast.AST) -> None:
        for child in children(node):
            if isinstance(child, ast.stmt):
                self.block([child])
            else:
                self.visit(child)

    def choice(self, node: ast.IfExp | ast.BoolOp) -> None:
        """An expression of which only a part may be evaluated."""
        if isinstance(node, ast.IfExp):
            first, ways = node.test, [[node.body], [node.orelse]]
        else:
            first, ways = node.values[0], [node.values[1:], []]
        asks = asks_for_names(node.test if isinstance(node, ast.IfExp) else node)
        self.guarded += asks
        self.visit(first)
        self.uncertain += 1
        self.ways.join(*[self.way(nodes) for nodes in ways])
        self.uncertain -= 1
        self.guarded -= asks

    def way(self, nodes: list[ast.expr]) -> Way:
        self.ways.fork()
        self.expressions(nodes)
        return self.ways.back()

    def chain(self, node: ast.BinOp) -> None:
        """A chain of operators, which may be longer than Python's stack is deep."""
        left: ast.expr = node
        right = []
        while isinstance(left, ast.BinOp):
            right.append(left.right)
            left = left.left
        self.expressions([left, *reversed(right)])

    def comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> None:
        self.visit(node.generators[0].iter)
        self.scopes.append(scope_of(node, walrus=self.walrus))
        self.loops += 1
        self.uncertain += 1
        self.ways.enter_loop()
        for number, generator in enumerate(node.generators):
            if number:
                self.visit(generator.iter)
            self.children(generator.target)
            self.expressions(generator.ifs)
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.expressions(results)
        self.ways.join({}, self.ways.leave_loop())
        self.uncertain -= 1
        self.loops -= 1
        self.scopes.pop()

    def call(self, node: ast.Call) -> None:
        self.order += 1
        order = self.order
        path, resolved = self.callee(node.func)
        method = path.rpartition(".")[2] or getattr(node.func, "attr", "")
        self.calls.append(
            CallFact(
                node=node,
                path=path,
                method=method,
                order=order,
                resolved=resolved,
                function=getattr(self.inside[-1], "name", "<lambda>") if self.inside else "",
                in_loop=self.loops > 0,
                deferred=bool(self.inside),
                statement=self.statement,
                tests=tuple(self.tests),
            )
        )
        self.unknown += [order] if binds_anything(node) else []
        if (magic := called_magic(node)) is not None:
            self.bind_by_magic(names_bound(magic), node)
        uses = len(self.uses)
        self.visit(node.func)
        self.expressions(node.args)
        for keyword in node.keywords:
            self.visit(keyword.value)
        if len(self.uses) > uses and self.uses[uses].node is node.func:
            self.called.append(self.uses[uses])

    def inside_function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        body: list[ast.stmt] | list[ast.expr],
    ) -> None:
        """Walk a function's body, on ways of its own."""
        saved = self.loops, self.uncertain, self.statement, self.scopes
        way = self.ways, self.left, self.ended, self.trying
        found = len(self.uses), len(self.called), len(self.bindings)
        order = self.order
        of = self.class_of()
        self.loops = self.uncertain = self.trying = 0
        self.ways, self.left, self.ended = Ways(), False, False
        self.scopes = [
            *(scope for scope in self.scopes if not scope.of_class),
            scope_of(node, walrus=self.walrus),
        ]
        self.inside.append(node)
        for child in body:
            if isinstance(child, ast.stmt):
                self.block([child])
            else:
                self.visit(child)
        self.inside.pop()
        self.loops, self.uncertain, self.statement, self.scopes = saved
        self.ways, self.left, self.ended, self.trying = way
        self.functions.append(
            Function(
                getattr(node, "name", "<lambda>"),
                node,
                order,
                of,
                self.inside[-1] if self.inside else None,
                self.runs_at_once(node),
                tuple(self.uses[found[0] :]),
                tuple(self.called[found[1] :]),
                tuple(self.bindings[found[2] :]),
            )
        )
        self.bind_globals(self.functions[-1].bindings)

    def runs_at_once(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
        plain = isinstance(node, ast.FunctionDef) and not node.decorator_list
        return (plain or isinstance(node, ast.Lambda)) and node not in self.postponed

    def annotations(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        args = node.args
        for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]:
            if arg is not None:
                self.annotation(arg.annotation)
        self.annotation(node.returns)

    def annotation(self, node: ast.expr | None) -> None:
        if node is not None:
            self.annotated += 1
            self.visit(node)
            self.annotated -= 1

    def bind_target(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.bind(target.id, "value", target, value=value)
        elif isinstance(target, ast.Starred):
            self.bind_target(target.value, None)
        elif isinstance(target, ast.Tuple | ast.List):
            parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            for number, part in enumerate(target.elts):
                paired = len(parts) == len(target.elts)
                self.bind_target(part, parts[number] if paired else None)
        else:
            self.into(target)

    def into(self, target: ast.expr) -> None:
        """Something is put into an item or an attribute, or deleted from it."""
        slices = []
        while isinstance(target, ast.Attribute | ast.Subscript):
            if isinstance(target, ast.Subscript):
                slices.append(target.slice)
            target = target.value
        if isinstance(target, ast.Name):
            self.use(target, into=True)
        else:
            self.visit(target)
            if isinstance(target, ast.Call) and dotted(target.func) in ("globals", "locals"):
                self.unknown.append(self.order)
        self.expressions(slices[::-1])


# What is done for each kind of expression; of others, only what is below them counts.
_VISITS: dict[type[ast.AST], Callable[[Expressions, Any], None]] = {
    ast.Name: Expressions.read,
    ast.Constant: Expressions.nothing,
    ast.Attribute: Expressions.attribute,
    ast.Subscript: Expressions.subscript,
    ast.Call: Expressions.call,
    ast.BinOp: Expressions.chain,
    ast.Lambda: Expressions.function,
    ast.ListComp: Expressions.comprehension,
    ast.SetComp: Expressions.comprehension,
    ast.GeneratorExp: Expressions.comprehension,
    ast.DictComp: Expressions.comprehension,
    ast.IfExp: Expressions.choice,
    ast.BoolOp: Expressions.choice,
    ast.NamedExpr: Expressions.named,
    ast.Yield: Expressions.yields,
    ast.YieldFrom: Expressions.yields,
}
