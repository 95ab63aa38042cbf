"""HS111: a stored output tells who ran the notebook."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, output_facts
from ...report import Fix
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding a cell, with all of its outputs that tell it."""
    for cell in notebook.cells:
        told = [output_facts(output).identity for output in cell.outputs]
        if any(told):
            edits = tuple(cell.clear_output(number) for number, how in enumerate(told) if how)
            title = "Clear this output" if len(edits) == 1 else "Clear these outputs"
            yield Match(
                f"This cell's output tells who ran it ({next(filter(None, told))}), to everyone "
                "who gets the notebook.",
                cell.whole(),
                fixes=(Fix(title, "safe", edits),),
            )


RULE = Rule(
    code="HS111",
    name="identity-in-output",
    artifact="security",
    severities=severities("-iw"),
    summary="A stored output tells who ran the notebook.",
    why=(
        "A path in a warning holds a user's name and how a machine is set up. That helps whoever "
        "guesses log-ins, it is personal data, and nobody else can use the path."
    ),
    fix="Clears that output.",
    find=find,
    examples=(
        Example(
            bad="""
                # %% «output="/home/ana/venv/lib/python3.11/site-packages/a.py:1: FutureWarning: x"»
                model.fit(X, y)
                # %% «output="C:\\\\\\\\Users\\\\\\\\Ana Lima\\\\\\\\churn"»
                os.getcwd()
                # %% «output="-rw-r--r--  1 analima  staff  512 Jan  1 12:00 rows.csv"»
                !ls -l
                # %% «output="USER=analima\\nHOME=/root"»
                !env
            """,
            good="""
                # %% output="(891, 12)"
                rows.shape
            """,
        ),
    ),
    silent=(
        '# %% output="/home/jovyan/work/churn"\n%pwd',
        '# %% output="/home/ubuntu/venv/lib/python3.11/site-packages/a.py:1: FutureWarning"\nf()',
        '# %% output="/home/ec2-user/SageMaker/churn"\n%pwd',
        '# %% output="/Users/<user>/churn /home/$USER/x /home/your_name/x"\nf()',
        '# %% output="C:\\\\Users\\\\Public\\\\data"\nf()',
        '# %% output="https://a.com/home/page/1 https://a.com/Users/ana/"\nf()',
        '# %% output="/opt/conda/lib/python3.11/site-packages/a.py"\nf()',
        '# %% output="-rw-r--r-- 1 root root 512 Jan 1 12:00 rows.csv"\n!ls -l',
        '# %% output="data/home/ana/rows.csv ../home/ana/x"\nf()',
        "path = '/home/ana/rows.csv'",  # HD101 speaks
        '# %% output="USER=root"\n!env',
        '# %% output="user    1\\nname    2"\ncounts',
    ),
)
