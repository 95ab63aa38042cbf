"""HS101: a key, token or password in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import (
    Cell,
    GivenLiterals,
    Literal,
    Notebook,
    add_line_before,
    secrets_as_defaults,
    stands_for,
)
from ...report import Fix, SourceEdit
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_NOT_A_NAME = re.compile(r"\W+")


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Each secret in a code cell, in Python, magics and shell lines; in each cell that has it.

    HS103 speaks of those that are a look-up's default, HS104 of those in an address.
    """
    for cell in notebook.code:
        elsewhere = secrets_as_defaults(notebook, cell)
        secrets = [
            secret
            for secret in notebook.secrets[cell.id]
            if not secret.in_address and secret not in elsewhere
        ]
        literals = GivenLiterals(cell) if secrets else None
        for secret in secrets:
            literal = literals and literals.around(secret.start, secret.end)
            yield Match(
                f"A secret stands in the code ({secret.kind}). Everyone who gets this notebook "
                "has it: revoke it, and read the new one from the environment."
                f"{contract.secrets.words}",
                cell.span_of(secret.start, secret.end),
                fixes=tuple(_from_environment(notebook, literal)) if literal else (),
            )


def _from_environment(notebook: Notebook, literal: Literal) -> Iterator[Fix]:
    """Read it from a variable that is named after what the secret is given to."""
    cell = literal.cell
    if not literal.name or _sets_environment(cell, literal.place[0]):
        return
    if not stands_for(notebook, cell, "os", "os"):
        return
    variable = _NOT_A_NAME.sub("_", literal.name).strip("_").upper()
    replaced = cell.replace(literal.place, f'os.environ["{variable}"]')
    edits = [*_import_os(notebook, cell), replaced]
    yield Fix(f"Read it from the environment variable {variable}", "unsafe", tuple(edits))


def _sets_environment(cell: Cell, line: int) -> bool:
    return "os.environ[" in cell.facts.lines[line - 1]


def _import_os(notebook: Notebook, cell: Cell) -> Iterator[SourceEdit]:
    bound = notebook.links.bindings.get("os", [])
    if not any(item.binding.target == "os" and item.cell.number <= cell.number for item in bound):
        yield add_line_before(cell, cell.facts.tree.body[0], "import os")


RULE = Rule(
    code="HS101",
    name="secret-in-source",
    artifact="security",
    owner="both",
    severities=severities("EEE"),
    summary="A key, a token or a password stands in the code.",
    why=(
        "A notebook is copied, mailed and committed, and history keeps what a later edit removes. "
        "Removing the secret is not enough: it must be revoked."
    ),
    fix="Reads it from an environment variable.",
    find=find,
    given=("contract",),
    key="secrets",
    examples=(
        Example(
            bad="""
                # %%
                import os
                api_key = "«q8Zr2LmX0vTnB4wK»"
                connect(password="«Tr0ub4dor&3.Zebra»")
            """,
            good="""
                # %%
                import os
                api_key = os.environ["API_KEY"]
                connect(password=os.environ["PASSWORD"])
            """,
        ),
        Example(
            bad="""
                # %%
                client = login(token="«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»")
            """,
            good="""
                # %%
                import os
                client = login(token=os.environ["TOKEN"])
            """,
        ),
        Example(
            bad="""
                # %%
                import os
                password = "«S3cr3t!pw9zz»"
                # %%
                login("anna", "«S3cr3t!pw9zz»")
                # %%
                !login anna «S3cr3t!pw9zz»
            """,
            good="""
                # %%
                import os
                password = os.environ["PASSWORD"]
                # %%
                login("anna", "S3cr3t!pw9zz")
                # %%
                !login anna S3cr3t!pw9zz
            """,
        ),
    ),
    silent=(
        "import os\napi_key = os.environ['API_KEY']",
        "api_key = 'your-api-key-here'",
        "api_key = '<API_KEY>'",
        "password = 'password'",
        "password = getpass()",
        "token = 'xxxxxxxxxxxxxxxxxxxx'",
        "secret_name = 'prod/db/main-2'",
        "tokenizer = 'bert-base-uncased-2024'",
        "pad_token = '[PAD]-0-1-2-3'",
        "key = 'customer_id'",
        "primary_key = 'order_line_number'",
        "password_column = 'pwd_hash_2019'",
        "import os\nkey = os.getenv('API_KEY', 'q8Zr2LmX0vTnB4wK')",
        "url = 'postgresql://ana:Tr0ub4dor3.Zebra@db.corp.de/sales'",
        "model = 'gpt-4o-2024-08-06'",
        "sha = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
        "max_tokens = 4096\nnum_tokens = '12345678'",
    ),
)
