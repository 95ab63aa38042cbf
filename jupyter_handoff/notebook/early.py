"""Names that a run from the top meets before anything binds them, though a later cell does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .document import Notebook
from .flow import Bound
from .names import Use
from .reaching import Position, Run


@dataclass(frozen=True, slots=True)
class EarlyUse:
    """A use of a name whose ``first`` definition stands in a later cell.

    ``at`` is when the use comes; ``run`` is the call that brings it, where it stands in
    a function.
    """

    at: Position
    use: Use
    first: Bound
    run: Run | None = None


def early_uses(notebook: Notebook) -> Iterator[EarlyUse]:
    """Each such use, in the order in which a run from the top meets them."""
    yield from sorted([*_at_once(notebook), *_by_call(notebook)], key=lambda item: item.at)


def first_lazy_annotations(notebook: Notebook) -> int:
    """The index of the cell from which on Python leaves annotations alone."""
    for index, cell in enumerate(notebook.code):
        # IPython keeps to a future import in all cells below.
        if any(item.target == "__future__.annotations" for item in cell.facts.imports):
            return index
    return len(notebook.code)


def _at_once(notebook: Notebook) -> Iterator[EarlyUse]:
    lazy = first_lazy_annotations(notebook)
    for index, cell in enumerate(notebook.code):
        for use in cell.facts.uses:
            if not use.at_once or (use.annotation and index >= lazy):
                continue
            if first := _defined_below(notebook, use, (index, use.order)):
                yield EarlyUse((index, use.order), use, first)


def _by_call(notebook: Notebook) -> Iterator[EarlyUse]:
    """What a function reads on all its ways, where something calls it above the definition."""
    found: set[str] = set()
    # The runs come in their order: the first use of a name is enough.
    for run in notebook.reaching.runs.values():
        reaches = notebook.code[run.home].facts.reaches
        for use in run.function.uses:
            own = use.function is run.function.node and reaches[use.node].above
            if use.name in found or not own or not use.certain or use.guarded or use.annotation:
                continue
            if first := _defined_below(notebook, use, run.at):
                found.add(use.name)
                yield EarlyUse(run.at, use, first, run)


def _defined_below(notebook: Notebook, use: Use, at: Position) -> Bound | None:
    """The first definition of a name that nothing above binds, if a later cell holds it."""
    bound = notebook.links.bindings.get(use.name)
    if not bound or (bound[0].index, bound[0].binding.order) < at:
        return None
    if notebook.links.is_given(use.name):
        return None
    first = next((item for item in bound if item.defines), None)
    if first is None or first.index <= at[0] or notebook.reaching.is_unknown(use.name, at):
        return None
    return first
