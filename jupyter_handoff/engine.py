"""Judges a notebook: the rules' matches become findings under a contract and a stage.

The engine starts Ruff, runs the rules meanwhile, and never lets one rule that fails
hide what the others found. It proposes edits; only surfaces write.
"""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import metadata
from pathlib import PurePath

from .baseline import Baseline
from .contract import Contract, ContractError, KnownRules, notebook_layer
from .judging import LAST, Judged
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
    Severity,
    Stage,
    StageFrom,
)
from .rule import Loosened, Project, Rule, options_of
from .scrub import scrubbed, scrubbed_gaps
from .selection import Selection
from .silencing import Silencing
from .tools import ruff, ruff_process
from .tools.passing import PASSING, Passing, passed_on
from .unanswered import unanswered
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
    baseline: Baseline | None = None,
    asked: ruff.Run | None = None,
) -> Report:
    """The report on a notebook.

    ``stage`` overrules the notebook's and the contract's; ``selection`` are the findings
    that the person wants to see. ``outside`` is what the team's own tools said, and
    ``not_checked`` are things that the surface could not look at and that belong in the
    report. ``baseline`` are the findings known before. Nothing of these loosens what the
    contract locks. ``asked`` is a run of Ruff that is under way already (`ask_ruff`).
    """
    names = _names(rules)
    contract, problems = _under_metadata(notebook, contract, names, rules)
    if placeholders := contract.requirements.secrets.placeholders:
        notebook = replace(notebook, placeholders=frozenset(placeholders))
    path = _path(notebook, project)
    where = _where(path, notebook, contract.root or (project.root if project else None))
    chosen, stage_from, attempts = _stage(notebook, contract, where, stage)
    attempts += dict.fromkeys(
        Loosened(item.by, item.key, item.lock.by, item.lock.reason, replaces=item.replaces)
        for item in contract.folded.loosened
    )
    notes = (NotChecked("the file", note) for note in notebook.notes)
    missing = [*not_checked, *problems, *notes, *unanswered(contract.requirements, project)]
    judged = Judged(notebook, contract, chosen)
    if reason := other_language(notebook):
        old = [rule for rule in rules if rule.python2] if reason == _PYTHON_2 else []
        missing.append(NotChecked("the rest of the notebook" if old else "the notebook", reason))
        for rule in old:
            judged.run(rule, None, ())
        last = []
    else:
        _run(judged, rules, project, outside, asked)
        last = [rule for rule in rules if LAST & set(rule.given)]
        if project is None:
            missing.append(NotChecked("the project folder", "this notebook is in none"))
    silencing = Silencing(
        notebook=notebook,
        contract=contract,
        path=path,
        where=where,
        today=date.today(),
        baseline=baseline or Baseline(),
        names=names,
        ran=_ran(judged.checked, project),
    )
    judged.settle(last, silencing, attempts, selection or Selection())
    missing += scrubbed_gaps(judged.missing, notebook)
    findings = scrubbed(judged.findings, notebook, contract.texts)
    return Report(
        path=notebook.path,
        stage=chosen,
        stage_from=stage_from,
        lowest=(contract.lock_on_stage(where) and contract.stage_of(where)) or "explore",
        fails=STAGES.index(chosen) >= STAGES.index(contract.fail_at),
        findings=tuple(findings),
        coverage=Coverage(tuple(sorted(rule.code for rule in judged.checked)), tuple(missing)),
        readiness=_readiness(findings, judged.checked),
        made_by=_provenance(contract, tuple(plugins)),
        known=judged.known,
    )


def ask_ruff(
    notebook: Notebook, rules: Collection[Rule], ask: ruff_process.Asker
) -> ruff.Run | None:
    """Ask Ruff about a notebook before it is judged; None where it will not be asked."""
    return None if other_language(notebook) else _asked(notebook, rules, ask)


def _asked(notebook: Notebook, rules: Collection[Rule], ask: ruff_process.Asker) -> ruff.Run:
    codes = {code for rule in rules for code in rule.ruff} - {ruff.NEWER_SYNTAX}
    return ruff.Run(notebook.code, codes | PASSING.keys(), ask)


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


