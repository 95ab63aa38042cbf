"""What an expression makes of an old value where making it twice is not making it once."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .document import Notebook
from .names import dotted
from .origins import comes_from

CALCULATES = "calculates with what the last one left"
ADDS = "adds to what the last one left"
CUTS = "takes away from what the last one left"
DROPS = "drops what the last one has dropped already"
MAPS = "maps values that the last one has mapped already"
TURNS = "turns or reshapes what the last one left"
TRAINS = "trains on from where the last one stopped"
TRANSFORMS = "transforms what the last one has transformed already"

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.MatMult)
_FUNCTIONS = {
    **dict.fromkeys(
        (f"numpy.{name}" for name in "log log10 log2 log1p exp expm1 sqrt square".split()),
        CALCULATES,
    ),
    **dict.fromkeys(("numpy.append", "numpy.insert"), ADDS),
    **dict.fromkeys(
        (
            *("numpy.expand_dims", "tensorflow.expand_dims", "torch.unsqueeze"),
            *("keras.utils.to_categorical", "tensorflow.keras.utils.to_categorical"),
            "keras.utils.np_utils.to_categorical",
        ),
        TURNS,
    ),
}
# These join the members of a list.
_JOINING = frozenset(
    ("pandas.concat", "numpy.concatenate", "numpy.vstack", "numpy.hstack", "torch.cat")
)
# Methods of a frame.
_FRAME = {
    **dict.fromkeys(("shift", "diff", "pct_change", "cumsum", "cumprod"), CALCULATES),
    **dict.fromkeys(("append",), ADDS),
    **dict.fromkeys(("transpose",), TURNS),
}
_LIST = {
    **dict.fromkeys(("append", "extend", "insert"), ADDS),
    **dict.fromkeys(("pop", "remove"), CUTS),
    "reverse": TURNS,
}
_STATISTICS = frozenset("mean std min max sum median var norm ptp quantile average amax".split())
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Old:
    """What is written to, a name or a part of one, at a place of a notebook."""

    target: ast.expr
    name: str
    notebook: Notebook
    index: int
    order: int

    def written_in(self, node: ast.expr) -> bool:
        """Whether an expression is the target's old value itself."""
        if isinstance(self.target, ast.Name):
            return isinstance(node, ast.Name) and node.id == self.name
        return type(node) is type(self.target) and ast.unparse(node) == ast.unparse(self.target)

    def mentioned_in(self, node: ast.AST) -> bool:
        return any(isinstance(item, ast.Name) and item.id == self.name for item in ast.walk(node))

    def qualified(self, node: ast.expr) -> str:
        return self.notebook.links.qualified(dotted(node), self.index, self.order)

    def is_frame(self) -> bool:
        """Whether the name is bound to what comes out of pandas."""
        return comes_from(
            self.notebook,
            ast.Name(self.name),
            (self.index, self.order),
            ("pandas.", "seaborn.load_dataset"),
        )

    def is_list(self) -> bool:
        bound = self.notebook.links.bindings.get(self.name, ())
        return bool(bound) and all(
            isinstance(item.binding.value, ast.List | ast.ListComp)
            or (
                isinstance(item.binding.value, ast.Call)
                and dotted(item.binding.value.func) == "list"
            )
            for item in bound
            if item.binding.kind != "delete"
        )


def changed_by(old: Old, value: ast.expr, depth: int = _DEEPEST) -> str:
    """How a value differs each time that it is made of the old one; empty where it may not."""
    if not depth:
        return ""
    if isinstance(value, ast.BinOp):
        return _arithmetic(old, value, depth - 1)
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
        return CALCULATES if old.written_in(value.operand) else ""
    if isinstance(value, ast.Call):
        return _call(old, value, depth - 1)
    if isinstance(value, ast.Attribute):
        turned = value.attr == "T" and old.written_in(value.value)
        return TURNS if turned else changed_by(old, value.value, depth - 1)
    if isinstance(value, ast.Subscript):
        whole = value.value
        if isinstance(whole, ast.Attribute) and whole.attr == "iloc":
            whole = whole.value
        if old.written_in(whole) and _cuts(value.slice):
            return CUTS
        return changed_by(old, whole, depth - 1)
    return ""


def _arithmetic(old: Old, value: ast.BinOp, depth: int) -> str:
    """Sums and the like of the old value; not where it stands on both sides (`x - x.mean()`)."""
    sides = [value.left, value.right]
    with_old = [side for side in sides if old.mentioned_in(side)]
    if len(with_old) != 1:
        return ""
    (other,) = [side for side in sides if side is not with_old[0]]
    if settles(old, value.op, other, behind=other is value.right):
        return ""
    return CALCULATES if old.written_in(with_old[0]) else changed_by(old, with_old[0], depth)


def settles(old: Old, operator: ast.operator, other: ast.expr, *, behind: bool = True) -> bool:
    """Whether a further round of an operation may leave the old value as it is.

    ``behind`` is whether the other operand stands behind the old value.
    """
    if not isinstance(operator, _ARITHMETIC) or isinstance(other, ast.Set | ast.SetComp):
        return True
    # What a mask picks out may be none the second time.
    if isinstance(old.target, ast.Subscript) and _picks(old.target):
        return True
    if isinstance(other, ast.Constant):
        neutral = 0 if isinstance(operator, ast.Add | ast.Sub) else 1
        return behind and other.value == neutral
    # A mean that is taken anew in this cell is 0 the second time.
    names = {node.id for node in ast.walk(other) if isinstance(node, ast.Name)}
    return any(
        item.index == old.index and _is_statistic(item.binding.value)
        for name in names
        for item in old.notebook.links.bindings.get(name, ())
    )


