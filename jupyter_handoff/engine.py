"""Judges a notebook: the rules' matches become findings under a contract and a stage.

The engine starts Ruff, runs the rules meanwhile, and never lets one rule that fails
hide what the others found. It proposes edits; only surfaces write.
"""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib import metadata
from typing import Any

from .contract import Contract
from .notebook import Diagnostic, Notebook, has_python2_kernel, python2_code
from .report import (
    ARTIFACTS,
    STAGES,
    Artifact,
    Coverage,
    Finding,
    NotChecked,
    Provenance,
    Readiness,
    Report,
    Severities,
    Severity,
    Stage,
)
from .rule import Match, Project, Rule
from .scrub import scrubbed, scrubbed_gaps
from .selection import Selection
from .suppression import suppressions
from .tools import ruff
from .tools.passing import PASSING, Passing, passed_on
from .unread import unread

_PYTHON_2 = "it is a Python 2 notebook"


def judge(
    notebook: Notebook,
    *,
    rules: Collection[Rule],
    contract: Contract,
    project: Project | None,
    stage: Stage | None = None,
    selection: Selection | None = None,
    plugins: Sequence[str] = (),
    outside: Sequence[Diagnostic] = (),
    not_checked: Sequence[NotChecked] = (),
) -> Report:
    """The report on a notebook.

    ``stage`` overrules the notebook's and the contract's; ``selection`` are the findings
    that the person wants to see. ``outside`` is what the team's own tools said, and
    ``not_checked`` are things
    that the surface could not look at and that belong in the report.
    """
    chosen, stage_from = _stage(notebook, contract, stage)
    missing = [*not_checked, *(NotChecked("the file", note) for note in notebook.notes)]
    if reason := other_language(notebook):
        old = [rule for rule in rules if rule.python2] if reason == _PYTHON_2 else []
        missing.append(NotChecked("the rest of the notebook" if old else "the notebook", reason))
        findings, checked, gaps = _run_without_code(notebook, old, contract, chosen)
    else:
        findings, checked, gaps = _run(notebook, rules, contract, project, chosen, outside)
        if project is None:
            gaps.append(NotChecked("the project folder", "this notebook is in none"))
    missing += gaps
    if selection is not None:
        findings = [finding for finding in findings if selection.keeps(finding)]
    return Report(
        path=notebook.path,
        stage=chosen,
        stage_from=stage_from,
        findings=tuple(findings),
        coverage=Coverage(tuple(sorted(rule.code for rule in checked)), tuple(missing)),
        readiness=_readiness(findings, checked),
        made_by=_provenance(contract, tuple(plugins)),
    )


def other_language(notebook: Notebook) -> str:
    """Why a notebook is not read as Python 3, empty where it is."""
    if notebook.language not in ("python", ""):
        return f"it is not a Python notebook ({notebook.language[:40]})"
    if has_python2_kernel(notebook.metadata, notebook.python_version):
        return _PYTHON_2
    if notebook.language == "":
        written = [cell for cell in notebook.code if cell.source.strip()]
        broken = [cell for cell in written if cell.facts.problems]
        # A cell or two may be half typed; a notebook of them is another language's.
        if len(broken) >= 3 and len(broken) * 2 > len(written):
            old = python2_code(notebook.code, notebook.links)
            if len(old) * 2 > len(broken):
                return _PYTHON_2
            return "it names no language, and most of its cells are not Python 3"
    return ""


def _stage(notebook: Notebook, contract: Contract, asked: Stage | None) -> tuple[Stage, Any]:
    own = notebook.own_metadata.get("stage")
    if asked is not None:
        return asked, "asked"
    if own in STAGES:
        return own, "notebook"
    if contract.stage is not None:
        return contract.stage, "contract"
    return "explore", "default"


def _run(
    notebook: Notebook,
    rules: Collection[Rule],
    contract: Contract,
    project: Project | None,
    stage: Stage,
    outside: Sequence[Diagnostic],
) -> tuple[list[Finding], list[Rule], list[NotChecked]]:
    codes = {code for rule in rules for code in rule.ruff} - {ruff.NEWER_SYNTAX}
    asked = ruff.Run(notebook.code, codes | PASSING.keys())
    judged = _Judged(notebook, contract, stage)
    later = [rule for rule in rules if "ruff" in rule.given]
    for rule in rules:
        if "ruff" not in rule.given:
            judged.run(rule, project, ())
    answer = asked.answer()
    judged.missing += [*answer.not_checked, *unread(notebook)]
    if answer.available:
        said = defaultdict(list)
        for diagnostic in answer.diagnostics:
            said[diagnostic.code].append(diagnostic)
        for rule in later:
            judged.run(rule, project, [item for code in rule.ruff for item in said[code]])
        for code, passing in PASSING.items():
            judged.pass_on(passing, said[code])
    for diagnostic in outside:
        judged.pass_on(passed_on(diagnostic), [diagnostic])
    return judged.finish()


