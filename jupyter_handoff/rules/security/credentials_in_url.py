"""HS104: a password in an address, of a database or of anything else."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, secrets_as_defaults
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_COSTS = "whoever gets this notebook can log in there with it. Change it"


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Addresses in code, magics and shell lines, then in outputs, text and metadata."""
    for cell in notebook.code:
        secrets = [secret for secret in notebook.secrets[cell.id] if secret.in_address]
        elsewhere = secrets_as_defaults(notebook, cell) if secrets else {}
        for secret in secrets:
            if secret not in elsewhere:
                yield Match(
                    f"This address holds a {secret.kind}: {_COSTS}, and put the address together "
                    f"from environment variables.{contract.secrets.words}",
                    cell.span_of(secret.start, secret.end),
                )
    for kept in notebook.kept_secrets:
        if kept.secret.in_address:
            message = f"An address in {kept.where} holds a {kept.secret.kind}"
            said = f"{message}: {_COSTS}, and take it out.{contract.secrets.words}"
            yield Match(said, kept.span)


RULE = Rule(
    code="HS104",
    name="credentials-in-url",
    artifact="security",
    owner="both",
    severities=severities("EEE"),
    summary="An address holds a password.",
    why=(
        "An address is copied without a thought: into messages, logs and histories of commands, "
        "and the password goes with it. It must be changed, not only taken out."
    ),
    find=find,
    given=("contract",),
    key="secrets",
    examples=(
        Example(
            bad="""
                # %%
                from sqlalchemy import create_engine
                engine = create_engine("postgresql://ana:«Tr0ub4dor3.Zebra»@db.corp.de/sales")
                # %%
                %sql mysql+pymysql://ana:«Zx81ab9q»@10.2.3.4/sales
                # %%
                !git clone https://ana:«Zx81ab9q»@git.corp.de/sales.git
                # %%
                odbc = "DRIVER={SQL Server};SERVER=db;UID=sa;PWD=«Tr0ub4dor3.Zebra»"
                # %% [markdown]
                # Log in at https://ana:«Zx81ab9q»@wiki.corp.de
            """,
            good="""
                # %%
                import os
                from sqlalchemy import create_engine
                password = os.environ["DB_PASSWORD"]
                engine = create_engine(f"postgresql://ana:{password}@db.corp.de/sales")
            """,
        ),
        Example(
            bad="""
                # %% «output="Connecting to redis://:Zx81ab9@cache.corp.io:6379"»
                connect(settings)
            """,
            good="""
                # %% output="Connecting to redis://cache.corp.io:6379"
                connect(settings)
            """,
        ),
    ),
    silent=(
        "url = 'postgresql://user:password@localhost/db'",
        "url = 'postgresql://scott:tiger@localhost/test'",
        "url = 'mysql://root:root@127.0.0.1:3306/db'",
        "url = 'https://<user>:<password>@host.com'",
        "url = f'postgresql://{user}:{password}@db.corp.de/sales'",
        "url = 'postgresql://%s:%s@db.corp.de/sales' % (user, password)",
        "url = 'postgresql://{}:{}@db.corp.de/sales'.format(user, password)",
        "!git clone https://ana:$TOKEN@github.com/ana/x",
        "!psql postgresql://ana:${DB_PASS}@db.corp.de/sales",
        "url = 'https://ana:***@db.corp.de'",
        "url = 'mongodb://admin:Xy12abzz9@db.example.com'",
        "url = 'http://localhost:8080/a@b'\nmail = 'ssh://git@github.com:22/ana/x.git'",
        "url = 'https://cdn.jsdelivr.net/npm/vega@5'\nimage = 'docker://repo:v1.2.3@sha256'",
        '# %% output="postgresql://ana:***@db.corp.de/sales"\nengine',
        "api_key = 'q8Zr2LmX0vTnB4wK'",  # HS101 speaks
    ),
)
