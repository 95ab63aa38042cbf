"""HC130: a write to what only production may write to, without asking where it runs."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Guards, Notebook, addresses
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_GUARD = 'Put it under `if os.environ.get("ENV") == "production":`, or set the target from outside'
_LONGEST = 80


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Each write whose address is one of production's, once a place."""
    targets = contract.code.production
    writes = [item for item in addresses(notebook) if item.way == "write"] if targets else []
    aimed = [(item, next(filter(item.matches, targets), "")) for item in writes]
    guards = Guards(notebook) if any(target for _, target in aimed) else None
    spoken: set[object] = set()
    for item, target in aimed:
        if not target or guards is None or item.span in spoken:
            continue
        if item.call is not None and guards.has(item.call):
            continue
        spoken.add(item.span)
        yield Match(
            f"This writes to `{target[:_LONGEST]}`, which the contract keeps for production, and "
            "nothing asks where it runs: a run on your machine changes what customers get.",
            item.span,
            fixes=(Fix(_GUARD, "suggestion"),),
        )


RULE = Rule(
    code="HC130",
    name="production-write-unguarded",
    artifact="code",
    owner="both",
    severities=severities("wEE"),
    summary="A write to a target of production is not behind a check of the environment.",
    why=(
        "Somebody runs all cells to see what the notebook does, and the live table is replaced by "
        "half a sample. The check costs one line, the repair a night."
    ),
    fix="Shows the check.",
    find=find,
    given=("contract",),
    key="code.production",
    contract="""
        [code]
        production = ["s3://prod/*", "live.*", "https://api.acme.org/*", "*//prod-db*"]
    """,
    examples=(
        Example(
            bad="""
                # %%
                import requests
                «scores.to_csv("s3://prod/scores.csv")»
                «df.write.mode("overwrite").saveAsTable("live.scores")»
                «requests.post("https://api.acme.org/v1/scores", json=rows)»
                # %%
                from sqlalchemy import create_engine
                engine = create_engine(f"postgresql://{user}:{password}@prod-db/scores")
                «scores.to_sql("scores", engine)»
                «client.put_object(Bucket="prod", Key="scores.json", Body=text)»
            """,
            good="""
                # %%
                import os
                if os.environ.get("ENV") == "production":
                    scores.to_csv("s3://prod/scores.csv")
            """,
        ),
        Example(
            bad="""
                # %%
                def publish(scores):
                    «scores.to_parquet("s3://prod/scores.parquet")»
                # %%
                publish(scores)
            """,
            good="""
                # %%
                def publish(scores):
                    scores.to_parquet("s3://prod/scores.parquet")
                # %%
                if IS_PRODUCTION:
                    publish(scores)
            """,
        ),
    ),
    silent=(
        "scores.to_csv('s3://scratch/scores.csv')\nscores.to_csv('out/scores.csv')",
        "import pandas as pd\ndf = pd.read_csv('s3://prod/scores.csv')",
        "if not dry_run:\n    scores.to_csv('s3://prod/scores.csv')",
        (
            '# %% tags=["parameters"]\npush = False\n# %%\nif push:\n'
            "    scores.to_csv('s3://prod/scores.csv')"
        ),
        (
            "import os\nwhere = os.environ['STAGE']\nif where == 'live':\n"
            "    scores.to_csv('s3://prod/scores.csv')"
        ),
        (
            "import os\nassert os.getenv('ENV') == 'production'\n# %%\n"
            "scores.to_csv('s3://prod/scores.csv')"
        ),
        (
            "import sys\nif ENV != 'production':\n    sys.exit('no')\n# %%\n"
            "scores.to_csv('s3://prod/scores.csv')"
        ),
        "scores.to_csv(target)\nscores.to_csv(f'{root}/scores.csv')",
        (
            "BUCKET = 's3://prod' if ENV == 'production' else 's3://scratch'\n"
            "scores.to_csv(f'{BUCKET}/scores.csv')"
        ),
        (
            "def publish(x):\n    if ENV != 'production':\n        return\n"
            "    x.to_csv('s3://prod/x.csv')\npublish(scores)"
        ),
        "def publish(x):\n    x.to_csv('s3://prod/x.csv')",
        "!curl -s -X GET https://api.acme.org/v1/scores\n!wget https://api.acme.org/a.csv",
        "print('s3://prod/scores.csv')\n# scores.to_csv('s3://prod/scores.csv')",
    ),
)
