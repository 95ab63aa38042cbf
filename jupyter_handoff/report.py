"""The wire: what the engine says, as small frozen types (`live` is what editors send).

Everything here crosses a process border (server, command line, other tools), so the
field names are part of the product. The TypeScript twins are generated from these
classes (``make generated``).

Positions count from 1: ``cell`` over all cells, markdown too; ``line`` within the
cell; ``column`` in Unicode code points. An end column is exclusive.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Stage: TypeAlias = Literal["explore", "candidate", "handoff"]
Severity: TypeAlias = Literal["off", "info", "warning", "error"]
Owner: TypeAlias = Literal["data-science", "mlops", "both"]
Artifact: TypeAlias = Literal[
    "code", "notebook", "data", "model", "environment", "security", "understanding"
]
StageFrom: TypeAlias = Literal["asked", "notebook", "contract", "default"]
Applicability: TypeAlias = Literal["safe", "unsafe", "suggestion"]

STAGES: tuple[Stage, ...] = ("explore", "candidate", "handoff")
SEVERITIES: tuple[Severity, ...] = ("off", "info", "warning", "error")
ARTIFACTS: tuple[Artifact, ...] = (
    "code",
    "notebook",
    "data",
    "model",
    "environment",
    "security",
    "understanding",
)


class Severities(Struct, frozen=True):
    """How loud a rule is at each stage."""

    explore: Severity = "off"
    candidate: Severity = "off"
    handoff: Severity = "off"

    def at(self, stage: Stage) -> Severity:
        severity: Severity = getattr(self, stage)
        return severity

    def capped(self, most: Severity) -> Severities:
        """The same severities, none louder than ``most``."""

        def cap(severity: Severity) -> Severity:
            return min(severity, most, key=SEVERITIES.index)

        return Severities(cap(self.explore), cap(self.candidate), cap(self.handoff))

    def raised(self, least: Severities) -> Severities:
        """The louder of two severities at each stage."""
        louder = (max(self.at(stage), least.at(stage), key=SEVERITIES.index) for stage in STAGES)
        return Severities(*louder)


class Span(Struct, frozen=True):
    """A stretch of one cell; without a line it means the cell as a whole."""

    cell_id: str
    cell: int
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class Related(Struct, frozen=True):
    """Another place that a finding speaks of, and what happened there."""

    cell_id: str
    cell: int
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    message: str


class SourceEdit(Struct, frozen=True, tag_field="kind", tag="source"):
    """Replace a stretch of a cell's source.

    ``old`` is the text that stands there. It is null where that text holds a secret:
    then the edit holds only for the very source that was linted.
    """

    cell_id: str
    cell: int
    line: int
    column: int
    end_line: int
    end_column: int
    old: str | None
    new: str


class CellEdit(Struct, frozen=True, tag_field="kind", tag="cell"):
    """Remove a cell, or move it in front of the cell ``before_id``.

    ``old`` is the cell's whole source, null where that holds a secret.
    """

    action: Literal["remove", "move"]
    cell_id: str
    cell: int
    old: str | None
    before_id: str | None = None


class OutputEdit(Struct, frozen=True, tag_field="kind", tag="output"):
    """Clear one stored output of a cell (``output`` counts from 0)."""

    cell_id: str
    cell: int
    output: int


class FileEdit(Struct, frozen=True, tag_field="kind", tag="file"):
    """Append lines to a small text file beside the notebook, made where it is missing.

    ``path`` is relative to the notebook's folder, with forward slashes.
    """

    path: str
    append: str


Edit: TypeAlias = SourceEdit | CellEdit | OutputEdit | FileEdit


class Fix(Struct, frozen=True):
    """A titled, ordered set of edits that are made together or not at all.

    A ``suggestion`` may have no edits: it is a next step in words, or a snippet.
    """

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...] = ()


class Source(Struct, frozen=True):
    """The tool whose evidence a finding rests on, and its own code for it."""

    tool: str
    code: str


class Finding(Struct, frozen=True):
    """One place where a rule speaks, judged at the report's stage and at all three.

    ``reason`` is what the contract gives for asking this, ``locked`` which contract does
    not let it be kept quiet (empty where it may be). ``key`` is the same when cells
    moved, and code was formatted or edited elsewhere.
    """

    code: str
    name: str
    artifact: Artifact
    owner: Owner
    severity: Severity
    message: str
    cell_id: str | None
    cell: int | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    severities: Severities
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    source: Source | None = None
    reason: str = ""
    locked: str = ""
    key: str = ""


class NotChecked(Struct, frozen=True):
    """Something that could not be looked at, and why; ``cell_id`` where it is a cell."""

    what: str
    why: str
    cell_id: str | None = None


class Coverage(Struct, frozen=True):
    """What was looked at: the codes of the rules that ran, and what was left out."""

    checked: tuple[str, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


class Readiness(Struct, frozen=True):
    """Open findings of one artifact at the report's stage; ``checked`` if any rule ran."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    checked: bool = False


class ContractCard(Struct, frozen=True):
    """Which contract a report was made under; ``hash`` is the SHA-256 of what it says.

    ``docs`` is an address where it is explained. ``opens`` is its file as the contents
    manager names it, where that can open it.
    """

    title: str
    version: str
    path: str | None
    hash: str
    docs: str = ""
    opens: str | None = None


class Provenance(Struct, frozen=True):
    """What made a report."""

    engine: str
    python: str
    ruff: str | None
    plugins: tuple[str, ...]
    contract: ContractCard


class Report(Struct, frozen=True):
    """Findings of one notebook, with what was checked and what was not.

    ``fails`` is whether an error at this stage fails the command. ``lowest`` is the stage
    that a contract's lock does not let this notebook go below. ``known`` is how many
    findings the baseline keeps quiet.
    """

    path: str | None
    stage: Stage
    stage_from: StageFrom
    fails: bool
    lowest: Stage
    findings: tuple[Finding, ...]
    coverage: Coverage
    readiness: dict[Artifact, Readiness]
    made_by: Provenance
    known: int = 0

    def at_stage(self) -> tuple[Finding, ...]:
        """The findings that speak at this report's stage."""
        return tuple(finding for finding in self.findings if finding.severity != "off")


class RuleExample(Struct, frozen=True):
    """A bad piece of a notebook and a good one, in percent cells."""

    bad: str
    good: str


class RuleOption(Struct, frozen=True):
    """A setting that a contract may give a rule; ``default`` is written as in TOML.

    ``order`` tells which of two values is the tighter one.
    """

    name: str
    default: str
    description: str
    order: str


class RuleCard(Struct, frozen=True):
    """What a rule is and why, for people who meet its findings."""

    code: str
    name: str
    artifact: Artifact
    owner: Owner
    severities: Severities
    summary: str
    why: str
    fix: str
    examples: tuple[RuleExample, ...] = ()
    sources: tuple[Source, ...] = ()
    options: tuple[RuleOption, ...] = ()
