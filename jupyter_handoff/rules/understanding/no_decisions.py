"""HU104: nothing says what was tried, what was decided and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Notebook
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

# A heading that is about decisions, or a sentence in which one is taken.
_HEADING = re.compile(
    r"(?im)^[ \t]{0,3}#{1,6}[ \t][^\r\n]{0,80}\b(?:decisions?(?![ -](?:tree|bound|func|forest|stump"
    r"|surf|thres|theory|rule|region))|decided|rationale|alternatives|what (?:we|i) tried"
    r"|why (?:we|i|not)\b|why this (?:model|metric|approach|data|split|method)|choice of"
    r"|entscheidung\w*|d[eé]cisi[oó]n\w*(?<!decision)(?<!decisions))"
)
_SENTENCE = re.compile(
    r"(?i)\b(?:(?:we|i) (?:have |finally |therefore )?(?:decided|chose|opted|rejected|dropped"
    r"|settled|tried|compared|prefer|kept|picked|went (?:for|with))|(?:was|were) (?:chosen|rejected"
    r"|decided|preferred|dropped|discarded)|decision:|we use[sd]?\b[^.\r\n]{0,80} instead of)\b"
)
_REASON = re.compile(
    r"(?i)\b(?:because|since|as it|as they|due to|so that|in order to|reason|otherwise"
    r"|too (?:few|many|slow|little|much)|better|worse|therefore|but)\b"
)
_TEMPLATE = (
    "Add a Markdown cell: `## Decisions`, and under it a line for each: what was tried, what was "
    "decided, why, and what would change it"
)


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """The notebook as a whole, where the contract requires decisions and none is told."""
    if "decisions" not in contract.documentation.required:
        return
    texts = [cell.source for cell in notebook.cells if cell.kind == "markdown"]
    written = any(cell.source.strip() for cell in notebook.code)
    if written and not any(map(_decides, texts)):
        yield Match(
            "Nothing here says what was tried, what was decided and why, and the contract "
            "requires it: whoever takes over tries it all again.",
            None,
            fixes=(Fix(_TEMPLATE, "suggestion"),),
            at_least=severities("-iw"),
        )


def _decides(text: str) -> bool:
    if _HEADING.search(text):
        return True
    return any(
        _SENTENCE.search(part) and _REASON.search(part) for part in re.split(r"\r?\n\s*\r?\n", text)
    )


RULE = Rule(
    code="HU104",
    name="no-decisions",
    artifact="understanding",
    severities=severities("---"),
    summary="Nothing says what was tried, what was decided and why.",
    why=(
        "The code shows what was done, never what was left out and for what reason. A year on, "
        "nobody dares to change it. Asked only where the contract requires it."
    ),
    fix="Shows a template.",
    find=find,
    given=("contract",),
    key="documentation.required",
    contract='documentation.required = ["decisions"]',
    examples=(
        Example(
            bad="""
                «»# %% [markdown]
                # # Churn
                # ## A decision tree
                # We fit a model on last month's rows.
                # %%
                model.fit(X, y)
            """,
            good="""
                # %% [markdown]
                # # Churn
                # ## Decisions
                # - Gradient boosting; a network was no better and took ten times as long.
                # %%
                model.fit(X, y)
            """,
        ),
    ),
    silent=(
        "# %% [markdown]\n# We chose a tree because nobody trusts a network.\n# %%\nx = 1",
        "# %% [markdown]\n# ## Rationale\n# %%\nx = 1",
        "# %% [markdown]\n# ### Design decisions and assumptions\n# %%\nx = 1",
        "# %% [markdown]\n# Rows before 2020 were dropped, since the tariff changed.\n# %%\nx = 1",
        "# %% [markdown]\n# I tried SVM too, but it was too slow.\n# %%\nx = 1",
        "# %% [markdown]\n# ## Why this model\n# Few rows.\n# %%\nx = 1",
        "# %% [markdown]\n# Words alone, no code.",
        "# %% [markdown]\n# We used the median instead of the mean, due to outliers.\n# %%\nx = 1",
        "# %%\n",
        "# %% [markdown]\n# ## Entscheidungen\n# %%\nx = 1",
    ),
)
