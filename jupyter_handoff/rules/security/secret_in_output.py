"""HS102: a key, token or password in stored outputs, in text or in metadata."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Outputs by their text types, Markdown and raw cells, and metadata."""
    for kept in notebook.kept_secrets:
        if kept.secret.in_address:
            continue  # HS104 speaks of addresses
        fixes: tuple[Fix, ...] = ()
        way = "take it out"
        if kept.cell is not None and kept.output is not None:
            way = "clear the output"
            fixes = (Fix("Clear this output", "safe", (kept.cell.clear_output(kept.output),)),)
        yield Match(
            f"A secret stands in {kept.where} ({kept.secret.kind}): revoke it and {way}."
            f"{contract.secrets.words}",
            kept.span,
            fixes=fixes,
        )


RULE = Rule(
    code="HS102",
    name="secret-in-output",
    artifact="security",
    owner="both",
    severities=severities("EEE"),
    summary="A key, a token or a password stands in outputs, text or metadata.",
    why=(
        "Outputs travel with the notebook and few people read them before they share it. "
        "What was printed once is public from then on: revoke it."
    ),
    fix="Clears that output.",
    find=find,
    given=("contract",),
    key="secrets",
    examples=(
        Example(
            bad="""
                # %% «output="token: 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"»
                show(settings)
            """,
            good="""
                # %%
                show(settings)
            """,
        ),
        Example(
            bad="""
                # %% «output="connected as anna, Tr0ub4dor&3.Zebra"»
                password = "Tr0ub4dor&3.Zebra"
            """,
            good="""
                # %%
                password = "Tr0ub4dor&3.Zebra"
            """,
        ),
    ),
    silent=(
        '# %% output="commit e3b0c44298fc1c149afbf4c8996fb92427ae41e4"\nlog()',
        '# %% output="tokens: 12345678"\ncount()',
        "# %% [markdown]\n# Set your API key: `api_key = 'YOUR_KEY'`",
        '# %% output="redis://:Zx81ab9@cache.corp.io:6379"\nconnect()',  # HS104 speaks
        "token = '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'",
    ),
)
