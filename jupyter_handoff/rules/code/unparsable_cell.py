"""HC101: a cell that is neither Python nor IPython."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Cell, Diagnostic, Notebook
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook, newer: Sequence[Diagnostic]) -> Iterator[Match]:
    """The first place of each cell that does not parse.

    ``newer`` names the cells that are whole in a newer Python than the one running.
    """
    fine = {diagnostic.span.cell_id for diagnostic in newer}
    for cell in notebook.code:
        problems = cell.facts.problems
        if not problems or cell.id in fine:
            continue
        first = problems[0]
        place = (first.line, first.column, first.end_line, first.end_column)
        yield Match(_message(cell, first.message, first.line), cell.span(place))


def _message(cell: Cell, reason: str, line: int) -> str:
    text = cell.facts.lines[line - 1].strip()
    if text.startswith(("pip ", "conda ")):
        installer = text.split()[0]
        return f"This is no Python: write %{installer} (without % it works only alone in a cell)."
    return f"This is no Python that runs: {reason}."


RULE = Rule(
    code="HC101",
    name="unparsable-cell",
    artifact="code",
    severities=severities("wwE"),
    summary="A cell is neither Python nor IPython.",
    why=(
        "A cell that does not parse stops every run of the notebook, and no tool can read it. "
        "It often is a note or half a thought that was left behind."
    ),
    find=find,
    ruff=("newer-syntax",),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                total = 1 «+»
                # %%
                print("fine")
            """,
            good="""
                # %%
                total = 1 + 1
                # %%
                print("fine")
            """,
        ),
        Example(
            bad="""
                # %%
                «print "Python 2"»
            """,
            good="""
                # %%
                print("Python 3")
            """,
        ),
    ),
    silent=(
        "%matplotlib inline\n!ls -la\ndf.head?\nfiles = !ls\nx = 1;",
        "# %%\npip install pandas",
        "%%bash\nfor f in *; do echo $f; done",
        "%%time\nx = 1",
        "await client.connect()",
        ">>> x = 1\n>>> y = 2",
        "    x = 1\n    y = 2",
        "for i in range(3):\n    !echo {i}",
        "%cd data \\\n   /raw",
        "",
        "# only a comment",
    ),
)
