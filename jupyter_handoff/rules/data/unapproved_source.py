"""HD102: data are read from a place that the contract does not approve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Address, BreachKind, Notebook, breaches, literal_of
from ...report import Fix, Span
from ...requirements import DataSource, Requirements
from ...rule import Example, Match, Project, Rule, severities

_WILD = re.compile(r"[*?\[]")
_LONGEST = 80
_WORDS: dict[BreachKind, str] = {
    "replaced": (
        "The contract replaces the source that is read here by {}: this one may be gone, or no "
        "longer kept up."
    ),
    "unapproved": (
        "No approved source of the contract matches what is read here: production may not "
        "reach it, and nobody answers for the data."
    ),
    "no snapshot": (
        "The contract wants a snapshot of {}, and this address has no version and no date: the "
        "next run reads other data."
    ),
}


def find(notebook: Notebook, project: Project | None, contract: Requirements) -> Iterator[Match]:
    """Each address that is read against the contract, once.

    Of it no other rule speaks; paths of one machine are left to HD101 and HD103.
    """
    sources = contract.data.sources or ()
    for breach in breaches(notebook, contract.data.sources, project.root if project else ""):
        item = breach.item
        source = sources[breach.source] if breach.source is not None else None
        yield Match(
            _WORDS[breach.kind].format(_named(source) if source else ""),
            _place(notebook, item),
            fixes=tuple(_replace(notebook, item, source))
            if source and breach.kind == "replaced"
            else (),
        )


def _named(source: DataSource) -> str:
    owner = f" (owner: {source.owner[:_LONGEST]})" if source.owner else ""
    return f"`{source.pattern[:_LONGEST]}`{owner}"


def _place(notebook: Notebook, item: Address) -> Span:
    literal = literal_of(notebook, item)
    return literal[0].span(literal[1]) if literal else item.span


def _replace(notebook: Notebook, item: Address, newer: DataSource) -> Iterator[Fix]:
    """Write the new address where one literal stands for one source."""
    literal, new = literal_of(notebook, item), newer.pattern
    if _WILD.search(new) or item.text not in newer.replaces:
        yield Fix(f"Read the same data from {_named(newer)}", "suggestion")
    elif literal and literal[0].editable and not set("\"'\\\r\n") & set(new):
        cell, place = literal
        quote = cell.text_at(place)[-1]
        edit = cell.replace(place, f"{quote}{new}{quote}")
        yield Fix(f"Read it from `{new[:_LONGEST]}`", "unsafe", (edit,))


_READ = "import pandas as pd\n"

RULE = Rule(
    code="HD102",
    name="unapproved-source",
    artifact="data",
    owner="both",
    severities=severities("iwE"),
    summary="Data are read from a place that the contract does not approve.",
    why=(
        "Production reads only what its network and its owners let it. A source that nobody "
        "answers for changes or goes away, and personal data may be in it."
    ),
    fix="Reads what the contract names in its place, where one address stands for one.",
    find=find,
    given=("project", "contract"),
    key="data.sources",
    contract="""
        [[data.sources]]
        pattern = "s3://lake/*"
        owner = "Data platform"
        replaces = ["s3://old-lake/*", "exports/*.csv"]

        [[data.sources]]
        pattern = "s3://lake/customers.parquet"
        replaces = ["https://files.acme.org/customers.csv"]

        [[data.sources]]
        pattern = "https://registry.acme.org/*"
        snapshot = true

        [[data.sources]]
        pattern = "sales.*"

        [[data.sources]]
        pattern = "postgresql://warehouse/*"
    """,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                df = pd.read_parquet(«"https://files.acme.org/customers.csv"»)
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_parquet("s3://lake/customers.parquet")
            """,
        ),
        Example(
            bad="""
                # %%
                import pandas as pd
                import requests
                URL = «"https://stats.example.org/rates.csv"»
                rates = pd.read_csv(URL)
                rows = «requests.get(f"https://api.example.org/{day}")».json()
                old = pd.read_csv(«"s3://old-lake/rows.csv"»)
                mine = pd.read_csv(«"exports/rows.csv"»)
                # %%
                codes = pd.read_csv(«"https://registry.acme.org/codes.csv"»)
                sales = spark.table(«"scratch.sales"»)
                «!wget -q https://stats.example.org/more.csv»
            """,
            good="""
                # %%
                import pandas as pd
                rates = pd.read_csv("s3://lake/rates.csv")
                codes = pd.read_csv("https://registry.acme.org/2024-05-01/codes.csv")
                sales = spark.table("sales.daily")
            """,
        ),
        Example(
            bad="""
                # %%
                import psycopg2
                from sqlalchemy import create_engine
                engine = «create_engine(f"postgresql://{user}:{password}@old-db:5432/sales")»
                other = «psycopg2.connect(host="old-db", dbname="sales", user=user)»
            """,
            good="""
                # %%
                from sqlalchemy import create_engine
                engine = create_engine(f"postgresql://{user}:{password}@warehouse/sales")
            """,
        ),
    ),
    silent=(
        "import pandas as pd\npd.read_csv('data/rows.csv')\npd.read_csv('../rows.csv')",
        "import pandas as pd\npd.read_csv('s3://lake/rows.csv')",
        "import pandas as pd\npd.read_csv(path)\npd.read_csv(f'{root}/rows.csv')",
        "import pandas as pd\ndf.to_csv('s3://elsewhere/rows.csv')",
        "import pandas as pd\npd.read_csv('/tmp/rows.csv')\nopen('/etc/hosts')",
        "import requests\nrequests.get('http://localhost:8000/health')",
        "import sqlite3\nfrom sqlalchemy import create_engine\ncreate_engine('sqlite:///a.db')",
        "import pandas as pd\npd.read_csv(f'https://registry.acme.org/{day}/codes.csv')",
        "from datasets import load_dataset\nload_dataset('csv', data_files='rows.csv')",
        "# https://stats.example.org/rates.csv\nprint('https://stats.example.org/rates.csv')",
        "!wget -q https://files.example.org/tools/shared.py\n!curl -O https://get.example.org/a.sh",
        _READ + "pd.read_csv('/project/data/rows.csv')",
        _READ + "df.to_csv('/kaggle/working/a.csv')\npd.read_csv('/kaggle/working/a.csv')",
        "import requests\nrequests.post('https://hooks.example.org/done', json={})",
        "sales = spark.read.parquet('s3://lake/sales')\nbox.table('scratch')",
    ),
)
