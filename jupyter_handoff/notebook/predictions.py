"""Hard predictions: labels from a classifier that could give probabilities."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from .bindings import above, begins_with, is_shared
from .cells import Cell
from .document import Notebook
from .estimators import estimator, gives_probabilities, sure
from .flow import Call


@dataclass(frozen=True, slots=True)
class Labels:
    """A call of ``predict``, and its place among the code cells."""

    node: ast.Call
    cell: Cell
    index: int
    order: int

    @property
    def as_probabilities(self) -> str:
        """The call as written, with ``predict_proba``."""
        place, func = self.cell.facts.place, self.node.func
        assert isinstance(func, ast.Attribute)
        model = self.cell.text_at(place(func.value))
        return (
            f"{model}.predict_proba{self.cell.text_at((*place(func)[2:], *place(self.node)[2:]))}"
        )


def predicted_labels(notebook: Notebook, call: Call, given: ast.expr) -> Labels | None:
    """The ``predict`` that an argument of a call is, or is bound to; None if it is not known
    to be one of a classifier that has ``predict_proba`` too.
    """
    node, cell, index, order = given, call.cell, call.index, call.fact.order
    if begins_with(given) is None or not is_shared(call, given):
        return None
    if isinstance(given, ast.Name):
        bound = above(notebook.links, given.id, index, order)
        if bound is None or bound.binding.value is None or not sure(notebook, bound):
            return None
        node, cell = bound.binding.value, bound.cell
        index, order = bound.index, bound.binding.order
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    model = estimator(notebook, node.func.value, index, order)
    hard = node.func.attr == "predict" and model is not None
    if model is None or not hard or not gives_probabilities(notebook, model):
        return None
    return Labels(node, cell, index, order)
