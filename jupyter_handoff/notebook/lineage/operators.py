"""Operators, containers and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterator, Sequence

from msgspec.structs import replace

from . import frames, subscripts
from .joins import join, listed, many
from .rows import Which, opposite
from .run import Run
from .values import (
    MOST_ITEMS,
    NOTHING,
    ColumnNames,
    Constant,
    Data,
    Folds,
    Items,
    Many,
    Test,
    Unknown,
    Value,
)

_COMPARED = {
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Eq: "eq",
    ast.NotEq: "ne",
}


class Operators(Run):
    """Puts values together; `Expressions` adds where they come from."""

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
        if any(isinstance(value, ColumnNames) for value in (one, other)):
            return ColumnNames()
        if isinstance(node.op, ast.BitAnd | ast.BitOr) and _is_mask(one) and _is_mask(other):
            return frames.mask(self, [one, other], node, Which("true"))
        return frames.combined([one, other]) or Unknown(self.site(node))

    def of_Compare(self, node: ast.Compare) -> Value:
        values = [self.evaluate(part) for part in (node.left, *node.comparators)]
        kind = _COMPARED.get(type(node.ops[0]))
        if kind is None or len(values) != 2 or all(isinstance(item, Constant) for item in values):
            return Unknown(self.site(node))
        bound = values[1]
        value = (
            bound.value if isinstance(bound, Constant) else self.fingerprint(node.comparators[0])
        )
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

    of_Set = of_List

    def container(self, nodes: list[ast.expr], form: str) -> Value:
        values: list[Value] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                inner = self.evaluate(node.value)
                values += inner.values if isinstance(inner, Items) else [NOTHING]
            else:
                values.append(self.shared(node))
        return listed(values, "tuple" if form == "tuple" else "list")

    def of_Dict(self, node: ast.Dict) -> Value:
        items: dict[Hashable, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            name = self.evaluate(key) if key is not None else NOTHING
            item = self.shared(value)
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
            items.append(
                (key.value if isinstance(key, Constant) else None, self.evaluate(node.value))
            )
        if any(key is None for key, _ in items) or self.endless:
            return many([value for _, value in items])
        return Items("dict", tuple(dict(items).items()))

    endless = False

    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind a name, or change what it stands for."""
        raise NotImplementedError

    def shared(self, node: ast.expr) -> Value:
        """The value of an expression that will go by another name as well."""
        raise NotImplementedError

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
            return list(value.turns), False
        if isinstance(value, Folds):
            return subscripts.fold_turns(value), False
        if isinstance(value, Many):
            return [value.item, value.item], True
        if isinstance(value, ColumnNames):
            return [value, value], True
        if isinstance(value, Data):
            if value.form == "frame":
                return [ColumnNames(), ColumnNames()], True
            return [_of_each(value)] * 2, True
        site = self.site(node)
        return [Unknown(site, ("turn", number)) for number in (0, 1)], True


def _of_each(data: Data) -> Data:
    """One of the things that data give turn by turn."""
    return replace(data, form="dataset" if data.form == "dataset" else "item", box=None)


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