def _under_metadata(
    notebook: Notebook, contract: Contract, names: Mapping[str, str], rules: Collection[Rule]
) -> tuple[Contract, list[NotChecked]]:
    """The contract with what the notebook's metadata say laid over it."""
    if notebook.own_metadata.keys() <= {"stage"}:
        return contract, []
    try:
        known = KnownRules(names, options_of(rules))
        layer = notebook_layer(notebook.own_metadata, known)
    except ContractError as error:
        return contract, [NotChecked("the notebook's own settings", f"{error}")]
    return (contract.under(layer) if layer else contract), []


def _names(rules: Collection[Rule]) -> dict[str, str]:
    """The code of a rule by each name that people may give it."""
    known: list[Rule | Passing] = [*rules, *PASSING.values()]
    names = {code: rule.code for rule in rules for code in rule.ruff}
    return names | {name: rule.code for rule in known for name in (rule.code, rule.name)}


def _ran(checked: Collection[Rule], project: Project | None) -> frozenset[str]:
    """Codes of the rules that could look at the notebook; without a project some cannot."""
    return frozenset(
        rule.code for rule in checked if project is not None or "project" not in rule.given
    )


def _path(notebook: Notebook, project: Project | None) -> PurePath | None:
    """The notebook's absolute path, where its folder is known."""
    if project is None or not notebook.path:
        return None
    return PurePath(project.notebook, PurePath(notebook.path).name)


def _where(path: PurePath | None, notebook: Notebook, top: str | None) -> str:
    """The notebook's path from a folder, as patterns of paths see it; else its bare name."""
    if path is None or top is None or not path.is_relative_to(top):
        return PurePath(notebook.path or "").name
    return path.relative_to(top).as_posix()


def _stage(
    notebook: Notebook, contract: Contract, where: str, asked: Stage | None
) -> tuple[Stage, StageFrom, list[Loosened]]:
    """The stage that counts, who says so, and the attempt to lower one that is locked."""
    set_there = contract.stage_of(where)
    base = set_there or "explore"
    own = notebook.own_metadata.get("stage")
    chosen: Stage = base
    said_by: StageFrom = "contract" if set_there else "default"
    tried = ""
    if own in STAGES:
        chosen, said_by, tried = own, "notebook", f"the notebook's stage ({own})"
    if asked is not None:
        chosen, said_by, tried = asked, "asked", f"the stage asked for ({asked})"
    lock = contract.lock_on_stage(where)
    if lock is None or STAGES.index(chosen) >= STAGES.index(base):
        return chosen, said_by, []
    return base, "contract", [Loosened(tried, f"stage ({base})", lock.by, lock.reason)]


def _run(
    judged: Judged,
    rules: Collection[Rule],
    project: Project | None,
    outside: Sequence[Diagnostic],
    asked: ruff.Run | None,
) -> None:
    """Ask the rules; Ruff works meanwhile."""
    asked = asked or _asked(judged.notebook, rules, ruff_process.alone)
    first = [rule for rule in rules if not LAST & set(rule.given)]
    for rule in first:
        if "ruff" not in rule.given:
            judged.run(rule, project, ())
    answer = asked.answer()
    judged.missing += [*answer.not_checked, *unread(judged.notebook)]
    if answer.available:
        said = defaultdict(list)
        for diagnostic in answer.diagnostics:
            said[diagnostic.code].append(diagnostic)
        for rule in first:
            if "ruff" in rule.given:
                judged.run(rule, project, [item for code in rule.ruff for item in said[code]])
        for code, passing in PASSING.items():
            judged.pass_on(passing, said[code])
    for diagnostic in outside:
        judged.pass_on(passed_on(diagnostic), [diagnostic])


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
        ruff=ruff_process.version(),
        plugins=plugins,
        contract=contract.card,
    )


@lru_cache(maxsize=1)
def engine_version() -> str:
    """This package's version."""
    return metadata.version("jupyter-handoff")
