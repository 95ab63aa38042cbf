"""HN114: somebody tries to loosen what the contract locks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Notebook
from ...rule import Example, Loosened, Match, Rule, severities


def find(_: Notebook, loosened: Sequence[Loosened]) -> Iterator[Match]:
    for attempt in dict.fromkeys(loosened):
        why = f" Its reason: {attempt.reason.rstrip('.')}." if attempt.reason else ""
        yield Match(
            f"{_written(attempt.tried)} would loosen `{attempt.key}`, which {attempt.by} locks: "
            f"what is locked holds.{_instead(attempt)}{why}",
            attempt.at,
        )


def _written(tried: str) -> str:
    """The attempt at the start of a sentence: a comment as code, a contract's title as it is."""
    if tried.startswith(("ignore[", "noqa")):
        return f"`{tried}`"
    return f"T{tried[1:]}" if tried.startswith("the ") else tried


def _instead(attempt: Loosened) -> str:
    """Where it goes: metadata can add to nothing, a contract can."""
    is_contract = not attempt.tried.startswith("the ")
    return " To add to it, write it under `[append]`." if attempt.replaces and is_contract else ""


RULE = Rule(
    code="HN114",
    name="loosened-lock",
    artifact="notebook",
    owner="both",
    severities=severities("wEE"),
    summary="Something tries to loosen what the contract locks.",
    why=(
        "What a contract locks holds for every notebook: no comment, metadata, flag, waiver or "
        "baseline further down takes it away. The attempt is said, so that nobody believes that "
        "it worked. Ask those who keep the contract for a waiver."
    ),
    find=find,
    given=("loosened",),
    contract="""
    stage = "candidate"
    locked = ["stage", { key = "rules.HD101", reason = "Two launches failed on such paths." }]
    """,
    examples=(
        Example(
            bad="""
            # %%
            rates = open("/mnt/share/rates.csv")  «# handoff: ignore[HD101]» every machine has it
            """,
            good="""
            # %%
            rates = open("/mnt/share/rates.csv")
            """,
        ),
        Example(
            bad="""
            # %%
            «# handoff: ignore[machine-local-path]» this cell is only for me
            rates = open("/mnt/share/rates.csv")
            """,
            good="""
            # %%
            rates = open("data/rates.csv")
            """,
        ),
    ),
    silent=(
        "# %%\n# TODO later  # handoff: ignore[HU102] it is in the tracker",
        "# %%\nimport os  # handoff: ignore[HC116] it registers",
        "# %%\nx = 1  # handoff: ignore[HD101] nothing is silenced",
        "# %%\nimport os  # noqa",
        "# %%\nopen('/home/ana/x.csv')  # noqa",
        "# %%\nopen('/home/ana/x.csv')",
        '# %% tags=["handoff-ignore:HC116"]\nimport os',
        "# %%\nprint('# handoff: ignore[HD101]')\nopen('/home/ana/x.csv')",
    ),
)
