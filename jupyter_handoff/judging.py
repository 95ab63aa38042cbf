"""Runs rules one by one, and makes their matches findings under a contract and a stage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from .contract import Contract, Lock
from .fingerprints import fingerprints_of
from .notebook import Diagnostic, Notebook
from .report import STAGES, Finding, NotChecked, Severities, Stage
from .requirements import line
from .rule import Loosened, Match, Project, Rule
from .selection import Selection
from .silencing import Silencing, Spoken
from .tools.passing import Passing

# Rules that are given one of these run when all others have.
LAST = frozenset(("silenced", "loosened"))


class Judged:
    """Findings gathered rule by rule; ``missing`` is what could not be checked.

    ``known`` is how many findings the baseline keeps quiet.
    """

    def __init__(self, notebook: Notebook, contract: Contract, stage: Stage) -> None:
        self.notebook = notebook
        self.contract = contract
        self.stage = stage
        self.spoken: list[Spoken] = []
        self.findings: list[Finding] = []
        self.checked: list[Rule] = []
        self.missing: list[NotChecked] = []
        self.known = 0
        self.softened: dict[Loosened, None] = {}

    def run(
        self, rule: Rule, project: Project | None, said: Sequence[Diagnostic], **last: Any
    ) -> None:
        """Ask a rule. One that fails is *not checked*, and hides nothing of the others."""
        given = {"ruff": said, "project": project, "contract": self.contract.requirements, **last}
        try:
            if rule.options is not None:
                given["options"] = self.options(rule.code, rule.options)
            matches = list(rule.find(self.notebook, *(given[name] for name in rule.given)))
        except Exception as error:
            # A rule may be a plugin's, and no rule may silence the others.
            why = f"the rule failed ({type(error).__name__}); please report it"
            self.missing.append(NotChecked(f"{rule.code} {rule.name}", why))
            return
        self.checked.append(rule)
        if not matches:
            return
        levels = self.levels(rule.code, rule.severities)
        found = [
            Spoken(self.finding(rule, match, levels), match.key or rule.key) for match in matches
        ]
        if LAST & set(rule.given):
            self.findings += [item.finding for item in found]
        else:
            self.spoken += found

    def pass_on(self, passing: Passing, said: Sequence[Diagnostic]) -> None:
        """Findings of Ruff's that no rule of ours speaks for keep their code and name."""
        levels = self.levels(passing.code, passing.severities)
        for item in said:
            match = Match(f"{item.message.rstrip('.')}.", item.span, source=item.source)
            self.spoken.append(Spoken(self.finding(passing, match, levels)))

    def settle(
        self,
        last: Collection[Rule],
        silencing: Silencing,
        attempts: Sequence[Loosened],
        selection: Selection,
    ) -> None:
        """Keep quiet what is to be kept quiet, then ask the rules that speak of that."""
        self.spoken = _keyed(
            sorted(self.spoken, key=lambda item: place(item.finding)),
            self.notebook,
            silencing.where,
        )
        quiet = silencing.apply(self.spoken)
        self.known = quiet.known
        chosen, hidden = self._choose(quiet.findings, selection)
        self.findings = chosen
        loosened = (*attempts, *self.softened, *quiet.loosened, *hidden)
        for rule in last:
            self.run(rule, None, (), silenced=quiet.silenced, loosened=loosened)
        # No selection hides an attempt on what is locked.
        self.findings = [
            finding
            for number, finding in enumerate(self.findings)
            if number < len(chosen) or self._is_locked(finding) or selection.keeps(finding)
        ]
        self.findings.sort(key=place)

    def _choose(
        self, findings: Sequence[Finding], selection: Selection
    ) -> tuple[list[Finding], list[Loosened]]:
        """What the person wants to see; what is locked stays, and that was tried is said."""
        if selection == Selection():
            return list(findings), []
        attempts: dict[Loosened, None] = {}
        keys = {item.finding: item.key for item in self.spoken}
        kept = []
        for finding in findings:
            lock = None
            if not selection.keeps(finding):
                lock = self.contract.lock_on_rule(finding.code, keys[finding])
                if lock is None:
                    continue
                key = f"{finding.code} {finding.name}"
                attempts[Loosened("the selection of rules", key, lock.by, lock.reason)] = None
            kept.append(finding)
        return kept, list(attempts)

    def _is_locked(self, finding: Finding) -> bool:
        rule = next(rule for rule in self.checked if rule.code == finding.code)
        return "loosened" in rule.given

    def options(self, code: str, schema: type[msgspec.Struct]) -> msgspec.Struct:
        return msgspec.convert(self.contract.settings(code).options, schema)

    def levels(self, code: str, own: Severities) -> Severities:
        settings = self.contract.settings(code)
        if settings.severity is None:
            return own
        return Severities(*(settings.at(stage) or own.at(stage) for stage in STAGES))

    def held(self, code: str, levels: Severities, lock: Lock) -> Severities:
        """A locked rule's severities: no softer than they were where the lock was set."""
        held = levels.raised(self.contract.floor(code, lock))
        if held != levels:
            by = self.contract.softened(code, lock)
            attempt = Loosened(by, f"rules.{code}.severity", lock.by, lock.reason)
            self.softened[attempt] = None
        return held

    def finding(self, rule: Rule | Passing, match: Match, levels: Severities) -> Finding:
        at = match.at
        lock = self.contract.lock_on_rule(rule.code, match.key or getattr(rule, "key", ""))
        if lock is None and "loosened" in getattr(rule, "given", ()):
            # That somebody tries is told wherever anything is locked.
            lock = next(iter(self.contract.folded.locks), None)
        if lock is not None:
            levels = self.held(rule.code, levels, lock)
            if isinstance(rule, Rule) and "loosened" in rule.given:
                levels = levels.raised(rule.severities)
        severities = levels if match.at_most == "error" else levels.capped(match.at_most)
        if match.at_least is not None:
            severities = severities.raised(match.at_least)
        settings = self.contract.settings(rule.code)
        return Finding(
            code=rule.code,
            name=rule.name,
            artifact=rule.artifact,
            owner=settings.owner or rule.owner,
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
            reason=line(settings.reason),
            locked=lock.by if lock else "",
        )


def place(finding: Finding) -> tuple[float, int, int, str]:
    """Document order, what concerns the whole notebook last."""
    return (finding.cell or float("inf"), finding.line or 0, finding.column or 0, finding.code)


def _keyed(spoken: Sequence[Spoken], notebook: Notebook, path: str) -> list[Spoken]:
    keys = fingerprints_of([item.finding for item in spoken], notebook, path)
    return [
        Spoken(msgspec.structs.replace(item.finding, key=key), item.key)
        for item, key in zip(spoken, keys, strict=True)
    ]
