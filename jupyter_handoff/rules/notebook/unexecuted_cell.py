"""HN102: a code cell that never ran, among cells that did."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Cell, Magic, Notebook, stripped
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Each such cell, or one finding for the notebook where they are the most of it."""
    written = [cell for cell in notebook.code if _holds_code(cell)]
    idle = [cell for cell in written if not _has_run(cell)]
    ran = sum(cell.execution_count is not None for cell in written)
    policy = contract.notebook
    if not (ran and idle) or stripped(
        notebook, policy.outputs, policy.strip_classes, contract.data.classes
    ):
        return  # never run or stripped of all counts, or no proof of a run is owed
    if len(idle) > ran:
        yield Match(
            f"{len(idle)} of {len(written)} code cells have not run: the notebook shows no run "
            "from top to bottom.",
            None,
            related=tuple(related(cell.whole(), "has not run") for cell in idle[:_MOST_RELATED]),
        )
        return
    for cell in idle:
        yield Match(
            "This cell has not run, unlike those around it: nothing shows that it works.",
            cell.whole(),
        )


def _has_run(cell: Cell) -> bool:
    """Whether anything tells of a run; some editors keep its output or time, not its count."""
    times = ("executionInfo", "ExecuteTime", "execution")
    return bool(
        cell.execution_count is not None or cell.outputs or any(map(cell.metadata.get, times))
    )


def _holds_code(cell: Cell) -> bool:
    """Whether a cell does anything: comments alone do not, nor does a look by our own magics."""
    facts = cell.facts
    if not facts.tree.body and facts.plain.magics and all(map(_is_ours, facts.plain.magics)):
        return False
    return bool(facts.tree.body or facts.plain.magics or facts.plain.opaque or facts.problems)


def _is_ours(magic: Magic) -> bool:
    return magic.name.startswith("handoff_") or "jupyter_handoff" in magic.text


RULE = Rule(
    code="HN102",
    name="unexecuted-cell",
    artifact="notebook",
    severities=severities("-iw"),
    summary="A code cell has not run while others have.",
    why=(
        "Whoever receives the notebook takes its outputs for the result of its code. A cell that "
        "never ran may fail, or change what all cells below it show."
    ),
    find=find,
    given=("contract",),
    contract='[notebook]\nstrip-classes = ["personal"]',
    examples=(
        Example(
            bad="""
                # %% count=1
                x = 1
                # %% «»
                x = 2
                # %% count=2
                print(x)
            """,
            good="""
                # %% count=1
                x = 1
                # %% count=2
                x = 2
                # %% count=3
                print(x)
            """,
        ),
        Example(
            bad="""
                «»# %% count=1
                x = 1
                # %%
                y = 2
                # %%
                print(x + y)
            """,
            good="""
                # %% count=1
                x = 1
                # %% count=2
                y = 2
                # %% count=3
                print(x + y)
            """,
        ),
    ),
    silent=(
        (
            '# %% [notebook] metadata={"jupyter_handoff": {"data-class": "personal"}}\n'
            "# %% count=1\nx = 1\n# %%\ny = 2\n# %% count=2\nz = 2"
        ),
        "# %%\n%load_ext jupyter_handoff\n%handoff_lint\n# %% count=1\nx = 1\n# %% count=2\ny = 2",
        "# %%\nx = 1\n# %%\ny = 2",
        "# %% count=1\nx = 1\n# %%\n",
        "# %% count=1\nx = 1\n# %%\n# only a note for later",
        "# %% count=1\nx = 1\n# %%\n   \n\n# %% count=2\nprint(x)",
        "# %% count=1\nx = 1\n# %% [markdown]\n# Words do not run.",
        "# %% count=1\nx = 1\n# %% [raw]\n# raw = 1",
        # Some editors keep outputs and lose the count.
        '# %% count=1\nx = 1\n# %% output="1"\nprint(x)',
        '# %% count=1\nx = 1\n# %% error="ValueError"\nint("x")',
        "# %% [markdown]\n# No code at all.",
    ),
)
