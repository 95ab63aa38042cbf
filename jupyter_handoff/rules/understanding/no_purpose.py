"""HU101: nothing in the notebook says what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from ...notebook import Notebook, documents, has_words, headings
from ...options import Options
from ...orders import LARGER, SMALLER
from ...report import Fix
from ...requirements import Requirements, says
from ...rule import Example, Match, Rule, severities

_NO_WORDS = (
    "This notebook says next to nothing in words: whoever takes it over must guess from the code "
    "what it is for."
)
_NO_HEADING = (
    "This notebook has no heading: whoever opens it does not see what it is for, nor what is where."
)
_TEMPLATE = Fix(
    "Begin with a markdown cell: # a title, what it is for, what it reads, what it writes",
    "suggestion",
)


class Asked(Options, frozen=True):
    """How much a notebook must say."""

    words: Annotated[
        int,
        Meta(ge=1),
        says("Fewer words than these say nothing of what the notebook is for.", LARGER),
    ] = 20
    lines: Annotated[
        int,
        Meta(ge=1),
        says("Notebooks of fewer lines of code can be read at a glance.", SMALLER),
    ] = 8


def find(notebook: Notebook, required: Requirements, asked_for: Asked) -> Iterator[Match]:
    """One finding for the notebook, and one for what the contract asks it to say."""
    lines = (line for cell in notebook.code for line in cell.source.splitlines())
    if sum(bool(line.strip()) for line in lines) < asked_for.lines:
        return
    key = "documentation.required" if "purpose" in required.documentation.required else ""
    if not has_words(notebook, asked_for.words):
        yield Match(_NO_WORDS, None, fixes=(_TEMPLATE,), key=key)
    elif next(headings(notebook), None) is None:
        yield Match(_NO_HEADING, None, fixes=(_TEMPLATE,), key=key)
    asked = [field for field in ("inputs", "outputs") if field in required.documentation.required]
    missing = [field for field in asked if not documents(notebook, field)]
    if missing:
        named = " and ".join(missing)
        yield Match(
            f"The contract asks for the notebook's {named} in words, and no heading names them: "
            "whoever runs it must read all of the code to know.",
            None,
            fixes=(Fix(f"Add a markdown cell with a heading for the {named}", "suggestion"),),
            key="documentation.required",
        )


_SAID = (
    "# %% [markdown]\n# # Churn\n# Which customers leave next month? We look at a year of "
    "contracts, fit a simple model and write the scores for the campaign team.\n"
)

_CODE = "\n".join(f"step({number})" for number in range(8))

RULE = Rule(
    code="HU101",
    name="no-purpose",
    artifact="understanding",
    severities=severities("-iw"),
    summary="Nothing says what the notebook is for.",
    why=(
        "You know today. Whoever gets it, and you in a year, see cells without a question. A title "
        "and three sentences are enough: what for, from which data, to what result."
    ),
    find=find,
    given=("contract", "options"),
    options=Asked,
    examples=(
        Example(
            bad="""
                «»# %% [markdown]
                # # Churn
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv").dropna()
                df["old"] = df["age"] > 60
                df["share"] = df["paid"] / df["price"]
                df["late"] = df["days"] > 30
                df["score"] = df["share"] * df["late"]
                df["rank"] = df["score"].rank()
                df.to_csv("scores.csv")
            """,
            good="""
                # %% [markdown]
                # # Churn
                # Which customers leave next month? We look at a year of contracts, fit a simple
                # model and write the scores for the campaign team.
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv").dropna()
                df["old"] = df["age"] > 60
                df["share"] = df["paid"] / df["price"]
                df["late"] = df["days"] > 30
                df["score"] = df["share"] * df["late"]
                df["rank"] = df["score"].rank()
                df.to_csv("scores.csv")
            """,
        ),
        Example(
            bad="""
                «»# %% [markdown]
                # Which customers leave next month? We look at a year of contracts, fit a simple
                # model and write the scores for the campaign team.
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv").dropna()
                df["old"] = df["age"] > 60
                df["share"] = df["paid"] / df["price"]
                df["late"] = df["days"] > 30
                df["score"] = df["share"] * df["late"]
                df["rank"] = df["score"].rank()
                df.to_csv("scores.csv")
            """,
            good="""
                # %% [markdown]
                # **Churn**
                # Which customers leave next month? We look at a year of contracts, fit a simple
                # model and write the scores for the campaign team.
                # %%
                import pandas as pd
                df = pd.read_csv("churn.csv").dropna()
                df["old"] = df["age"] > 60
                df["share"] = df["paid"] / df["price"]
                df["late"] = df["days"] > 30
                df["score"] = df["share"] * df["late"]
                df["rank"] = df["score"].rank()
                df.to_csv("scores.csv")
            """,
        ),
    ),
    silent=(
        _SAID + "# %%\n" + _CODE,
        f"# %%\n{_CODE}\n{_SAID}",
        _SAID.replace("# # Churn", "# <h2 align='center'>Churn</h2>") + "# %%\n" + _CODE,
        _SAID.replace("# # Churn", "# Churn\n# =====") + "# %%\n" + _CODE,
        (
            "# %% [markdown]\n# # 顧客の離脱\n# 来月どの顧客が離れるかを一年分の契約データから\n"
            "# 予測し、その結果をキャンペーン担当者に渡すためのものです。\n# %%\n" + _CODE
        ),
        (
            "# %%\n%%markdown\n# Churn\nWhich customers leave next month? We look at a year of "
            "contracts, fit a simple model and write the scores for the team.\n# %%\n" + _CODE
        ),
        "# %%\n\n# %%\n",
        "# %%\nimport pandas as pd\ndf = pd.read_csv('a.csv')\n# %%\ndf.describe()",
    ),
)
