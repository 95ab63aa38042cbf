"""The one walk of a cell's tree: order, scopes, loops and conditions are kept on the way."""

from __future__ import annotations

import ast

from .expressions import Expressions
from .names import Import, asks_for_names, expects_missing_name
from .scopes import captured, imported_name, scope_of


class Walk(Expressions):
    """The walk of a cell's statements, and of the expressions in them."""

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.statement = statement
            self.order += 1
            handler = getattr(self, f"do_{type(statement).__name__}", None)
            if handler is not None:
                handler(statement)
            else:
                self.children(statement)

    def do_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.bind_target(target, node.value)

    def do_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.annotation(node.annotation)
        if node.value is not None:
            self.visit(node.value)
            self.bind_target(node.target, node.value)

    def do_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.use(node.target)
        self.bind_target(node.target, None)

    def do_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.bind(target.id, "delete", target)
            else:
                self.visit(target)

    def do_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            top = alias.name.partition(".")[0]
            target = alias.name if alias.asname else top
            self.bind_import(alias.asname or top, target, node)

    def do_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                module = "." * node.level + (node.module or "")
                self.imports.append(Import("*", module, node, self.order, bool(self.functions)))
            else:
                target = imported_name(node, alias)
                self.bind_import(alias.asname or alias.name, target, node)

    def do_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.expressions(node.decorator_list)
        self.expressions([*node.args.defaults, *node.args.kw_defaults])
        self.annotations(node)
        self.bind(node.name, "function", node)
        self.inside_function(node, node.name, node.body)

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node: ast.ClassDef) -> None:
        self.expressions([*node.decorator_list, *node.bases])
        self.expressions([keyword.value for keyword in node.keywords])
        self.scopes.append(scope_of(node))
        self.block(node.body)
        self.scopes.pop()
        self.bind(node.name, "class", node)

    def do_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.uncertain += 1
        self.bind_target(node.target, None)
        self.loop(node)
        self.uncertain -= 1

    do_AsyncFor = do_For

    def do_While(self, node: ast.While) -> None:
        self.visit(node.test)
        self.uncertain += 1
        self.loop(node)
        self.uncertain -= 1

    def loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        self.loops += 1
        self.block(node.body)
        self.loops -= 1
        self.block(node.orelse)

    def do_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self.tests.append(node.test)
        self.uncertain += 1
        asks = asks_for_names(node.test)
        self.guarded += asks
        self.block(node.body)
        self.block(node.orelse)
        self.guarded -= asks
        self.uncertain -= 1
        self.tests.pop()

    def do_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars is not None:
                self.bind_target(item.optional_vars, None)
        self.block(node.body)

    do_AsyncWith = do_With

    def do_Try(self, node: ast.Try) -> None:
        expected = any(expects_missing_name(handler) for handler in node.handlers)
        self.guarded += expected
        self.block(node.body)
        self.guarded -= expected
        self.uncertain += 1
        for handler in node.handlers:
            if handler.type is not None:
                self.visit(handler.type)
            if handler.name:
                self.bind(handler.name, "other", handler)
            self.block(handler.body)
        self.uncertain -= 1
        self.block(node.orelse)
        self.block(node.finalbody)

    do_TryStar = do_Try

    def do_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        self.uncertain += 1
        for case in node.cases:
            for pattern in ast.walk(case.pattern):
                if name := captured(pattern):
                    self.bind(name, "other", pattern)
                elif isinstance(pattern, ast.Name):
                    self.use(pattern)
            if case.guard is not None:
                self.visit(case.guard)
            self.block(case.body)
        self.uncertain -= 1
