"""What expressions come to: values are followed, nothing is computed or run."""

from __future__ import annotations

import ast
from collections.abc import Hashable

from msgspec.structs import replace

from . import calls, frames, learners, subscripts
from .arguments import Arguments
from .events import ScoreRead
from .fingerprints import fingerprint_of
from .libraries import is_known
from .operators import Operators
from .run import Key
from .values import (
    NOTHING,
    Bunch,
    ColumnNames,
    Constant,
    Data,
    Function,
    Grouped,
    Items,
    Many,
    Method,
    Model,
    Named,
    RowNames,
    Unknown,
    Value,
)


class Expressions(Operators):
    """Evaluates expressions; `Statements` adds what they are part of."""

    def evaluate(self, node: ast.expr) -> Value:
        self.step()
        handler = getattr(self, _OF.get(type(node), "of_parts"))
        value: Value = handler(node)
        return value

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
        value = self.look_up(node.id) or Unknown(("name", node.id))
        self.read(value, node)
        return self.frame_of(value) or value if isinstance(value, Unknown) else self.fresh(value)

    def look_up(self, name: str) -> Value | None:
        found = self.get(self.holder(name))
        if found is not None:
            return found  # type: ignore[return-value]
        modules = self.get(("*",))
        for module in modules if isinstance(modules, tuple) else ():
            if is_known(f"{module}.{name}"):
                return Named(f"{module}.{name}")
        return Named(name) if name in calls.BUILTINS else None

    def holder(self, name: str) -> Key:
        """The key of the innermost frame that binds a name, else that of the notebook."""
        frame = self.frame
        while frame:
            if self.get(("l", frame, name)) is not None:
                return ("l", frame, name)
            frame = self.around.get(frame, ())
        return ("n", name)

    def shared(self, node: ast.expr) -> Value:
        """The value of an expression that will go by another name as well."""
        value = self.evaluate(node)
        if not isinstance(node, ast.Name) or not isinstance(value, Data) or value.box is not None:
            return value
        boxed = replace(value, box=self.site(node))
        self.set(self.holder(node.id), boxed)
        self.set(("b", self.site(node)), boxed)
        return boxed

    def local(self, name: str) -> Key:
        return ("l", self.frame, name)

    def of_Attribute(self, node: ast.Attribute) -> Value:
        value = _apart(self.attribute(self.evaluate(node.value), node))
        self.read(value, node)
        return value

    def read(self, value: Value, node: ast.expr) -> None:
        """Tell that a search's best score is taken up."""
        if isinstance(value, Data) and (search := value.marked("chosen")):
            self.record(ScoreRead(self.site(node), search))

    def attribute(self, value: Value, node: ast.Attribute) -> Value:
        name = node.attr
        if isinstance(value, Named):
            return Named(f"{value.name}.{name}")
        if isinstance(value, Data):
            return frames.attribute(self, value, name, node)
        if isinstance(value, Grouped) and value.data.form == "frame":
            return replace(value, data=frames.column(value.data, name))
        if isinstance(value, Bunch):
            return Data(value.rows, form="array") if name != "feature_names" else NOTHING
        if isinstance(value, Model):
            return learners.attribute(self, value, name, self.site(node))
        if isinstance(value, Unknown) and value.site is not None:
            if name in ("columns", "iloc", "loc"):
                return frames.attribute(self, self.as_frame(value), name, node)
            return Unknown(value.site, (*value.path, name))
        if isinstance(value, RowNames | ColumnNames):
            return value
        return Unknown(self.site(node))

    def of_Subscript(self, node: ast.Subscript) -> Value:
        if isinstance(node.value, ast.Attribute) and node.value.attr in ("loc", "iloc", "ix"):
            value = self.evaluate(node.value.value)
            if isinstance(value, Data | Unknown):
                label = node.value.attr == "loc"
                return _apart(subscripts.located(self, value, node.slice, label=label))
        value = self.evaluate(node.value)
        found = subscripts.taken(self, value, node)
        return self.fresh(found) if isinstance(value, Items | Many) else _apart(found)

    def of_Call(self, node: ast.Call) -> Value:
        function = self.callee(node.func)
        given = self.arguments(node, function)
        result = calls.call(function, given)
        if isinstance(function, Method) and isinstance(node.func, ast.Attribute):
            self.change_receiver(node.func.value, function, given, result)
            if given.constant("inplace") is True and isinstance(function.of, Data):
                return NOTHING
        return result if isinstance(function, Function) else _apart(result)

    def callee(self, node: ast.expr) -> Value:
        if isinstance(node, ast.Attribute):
            value = self.evaluate(node.value)
            return (
                Named(f"{value.name}.{node.attr}")
                if isinstance(value, Named)
                else Method(value, node.attr)
            )
        return self.evaluate(node)

    def change_receiver(
        self, receiver: ast.expr, method: Method, given: Arguments, result: Value
    ) -> None:
        """What a method does to the very thing that it is called on."""
        changed = calls.changed(method, given, result)
        if changed is not None:
            self.change(receiver, changed)

    def change(self, target: ast.expr, value: Value) -> None:
        """Put a new value where a changed thing stands, by all of its names."""
        if isinstance(target, ast.Name) and isinstance(value, Data) and value.box is not None:
            self.set(("b", value.box), value)
        else:
            self.assign(target, value)

    def arguments(self, node: ast.Call, function: Value) -> Arguments:
        """What a call is given; a function of the notebook may change what it is given."""
        followed = isinstance(function, Function)
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
                value = self.shared(argument) if followed else _apart(self.evaluate(argument))
                positional.append(value)
        keywords: dict[str, Value] = {}
        for keyword in node.keywords:
            value = _apart(self.evaluate(keyword.value))
            if keyword.arg is not None:
                keywords[keyword.arg] = value
            elif isinstance(value, Items) and value.form == "dict":
                keywords |= {str(key): item for key, item in value.items}
            else:
                spread = True
        return Arguments(
            self,
            getattr(function, "name", ""),
            self.site(node),
            node,
            tuple(positional),
            keywords,
            spread,
        )

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

    def fingerprint(self, node: ast.expr) -> Hashable:
        if isinstance(node, ast.Name):
            value = self.look_up(node.id)
            return ("name", node.id) if value is None else fingerprint_of(value)
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
        return fingerprint_of(tuple(parts))

    def _print(self, node: object) -> Hashable:
        if isinstance(node, ast.expr):
            return self.fingerprint(node)
        if isinstance(node, ast.keyword):
            return (node.arg, self.fingerprint(node.value))
        return type(node).__name__


def _apart(value: Value) -> Value:
    """A value that was made anew: what changes it changes nothing else."""
    return replace(value, box=None) if isinstance(value, Data) and value.box else value


# The method for each kind of expression, by its class.
_OF = {
    getattr(ast, name.removeprefix("of_")): name
    for name in dir(Expressions)
    if name.startswith("of_") and name != "of_parts"
}
