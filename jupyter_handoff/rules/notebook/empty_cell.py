"""HN106: a cell with nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Cell, Notebook
from ...report import CellEdit, Fix
from ...rule import Example, Match, Rule, severities

# Metadata that editors write on their own, not a person.
_EDITORS_OWN = frozenset(
    "collapsed scrolled trusted execution ExecuteTime vscode pycharm colab colab_type id outputId "
    "executionInfo jupyter jp-MarkdownHeadingCollapsed hidden".split()
)


def find(notebook: Notebook) -> Iterator[Match]:
    """Empty cells; the last one is where people type."""
    for cell in notebook.cells[:-1]:
        if not _is_empty(cell):
            continue
        fixes: tuple[Fix, ...] = ()
        if cell.deletable and cell.editable:
            edit = CellEdit("remove", cell.id, cell.number, old=cell.source)
            fixes = (Fix("Remove the empty cell", "safe", (edit,)),)
        yield Match("This cell is empty.", cell.whole(), fixes=fixes)


def _is_empty(cell: Cell) -> bool:
    return not (
        cell.source.strip()
        or cell.outputs
        or cell.tags
        or any(key not in _EDITORS_OWN and key != "tags" for key in cell.metadata)
    )


RULE = Rule(
    code="HN106",
    name="empty-cell",
    artifact="notebook",
    severities=severities("--w"),
    summary="A cell is empty.",
    why="An empty cell makes a reader wonder what is missing. Tidy before you hand over.",
    fix="Removes the cell.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                x = 1
                # %% «»

                # %%
                y = 2
            """,
            good="""
                # %%
                x = 1
                # %%
                y = 2
            """,
        ),
    ),
    silent=(
        "# %%\nx = 1\n# %%\n",
        '# %%\nx = 1\n# %% tags=["parameters"]\n\n# %%\ny = 2',
        '# %%\nx = 1\n# %% output="kept"\n\n# %%\ny = 2',
        "# %%\n# a comment says something\n# %%\ny = 2",
    ),
)
