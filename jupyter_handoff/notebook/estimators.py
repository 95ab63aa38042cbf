"""Which names and expressions are estimators, and of which class, by qualified name."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .bindings import above, begins_with, is_shared
from .document import Notebook
from .flow import Bound, Call
from .knowledge import known, table
from .names import dotted

_DEEPEST = 8
_PIPELINES = table("estimators")["pipelines"]
SEARCHES = table("estimators")["searches"]
_CLASSES = known("estimators", "classes")
_LIBRARIES = tuple(f"{name}." for name in table("estimators")["libraries"])
_PROBABILITIES = known("estimators", "probabilities")
_PROBABILITIES_WITH = table("estimators")["probabilities_with"]


@dataclass(frozen=True, slots=True)
class Estimator:
    """An estimator: the qualified name of its class, and the call that made it.

    ``index`` is the code cell of that call, and ``order`` a place in it.
    """

    name: str
    call: ast.Call
    index: int
    order: int


def estimator(notebook: Notebook, node: ast.expr, index: int, order: int) -> Estimator | None:
    """The estimator that an expression stands for at a place; None where it is not known."""
    return _estimator(notebook, node, index, order, _DEEPEST)


def _estimator(
    notebook: Notebook, node: ast.expr, index: int, order: int, depth: int
) -> Estimator | None:
    if not depth:
        return None
    if isinstance(node, ast.Name):
        bound = above(notebook.links, node.id, index, order)
        if bound is None or not sure(notebook, bound) or bound.binding.value is None:
            return None
        return _estimator(
            notebook, bound.binding.value, bound.index, bound.binding.order, depth - 1
        )
    if isinstance(node, ast.Attribute):
        held = _estimator(notebook, node.value, index, order, depth - 1)
        found = held is not None and held.name in SEARCHES and node.attr == "best_estimator_"
        return _inner(notebook, held, depth - 1) if held and found else None
    if not isinstance(node, ast.Call):
        return None
    name = notebook.links.qualified(dotted(node.func), index, order)
    if _is_class(name) or name in _PIPELINES:
        return Estimator(name, node, index, order)
    # `fit` gives the estimator back.
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("fit", "set_params"):
        return _estimator(notebook, node.func.value, index, order, depth - 1)
    return None


def _is_class(name: str) -> bool:
    last = name.rpartition(".")[2]
    return name in _CLASSES or (name.startswith(_LIBRARIES) and last[:1].isupper())


def gives_probabilities(notebook: Notebook, found: Estimator) -> bool:
    """Whether an estimator, or what a search or a pipeline ends in, has ``predict_proba``."""
    inner: Estimator | None = found
    for _ in range(_DEEPEST):
        if inner is None or not (inner.name in SEARCHES or inner.name in _PIPELINES):
            break
        inner = _inner(notebook, inner, _DEEPEST)
    if inner is None:
        return False
    if inner.name in _PROBABILITIES:
        return True
    given = {item.arg: item.value for item in inner.call.keywords}
    return any(
        isinstance(value := given.get(name), ast.Constant) and value.value in values
        for name, values in _PROBABILITIES_WITH.get(inner.name, {}).items()
    )


def _inner(notebook: Notebook, outer: Estimator, depth: int) -> Estimator | None:
    """What a search fits, or the last step of a pipeline."""
    call = outer.call
    if any(isinstance(item, ast.Starred) for item in call.args):
        return None
    if outer.name.endswith(".make_pipeline"):
        last = call.args[-1] if call.args else None
    else:
        keyword = SEARCHES.get(outer.name) or _PIPELINES.get(outer.name)
        given = {item.arg: item.value for item in call.keywords}
        last = call.args[0] if call.args else given.get(keyword)
        if outer.name in _PIPELINES:
            last = _last_step(notebook, last, outer)
    return _estimator(notebook, last, outer.index, outer.order, depth) if last is not None else None


def _last_step(notebook: Notebook, steps: ast.expr | None, outer: Estimator) -> ast.expr | None:
    if isinstance(steps, ast.Name):
        bound = above(notebook.links, steps.id, outer.index, outer.order)
        steps = bound.binding.value if bound and sure(notebook, bound) else None
    step = steps.elts[-1] if isinstance(steps, ast.List | ast.Tuple) and steps.elts else None
    named = isinstance(step, ast.Tuple | ast.List) and len(step.elts) == 2
    return step.elts[1] if named else None  # type: ignore[union-attr]


def estimator_of(notebook: Notebook, call: Call) -> Estimator | None:
    """The estimator that a method is called on."""
    func = call.node.func
    if not isinstance(func, ast.Attribute) or call.fact.deferred:
        return None
    if begins_with(func.value) is not None and not is_shared(call, func.value):
        return None
    return estimator(notebook, func.value, call.index, call.fact.order)


def sure(notebook: Notebook, bound: Bound) -> bool:
    """Whether a binding holds below it: nothing conditional, no function rebinds the name."""
    return bound.binding.certain and bound.binding.name not in notebook.rebound
