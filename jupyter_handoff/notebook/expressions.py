"""The walk of a cell's expressions: what they read, bind and call, and in which scope."""

from __future__ import annotations

import ast

from .names import Binding, BindingKind, CallFact, Import, Use, asks_for_names, dotted
from .scopes import Scope, scope_of


class Expressions:
    """What a walk has found so far, and where it is; `Walk` adds the statements."""

    def __init__(self, separate: bool) -> None:
        self.imports: list[Import] = []
        self.bindings: list[Binding] = []
        self.uses: list[Use] = []
        self.calls: list[CallFact] = []
        self.separate = separate
        self.order = 0
        self.scopes: list[Scope] = []
        self.functions: list[str] = []
        self.loops = 0
        self.uncertain = 0
        self.guarded = 0
        self.annotated = 0
        self.tests: list[ast.expr] = []
        self.statement: ast.stmt = ast.Pass()

    def block(self, statements: list[ast.stmt]) -> None:
        """Walk statements, in order."""
        raise NotImplementedError

    def expressions(self, nodes: list[ast.expr] | list[ast.expr | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                self.use(node)
        elif isinstance(node, ast.Call):
            self.call(node)
        elif isinstance(node, ast.BinOp):
            self.chain(node)
        elif isinstance(node, ast.Lambda):
            self.expressions([*node.args.defaults, *node.args.kw_defaults])
            self.inside_function(node, "<lambda>", [node.body])
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            self.comprehension(node)
        elif isinstance(node, ast.IfExp | ast.BoolOp):
            asks = asks_for_names(node.test if isinstance(node, ast.IfExp) else node)
            self.guarded += asks
            self.children(node)
            self.guarded -= asks
        elif isinstance(node, ast.NamedExpr):
            self.visit(node.value)
            self.bind_target(node.target, node.value)
        elif not isinstance(node, ast.Constant):
            self.children(node)

    def children(self, node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self.block([child])
            else:
                self.visit(child)

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
        self.scopes.append(scope_of(node))
        self.loops += 1
        for number, generator in enumerate(node.generators):
            if number:
                self.visit(generator.iter)
            self.children(generator.target)
            self.expressions(generator.ifs)
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.expressions(results)
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
                function=self.functions[-1] if self.functions else "",
                in_loop=self.loops > 0,
                deferred=bool(self.functions),
                statement=self.statement,
                tests=tuple(self.tests),
            )
        )
        self.children(node)

    def callee(self, node: ast.expr) -> tuple[str, bool]:
        path = dotted(node)
        root, _, rest = path.partition(".")
        for scope in reversed(self.scopes):
            if root in scope.imports:
                return ".".join(filter(None, [scope.imports[root], rest])), True
            if root in scope.names:
                return "", False
        return path, False

    # Names

    def inside_function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        name: str,
        body: list[ast.stmt] | list[ast.expr],
    ) -> None:
        saved = self.loops, self.uncertain, self.statement
        self.loops = self.uncertain = 0
        hidden = [scope for scope in self.scopes if not scope.of_class]
        outer, self.scopes = self.scopes, [*hidden, scope_of(node)]
        self.functions.append(name)
        for child in body:
            if isinstance(child, ast.stmt):
                self.block([child])
            else:
                self.visit(child)
        self.functions.pop()
        self.scopes = outer
        self.loops, self.uncertain, self.statement = saved

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

    def is_own(self, name: str) -> bool:
        return self.separate or any(name in scope.names for scope in self.scopes)

    def use(self, node: ast.Name) -> None:
        self.order += 1
        if not self.is_own(node.id):
            guarded, annotation = self.guarded > 0, self.annotated > 0
            deferred = bool(self.functions)
            self.uses.append(Use(node.id, node, self.order, deferred, guarded, annotation))

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
            self.children(target)

    def bind_import(self, name: str, target: str, node: ast.Import | ast.ImportFrom) -> None:
        self.imports.append(Import(name, target, node, self.order, bool(self.functions)))
        self.bind(name, "import", node, target=target)

    def bind(
        self,
        name: str,
        kind: BindingKind,
        node: ast.AST,
        *,
        target: str = "",
        value: ast.expr | None = None,
    ) -> None:
        self.order += 1
        if self.is_own(name):
            return
        certain = not self.uncertain and not self.functions
        deferred = bool(self.functions)
        self.bindings.append(
            Binding(name, kind, node, self.order, target, value, certain, deferred)
        )
