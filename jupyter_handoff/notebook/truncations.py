"""Which cut-down data reach a fit: frames followed by name from cell to cell.

Only what is certain is followed: assignments at top level, through operations that are
known to keep rows. Anything else ends the trail, and the rule that asks stays silent.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .cells import Cell
from .facts import Place
from .flow import Links
from .knowledge import known
from .names import CallFact, dotted

_ROW_METHODS = known("pandas", "row_methods")
_READERS = known("pandas", "readers")
_FRAMES = _READERS | known("pandas", "constructors")
_ROW_FUNCTIONS = known("pandas", "row_functions") | {"numpy.array", "numpy.asarray"}
_SPLIT = "train_test_split"
_NOT_ROWS = frozenset("index columns shape dtypes dtype size ndim empty axes".split())
_SCORED_FIT = frozenset(
    f"sklearn.model_selection.{name}"
    for name in ("cross_val_score", "cross_validate", "cross_val_predict")
)


@dataclass(frozen=True, slots=True)
class Truncation:
    """Where rows were left out by hand: ``nrows=``, ``.head(n)`` or ``.sample(frac=…)``."""

    cell: Cell
    node: ast.Call
    method: str

    @property
    def limit(self) -> Place | None:
        """The stretch that limits: ``, nrows=5``, or ``.head(5)`` behind its frame."""
        facts = self.cell.facts
        if self.method != "nrows":
            assert isinstance(self.node.func, ast.Attribute)
            return (*facts.place(self.node.func.value)[2:], *facts.place(self.node)[2:])
        arguments: list[ast.expr | ast.keyword] = [*self.node.args, *self.node.keywords]
        for before, given in pairwise(arguments):
            if isinstance(given, ast.keyword) and given.arg == "nrows":
                return (*facts.place(before)[2:], *facts.place(given)[2:])
        return None


@dataclass(frozen=True, slots=True)
class Fed:
    """A truncation whose rows reach a fit, and that fit."""

    truncation: Truncation
    cell: Cell
    fit: ast.Call


@dataclass(slots=True)
class _Trail:
    """What is known of the names at one point of the notebook."""

    links: Links
    rows: dict[str, frozenset[Truncation]] = field(default_factory=dict)
    frames: set[str] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)


# What is written where rows may be left out: most notebooks need no further look.
_CUTS = ("head", "sample", "nrows")


def truncations_fed(cells: Sequence[Cell], links: Links) -> Iterator[Fed]:
    """Each truncation that reaches a fit with a target, with the first such fit."""
    written = [cell for cell in cells if any(word in cell.source for word in _CUTS)]
    if not any(_may_cut(fact) for cell in written for fact in cell.facts.calls):
        return
    trail = _Trail(links)
    split = _complemented(cells)
    seen: set[ast.Call] = set()
    for index, cell in enumerate(cells):
        trail.names = {id(fact.node): _name(links, index, fact) for fact in cell.facts.calls}
        for statement in cell.facts.tree.body:
            for fed in _statement(trail, cell, statement):
                cut = fed.truncation.node
                if cut not in seen and dotted(_receiver(cut)) not in split:
                    seen.add(cut)
                    yield fed


def _may_cut(fact: CallFact) -> bool:
    """Whether a call could leave rows out of something that is used later."""
    if _only_shown(fact):
        return False
    if fact.method in ("head", "sample"):
        return True
    return any(keyword.arg == "nrows" for keyword in fact.node.keywords)


def _only_shown(fact: CallFact) -> bool:
    return isinstance(fact.statement, ast.Expr) and fact.statement.value is fact.node


def _name(links: Links, index: int, fact: CallFact) -> str:
    if fact.resolved:
        return fact.path
    return links.qualified(fact.path, index, fact.order, deferred=fact.deferred)


def _complemented(cells: Sequence[Cell]) -> frozenset[str]:
    """Frames whose other rows are used as well: then cutting them is a split."""
    names = set()
    for cell in cells:
        for fact in cell.facts.calls:
            if _only_shown(fact):
                continue
            if fact.method in ("tail", "drop") and isinstance(fact.node.func, ast.Attribute):
                uses_index = any(
                    isinstance(part, ast.Attribute) and part.attr == "index"
                    for argument in fact.node.args
                    for part in ast.walk(argument)
                )
                if fact.method == "tail" or uses_index:
                    names.add(dotted(fact.node.func.value))
            if fact.method == "isin" and any(
                isinstance(argument, ast.Attribute) and argument.attr == "index"
                for argument in fact.node.args
            ):
                names.add(dotted(_receiver(fact.node)).partition(".")[0])
    return frozenset(names)


def _receiver(call: ast.Call) -> ast.expr:
    return call.func.value if isinstance(call.func, ast.Attribute) else call.func


def _statement(trail: _Trail, cell: Cell, statement: ast.stmt) -> Iterator[Fed]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    if isinstance(statement, ast.Assign):
        yield from _fits(trail, cell, statement)
        for target in statement.targets:
            _assign(trail, cell, target, statement.value)
    elif isinstance(statement, ast.With | ast.Try):
        yield from _block(trail, cell, statement)
    else:
        # What is bound under a condition or in a loop is not certain in there either.
        _forget(trail, statement)
        yield from _fits(trail, cell, statement)


def _block(trail: _Trail, cell: Cell, statement: ast.With | ast.Try) -> Iterator[Fed]:
    """A block whose statements run in order, unless one of them fails."""
    for item in statement.items if isinstance(statement, ast.With) else ():
        yield from _fits(trail, cell, item.context_expr)
        _forget(trail, item)
    for inner in statement.body:
        yield from _statement(trail, cell, inner)
    if isinstance(statement, ast.Try):
        for handler in statement.handlers:
            _forget(trail, handler)
            yield from _fits(trail, cell, handler)
        for inner in (*statement.orelse, *statement.finalbody):
            yield from _statement(trail, cell, inner)


def _fits(trail: _Trail, cell: Cell, part: ast.AST) -> Iterator[Fed]:
    for node in ast.walk(part):
        if not isinstance(node, ast.Call):
            continue
        data: ast.expr | None = None
        if getattr(node.func, "attr", "") == "fit" and _has_target(node):
            data = node.args[0]
        elif trail.names.get(id(node)) in _SCORED_FIT and len(node.args) > 1:
            data = node.args[1]
        if data is not None:
            for truncation in _rows(trail, cell, data):
                yield Fed(truncation, cell, node)


def _has_target(call: ast.Call) -> bool:
    return len(call.args) >= 2 or (
        len(call.args) == 1 and any(keyword.arg == "y" for keyword in call.keywords)
    )


def _assign(trail: _Trail, cell: Cell, target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Tuple | ast.List):
        rows: frozenset[Truncation] = frozenset()
        if isinstance(value, ast.Call) and trail.names.get(id(value), "").endswith(_SPLIT):
            rows = frozenset().union(*(_rows(trail, cell, part) for part in value.args))
        _forget(trail, target)
        for part in target.elts:
            if isinstance(part, ast.Name):
                trail.rows[part.id] = rows
        return
    if isinstance(target, ast.Name):
        trail.rows[target.id] = _rows(trail, cell, value)
        (trail.frames.add if _is_frame(trail, value) else trail.frames.discard)(target.id)


def _forget(trail: _Trail, part: ast.AST) -> None:
    """Names bound under a condition or in a loop are known no more."""
    for node in ast.walk(part):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            trail.rows.pop(node.id, None)
            trail.frames.discard(node.id)


def _rows(trail: _Trail, cell: Cell, node: ast.expr) -> frozenset[Truncation]:
    """The truncations that the rows of an expression went through."""
    if isinstance(node, ast.Name):
        return trail.rows.get(node.id, frozenset())
    if isinstance(node, ast.Subscript):
        return _rows(trail, cell, node.value)
    if isinstance(node, ast.Attribute):
        return frozenset() if node.attr in _NOT_ROWS else _rows(trail, cell, node.value)
    if not isinstance(node, ast.Call):
        return frozenset()
    if cut := _cut(trail, cell, node):
        return _rows(trail, cell, _receiver(node)) | {cut}
    method = getattr(node.func, "attr", "")
    if trail.names.get(id(node)) in _ROW_FUNCTIONS or method in ("transform", "fit_transform"):
        return _rows(trail, cell, node.args[0]) if node.args else frozenset()
    if method in _ROW_METHODS or method in ("head", "sample"):
        return _rows(trail, cell, _receiver(node))
    return frozenset()


def _cut(trail: _Trail, cell: Cell, node: ast.Call) -> Truncation | None:
    name = trail.names.get(id(node), "")
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if name in _READERS:
        rows = given.get("nrows")
        fixed = isinstance(rows, ast.Constant) and isinstance(rows.value, int)
        return Truncation(cell, node, "nrows") if fixed else None
    method = getattr(node.func, "attr", "")
    if method not in ("head", "sample") or not _is_frame(trail, _receiver(node)):
        return None
    if method == "head":
        amount = node.args[0] if node.args else given.get("n")
        plain = amount is None or isinstance(amount, ast.Constant)
        return Truncation(cell, node, method) if plain else None
    share = given.get("frac")
    part = isinstance(share, ast.Constant) and isinstance(share.value, float) and share.value < 1
    return Truncation(cell, node, method) if part else None


def _is_frame(trail: _Trail, node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id in trail.frames
    if isinstance(node, ast.Subscript):
        return _is_frame(trail, node.value)
    if isinstance(node, ast.Attribute):
        return node.attr in ("loc", "iloc") and _is_frame(trail, node.value)
    if not isinstance(node, ast.Call):
        return False
    if trail.names.get(id(node)) in _FRAMES:
        return True
    method = getattr(node.func, "attr", "")
    return (method in _ROW_METHODS or method in ("head", "sample")) and _is_frame(
        trail, _receiver(node)
    )
