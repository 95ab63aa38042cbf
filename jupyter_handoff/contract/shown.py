"""An effective contract as lines that a person reads: each value, and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from .effective import Contract
from .keys import Path, written
from .layers import Layer, Value
from .lines import lines_of
from .plain_file import read_file
from .wording import ContractError


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: its key, the value as TOML writes it, and where it stands.

    ``locked`` names who locks it, and says why.
    """

    key: str
    value: str
    origin: str
    locked: str = ""


def shown(contract: Contract, *, built_in: bool = False) -> Iterator[Shown]:
    """The values of a contract in the order of their keys; of the built-in ones on request.

    ``origin`` is the file with its line, or the name of the layer; where several had a
    part in a value (a list that was added to, two locks that met) all of them.
    """
    lines = _Lines()
    for path, held in sorted(contract.folded.values.items()):
        if not built_in and held.layers[0].label == "built-in":
            continue
        lock = contract.folded.lock_on(path)
        why = f": {lock.reason}" if lock and lock.reason else ""
        yield Shown(
            key=written(path),
            value=toml(held.value),
            origin=" + ".join(dict.fromkeys(_origins(path, held, lines))),
            locked=f"{lock.by}{why}" if lock else "",
        )


def toml(value: Any) -> str:
    """A value in TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    # Text and numbers are written alike in JSON and TOML.
    return json.dumps(value, ensure_ascii=False, default=str)


def _origins(path: Path, held: Value, lines: _Lines) -> Iterator[str]:
    for layer in reversed(held.layers):
        yield _origin(path, layer, lines)


def _origin(path: Path, layer: Layer, files: _Lines) -> str:
    if layer.file is None:
        return layer.label
    lines = files[layer.file]
    number = next((lines[place] for place in _places(path, layer) if place in lines), None)
    return f"{layer.file}:{number}" if number else layer.file


def _places(path: Path, layer: Layer) -> Iterator[Path]:
    """The paths under which a value may be written, the nearest first."""
    if path[0] == "rules":
        path = ("rules", layer.spelt.get(path[1], path[1]), *path[2:])
    if path in layer.appended:
        yield ("append", *path)
    for end in range(len(path), 0, -1):
        yield path[:end]


class _Lines(dict[str, dict[Path, int]]):
    """The lines of keys by file, each file read once."""

    def __missing__(self, file: str) -> dict[Path, int]:
        try:
            raw = read_file(FilePath(file))
            self[file] = lines_of(raw, pyproject=file.endswith("pyproject.toml"))
        except ContractError:
            self[file] = {}
        return self[file]