def _picks(target: ast.Subscript) -> bool:
    loc = isinstance(target.value, ast.Attribute) and target.value.attr == "loc"
    return loc or any(isinstance(node, ast.Compare) for node in ast.walk(target.slice))


def _is_statistic(value: ast.expr | None) -> bool:
    return value is not None and any(
        isinstance(node, ast.Attribute) and node.attr in _STATISTICS for node in ast.walk(value)
    )


def _call(old: Old, value: ast.Call, depth: int) -> str:
    name = old.qualified(value.func)
    if value.args and old.written_in(value.args[0]) and name in _FUNCTIONS:
        return _FUNCTIONS[name]
    if name in _JOINING and value.args and isinstance(value.args[0], ast.List | ast.Tuple):
        return ADDS if any(map(old.written_in, value.args[0].elts)) else ""
    if name == "pandas.get_dummies" and value.args and old.written_in(value.args[0]):
        return DROPS if any(item.arg == "columns" for item in value.keywords) else ""
    if not isinstance(value.func, ast.Attribute):
        return ""
    if _transforms(old, value):
        return TRANSFORMS
    inner = value.func.value
    return (method(old, value) if _begins_with(old, inner) else "") or changed_by(old, inner, depth)


def _begins_with(old: Old, node: ast.expr) -> bool:
    """Whether a chain of methods begins with the old value."""
    while not old.written_in(node):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            node = node.value
        else:
            return False
    return True


def method(old: Old, call: ast.Call) -> str:
    """What a method of the old value does to it, called a second time."""
    assert isinstance(call.func, ast.Attribute)
    name = call.func.attr
    given = {item.arg for item in call.keywords}
    if name == "map" and call.args and _is_dictionary(old, call.args[0]):
        return MAPS
    if name == "drop" and "errors" not in given and _drops_columns(old, call):
        return DROPS if old.is_frame() else ""
    if name == "set_index" and call.args and isinstance(call.args[0], ast.Constant):
        return DROPS if old.is_frame() and not given & {"drop", "append"} else ""
    if name == "reset_index" and not call.args and not given - {"inplace"}:
        return ADDS if old.is_frame() else ""
    return _FRAME.get(name, "") if old.is_frame() else ""


def changes_in_place(call: ast.Call) -> list[ast.expr]:
    """What a call changes in place by its method, as far as the method's name tells."""
    if not isinstance(call.func, ast.Attribute):
        return []
    known = call.func.attr in _LIST or _is_in_place(call)
    return [call.func.value] if known else []


def in_place(old: Old, call: ast.Call) -> str:
    """What a call that changes the old value in place does to it, made a second time."""
    if not (isinstance(call.func, ast.Attribute) and isinstance(old.target, ast.Name)):
        return ""
    if _is_in_place(call):
        return method(old, call)
    if call.func.attr == "pop" and old.is_frame():
        return DROPS
    return _LIST.get(call.func.attr, "") if old.is_list() else ""


def _is_in_place(call: ast.Call) -> bool:
    return any(item.arg == "inplace" and _is_true(item.value) for item in call.keywords)


def trained(call: ast.expr | None) -> list[ast.expr]:
    """The model that a call may train further."""
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
        return []
    return [call.func.value] if call.func.attr in ("fit", "partial_fit") else []


def trains_on(old: Old, call: ast.Call) -> str:
    """Keras goes on from the weights that it has; scikit-learn only where it is asked to."""
    partial = getattr(call.func, "attr", "") == "partial_fit"
    libraries = ("sklearn.",) if partial else ("keras.", "tensorflow.keras.")
    return TRAINS if comes_from(old.notebook, old.target, (old.index, old.order), libraries) else ""


def _drops_columns(old: Old, call: ast.Call) -> bool:
    arguments = {item.arg: item.value for item in call.keywords}
    if None in arguments or any(map(old.mentioned_in, [*call.args, *arguments.values()])):
        return False
    if "columns" in arguments:
        return True
    axis = arguments.get("axis", call.args[1] if len(call.args) > 1 else None)
    return isinstance(axis, ast.Constant) and axis.value in (1, "columns")


def _transforms(old: Old, call: ast.Call) -> bool:
    """Whether a fitted step of another cell transforms the old value into the new one."""
    func = call.func
    if not (isinstance(func, ast.Attribute) and func.attr == "transform" and call.args):
        return False
    if not (old.written_in(call.args[0]) and isinstance(func.value, ast.Name)):
        return False
    step = func.value.id
    here = old.notebook.code[old.index].facts
    fitted = any(fact.path in (f"{step}.fit", f"{step}.fit_transform") for fact in here.calls)
    return not fitted and comes_from(
        old.notebook, func.value, (old.index, old.order), ("sklearn.",)
    )


def _is_dictionary(old: Old, node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        bound = old.notebook.links.binding(node.id, old.index, old.order)
        node = bound.binding.value if bound and bound.binding.value else node
    if not isinstance(node, ast.Dict):
        return False
    values = {ast.dump(value) for value in node.values}
    # A dictionary that maps its own values maps them again.
    return not values <= {ast.dump(key) for key in node.keys if key is not None}


def _cuts(node: ast.expr) -> bool:
    """Whether a slice leaves out a fixed number at one end."""
    if not isinstance(node, ast.Slice):
        return False
    lower, upper = node.lower, node.upper
    from_start = (
        isinstance(lower, ast.Constant) and isinstance(lower.value, int) and lower.value > 0
    )
    to_end = isinstance(upper, ast.UnaryOp) and isinstance(upper.operand, ast.Constant)
    return from_start or to_end


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
