"""What one cell says, found by a single walk of its tree and kept by its source.

Facts know nothing of other cells: a call is `pd.read_csv` here, and becomes
`pandas.read_csv` only when `flow` has linked the notebook.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from .columns import column_of_byte, split_lines
from .ipython import PlainPython, plain_python
from .recovery import Problem, read_statements
from .scopes import Scope, scope_of

BindingKind: TypeAlias = Literal["import", "value", "function", "class", "other", "delete"]
# (line, column, end line, end column), from 1, in code points, the end exclusive.
Place: TypeAlias = tuple[int, int, int, int]

_RUNS_TEXT = frozenset(
    "eval exec query timeit repeat Timer run runctx run_line_magic run_cell_magic system "
    "getoutput".split()
)
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_SHELL_NAME = re.compile(r"\{([^{}]*)\}|\$([^\W\d]\w*)")


@dataclass(frozen=True, slots=True)
class Binding:
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


@dataclass(frozen=True, slots=True)
class Import:
    """One name of an import statement; ``name`` is ``*`` for a star import."""

    name: str
    target: str
    statement: ast.Import | ast.ImportFrom
    order: int
    deferred: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A read of a name of the notebook's namespace.

    ``deferred`` is true in the body of a function, which runs later. ``guarded`` is
    true where a failing look-up is expected (a handler for ``NameError``, a test of
    ``globals()``).
    """

    name: str
    node: ast.Name
    order: int
    deferred: bool
    guarded: bool

    @property
    def at_once(self) -> bool:
        """Whether the name must be bound when the cell runs."""
        return not (self.deferred or self.guarded)


@dataclass(frozen=True, slots=True)
class CallFact:
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


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All that one cell says.

    ``python`` is what of the cell parses, everything else blanked; ``mentions`` are the
    names in its magics, shell lines, opaque and broken parts, where their use cannot
    be told. ``needs`` are the names that must be bound when the cell runs. ``problems``
    are the places that do not parse.
    """

    plain: PlainPython
    python: str
    lines: tuple[str, ...]
    tree: ast.Module
    problems: tuple[Problem, ...]
    too_deep: bool
    imports: tuple[Import, ...]
    bindings: tuple[Binding, ...]
    uses: tuple[Use, ...]
    calls: tuple[CallFact, ...]
    mentions: frozenset[str]
    needs: tuple[str, ...]

    def place(self, node: ast.AST) -> Place:
        """Where a node of this cell's tree stands in the cell's source."""
        line, end_line = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        return (
            line,
            self._column(line, node.col_offset),  # type: ignore[attr-defined]
            end_line,
            self._column(end_line, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def _column(self, line: int, byte: int) -> int:
        text, indent = self.lines[line - 1], self.plain.indent
        if indent and text.startswith(indent):
            byte += len(indent)
        return column_of_byte(text, byte)


@lru_cache(maxsize=4096)
def cell_facts(source: str, python_magics: frozenset[str] = frozenset()) -> Facts:
    """Read one cell's source. Equal sources are read once."""
    plain = plain_python(source, python_magics=python_magics)
    statements = read_statements(plain.text, indent=plain.indent)
    walk = _Walk(plain.separate)
    too_deep = statements.too_deep
    try:
        walk.block(statements.tree.body)
    except RecursionError:
        too_deep = True
    return Facts(
        plain=plain,
        python=statements.text,
        lines=tuple(split_lines(plain.text)),
        tree=statements.tree,
        problems=statements.problems,
        too_deep=too_deep,
        imports=tuple(walk.imports),
        bindings=tuple(walk.bindings),
        uses=tuple(walk.uses),
        calls=tuple(walk.calls),
        mentions=_mentions(source, plain, statements.lost) | _run_from_text(walk.calls),
        needs=tuple(dict.fromkeys(use.name for use in walk.uses if use.at_once)),
    )


def _mentions(source: str, plain: PlainPython, lost: str) -> frozenset[str]:
    if plain.opaque:
        return frozenset(_IDENTIFIER.findall(source))
    names = set(_IDENTIFIER.findall(lost))
    for magic in plain.magics:
        if magic.kind == "shell":
            for expression, variable in _SHELL_NAME.findall(magic.text):
                names.update(_IDENTIFIER.findall(expression), [variable])
        elif not magic.python:
            names.update(_IDENTIFIER.findall(magic.text))
    return frozenset(names)


def _run_from_text(calls: list[CallFact]) -> frozenset[str]:
    """Names in the strings that are given to something that runs them."""
    names: set[str] = set()
    for call in calls:
        if call.method in _RUNS_TEXT:
            for node in (*call.node.args, *(keyword.value for keyword in call.node.keywords)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    names.update(_IDENTIFIER.findall(node.value))
    return frozenset(names)


class _Walk:
    """The walk of one cell: order, scopes, loops and conditions are kept on the way."""

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
        self.tests: list[ast.expr] = []
        self.statement: ast.stmt = ast.Pass()

    # Statements

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
        self.visit(node.annotation)
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
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.imports.append(Import("*", module, node, self.order, bool(self.functions)))
            else:
                separator = "" if module.endswith(".") else "."
                target = f"{module}{separator}{alias.name}"
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
        self.loops += 1
        self.block(node.body)
        self.loops -= 1
        self.block(node.orelse)
        self.uncertain -= 1

    do_AsyncFor = do_For

    def do_While(self, node: ast.While) -> None:
        self.visit(node.test)
        self.loops += 1
        self.uncertain += 1
        self.block(node.body)
        self.loops -= 1
        self.block(node.orelse)
        self.uncertain -= 1

    def do_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self.tests.append(node.test)
        self.uncertain += 1
        asks = _asks_for_names(node.test)
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
        expected = any(_expects_missing_name(handler) for handler in node.handlers)
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
                name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
                if isinstance(name, str):
                    self.bind(name, "other", pattern)
                elif isinstance(pattern, ast.MatchValue | ast.MatchClass):
                    self.visit(
                        pattern.value if isinstance(pattern, ast.MatchValue) else pattern.cls
                    )
            if case.guard is not None:
                self.visit(case.guard)
            self.block(case.body)
        self.uncertain -= 1

    # Expressions

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
        elif isinstance(node, ast.Lambda):
            self.expressions([*node.args.defaults, *node.args.kw_defaults])
            self.inside_function(node, "<lambda>", [node.body])
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            self.comprehension(node)
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
            if arg is not None and arg.annotation is not None:
                self.visit(arg.annotation)
        if node.returns is not None:
            self.visit(node.returns)

    def is_own(self, name: str) -> bool:
        return self.separate or any(name in scope.names for scope in self.scopes)

    def use(self, node: ast.Name) -> None:
        self.order += 1
        if not self.is_own(node.id):
            guarded = self.guarded > 0
            self.uses.append(Use(node.id, node, self.order, bool(self.functions), guarded))

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


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of attributes on a name, else an empty string."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def _expects_missing_name(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {name.id for name in ast.walk(handler.type) if isinstance(name, ast.Name)}
    return bool(names & {"NameError", "Exception", "BaseException", "UnboundLocalError"})


def _asks_for_names(test: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Call) and dotted(node.func) in ("globals", "locals", "vars", "dir")
        for node in ast.walk(test)
    )
