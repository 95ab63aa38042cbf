"""HN113: a notebook that is longer than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook, required: Requirements) -> Iterator[Match]:
    """One finding for the notebook; none where the contract sets no limit."""
    limits = required.notebook
    cells = sum(bool(cell.source.strip()) for cell in notebook.cells)
    lines = sum(bool(line.strip()) for cell in notebook.code for line in cell.source.splitlines())
    over = []
    if limits.max_cells is not None and cells > limits.max_cells:
        over.append(f"{cells} cells, and the contract allows {limits.max_cells}")
    if limits.max_lines is not None and lines > limits.max_lines:
        over.append(f"{lines} lines of code, and the contract allows {limits.max_lines}")
    if over:
        key = "max-cells" if "cells" in over[0] else "max-lines"
        yield Match(
            f"This notebook has {'; it has '.join(over)}: move functions into a module, or a part "
            "of the work into a notebook of its own, or nobody will read it to the end.",
            None,
            key=f"notebook.{key}",
        )


RULE = Rule(
    code="HN113",
    name="long-notebook",
    artifact="notebook",
    severities=severities("--w"),
    summary="The notebook is longer than the contract allows.",
    why=(
        "Nobody can review what does not fit into a head, and a failure at the end costs the whole "
        "run. What has been settled belongs into functions of a module, with tests."
    ),
    find=find,
    given=("contract",),
    key="notebook.max-cells",
    contract="[notebook]\nmax-cells = 3\nmax-lines = 4",
    examples=(
        Example(
            bad="""
                «»# %% [markdown]
                # # Churn
                # %%
                a = 1
                # %%
                b = 2
                # %%
                c = 3
            """,
            good="""
                # %% [markdown]
                # # Churn
                # %%
                a = 1
                # %%
                b = 2
            """,
        ),
        Example(
            bad="""
                «»# %%
                a = 1
                b = 2
                c = 3
                d = 4
                e = 5
            """,
            good="""
                # %%
                from mine import a, b, c, d, e
            """,
        ),
    ),
    silent=(
        "a = 1\n# %%\nb = 2\n# %%\nc = 3",
        "a = 1\n# %%\n\n# %%\n\n# %%\nb = 2",
        "a = 1\n\n\n\n\n\nb = 2",
        "# %% [markdown]\n# one\n# two\n# three\n# four\n# five\n# six\n# %%\na = 1",
    ),
)
