"""Keeps findings quiet: suppressions, waivers and the baseline, within what is locked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from .baseline import Baseline, is_secret
from .contract import Contract, Lock
from .notebook import Notebook
from .report import ARTIFACTS, Finding
from .rule import Loosened, Silenced
from .spelling import nearest
from .suppression import Suppression, suppressions

_LIKE_OURS = 0.8
# Codes of ours, or their beginnings; any other code is that of another tool's rule.
_OWN_CODE = re.compile(r"H[A-Z]\d*")
_CODE = re.compile(r"[A-Z]+\d+")
# What people hope to say all rules, or many, with.
_MANY = frozenset(("all", "*", *ARTIFACTS))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A finding with the contract's key that it rests on."""

    finding: Finding
    key: str = ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """What is still said, what became of each suppression, and attempts on locked keys.

    ``known`` is how many findings only the baseline keeps quiet.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    loosened: tuple[Loosened, ...]
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silencing:
    """What keeps findings of one notebook quiet.

    ``names`` gives the code of a rule by each of its names; ``ran`` are the codes of
    those that could look at this notebook. ``path`` is the notebook's absolute path,
    where it has one, and ``where`` that from the contract's folder.
    """

    notebook: Notebook
    contract: Contract
    path: PurePath | None
    where: str
    today: date
    baseline: Baseline
    names: Mapping[str, str]
    ran: Collection[str]

    def apply(self, spoken: Sequence[Spoken]) -> Quiet:
        """Part what is said from what is kept quiet."""
        asked = suppressions(self.notebook)
        known = {item.key for item in self.baseline.entries(self.path)}
        used: dict[Suppression, set[str]] = {item: set() for item in asked}
        held: dict[Suppression, set[str]] = {item: set() for item in asked}
        kept, loosened, in_baseline_only = [], list[Loosened](), 0
        for item in spoken:
            finding = item.finding
            in_baseline = finding.key in known and not is_secret(finding)
            lock = self.contract.lock_on_rule(finding.code, item.key)
            covering = [one for one in asked if one.covers(finding)]
            for one in covering:
                used[one].add(finding.code)
                if lock is not None:
                    held[one].add(finding.code)
            if lock is not None:
                loosened += [_attempt(one.said, finding, lock, one) for one in covering]
                if in_baseline:
                    loosened.append(_attempt("the baseline", finding, lock, None))
            elif covering or in_baseline:
                in_baseline_only += not covering
                continue
            if not self._waived(finding, lock, loosened):
                kept.append(finding)
        mended = self._mended(spoken)
        silenced = [self._became(one, used[one], held[one]) for one in asked if not one.noqa]
        expired = self._expired(kept)
        return Quiet(tuple(kept), (*silenced, *expired, *mended), _once(loosened), in_baseline_only)

    def _waived(self, finding: Finding, lock: Lock | None, loosened: list[Loosened]) -> bool:
        """Whether a waiver holds; one from further down than a lock is an attempt on it."""
        for layer, waiver in self.contract.waivers(finding.code, self.where, self.today):
            if lock is None or lock.lets(layer):
                return True
            loosened.append(_attempt(f"the waiver for {waiver.where}", finding, lock, None))
        return False

    def _expired(self, kept: Sequence[Finding]) -> Iterator[Silenced]:
        """Waivers that would hold for a finding if their day were not past."""
        codes = {finding.code for finding in kept}
        for code in sorted(codes):
            past = self.contract.waivers(code, self.where, date.min)
            for _, waiver in past:
                if waiver.until < self.today:
                    said = f"the waiver of {code} for {waiver.where}"
                    yield Silenced(said, None, waiver.reason, expired=waiver.until.isoformat())

    def _mended(self, spoken: Sequence[Spoken]) -> Iterator[Silenced]:
        """How many findings of the baseline are no longer found, though their rules ran."""
        found = {item.finding.key for item in spoken}
        gone = [
            item
            for item in self.baseline.entries(self.path)
            if item.key not in found and item.rule.partition(" ")[0] in self.ran
        ]
        if gone:
            yield Silenced("the baseline", None, "", mended=len(gone))

    def _became(self, one: Suppression, used: set[str], held: set[str]) -> Silenced:
        """What became of a suppression that was ``used`` on rules, ``held`` by locks or not."""
        unused, unknown = [], []
        for name in sorted(one.names):
            code = self.names.get(name)
            if code is None:
                near = self._meant(name, one)
                if near is not None:
                    unknown.append((name, near))
            elif code not in used and code in self.ran and self._readable(one):
                unused.append(name)
        whole = len(unused) + len(unknown) == len(one.names)
        return Silenced(
            one.said,
            one.at,
            one.reason,
            tuple(unused),
            tuple(unknown),
            removal=one.removal if whole and not one.misplaced else None,
            wrong=one.wrong,
            misplaced=one.misplaced,
            locked=bool(held) and held == used,
        )

    def _meant(self, name: str, one: Suppression) -> str | None:
        """What a name that no rule has was meant to be, empty where that is not known.

        None where it may be the name of another tool's rule, which did not run here.
        """
        if _OWN_CODE.fullmatch(name) or name.lower() in _MANY:
            return ""
        if _CODE.fullmatch(name):
            return None
        if near := nearest(name, self.names, likeness=_LIKE_OURS):
            return near
        # In metadata, which no other tool reads, a single word is no other tool's rule
        # unless the contract asks such tools.
        return "" if one.own and name.isalpha() and not self.contract.external else None

    def _readable(self, one: Suppression) -> bool:
        """Whether the rules could look at all that a suppression is for."""
        cells = [self.notebook.by_id[one.cell_id]] if one.cell_id else self.notebook.code
        code = [cell for cell in cells if cell.kind == "code"]
        return not any(cell.facts.problems or cell.facts.too_deep for cell in code)


def _attempt(tried: str, finding: Finding, lock: Lock, suppression: Suppression | None) -> Loosened:
    key = f"{finding.code} {finding.name}"
    at = suppression.at if suppression else None
    return Loosened(tried, key, lock.by, lock.reason, at)


def _once(attempts: Sequence[Loosened]) -> tuple[Loosened, ...]:
    return tuple(dict.fromkeys(attempts))
