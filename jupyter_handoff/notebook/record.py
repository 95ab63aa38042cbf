"""What a walk has found so far and where it is: scopes, functions, conditions, ways."""

from __future__ import annotations

import ast

from .magic_names import ANYTHING
from .names import Binding, BindingKind, CallFact, Function, Import, Use, dotted
from .scopes import Scope
from .ways import Reach, Ways


class Record:
    """Names as a walk meets them; `Expressions` and `Walk` say what is met."""

    def __init__(self, separate: bool, *, walrus: bool = True) -> None:
        self.imports: list[Import] = []
        self.bindings: list[Binding] = []
        self.uses: list[Use] = []
        self.calls: list[CallFact] = []
        self.functions: list[Function] = []
        # The uses that are called, what each use can refer to, where any name may be bound.
        self.called: list[Use] = []
        self.reaches: dict[ast.Name, Reach] = {}
        self.unknown: list[int] = []
        self.ways = Ways()
        self.separate = separate
        self.walrus = walrus
        self.order = 0
        self.scopes: list[Scope] = []
        self.inside: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda] = []
        self.postponed: set[ast.AST] = set()
        self.loops = 0
        self.uncertain = 0
        # Whether a return may have been taken on the way.
        self.left = False
        # Whether the way that is walked ends here, and how many handlers could catch that.
        self.ended = False
        self.trying = 0
        self.guarded = 0
        self.annotated = 0
        self.tests: list[ast.expr] = []
        self.statement: ast.stmt = ast.Pass()

    def class_of(self) -> ast.ClassDef | None:
        """The class whose body this is."""
        return self.scopes[-1].of_class if self.scopes else None

    def is_own(self, name: str) -> bool:
        if self.separate:
            return True
        # A loop: this is asked of every name.
        for scope in self.scopes:  # noqa: SIM110
            if name in scope.names:
                return True
        return False

    def use(self, node: ast.Name, *, into: bool = False) -> None:
        self.order += 1
        if not self.is_own(node.id):
            self.reaches[node] = self.ways.at(node.id)
            self.uses.append(
                Use(
                    name=node.id,
                    node=node,
                    order=self.order,
                    deferred=bool(self.inside),
                    guarded=self.guarded > 0,
                    annotation=self.annotated > 0,
                    certain=not (self.uncertain or self.left),
                    into=into,
                    function=self.inside[-1] if self.inside else None,
                )
            )

    def bind_import(self, name: str, target: str, node: ast.Import | ast.ImportFrom) -> None:
        self.imports.append(Import(name, target, node, self.order, bool(self.inside)))
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
        certain = not self.uncertain and not self.inside
        binding = Binding(name, kind, node, self.order, target, value, certain, bool(self.inside))
        self.bindings.append(binding)
        self.ways.bind(binding)

    def bind_by_magic(self, names: tuple[str, ...], node: ast.AST) -> None:
        for name in names:
            if name == ANYTHING:
                self.order += 1
                self.unknown.append(self.order)
            else:
                self.bind(name, "magic", node)

    def bind_globals(self, bindings: tuple[Binding, ...]) -> None:
        """From a function on, what it binds as global may be bound: it may be called."""
        if bindings:
            self.ways.fork()
            for binding in bindings:
                if binding.kind != "delete":
                    self.ways.bind(binding)
            self.ways.join({}, self.ways.back())

    def callee(self, node: ast.expr) -> tuple[str, bool]:
        path = dotted(node)
        root, _, rest = path.partition(".")
        for scope in reversed(self.scopes):
            if root in scope.imports:
                return ".".join(filter(None, [scope.imports[root], rest])), True
            if root in scope.names:
                return "", False
        return path, False
