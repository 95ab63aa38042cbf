"""The contract's schema, and how a file becomes a `Contract`. Pure data, never executed."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ..report import SEVERITIES, STAGES, ContractCard, Severity, Stage
from ..requirements import Requirements
from ..spelling import nearest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# Larger than any contract a person writes.
_MOST_BYTES = 1_000_000
# What is right for a key, and what people call TOML's types.
_ONE_SEVERITY = f"one of {', '.join(SEVERITIES)}"
_RIGHT = {
    "stage": f"one of {', '.join(STAGES)}",
    "severity": f"{_ONE_SEVERITY}, or a table that gives one for each stage",
    "explore": _ONE_SEVERITY,
    "candidate": _ONE_SEVERITY,
    "handoff": _ONE_SEVERITY,
}
_TYPES = {"object": "a table", "array": "a list", "str": "text", "int": "a number"}
_TYPES |= {"float": "a number", "bool": "true or false"}
_WRONG = re.compile(r"Expected `(?P<right>\w+)[^`]*`, got `(?P<type>\w+)`|\D*(?P<value>'.*')")


class StageSeverities(Struct, frozen=True, forbid_unknown_fields=True):
    """Severities that a contract sets; a stage that it leaves out keeps the rule's own."""

    explore: Severity | None = None
    candidate: Severity | None = None
    handoff: Severity | None = None


class RuleSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a contract says of one rule: one severity for all stages, or one for each."""

    severity: Severity | StageSeverities | None = None

    def at(self, stage: Stage) -> Severity | None:
        """The severity set for a stage, None where the rule's own holds."""
        if isinstance(self.severity, StageSeverities):
            chosen: Severity | None = getattr(self.severity, stage)
            return chosen
        return self.severity


class NotebookSettings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What a contract says of notebooks; ``python_magics`` are cell magics over Python."""

    python_magics: tuple[str, ...] = ()


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    title: str = ""
    version: str = ""
    stage: Stage | None = None
    rules: dict[str, Any] = {}
    notebook: NotebookSettings = NotebookSettings()


class Contract(Struct, frozen=True):
    """An effective contract. ``rules`` is keyed by rule code or name, as written."""

    title: str
    version: str = ""
    stage: Stage | None = None
    rules: dict[str, RuleSettings] = {}
    python_magics: frozenset[str] = frozenset()
    requirements: Requirements = Requirements()
    path: str | None = None
    hash: str = ""

    @property
    def card(self) -> ContractCard:
        return ContractCard(self.title, self.version, self.path, self.hash)

    def settings(self, code: str, name: str) -> RuleSettings:
        """What the contract says of a rule."""
        return self.rules.get(name) or self.rules.get(code) or RuleSettings()


BUILT_IN = Contract(title="built-in", hash=hashlib.sha256(b"").hexdigest())


class ContractError(Exception):
    """A contract that cannot be used; the message names the file and the key."""


def read_contract(path: Path, *, rule_names: Iterable[str]) -> Contract:
    """Read a contract file.

    ``rule_names`` are the codes and names that its ``rules`` may speak of. Raises
    `ContractError`, which names the file, the key and what would be right.
    """
    raw = _bytes(path)
    table = _table(path, raw)
    try:
        file = msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        raise ContractError(f"{path}: {_said(error, '', _File)}") from None
    return Contract(
        title=file.title or path.parent.name,
        version=file.version,
        stage=file.stage,
        rules=_rules(path, file.rules, {name.lower(): name for name in rule_names}),
        python_magics=frozenset(name.lstrip("%") for name in file.notebook.python_magics),
        path=str(path),
        hash=hashlib.sha256(raw).hexdigest(),
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ContractError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > _MOST_BYTES:
        raise ContractError(
            f"{path}: is larger than {_MOST_BYTES // 1000} kB, so it is no contract"
        )
    return raw


def _table(path: Path, raw: bytes) -> Any:
    try:
        document = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise ContractError(f"{path}: is not UTF-8; TOML must be") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ContractError(f"{path}: is not TOML: {error}") from None
    if path.name == "pyproject.toml":
        return document["tool"]["jupyter-handoff"]
    return document


def _rules(path: Path, written: dict[str, Any], known: dict[str, str]) -> dict[str, RuleSettings]:
    """Settings by the rules' own codes and names; ``known`` is keyed in lower case."""
    rules: dict[str, RuleSettings] = {}
    for key, value in written.items():
        name = known.get(key.lower())
        if name is None:
            hint = _meant(key, known.values())
            raise ContractError(f"{path}: rules.{key}: no rule has this code or name{hint}")
        if name in rules:
            raise ContractError(f"{path}: rules.{key}: it is there twice, in another case")
        rules[name] = _rule(path, key, value)
    return rules


def _rule(path: Path, name: str, value: Any) -> RuleSettings:
    try:
        return msgspec.convert(value, RuleSettings)
    except msgspec.ValidationError as error:
        raise ContractError(f"{path}: {_said(error, f'rules.{name}', RuleSettings)}") from None


def _said(error: msgspec.ValidationError, prefix: str, schema: type[Struct]) -> str:
    """What would be right, in plain words, with the key's path in front."""
    words, _, where = str(error).partition(" - at ")
    key = ".".join(filter(None, [prefix, where.strip("`").removeprefix("$").lstrip(".")]))
    if unknown := re.search(r"unknown field `(.*)`", words):
        key = ".".join(filter(None, [key, unknown[1]]))
        names = [name for known in _schemas(schema) for name in known.__struct_encode_fields__]
        words = f"unknown key{_meant(unknown[1], names)}"
    elif wrong := _WRONG.match(words):
        right = _RIGHT.get(key.rpartition(".")[2]) or _TYPES.get(wrong["right"], wrong["right"])
        given = wrong["value"] or _TYPES.get(wrong["type"], wrong["type"])
        words = f"must be {right}, not {given}"
    return f"{key or 'the contract'}: {words}"


def _schemas(schema: type[Struct]) -> tuple[type[Struct], ...]:
    return (_File, NotebookSettings) if schema is _File else (RuleSettings, StageSeverities)


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""
