"""HC101: a cell that is neither Python nor IPython."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...notebook import Cell, Diagnostic, Notebook
from ...rule import Example, Match, Rule, severities

_INSTALLER = re.compile(r"(?:python[\d.]* -m )?(pip|conda|mamba)[\d.]* ")
_COMMAND = re.compile(
    r"(?:sudo|git|wget|curl|apt|apt-get|brew|npm|docker|rm|mkdir|unzip|tar|chmod|source|export"
    r"|python[\d.]*|jupyter|ipython) \S"
)


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
    if installer := _INSTALLER.match(text):
        return f"This is not Python: write `%{installer[1]}` at the start of the line."
    if _COMMAND.match(text):
        return "This is a shell command, not Python: put `!` in front of it."
    return f"This is not valid Python: {reason}{'' if reason.endswith('?') else '.'}"


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
