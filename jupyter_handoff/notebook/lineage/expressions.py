"""What expressions come to: values are followed, nothing is computed or run."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from .libraries import is_known
from . import calls, frames, subscripts
from .rows import NO_ROWS, Which, opposite
from .run import Key, Run
from .values import (
    MOST_ITEMS,
    NOTHING,
    Arguments,
    Bunch,
    Constant,
    Data,
    Folds,
    Function,
    Items,
    Many,
    Method,
    Model,
    Named,
    RowNames,
    Test,
    Unknown,
    Value,
    as_data,
    join,
    listed,
    many,
)

_COMPARED = {
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Eq: "eq",
    ast.NotEq: "ne",
}


class Expressions(Run):
    """Evaluates expressions; `Statements` adds what they are part of."""

    def evaluate(self, node: ast.expr) -> Value:
        self.step()
        handler = getattr(self, f"of_{type(node).__name__}", None)
        return handler(node) if handler is not None else self.of_parts(node)

    def of_parts(self, node: ast.AST) -> Value:
        """What is in an expression that itself is of no interest."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child)
        return Unknown(self.site(node))

    def of_Constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, str | int | float | None):
            return Constant(node.value)
        return NOTHING

    def of_Name(self, node: ast.Name) -> Value:
        return self.look_up(node.id) or Unknown(("name", node.id))

    def look_up(self, name: str) -> Value | None:
        found = None
        frame = self.frame
        while frame and found is None:
            found = self.get(("l", frame, name))
            frame = self.around.get(frame, ())
        if found is None:
            found = self.get(("n", name))
        if found is not None:
            return found  # type: ignore[return-value]
        modules = self.get(("*",))
        for module in modules if isinstance(modules, tuple) else ():
            if is_known(f"{module}.{name}"):
                return Named(f"{module}.{name}")
        return Named(name) if name in calls.BUILTINS else None

    def local(self, name: str) -> Key:
        return ("l", self.frame, name)

    def of_Attribute(self, node: ast.Attribute) -> Value:
        value = self.evaluate(node.value)
        return self.attribute(value, node)

    def attribute(self, value: Value, node: ast.Attribute) -> Value:
        name = node.attr
        if isinstance(value, Named):
            return Named(f"{value.name}.{name}")
        if isinstance(value, Data):
            return frames.attribute(self, value, name, node)
        if isinstance(value, Bunch):
            return Data(value.rows, form="array") if name != "feature_names" else NOTHING
        if isinstance(value, Model):
            return calls.model_attribute(self, value, name, node)
        if isinstance(value, Unknown) and value.site is not None:
            return Unknown(value.site, (*value.path, name))
        if isinstance(value, RowNames):
            return replace(value, listed=True)
        return Unknown(self.site(node))

    def of_Subscript(self, node: ast.Subscript) -> Value:
        if isinstance(node.value, ast.Attribute) and node.value.attr in ("loc", "iloc", "ix"):
            value = self.evaluate(node.value.value)
            if isinstance(value, Data | Unknown):
                return subscripts.located(self, value, node.slice, label=node.value.attr == "loc")
        value = self.evaluate(node.value)
        return subscripts.taken(self, value, node)

    def of_Call(self, node: ast.Call) -> Value:
        function = self.callee(node.func)
        given = self.arguments(node)
        result = calls.call(self, function, given)
        if isinstance(function, Method) and isinstance(node.func, ast.Attribute):
            self.change_receiver(node.func.value, function, given, result)
            if given.constant("inplace") is True and isinstance(function.of, Data):
                return NOTHING
        return result

    def callee(self, node: ast.expr) -> Value:
        if isinstance(node, ast.Attribute):
            value = self.evaluate(node.value)
            return Named(f"{value.name}.{node.attr}") if isinstance(value, Named) else Method(
                value, node.attr
            )
        return self.evaluate(node)

    def change_receiver(
        self, receiver: ast.expr, method: Method, given: Arguments, result: Value
    ) -> None:
        """What a method does to the very thing that it is called on."""
        changed = calls.changed(method, given, result)
        if changed is not None:
            self.assign(receiver, changed)

    def arguments(self, node: ast.Call) -> Arguments:
        positional: list[Value] = []
        spread = False
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                value = self.evaluate(argument.value)
                if isinstance(value, Items):
                    positional += value.values
                else:
                    spread = True
            else:
                positional.append(self.evaluate(argument))
        keywords: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.evaluate(keyword.value)
            if keyword.arg is not None:
                keywords[keyword.arg] = value
            elif isinstance(value, Items) and value.form == "dict":
                keywords |= {str(key): item for key, item in value.items}
            else:
                spread = True
        return Arguments(self.site(node), node, tuple(positional), keywords, spread)

    # Operators

    def of_BinOp(self, node: ast.BinOp) -> Value:
        """A chain of operators, which may be longer than Python's stack is deep."""
        chain = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp):
            chain.append(left)
            left = left.left
        value = self.evaluate(left)
        for part in reversed(chain):
            self.step()
            value = self.operated(value, self.evaluate(part.right), part)
        return value

    def operated(self, one: Value, other: Value, node: ast.BinOp) -> Value:
        if isinstance(one, Constant) and isinstance(other, Constant):
            return _folded(one.value, other.value, node.op)
        if isinstance(one, Items) and isinstance(other, Items) and isinstance(node.op, ast.Add):
            return listed([*one.values, *other.values])
        if isinstance(node.op, ast.BitAnd | ast.BitOr) and _is_mask(one) and _is_mask(other):
            return frames.mask(self, [one, other], node, Which("true"))
        return frames.combined([one, other]) or Unknown(self.site(node))

    def of_Compare(self, node: ast.Compare) -> Value:
        values = [self.evaluate(part) for part in (node.left, *node.comparators)]
        kind = _COMPARED.get(type(node.ops[0]))
        if kind is None or len(values) != 2 or all(isinstance(item, Constant) for item in values):
            return Unknown(self.site(node))
        bound = values[1]
        value = bound.value if isinstance(bound, Constant) else self.fingerprint(node.comparators[0])
        return frames.mask(self, values, node.left, Which(kind, value))

    def of_UnaryOp(self, node: ast.UnaryOp) -> Value:
        value = self.evaluate(node.operand)
        if isinstance(value, Constant) and isinstance(value.value, int | float):
            if isinstance(node.op, ast.USub):
                return Constant(-value.value)
            if isinstance(node.op, ast.Not):
                return Constant(not value.value)
        if isinstance(node.op, ast.Invert) and isinstance(value, Data) and value.test:
            which = opposite(value.test.which)
            return replace(value, test=Test(value.test.subject, which) if which else None)
        return value if isinstance(value, Data) else Unknown(self.site(node))

    def of_BoolOp(self, node: ast.BoolOp) -> Value:
        return self.either([self.evaluate(part) for part in node.values])

    def of_IfExp(self, node: ast.IfExp) -> Value:
        test = self.evaluate(node.test)
        if isinstance(test, Constant):
            return self.evaluate(node.body if test.value else node.orelse)
        return self.either([self.evaluate(node.body), self.evaluate(node.orelse)])

    def either(self, values: Sequence[Value]) -> Value:
        first, *rest = values
        for value in rest:
            first = join(first, value)
        return first

    # Containers

    def of_Tuple(self, node: ast.Tuple) -> Value:
        return self.container(node.elts, "tuple")

    def of_List(self, node: ast.List) -> Value:
        return self.container(node.elts, "list")

    of_Set = of_List  # type: ignore[assignment]

    def container(self, nodes: list[ast.expr], form: str) -> Value:
        values: list[Value] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                inner = self.evaluate(node.value)
                values += inner.values if isinstance(inner, Items) else [NOTHING]
            else:
                values.append(self.evaluate(node))
        return listed(values, "tuple" if form == "tuple" else "list")

    def of_Dict(self, node: ast.Dict) -> Value:
        items: dict[Hashable, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            name = self.evaluate(key) if key is not None else NOTHING
            item = self.evaluate(value)
            if isinstance(name, Constant):
                items[name.value] = item
            elif key is None and isinstance(item, Items):
                items.update(item.items)
        if len(items) > MOST_ITEMS:
            return many(list(items.values()))
        return Items("dict", tuple(items.items()))

    def of_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Value:
        results = [self.evaluate(node.elt) for _ in self.turns(node.generators)]
        sure = len(node.generators) == 1 and not node.generators[0].ifs and not self.endless
        return listed(results) if sure else many(results)

    of_SetComp = of_GeneratorExp = of_ListComp

    def of_DictComp(self, node: ast.DictComp) -> Value:
        items = []
        for _ in self.turns(node.generators):
            key = self.evaluate(node.key)
            items.append((key.value if isinstance(key, Constant) else None, self.evaluate(node.value)))
        if any(key is None for key, _ in items) or self.endless:
            return many([value for _, value in items])
        return Items("dict", tuple(dict(items).items()))

    endless = False

    def turns(self, generators: list[ast.comprehension]) -> Iterator[None]:
        """Bind the names of a comprehension turn by turn."""
        first, *rest = generators
        values, endless = self.iterated(self.evaluate(first.iter), first.iter)
        for number, value in enumerate(values):
            with self.inside((first.target.lineno, first.target.col_offset, number)):
                self.assign(first.target, value)
                for condition in first.ifs:
                    self.evaluate(condition)
                self.many += endless
                if rest:
                    yield from self.turns(rest)
                else:
                    yield None
                self.many -= endless
        self.endless = endless

    def iterated(self, value: Value, node: ast.expr) -> tuple[list[Value], bool]:
        """The items of each turn of a loop, and whether there may be more turns."""
        if isinstance(value, Items):
            if value.form == "dict":
                return [Constant(key) for key, _ in value.items], False  # type: ignore[arg-type]
            return list(value.values), False
        if isinstance(value, Folds):
            return subscripts.fold_turns(value, self.site(node)), False
        if isinstance(value, Many):
            return [value.item, value.item], True
        if isinstance(value, Data):
            if value.form == "frame":
                return [NOTHING, NOTHING], True
            return [replace(value, form="item" if value.form != "dataset" else "dataset")] * 2, True
        site = self.site(node)
        return [Unknown(site, ("turn", number)) for number in (0, 1)], True

    # The rest

    def of_Lambda(self, node: ast.Lambda) -> Value:
        return Function(self.cell_id, node, self.frame)

    def of_NamedExpr(self, node: ast.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self.assign(node.target, value)
        return value

    def of_Await(self, node: ast.Await) -> Value:
        return self.evaluate(node.value)

    def of_Starred(self, node: ast.Starred) -> Value:
        return self.evaluate(node.value)

    def of_FormattedValue(self, node: ast.FormattedValue) -> Value:
        return self.evaluate(node.value)

    def assign(self, target: ast.expr, value: Value) -> None:
        raise NotImplementedError

    def fingerprint(self, node: ast.expr) -> Hashable:
        if isinstance(node, ast.Name):
            value = self.look_up(node.id)
            return ("name", node.id) if value is None else value
        if isinstance(node, ast.Constant):
            return ("constant", type(node.value).__name__, node.value)
        parts: list[Hashable] = [type(node).__name__]
        for name, child in ast.iter_fields(node):
            if isinstance(child, ast.AST):
                parts.append((name, self._print(child)))
            elif isinstance(child, list):
                parts.append((name, *(self._print(item) for item in child)))
            else:
                parts.append((name, child))
        return tuple(parts)

    def _print(self, node: object) -> Hashable:
        if isinstance(node, ast.expr):
            return self.fingerprint(node)
        if isinstance(node, ast.keyword):
            return (node.arg, self.fingerprint(node.value))
        return type(node).__name__


def _is_mask(value: Value) -> bool:
    return isinstance(value, Data) and value.form == "mask"


def _folded(one: object, other: object, operator: ast.operator) -> Value:
    """Two constants put together, where that is plain."""
    if isinstance(one, str) and isinstance(other, str) and isinstance(operator, ast.Add):
        return Constant((one + other)[:500])
    if type(one) is int and type(other) is int and abs(one) + abs(other) < 10**9:
        if isinstance(operator, ast.Add):
            return Constant(one + other)
        if isinstance(operator, ast.Sub):
            return Constant(one - other)
        if isinstance(operator, ast.Mult):
            return Constant(one * other)
    return NOTHING


__all__ = ["NO_ROWS", "Expressions", "as_data"]
