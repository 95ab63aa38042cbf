"""HS103: a secret as the default of an environment look-up."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, secrets_as_defaults
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Each secret that HS101 would find, where it is what a look-up falls back on."""
    for cell in notebook.code:
        for secret, default in secrets_as_defaults(notebook, cell).items():
            edit = default.removal
            yield Match(
                f"A secret ({secret.kind}) is the default of this look-up: it is used, unnoticed, "
                "wherever the variable is not set, and everyone who gets this notebook has it. "
                f"Revoke it and take the default away.{contract.secrets.words}",
                cell.span_of(secret.start, secret.end),
                fixes=(Fix("Remove the default", "unsafe", (edit,)),) if edit else (),
            )


RULE = Rule(
    code="HS103",
    name="secret-as-default",
    artifact="security",
    owner="both",
    severities=severities("EEE"),
    summary="A secret is the default of an environment look-up.",
    why=(
        "The look-up seems to keep the secret out of the notebook, and the default puts it back. "
        "Where the variable is missing, production runs with the secret of whoever wrote this, "
        "and nobody notices."
    ),
    fix="Removes the default.",
    find=find,
    given=("contract",),
    key="secrets",
    examples=(
        Example(
            bad="""
                # %%
                import os
                key = os.environ.get("API_KEY", "«q8Zr2LmX0vTnB4wK»")
                token = os.getenv("HF_TOKEN", default="«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»")
                password = os.getenv("DB_PASSWORD") or "«Tr0ub4dor&3.Zebra»"
            """,
            good="""
                # %%
                import os
                key = os.environ.get("API_KEY")
                token = os.getenv("HF_TOKEN")
                password = os.getenv("DB_PASSWORD")
            """,
        ),
        Example(
            bad="""
                # %%
                from decouple import config
                secret_key = config("SECRET_KEY", default="«q8Zr2LmX0vTnB4wK»")
                database = config("DATABASE", default="postgresql://ana:«Tr0ub4dor3.Z»@db/sales")
            """,
            good="""
                # %%
                from decouple import config
                secret_key = config("SECRET_KEY")
                database = config("DATABASE")
            """,
        ),
        Example(
            bad="""
                # %%
                !login --token ${TOKEN:-«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»}
            """,
            good="""
                # %%
                !login --token $TOKEN
            """,
        ),
    ),
    silent=(
        "import os\nkey = os.environ.get('API_KEY', '')",
        "import os\nkey = os.environ.get('API_KEY', 'your-api-key')",
        "import os\nkey = os.getenv('API_KEY', None)",
        "import os\nkey = os.getenv('API_KEY', '<token>')",
        "import os\nurl = os.getenv('DB_URL', 'postgresql://postgres:postgres@localhost/db')",
        "import os\nregion = os.getenv('AWS_REGION', 'eu-central-1')",
        "import os\npath = os.getenv('TOKEN_FILE', '/run/secrets/token')",
        "api_key = 'q8Zr2LmX0vTnB4wK'",  # HS101 speaks
        "settings = {}\nkey = settings.get('api_key', 'q8Zr2LmX0vTnB4wK')",  # and here
        "import os\nos.environ['API_KEY'] = 'q8Zr2LmX0vTnB4wK'",
        "from decouple import config\nkey = config('SECRET_KEY', default='change-me')",
    ),
)
