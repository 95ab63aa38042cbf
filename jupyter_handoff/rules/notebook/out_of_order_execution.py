"""HN101: the execution counts do not rise down the page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...notebook import Cell, Notebook, stripped
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding a notebook, with the cells that ran before one above them.

    A notebook that may store no outputs owes no proof of a run.
    """
    ran = [cell for cell in notebook.code if cell.execution_count is not None]
    late: list[tuple[Cell, Cell]] = []
    for above, below in pairwise(ran):
        if (below.execution_count or 0) < (above.execution_count or 0):
            late.append((above, below))
    policy = contract.notebook
    if not late or stripped(notebook, policy.outputs, policy.strip_classes, contract.data.classes):
        return
    above, below = late[0]
    yield Match(
        f"The cells did not run from top to bottom: cell {above.number} ran after "
        f"cell {below.number}. A clean run may give other results.",
        None,
        related=tuple(
            related(cell.whole(), f"ran before cell {before.number}") for before, cell in late
        ),
        fixes=(Fix("Restart the kernel and run all cells", "suggestion"),),
    )


RULE = Rule(
    code="HN101",
    name="out-of-order-execution",
    artifact="notebook",
    severities=severities("-wE"),
    summary="The cells did not run from top to bottom.",
    why=(
        "The outputs then come from an order that nobody can see. "
        "Only a run of all cells in a fresh kernel shows what the notebook really does."
    ),
    fix="Restart the kernel and run all cells (shown, not done).",
    find=find,
    given=("contract",),
    contract='[notebook]\nstrip-classes = ["personal"]',
    examples=(
        Example(
            bad="""
                «»# %% count=2
                x = 1
                # %% count=1
                y = 2
            """,
            good="""
                # %% count=1
                x = 1
                # %% count=2
                y = 2
            """,
        ),
    ),
    silent=(
        (
            '# %% [notebook] metadata={"jupyter_handoff": {"data-class": "personal"}}\n'
            "# %% count=2\nx = 1\n# %% count=1\ny = 2"
        ),
        "# %%\nx = 1\n# %%\ny = 2",
        "# %% count=1\nx = 1\n# %%\n# %% count=5\ny = 2",
        "# %% count=7\nx = 1",
    ),
)