def _run_without_code(
    notebook: Notebook, rules: Collection[Rule], contract: Contract, stage: Stage
) -> tuple[list[Finding], list[Rule], list[NotChecked]]:
    """Rules for notebooks whose code no other rule and no tool can read."""
    judged = _Judged(notebook, contract, stage)
    for rule in rules:
        judged.run(rule, None, ())
    return judged.finish()


class _Judged:
    """Findings gathered rule by rule."""

    def __init__(self, notebook: Notebook, contract: Contract, stage: Stage) -> None:
        self.notebook = notebook
        self.contract = contract
        self.stage = stage
        self.findings: list[Finding] = []
        self.checked: list[Rule] = []
        self.missing: list[NotChecked] = []

    def run(self, rule: Rule, project: Project | None, said: Sequence[Diagnostic]) -> None:
        given = {
            "ruff": said,
            "project": project,
            "contract": self.contract.requirements,
        }
        try:
            matches = list(rule.find(self.notebook, *(given[name] for name in rule.given)))
        except Exception as error:
            # A rule may be a plugin's, and no rule may silence the others.
            why = f"the rule failed ({type(error).__name__}); please report it"
            self.missing.append(NotChecked(f"{rule.code} {rule.name}", why))
            return
        self.checked.append(rule)
        levels = self.levels(rule.code, rule.name, rule.severities)
        self.findings += [self.finding(rule, match, levels) for match in matches]

    def pass_on(self, passing: Passing, said: Sequence[Diagnostic]) -> None:
        """Findings of Ruff's that no rule of ours speaks for keep their code and name."""
        levels = self.levels(passing.code, passing.name, passing.severities)
        for item in said:
            match = Match(f"{item.message.rstrip('.')}.", item.span, source=item.source)
            self.findings.append(self.finding(passing, match, levels))

    def levels(self, code: str, name: str, own: Severities) -> Severities:
        settings = self.contract.settings(code, name)
        return Severities(*(settings.at(stage) or own.at(stage) for stage in STAGES))

    def finding(self, rule: Rule | Passing, match: Match, levels: Severities) -> Finding:
        at = match.at
        severities = levels if match.at_most == "error" else levels.capped(match.at_most)
        if match.at_least is not None:
            severities = severities.raised(match.at_least)
        return Finding(
            code=rule.code,
            name=rule.name,
            artifact=rule.artifact,
            owner=rule.owner,
            severity=severities.at(self.stage),
            message=match.message,
            cell_id=at.cell_id if at else None,
            cell=at.cell if at else None,
            line=at.line if at else None,
            column=at.column if at else None,
            end_line=at.end_line if at else None,
            end_column=at.end_column if at else None,
            severities=severities,
            related=match.related,
            fixes=match.fixes,
            source=match.source,
        )

    def finish(self) -> tuple[list[Finding], list[Rule], list[NotChecked]]:
        quiet = {cell.id: suppressions(cell) for cell in self.notebook.code}
        spoken = [
            finding
            for finding in self.findings
            if not any(item.covers(finding) for item in quiet.get(finding.cell_id or "", ()))
        ]
        findings = scrubbed(spoken, self.notebook)
        missing = scrubbed_gaps(self.missing, self.notebook)
        return sorted(findings, key=_place), self.checked, missing


def _place(finding: Finding) -> tuple[float, int, int, str]:
    """Document order, what concerns the whole notebook last."""
    return (finding.cell or float("inf"), finding.line or 0, finding.column or 0, finding.code)


def _readiness(findings: list[Finding], checked: list[Rule]) -> dict[Artifact, Readiness]:
    counts: dict[tuple[Artifact, Severity], int] = defaultdict(int)
    for finding in findings:
        counts[finding.artifact, finding.severity] += 1
    looked_at = {rule.artifact for rule in checked}
    return {
        artifact: Readiness(
            errors=counts[artifact, "error"],
            warnings=counts[artifact, "warning"],
            infos=counts[artifact, "info"],
            checked=artifact in looked_at,
        )
        for artifact in ARTIFACTS
    }


def _provenance(contract: Contract, plugins: tuple[str, ...]) -> Provenance:
    return Provenance(
        engine=engine_version(),
        python=platform.python_version(),
        ruff=ruff.version(),
        plugins=plugins,
        contract=contract.card,
    )


@lru_cache(maxsize=1)
def engine_version() -> str:
    """This package's version."""
    return metadata.version("jupyter-handoff")
