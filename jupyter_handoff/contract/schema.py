"""The contract's schema: what a file may say. The JSON Schema for editors is made of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from ..orders import EQUAL, downwards, upwards
from ..report import SEVERITIES, STAGES, Owner, Severity, Stage
from ..requirements import Requirements, says

_LOUDER = upwards(SEVERITIES)


class StageSeverities(Struct, frozen=True, forbid_unknown_fields=True):
    """Severities that a contract sets; a stage that it leaves out keeps the rule's own."""

    explore: Annotated[Severity | None, says("How loud the rule is at explore.", _LOUDER)] = None
    candidate: Annotated[Severity | None, says("The same at candidate.", _LOUDER)] = None
    handoff: Annotated[Severity | None, says("The same at handoff.", _LOUDER)] = None


class RuleSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a contract says of one rule: one severity for all stages, or one for each."""

    severity: Severity | StageSeverities | None = None
    owner: Annotated[Owner | None, says("Who settles the rule's findings.", EQUAL)] = None
    reason: Annotated[str, says("Why it is so here, shown with each finding.", EQUAL)] = ""
    options: dict[str, Annotated[Any, says("One of the rule's own settings.", EQUAL)]] = (
        msgspec.field(default_factory=dict)
    )

    def at(self, stage: Stage) -> Severity | None:
        """The severity set for a stage, None where the rule's own holds."""
        if isinstance(self.severity, StageSeverities):
            chosen: Severity | None = getattr(self.severity, stage)
            return chosen
        return self.severity


class LockedKey(Struct, frozen=True, forbid_unknown_fields=True):
    """A key that may be tightened further down and never loosened, and why."""

    key: str
    reason: str = ""


class Waiver(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Leave to break a rule in some notebooks until a day.

    ``where`` is a pattern of paths from the contract's folder.
    """

    rule: str
    reason: str
    owner: str
    until: date
    approved_by: str
    where: str = "*"


class External(Struct, frozen=True, forbid_unknown_fields=True):
    """A checker of the team's own that is run through nbQA."""

    tool: Annotated[str, Meta(pattern=r"^[A-Za-z][\w.-]*$", examples=["mypy"])]
    arguments: tuple[str, ...] = ()


class File(Requirements, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All that a contract file may say."""

    title: Annotated[str, says("The contract's name, shown in the panel.", EQUAL)] = ""
    version: Annotated[str, says("Its version.", EQUAL)] = ""
    docs: Annotated[str, says("Where it is explained.", EQUAL)] = ""
    maintainers: Annotated[tuple[str, ...], says("Who keeps the contract.", EQUAL)] = ()
    contact: Annotated[str, says("Where to ask about it.", EQUAL)] = ""
    extends: Annotated[
        tuple[str, ...],
        Meta(
            description=(
                "Contracts that this one rests on, later ones over earlier ones: `recommended`, "
                "`package:NAME/CONTRACT`, a path, `git+https://…@TAG#PATH`."
            )
        ),
    ] = ()
    locked: Annotated[
        tuple[str | LockedKey, ...],
        Meta(description="Keys that nothing further down may loosen."),
    ] = ()
    append: Annotated[
        dict[str, Any],
        Meta(description="Lists that are added to those of the contracts below."),
    ] = msgspec.field(default_factory=dict)
    stages: Annotated[
        dict[str, Annotated[Stage, says("The stage of these notebooks.", upwards(STAGES))]],
        Meta(
            description="Stages by pattern of paths; of several the strictest counts.",
        ),
    ] = msgspec.field(default_factory=dict)
    fail_at: Annotated[
        Stage | None,
        says("The first stage at which an error fails the command.", downwards(STAGES)),
    ] = None
    rules: Annotated[dict[str, RuleSettings], Meta(description="Rules by code or name.")] = (
        msgspec.field(default_factory=dict)
    )
    waivers: Annotated[
        tuple[Waiver, ...], Meta(description="Leave to break a rule for a while.")
    ] = ()
    external: Annotated[
        tuple[External, ...], Meta(description="Checkers to run with `--external contract`.")
    ] = ()


def json_schema(rule_names: tuple[str, ...]) -> dict[str, Any]:
    """The JSON Schema of a contract file; ``rule_names`` are the codes and names of rules."""
    schema = msgspec.json.schema(File)
    file = schema["$defs"]["File"]["properties"]
    file["rules"]["propertyNames"] = {"enum": sorted(rule_names)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Jupyter Handoff contract",
        **schema,
    }
