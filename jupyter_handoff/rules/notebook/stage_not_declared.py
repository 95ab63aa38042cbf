"""HN108: nothing says at which stage the notebook is."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook
from ...report import STAGES, Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_UNKNOWN = (
    "The notebook's metadata name a stage that does not exist: it is judged as if it said nothing."
)
_SILENT = (
    "Neither the notebook nor the contract says at which stage this is: the editor and CI may "
    "judge it at different ones."
)
_FIX = Fix(f"Set the stage: {', '.join(STAGES)}", "suggestion")


def find(notebook: Notebook, required: Requirements) -> Iterator[Match]:
    """One finding; where no contract asks for anything, only for a stage that does not exist."""
    own = notebook.own_metadata.get("stage")
    if own in STAGES:
        return
    if own is not None:
        yield Match(_UNKNOWN, None, fixes=(_FIX,))
    elif required.stage is None and required != Requirements():
        yield Match(_SILENT, None, fixes=(_FIX,))


RULE = Rule(
    code="HN108",
    name="stage-not-declared",
    artifact="notebook",
    severities=severities("--w"),
    summary="Nothing says at which stage the notebook is.",
    why=(
        "A draft and what goes to production are held to different rules. Where nobody says which "
        "it is, CI lets a draft through, or stops one that nobody meant to hand over."
    ),
    find=find,
    given=("contract",),
    key="stage",
    contract="[model]\nsignature = true",
    examples=(
        Example(
            bad="""
                «»# %%
                x = 1
            """,
            good="""
                # %% [notebook] metadata={"jupyter_handoff": {"stage": "candidate"}}
                # %%
                x = 1
            """,
        ),
        Example(
            bad="""
                «»# %% [notebook] metadata={"jupyter_handoff": {"stage": "production"}}
                # %%
                x = 1
            """,
            good="""
                # %% [notebook] metadata={"jupyter_handoff": {"stage": "handoff"}}
                # %%
                x = 1
            """,
        ),
    ),
    silent=tuple(
        f'# %% [notebook] metadata={{"jupyter_handoff": {{"stage": "{stage}"}}}}\n# %%\nx = 1'
        for stage in STAGES
    ),
)
