"""The contract that holds for a notebook: all layers as one, asked by rule, stage and key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import msgspec

from ..report import STAGES, ContractCard, Stage
from ..requirements import Requirements
from .keys import Path, nested
from .layers import Folded, Layer, Lock, fold
from .schema import External, RuleSettings, Waiver

_REQUIREMENTS = frozenset(field.encode_name for field in msgspec.structs.fields(Requirements))


@dataclass(frozen=True)
class Contract:
    """An effective contract. ``rules`` is keyed by rule code.

    ``path`` is the project's own file, where there is one, and ``root`` its folder:
    patterns of paths are read from there.
    """

    title: str
    version: str = ""
    docs: str = ""
    path: str | None = None
    root: str | None = None
    hash: str = ""
    requirements: Requirements = field(default_factory=Requirements)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    fail_at: Stage = "explore"
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    folded: Folded = field(default_factory=Folded)

    @property
    def card(self) -> ContractCard:
        return ContractCard(self.title, self.version, self.path, self.hash, self.docs)

    @property
    def external(self) -> tuple[External, ...]:
        return self.folded.external

    @cached_property
    def python_magics(self) -> frozenset[str]:
        """The team's own cell magics over Python, without their percent signs."""
        return frozenset(name.lstrip("%") for name in self.requirements.code.python_magics)

    def settings(self, code: str) -> RuleSettings:
        """What the contract says of a rule."""
        return self.rules.get(code) or RuleSettings()

    def stage_of(self, where: str) -> Stage | None:
        """The stage of the notebook at a path from the contract's folder.

        Of several patterns that match it the strictest stage counts.
        """
        matching = [stage for glob, stage in self.stages.items() if fnmatchcase(where, glob)]
        return max(matching, key=STAGES.index) if matching else self.requirements.stage

    def lock_on(self, *keys: str) -> Lock | None:
        """The first lock that covers one of these keys (``rules.HD101``, ``frameworks.deny``)."""
        paths = [tuple(key.split(".")) for key in keys if key]
        return next(filter(None, map(self.folded.lock_on, paths)), None)

    def waivers(self, code: str, where: str, today: date) -> tuple[tuple[int, Waiver], ...]:
        """The waivers of a rule that hold for a notebook today, each with its layer's number."""
        return tuple(
            (layer, waiver)
            for layer, waiver in self.folded.waivers
            if waiver.rule == code and fnmatchcase(where, waiver.where) and waiver.until >= today
        )

    def under(self, layer: Layer) -> Contract:
        """This contract with one more layer over it."""
        over = effective(fold([layer], self.folded), path=self.path, root=self.root)
        return replace(over, title=self.title)


def effective(folded: Folded, *, path: str | None, root: str | None) -> Contract:
    """The contract that folded layers make."""
    flat = {key: held.value for key, held in folded.values.items()}
    tables = nested(flat)
    rules = {
        code: msgspec.convert(settings, RuleSettings)
        for code, settings in tables.get("rules", {}).items()
    }
    asked = {key: value for key, value in tables.items() if key in _REQUIREMENTS}
    title = tables.get("title") or (root or "").rstrip("/").rpartition("/")[2] or "built-in"
    return Contract(
        title=title,
        version=tables.get("version", ""),
        docs=tables.get("docs", ""),
        path=path,
        root=root,
        hash=_hash(flat, folded),
        requirements=msgspec.convert(asked, Requirements),
        stages=tables.get("stages", {}),
        fail_at=tables.get("fail-at") or "explore",
        rules=rules,
        folded=folded,
    )


def _hash(flat: Mapping[Path, Any], folded: Folded) -> str:
    """The hash of all that the contract says, whatever files it stands in."""
    said = [
        sorted((list(path), value) for path, value in flat.items()),
        sorted((list(lock.path), lock.reason) for lock in folded.locks),
        [msgspec.to_builtins(waiver) for _, waiver in folded.waivers],
        msgspec.to_builtins(folded.external),
    ]
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


BUILT_IN = Contract(title="built-in", hash=hashlib.sha256(b"").hexdigest())
