"""HN103: a stored traceback."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Cells whose outputs end in an error that nobody declared."""
    for cell in notebook.code:
        if "raises-exception" in cell.tags:
            continue
        error = next((output.error for output in cell.outputs if output.error), None)
        if error:
            yield Match(
                f"The last run of this cell ended in {error}. Mend it and run it again, or tag "
                "the cell `raises-exception` if the error is meant.",
                cell.whole(),
            )


RULE = Rule(
    code="HN103",
    name="error-output",
    artifact="notebook",
    severities=severities("-wE"),
    summary="A cell's stored output is a traceback.",
    why=(
        "A notebook that is handed over with an error in it has not run to its end, "
        "and whoever runs it will not get past this cell."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %% «error="ValueError"»
                int("x")
            """,
            good="""
                # %% output="1"
                int("1")
            """,
        ),
    ),
    silent=(
        '# %% error="ValueError" tags=["raises-exception"]\nint("x")',
        '# %% output="ValueError: no, only a word"\nprint("x")',
        "# %% count=3\nraise ValueError",
    ),
)
