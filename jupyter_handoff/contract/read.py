"""Reads contract files into layers: their own values, and before them what they extend."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import msgspec

from ..report import Stage
from ..requirements import Requirements
from .keys import Path, is_key, names_at, values, written
from .layers import Layer
from .schema import File, LockedKey, RuleSettings
from .sources import Fetch, FileSource, Source, extended
from .wording import ContractError, meant, said

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# Chains and families of contracts beyond this are a mistake or an attack.
_DEEPEST, _MOST = 10, 30
# What a notebook's metadata may say besides values of a contract.
NOTEBOOK_ONLY = frozenset(("stage", "ignore", "data-class"))
_NOT_FOR_NOTEBOOKS = frozenset(
    ("title", "version", "docs", "maintainers", "contact", "stages", "fail-at", "secrets")
)
# Cells are read before the notebook's own words are.
_MAGICS = ("code", "python-magics")
_TABLE = "jupyter-handoff"
_MOST_ENTRIES = 3000
# Each finding is held to each entry of these.
_BY_FINDING, _MOST_BY_FINDING = ("locked", "stages", "waivers"), 500


class KnownRules:
    """The rules that a contract may speak of, by any of their names.

    ``options`` are the settings that rules have, by code.
    """

    def __init__(
        self, names: Mapping[str, str], options: Mapping[str, type[msgspec.Struct]] | None = None
    ) -> None:
        self.codes = {name.lower(): code for name, code in names.items()}
        self.names = tuple(names)
        self.options = options or {}

    def code(self, name: str) -> str | None:
        return self.codes.get(name.lower())


def read_layers(path: FilePath, *, top: FilePath, known: KnownRules) -> tuple[Layer, ...]:
    """The layers of a contract file, what it extends first.

    Files that it extends stay within ``top``. Raises `ContractError`, which names the
    file, the key and what would be right.
    """
    project = FileSource(path, top)
    return tuple(_Reading(known, project).layers(project, ()))


def references(path: FilePath, *, top: FilePath, known: KnownRules, fetch: Fetch) -> list[str]:
    """The git references that a contract file rests on, each asked of ``fetch``.

    Raises `ContractError`.
    """
    project = FileSource(path, top)
    layers = _Reading(known, project, fetch).layers(project, ())
    return [layer.label for layer in layers if layer.label.startswith("git+")]


def notebook_layer(own: Mapping[str, Any], known: KnownRules) -> Layer | None:
    """What a notebook's metadata say of its contract. Raises `ContractError`."""
    table = {key: value for key, value in own.items() if key not in NOTEBOOK_ONLY}
    if not table:
        return None
    for key in table:
        if key in _NOT_FOR_NOTEBOOKS or (key in names_at(()) and not is_key((key,))):
            raise ContractError(f"{key}: a notebook cannot say this, only a contract can")
    try:
        layer = layer_of(table, "the notebook's metadata", None, known)
    except RecursionError:
        raise ContractError("it is nested too deep") from None
    except UnicodeError:
        raise ContractError("it holds half characters, which are no text") from None
    if _MAGICS in layer.values:
        raise ContractError(f"{written(_MAGICS)}: a notebook cannot say this, only a contract can")
    return layer


class _Reading:
    def __init__(self, known: KnownRules, project: FileSource, fetch: Fetch | None = None) -> None:
        self.known = known
        self.project = project
        self.fetch = fetch
        self.read: set[str] = set()
        self.rests: dict[str, set[str]] = {}

    def layers(self, source: Source, chain: tuple[str, ...]) -> Iterator[Layer]:
        """A source's layers, those it extends first, none twice."""
        if source.label in chain:
            circle = " → ".join([*chain[chain.index(source.label) :], source.label])
            raise ContractError(f"{source.label}: extends: it comes back to itself ({circle})")
        if source.label in self.read:
            return
        before = frozenset(self.read.difference(chain))
        self.read.add(source.label)
        rests = self.rests.setdefault(source.label, set())
        if len(chain) > _DEEPEST or len(self.read) > _MOST:
            raise ContractError(f"{source.label}: extends: too many contracts one behind another")
        try:
            raw = source.read()
        except ContractError as error:
            raise ContractError(f"{source.label}: {error}") from None
        extends, layer = _parsed(raw, source.label, source.file, self.known)
        for number, reference in enumerate(extends):
            try:
                below = extended(reference, source, self.project, self.fetch)
            except ContractError as error:
                raise ContractError(f"{source.label}: extends[{number}]: {error}") from None
            yield from self.layers(below, (*chain, source.label))
            rests |= {below.label, *self.rests.get(below.label, ())}
        yield _standing(layer, before - rests) if layer.locked and before - rests else layer


# The same layer each time: what is made of layers is kept by them.
@lru_cache(maxsize=64)
def _standing(layer: Layer, beside: frozenset[str]) -> Layer:
    return replace(layer, beside=beside)


@lru_cache(maxsize=64)
def _parsed(
    raw: bytes, label: str, file: str | None, known: KnownRules
) -> tuple[tuple[str, ...], Layer]:
    """What a contract extends, and its own layer."""
    try:
        table = table_of(raw, pyproject=label.endswith("pyproject.toml"))
        layer = layer_of(table, label, file, known)
        return tuple(table.get("extends", ())), layer
    except ContractError as error:
        raise ContractError(f"{label}: {error}") from None
    except RecursionError:
        raise ContractError(f"{label}: is nested too deep") from None


def table_of(raw: bytes, *, pyproject: bool) -> dict[str, Any]:
    """The contract's table in the bytes of a file. Raises `ContractError`."""
    try:
        document = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ContractError("is not UTF-8; TOML must be") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        why = str(error) or "nested too deep"
        raise ContractError(f"is not TOML: {why}{_yaml(raw)}") from None
    if not pyproject:
        return document
    table = document.get("tool", {}).get(_TABLE, {})
    if not isinstance(table, dict):
        raise ContractError(f"tool.{_TABLE} must be a table")
    return table


