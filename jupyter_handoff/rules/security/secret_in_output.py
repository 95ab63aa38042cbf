"""HS102: a key, token or password in stored outputs, in text or in metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...notebook import Cell, KnownSecrets, Notebook
from ...report import Fix
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Outputs by their text types, Markdown and raw cells, and metadata."""
    known = notebook.known_secrets
    for cell in notebook.cells:
        yield from _outputs(cell, known)
        if cell.kind != "code":
            for secret in notebook.secrets[cell.id]:
                yield Match(
                    f"A secret stands in the text ({secret.kind}): revoke it and take it out.",
                    cell.span_of(secret.start, secret.end),
                )
        if kind := _in_metadata(cell.metadata, known):
            yield Match(
                f"A secret stands in this cell's metadata ({kind}): revoke it and take it out.",
                cell.whole(),
            )
    if kind := _in_metadata(notebook.metadata, known):
        yield Match(
            f"A secret stands in the notebook's metadata ({kind}): revoke it and take it out.",
            None,
        )


def _outputs(cell: Cell, known: KnownSecrets) -> Iterator[Match]:
    for number, output in enumerate(cell.outputs):
        secrets = [secret for text in output.text.values() for secret in known.find(text)]
        if secrets:
            fix = Fix("Clear this output", "safe", (cell.clear_output(number),))
            yield Match(
                f"A secret stands in this cell's output ({secrets[0].kind}): revoke it and "
                "clear the output.",
                cell.whole(),
                fixes=(fix,),
            )


def _in_metadata(metadata: object, known: KnownSecrets) -> str:
    if not metadata:
        return ""
    secrets = known.find(json.dumps(metadata, indent=0, default=str, ensure_ascii=False))
    return secrets[0].kind if secrets else ""


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
        "token = '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'",
    ),
)
