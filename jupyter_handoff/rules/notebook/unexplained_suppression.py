"""HN112: a suppression without a reason, unused, misspelt or past its date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Notebook
from ...report import Fix
from ...rule import Example, Match, Rule, Silenced, severities


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
    for name, meant in item.unknown:
        hint = f" Did you mean `{meant}`?" if meant else ""
        yield f"{said} silences nothing: no rule is named `{name[:40]}`.{hint}"
    if item.unused:
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
    elif not item.reason and not item.unused and not item.unknown:
        yield (f"{said} gives no reason: whoever takes over cannot tell whether it still holds.")


def _written(said: str) -> str:
    """A suppression at the start of a sentence: words as words, a comment as code."""
    is_comment = said.startswith(("ignore[", "noqa"))
    return f"`{said}`" if is_comment else said[:1].upper() + said[1:]


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
    ),
    silent=(
        "# %%\n# handoff: ignore[HD101] the mount is everywhere\nopen('/home/ana/x.csv')",
        "# %%\nimport os  # noqa: F401",
        "# %%\nx: int = 'a'  # handoff: ignore[arg-type] for mypy, which did not run here",
        "# %%\nx = 1\nprint('# handoff: ignore[HD101]')",
        "# %%\nopen('/home/ana/x.csv')  # handoff: ignore[HD101, machine-local-path] one of them",
        "# %%\nx = = 1\ny = 2  # handoff: ignore[HD101] the cell does not parse",
        "# %% [markdown]\n# `# handoff: ignore[HD101]` is written behind a line.",
        "# %%\n# TODO later  # handoff: ignore[HU102] it is in the tracker",
    ),
)
