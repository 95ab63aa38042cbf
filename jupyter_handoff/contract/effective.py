"""The contract that holds for a notebook: all layers as one, asked by rule, stage and key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import msgspec

from ..report import STAGES, ContractCard, Severities, Severity, Stage
from ..requirements import Requirements, line
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

    @cached_property
    def texts(self) -> frozenset[str]:
        """The texts of the contract that findings may repeat."""
        keys = (held.value for path, held in self.folded.values.items() if path[0] != "secrets")
        waivers = (waiver.reason for _, waiver in self.folded.waivers)
        return frozenset(_texts([*keys, *waivers]))

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

    def lock_on_rule(self, code: str, key: str = "") -> Lock | None:
        """The lowest lock on a rule, on how loud it is, or on the key that it rests on."""
        rule = ("rules", code)
        loud = [(*rule, "severity", stage) for stage in STAGES]
        return self._lowest([rule, *loud, *([tuple(key.split("."))] if key else [])])

    def lock_on_stage(self, where: str) -> Lock | None:
        """The lowest lock on the stage of the notebook at a path from the contract's folder."""
        globs = [("stages", glob) for glob in self.stages if fnmatchcase(where, glob)]
        return self._lowest([("stage",), *globs])

    def _lowest(self, paths: Iterable[Path]) -> Lock | None:
        """Whoever is further up obeys the lowest: it is the one that nothing may loosen."""
        if not self.folded.locks:
            return None
        found = filter(None, map(self.folded.lock_on, paths))
        return min(found, key=lambda lock: lock.layer, default=None)

    def floor(self, code: str, lock: Lock) -> Severities:
        """How loud a rule was where a lock was set, `off` for what was not said there."""
        trusted = [layer for n, layer in enumerate(self.folded.layers) if lock.lets(n)]
        layers = trusted[::-1]
        said: Iterator[Severity] = (
            next((layer.values[path] for layer in layers if path in layer.values), "off")
            for path in (("rules", code, "severity", stage) for stage in STAGES)
        )
        return Severities(*said)

    def softened(self, code: str, lock: Lock) -> str:
        """Who lies over a lock and says how loud a rule is."""
        over = [layer for n, layer in enumerate(self.folded.layers) if not lock.lets(n)]
        loud = ("rules", code, "severity")
        saying = (layer for layer in over if any(path[:3] == loud for path in layer.values))
        return next((layer.called for layer in saying), "")

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


def _texts(values: Iterable[Any]) -> Iterator[str]:
    left = list(values)
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list | tuple):
            left += value.values() if isinstance(value, dict) else value


def effective(folded: Folded, *, path: str | None, root: str | None) -> Contract:
    """The contract that folded layers make."""
    flat = {key: held.value for key, held in folded.values.items()}
    tables = nested(flat)
    rules = {
        code: msgspec.convert(settings, RuleSettings)
        for code, settings in tables.get("rules", {}).items()
    }
    asked = {key: value for key, value in tables.items() if key in _REQUIREMENTS}
    title = (
        line(tables.get("title", "")) or (root or "").rstrip("/").rpartition("/")[2] or "built-in"
    )
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
        # Whether a waiver holds depends on which side of a lock it stands.
        sorted(
            (list(lock.path), lock.reason, lock.layer, sorted(lock.beside)) for lock in folded.locks
        ),
        [(number, msgspec.to_builtins(waiver)) for number, waiver in folded.waivers],
        msgspec.to_builtins(folded.external),
    ]
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


BUILT_IN = Contract(title="built-in", hash=hashlib.sha256(b"").hexdigest())
