"""The one walk of a cell's tree: order, scopes, loops and conditions are kept on the way."""

from __future__ import annotations

import ast
from collections.abc import Sequence, Set

from .expressions import Expressions
from .magic_names import BindingMagic
from .names import Import, asks_for_names, expects_missing_name, suppresses
from .scopes import captured, imported_module, imported_name, scope_of, scope_of_block
from .ways import Way


class Walk(Expressions):
    """The walk of a cell's statements, and of the expressions in them."""

    def __init__(
        self,
        separate: bool,
        magics: Sequence[BindingMagic],
        timed: Set[int],
        given: Set[int],
        *,
        walrus: bool = True,
    ) -> None:
        """``timed`` are the lines that `%timeit` runs, ``given`` those that bind what a magic
        or the shell gives; ``walrus`` is whether `:=` may stand in the cell.
        """
        super().__init__(separate, walrus=walrus)
        self.given = given
        self.too_deep = False
        self.magics = list(reversed(magics))
        self.timed = timed

    def cell(self, body: list[ast.stmt], *, timed: bool) -> None:
        """Walk a whole cell; ``timed`` is whether it runs in a function, as `%%timeit` does."""
        self.scopes = [scope_of_block(body)] if timed else []
        self.block(body)
        self.scopes = []
        self.pass_magics(None)

    def pass_magics(self, line: int | None) -> None:
        """Bind what the magics down to a line bind, all of them without a line."""
        while self.magics and (line is None or self.magics[-1].line <= line):
            magic = self.magics.pop()
            self.bind_by_magic(magic.names, magic.node)

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            if self.magics:
                self.pass_magics(statement.lineno)
            if statement.lineno in self.timed and not self.inside:
                self.scopes.append(scope_of_block([statement]))
                self.do(statement)
                self.scopes.pop()
            else:
                self.do(statement)

    def do(self, statement: ast.stmt) -> None:
        self.statement = statement
        self.order += 1
        handler = getattr(self, f"do_{type(statement).__name__}", None)
        if handler is not None:
            handler(statement)
        else:
            self.children(statement)

    def do_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        # A placeholder stands where a magic's result is bound.
        value = None if node.value.lineno in self.given else node.value
        for target in node.targets:
            self.bind_target(target, value)

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
                self.into(target)

    def do_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.bind_import(*imported_module(alias), node)

    def do_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                module = "." * node.level + (node.module or "")
                self.unknown.append(self.order)
                self.imports.append(Import("*", module, node, self.order, bool(self.inside)))
            else:
                target = imported_name(node, alias)
                self.bind_import(alias.asname or alias.name, target, node)

    def do_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.expressions(node.decorator_list)
        self.expressions([*node.args.defaults, *node.args.kw_defaults])
        self.annotations(node)
        self.bind(node.name, "function", node)
        self.inside_function(node, node.body)

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node: ast.ClassDef) -> None:
        self.expressions([*node.decorator_list, *node.bases])
        self.expressions([keyword.value for keyword in node.keywords])
        self.scopes.append(scope_of(node, walrus=self.walrus))
        self.block(node.body)
        self.scopes.pop()
        self.bind(node.name, "class", node)

    def do_Return(self, node: ast.Return) -> None:
        self.children(node)
        self.left |= bool(self.uncertain)
        self.end_way()

    def do_Raise(self, node: ast.Raise) -> None:
        self.children(node)
        self.end_way()

    def end_way(self) -> None:
        # What a `try` catches goes on in its handlers.
        self.ended = not self.trying

    def do_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.uncertain += 1
        self.ways.enter_loop()
        self.bind_target(node.target, None)
        self.loop(node)
        self.uncertain -= 1

    do_AsyncFor = do_For

    def do_While(self, node: ast.While) -> None:
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        self.ways.enter_loop()
        self.visit(node.test)
        self.uncertain += 1
        self.loop(node, endless=endless)
        self.uncertain -= 1

    def loop(self, node: ast.For | ast.AsyncFor | ast.While, *, endless: bool = False) -> None:
        self.loops += 1
        self.block(node.body)
        self.loops -= 1
        self.ended = False
        way = self.ways.leave_loop()
        self.ways.join(*([way] if endless else [{}, way]))
        if node.orelse:
            self.ways.join({}, self.one_way(node.orelse) or {})

    def one_way(self, body: list[ast.stmt]) -> Way | None:
        """Walk statements that are one way of several; None where it goes no further."""
        self.ways.fork()
        self.block(body)
        return self.way_walked()

    def way_walked(self) -> Way | None:
        """Go back to where a way began; None where it goes no further."""
        ended, self.ended = self.ended, False
        way = self.ways.back()
        return None if ended else way

    def meet(self, *ways: Way | None) -> None:
        """Go on where ways meet; those that go no further do not get there."""
        going = [way for way in ways if way is not None]
        self.ways.join(*going)
        self.ended = not going

    def do_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self.tests.append(node.test)
        self.uncertain += 1
        asks = asks_for_names(node.test)
        self.guarded += asks
        self.meet(self.one_way(node.body), self.one_way(node.orelse))
        self.guarded -= asks
        self.uncertain -= 1
        self.tests.pop()

    def do_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars is not None:
                self.bind_target(item.optional_vars, None)
        if suppressed := any(map(suppresses, node.items)):
            self.guarded += 1
            self.meet({}, self.one_way(node.body))
        else:
            self.block(node.body)
        self.guarded -= suppressed

    do_AsyncWith = do_With

    def do_Try(self, node: ast.Try) -> None:
        expected = any(expects_missing_name(handler) for handler in node.handlers)
        caught = bool(node.handlers)
        self.guarded += expected
        self.trying += caught
        self.ways.fork()
        self.block(node.body)
        tried = self.ways.back()
        self.trying -= caught
        self.guarded -= expected
        handled = self.handlers(node, tried)
        self.ways.fork()
        self.ways.join(tried)
        self.block(node.orelse)
        self.meet(self.way_walked(), handled)
        self.block(node.finalbody)

    do_TryStar = do_Try

    def handlers(self, node: ast.Try, tried: Way) -> Way | None:
        """The handlers of a `try`: where they all end."""
        self.ways.fork()
        # An error may come anywhere in the body: before a name is bound, or behind.
        self.ways.join({}, tried)
        self.uncertain += 1
        self.meet(*[self.handler(handler) for handler in node.handlers])
        self.uncertain -= 1
        return self.way_walked()

    def handler(self, node: ast.ExceptHandler) -> Way | None:
        """One handler of a `try`, with what its error's name is at the end."""
        self.ways.fork()
        if node.type is not None:
            self.visit(node.type)
        if node.name:
            self.bind(node.name, "other", node)
        self.block(node.body)
        if node.name and not self.is_own(node.name):
            self.ways.delete(node.name, self.order)
        return self.way_walked()

    def do_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        self.uncertain += 1
        ways = [self.case(case) for case in node.cases]
        last = node.cases[-1]
        exhaustive = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        self.meet(*ways, *([] if exhaustive and last.guard is None else [{}]))
        self.uncertain -= 1

    def case(self, node: ast.match_case) -> Way | None:
        self.ways.fork()
        for pattern in ast.walk(node.pattern):
            if name := captured(pattern):
                self.bind(name, "other", pattern)
            elif isinstance(pattern, ast.Name):
                self.use(pattern)
        if node.guard is not None:
            self.visit(node.guard)
        self.block(node.body)
        return self.way_walked()
