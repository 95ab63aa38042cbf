"""HU103: nobody is named who answers for the data, the model or its operation."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, addresses, file_uses, models_saved, trained_names
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_WHERE = "in the contract's `[owners]`, or in the notebook's metadata (`jupyter_handoff.owners`)"


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """The owners that this notebook needs and that nobody names, in one finding.

    A notebook's own metadata are a part of the contract that is given here. Where no contract
    says anything, there is nobody to hand over to, and nothing is asked.
    """
    if contract == Requirements():
        return
    missing = list(_missing(notebook, contract))
    if missing:
        named = f"{', '.join(missing[:-1])} and {missing[-1]}" if missing[1:] else missing[0]
        yield Match(
            f"Nobody is named who answers for {named}: when it breaks, no one knows whom to call.",
            None,
            fixes=(Fix(f"Name them {_WHERE}", "suggestion"),),
        )


def _missing(notebook: Notebook, contract: Requirements) -> Iterator[str]:
    owners = contract.owners
    if not owners.data and _reads(notebook) and not _source_owned(notebook, contract):
        yield "the data"
    if not owners.model and (trained_names(notebook) or any(models_saved(notebook))):
        yield "the model"
    if not owners.operation and any(cell.facts.tree.body for cell in notebook.code):
        yield "its operation"


def _reads(notebook: Notebook) -> bool:
    ways = [use.way for use in file_uses(notebook)] + [item.way for item in addresses(notebook)]
    return "read" in ways


def _source_owned(notebook: Notebook, contract: Requirements) -> bool:
    """Whether what is read comes from an approved source with an owner."""
    owned = [source.pattern for source in contract.data.sources or () if source.owner]
    return bool(owned) and any(
        item.way == "read" and any(map(item.may_match, owned)) for item in addresses(notebook)
    )


RULE = Rule(
    code="HU103",
    name="no-owner",
    artifact="understanding",
    owner="both",
    severities=severities("--E"),
    summary="Nobody is named who answers for the data, the model or its operation.",
    why=(
        "At three in the morning somebody must know whom to call: about wrong rows, about odd "
        "predictions, about a job that stands still. These are often three people."
    ),
    fix="Says where to name them.",
    find=find,
    given=("contract",),
    key="owners",
    contract="""
        [owners]
        operation = "ML platform"

        [[data.sources]]
        pattern = "s3://lake/*"
        owner = "Data platform"
    """,
    examples=(
        Example(
            bad="""
                «»# %%
                import pandas as pd
                df = pd.read_csv("data/churn.csv")
                model.fit(df, y)
            """,
            good="""
                # %% [notebook] metadata={"jupyter_handoff": {"owners": {"data": "A", "model":"B"}}}
                # %%
                import pandas as pd
                df = pd.read_csv("data/churn.csv")
                model.fit(df, y)
            """,
        ),
        Example(
            bad="""
                «»# %% [notebook] metadata={"authors": [{"name": "Ana"}]}
                # %%
                import pandas as pd
                df = pd.read_csv("s3://lake/churn.csv")
                model.fit(df, y)
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_csv("s3://lake/churn.csv")
            """,
        ),
    ),
    silent=(
        "print(1)",
        "# %% [markdown]\n# Words alone.",
        "import pandas as pd\ndf = pd.read_csv('s3://lake/churn.csv')\ndf.describe()",
        "df.to_csv('out.csv')",
        "import matplotlib.pyplot as plt\nplt.plot(x)",
        "outfit('a')\nx.fitted",
        "def f(x):\n    return x",
        "import json\njson.dumps({})",
        (
            '# %% [notebook] metadata={"jupyter_handoff": {"owners": {"model": "B"}}}\n'
            "# %%\nmodel.fit(x, y)"
        ),
    ),
)