def _yaml(raw: bytes) -> str:
    """Word that a file looks like another format, where it does."""
    first = next((line for line in raw.splitlines() if line.strip()[:1] not in (b"", b"#")), b"")
    if first.lstrip()[:1] == b"{":
        return " (it looks like JSON)"
    looks = first.startswith(b"---") or (b"=" not in first and b":" in first)
    return " (it looks like YAML)" if looks else ""


def layer_of(table: Mapping[str, Any], label: str, file: str | None, known: KnownRules) -> Layer:
    """A layer of a contract's table. Raises `ContractError` with the key's path."""
    _refuse_long(table, ())
    contract = _file(table)
    plain = {**table, "rules": _rules(table.get("rules", {}), known)}
    for glob, stage in table.get("stages", {}).items():
        _convert(stage, Stage, ("stages", glob))
    return Layer(
        label=label,
        file=file,
        values=values(plain),
        appended=_appended(contract.append),
        locked=tuple(_locked(contract.locked, known)),
        waivers=tuple(
            msgspec.structs.replace(
                waiver, rule=_code(waiver.rule, f"waivers[{number}].rule", known)
            )
            for number, waiver in enumerate(contract.waivers)
        ),
        external=contract.external,
        spelt={known.code(key) or key: key for key in table.get("rules", {})},
    )


def _refuse_long(table: Mapping[str, Any], above: Path) -> None:
    """Raise `ContractError` for lists and tables that would make every finding wait."""
    for key, value in table.items():
        path = (*above, key)
        most = _MOST_BY_FINDING if key in _BY_FINDING and not above else _MOST_ENTRIES
        if isinstance(value, dict | list) and len(value) > most:
            raise ContractError(f"{written(path)}: is too long: {most} at most")
        if isinstance(value, dict):
            _refuse_long(value, path)


def _file(table: Mapping[str, Any]) -> File:
    """The typed table; rules and stages, whose keys are anyone's, are converted by themselves."""
    rest = {key: value for key, value in table.items() if key not in ("rules", "stages")}
    for key in ("rules", "stages"):
        if not isinstance(table.get(key, {}), dict):
            _convert({key: table[key]}, File, ())
    converted: File = _convert(rest, File, ())
    return converted


def _convert(table: Any, schema: Any, prefix: Path) -> Any:
    try:
        return msgspec.convert(table, schema)
    except msgspec.ValidationError as error:
        raise ContractError(said(error, prefix)) from None


def _rules(tables: Mapping[str, Any], known: KnownRules) -> dict[str, Any]:
    """Settings by the rules' codes, every severity for each stage."""
    rules: dict[str, Any] = {}
    for key, value in tables.items():
        code = _code(key, f"rules.{key}", known)
        if code in rules:
            raise ContractError(f"rules.{key}: this rule is there twice, by another name")
        settings = _convert(value, RuleSettings, ("rules", key))
        if settings.options:
            _options(settings.options, ("rules", key, "options"), known.options.get(code))
        severity = value.get("severity")
        if isinstance(severity, str):
            value = {
                **value,
                "severity": dict.fromkeys(("explore", "candidate", "handoff"), severity),
            }
        rules[code] = value
    return rules


def _options(given: Mapping[str, Any], path: Path, schema: type[msgspec.Struct] | None) -> None:
    """Raise `ContractError` for what is none of a rule's options, or no value of one."""
    if schema is None:
        raise ContractError(f"{written(path)}: this rule has no options")
    try:
        msgspec.convert(given, schema)
    except msgspec.ValidationError as error:
        raise ContractError(said(error, path, msgspec.inspect.type_info(schema))) from None


def _code(name: str, key: str, known: KnownRules) -> str:
    code = known.code(name)
    if code is None:
        raise ContractError(f"{key}: no rule has this code or name{meant(name, known.names)}")
    return code


def _appended(table: Mapping[str, Any]) -> dict[Path, list[Any]]:
    """Lists to be added to what is there, by path."""
    try:
        msgspec.convert(table, Requirements)
    except msgspec.ValidationError as error:
        raise ContractError(f"append.{said(error, ())}") from None
    flat = values(table)
    for path, value in flat.items():
        if not isinstance(value, list):
            raise ContractError(f"append.{written(path)}: only lists can be added to")
    return flat


def _split(key: str) -> Path:
    """The path of a key as TOML writes it; one without quotes is split at its dots."""
    try:
        table: Any = tomllib.loads(f"{key}=0") if key.isprintable() else {}
    except (tomllib.TOMLDecodeError, RecursionError):
        return tuple(key.split("."))
    path: list[str] = []
    while isinstance(table, dict) and len(table) == 1:
        ((part, table),) = table.items()
        path.append(part)
    return tuple(path) if table == 0 else tuple(key.split("."))


def _locked(locked: tuple[str | LockedKey, ...], known: KnownRules) -> Iterator[tuple[Path, str]]:
    for number, item in enumerate(locked):
        key, reason = (item, "") if isinstance(item, str) else (item.key, item.reason)
        path = _split(key)
        if path[:1] == ("rules",) and len(path) > 1:
            path = ("rules", _code(path[1], f"locked[{number}]", known), *path[2:])
        if not is_key(path):
            keys = [
                *names_at(()),
                *(f"{top}.{name}" for top in names_at(()) for name in names_at((top,))),
            ]
            raise ContractError(f"locked[{number}]: there is no key {key}{meant(key, keys)}")
        yield path, reason
