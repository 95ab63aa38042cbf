"""HN112: a suppression without a reason, unused, misspelt or past its date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Notebook
from ...report import Fix
from ...rule import Example, Match, Rule, Silenced, severities

_TAG = "the tag "
_IN_METADATA = '`"ignore": {"rule-name": "reason"}`'


def find(_: Notebook, silenced: Sequence[Silenced]) -> Iterator[Match]:
    for item in silenced:
        for problem in _problems(item):
            fixes: tuple[Fix, ...] = ()
            if item.removal is not None and (item.unused or item.unknown):
                fixes = (Fix("Remove the comment", "safe", (item.removal,)),)
            yield Match(problem, item.at, fixes=fixes)


def _problems(item: Silenced) -> Iterator[str]:
    """What is wrong with a suppression; of one that does nothing no reason is asked."""
    said = _written(item.said)
    if item.wrong:
        yield f"{said} silences nothing: it is written {_form(item.said)}."
        return
    for name, meant in item.unknown:
        hint = f"Did you mean `{meant}`?" if meant else f"It is written {_form(item.said)}."
        yield f"{said} silences nothing: no rule is named `{name[:40]}`. {hint}"
    if item.unused and item.misplaced:
        yield (
            f"{said} silences nothing here: alone on a line, a comment counts only on the "
            "cell's first line or above a magic. Put it behind the code that it is for."
        )
    elif item.unused:
        names = ", ".join(f"`{name}`" for name in item.unused)
        yield (
            f"{said} silences nothing: {names} has nothing to say here, "
            "and would be kept quiet if it had."
        )
    if item.mended:
        yield (
            f"The baseline still lists {item.mended} findings of this notebook that are mended: "
            "`jupyter handoff baseline --prune` takes them out."
        )
    elif item.expired:
        yield f"{said} ended on {item.expired}: mend the finding or renew it."
    elif not (item.reason or item.unused or item.unknown or item.locked):
        yield _without_reason(item.said)


def _without_reason(said: str) -> str:
    why = "whoever takes over cannot tell whether it still holds."
    if not said.startswith(_TAG):
        return f"{_written(said)} gives no reason: {why}"
    where = f"the cell's metadata `jupyter_handoff` instead: {_IN_METADATA}"
    return f"{_written(said)} gives no reason, as no tag can: {why} Write it into {where}."


def _form(said: str) -> str:
    """How what somebody wrote is to be written."""
    if said.startswith(_TAG):
        return "`handoff-ignore:rule-name`"
    return _IN_METADATA if said.startswith("the ") else "`# handoff: ignore[rule-name] reason`"


def _written(said: str) -> str:
    """A suppression at the start of a sentence: words as words, a comment as code."""
    return f"T{said[1:]}" if said.startswith("the ") else f"`{said}`"


RULE = Rule(
    code="HN112",
    name="unexplained-suppression",
    artifact="notebook",
    owner="both",
    severities=severities("-iw"),
    summary="A rule is told to keep quiet without a reason, without need, or for too long.",
    why=(
        "A rule that is kept quiet is a decision. Those who take the notebook over must be able "
        "to see why it was made, and one that silences nothing today hides what comes tomorrow. "
        "Write the reason behind the brackets."
    ),
    fix="A comment that silences nothing is removed.",
    find=find,
    given=("silenced",),
    examples=(
        Example(
            bad="""
            # %%
            import pandas as pd
            rates = pd.read_csv("/mnt/share/rates.csv")  «# handoff: ignore[machine-local-path]»
            """,
            good="""
            # %%
            import pandas as pd
            rates = pd.read_csv("/mnt/share/rates.csv")  # handoff: ignore[HD101] each has it
            """,
        ),
        Example(
            bad="""
            # %%
            total = 1 + 1  «# handoff: ignore[HD101]» it was a path once
            """,
            good="""
            # %%
            total = 1 + 1
            """,
        ),
        Example(
            bad="""
            # %%
            rates = open("/home/ana/rates.csv")  «# handoff: ignore[machine-locl-path]» all have it
            """,
            good="""
            # %%
            rates = open("/home/ana/rates.csv")
            """,
        ),
        Example(
            bad="""
            # %%
            rates = open("/home/ana/rates.csv")  «# handoff: ignore(HD101)» all have it
            """,
            good="""
            # %%
            rates = open("/home/ana/rates.csv")  # handoff: ignore[HD101] all have it
            """,
        ),
        Example(
            bad="""
            # %%
            rows = 10
            «# handoff: ignore[HD101]» all have it
            rates = open("/home/ana/rates.csv")
            """,
            good="""
            # %%
            rows = 10
            rates = open("/home/ana/rates.csv")  # handoff: ignore[HD101] all have it
            """,
        ),
    ),
    silent=(
        "# %%\n# handoff: ignore[HD101] the mount is everywhere\nopen('/home/ana/x.csv')",
        "# %%\nimport os  # noqa: F401",
        "# %%\nx: int = 'a'  # handoff: ignore[arg-type] for mypy, which did not run here",
        "# %%\nx = 1  # handoff: ignore[C0114, B101, UP006, D101] for tools that did not run",
        "# %%\nx = 1  # the handoff: ignored rows are counted",
        "# %%\nx = 1\nprint('# handoff: ignore[HD101]')",
        "# %%\nopen('/home/ana/x.csv')  # handoff: ignore[HD101, machine-local-path] one of them",
        "# %%\nx = = 1\ny = 2  # handoff: ignore[HD101] the cell does not parse",
        "# %% [markdown]\n# `# handoff: ignore[HD101]` is written behind a line.",
        "# %%\n# TODO later  # handoff: ignore[HU102] it is in the tracker",
    ),
)
