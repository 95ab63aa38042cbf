"""HN111: outputs are stored, or missing, against the contract."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, Stripped, stripped
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding for the notebook; a class of data that forbids outputs comes first."""
    policy = contract.notebook.outputs
    why = stripped(notebook, policy, contract.notebook.strip_classes, contract.data.classes)
    if why is not None:
        yield from _stored(notebook, why)
    elif policy == "keep" and _shows_no_run(notebook):
        yield Match(
            "The contract wants outputs to be kept, and no cell of this notebook has any: nobody "
            "can see what it gave.",
            None,
            fixes=(Fix("Run all cells and save the notebook with its outputs", "suggestion"),),
            key="notebook.outputs",
        )


def _stored(notebook: Notebook, why: Stripped) -> Iterator[Match]:
    holding = [cell for cell in notebook.code if cell.outputs]
    if not holding:
        return
    edits = tuple(
        cell.clear_output(number) for cell in holding for number in range(len(cell.outputs))
    )
    if why.data_class:
        reason = f"the contract lets no notebook on `{why.data_class}` data store outputs"
        key, cost = "notebook.strip-classes", "whoever gets the file gets the data in them"
    else:
        reason, key = "the contract wants outputs stripped", "notebook.outputs"
        cost = "each run changes the file, and what it printed travels with it"
    count = f"{len(holding)} cells store" if len(holding) > 1 else "A cell stores"
    places = [related(why.read.span, "such data are read here")] if why.read else []
    places += [related(cell.whole(), "stores outputs") for cell in holding]
    yield Match(
        f"{count} outputs, and {reason}: {cost}.",
        None,
        related=tuple(places[:_MOST_RELATED]),
        fixes=(Fix("Clear all outputs", "safe", edits),),
        key=key,
    )


def _shows_no_run(notebook: Notebook) -> bool:
    written = [cell for cell in notebook.code if cell.facts.tree.body]
    return bool(written) and not any(
        cell.outputs or cell.execution_count is not None for cell in written
    )


RULE = Rule(
    code="HN111",
    name="output-policy",
    artifact="notebook",
    owner="both",
    severities=severities("iwE"),
    summary="Outputs are stored, or missing, against the contract.",
    why=(
        "Outputs hold rows of the data, and travel with the file to whoever reads it. Where the "
        "contract wants them kept, they are the only proof of what a run gave."
    ),
    fix="Clears all outputs, where none may be stored.",
    find=find,
    given=("contract",),
    contract="""
        [notebook]
        outputs = "keep"
        strip-classes = ["personal", "secret"]

        [[data.sources]]
        pattern = "s3://people/*"
        class = "personal"

        [[data.sources]]
        pattern = "s3://lake/*"
    """,
    examples=(
        Example(
            bad="""
                «»# %% count=1 output="   name"
                import pandas as pd
                pd.read_csv("s3://people/customers.csv").head()
            """,
            good="""
                # %%
                import pandas as pd
                pd.read_csv("s3://people/customers.csv").head()
            """,
        ),
        Example(
            bad="""
                «»# %%
                print(1)
            """,
            good="""
                # %% count=1 output="1"
                print(1)
            """,
        ),
    ),
    silent=(
        (
            '# %% [notebook] metadata={"jupyter_handoff": {"data-class": "personal"}}\n'
            "# %%\nprint(names)"
        ),
        (
            '# %% [notebook] metadata={"jupyter_handoff": {"data-class": "internal"}}\n'
            '# %% output="1"\nprint(1)'
        ),
        '# %% [notebook] metadata={"jupyter_handoff": {"data-class": 3}}\n# %% output="1"\n1',
        '# %% output="1"\nimport pandas as pd\npd.read_csv("s3://lake/rows.csv")',
        '# %% output="1"\nimport pandas as pd\ndf.to_csv("s3://people/rows.csv")',
        '# %% output="1"\nimport pandas as pd\npd.read_csv(path)',
        '# %% output="1"\nprint("s3://people/rows.csv")',
        "# %% count=1\nx = 1",
        "# %% [markdown]\n# Words alone.",
        "# %%\n# only a comment",
        "# %%\n\n# %%\n",
    ),
)
