"""Where the contract of a notebook is found."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jupyter_core.paths import jupyter_config_path

from .plain_file import read_file
from .wording import ContractError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_NAME = "handoff.toml"
_NAME = b"jupyter-handoff"
_TABLE = b"[tool.jupyter-handoff"


def folders_upward(folder: Path, *, top: Path | None = None) -> Iterator[Path]:
    """``folder`` and those above it, to the top of the git repository.

    Outside a repository they end at ``top`` (where the person works from); where that
    is not above, ``folder`` stands alone.
    """
    folder = folder.resolve()
    above = [folder, *folder.parents]
    ends = [candidate for candidate in above if (candidate / ".git").exists()][:1]
    if not ends and top is not None:
        ends = [candidate for candidate in above if candidate == top.resolve()]
    end = ends[0] if ends else folder
    yield from above[: above.index(end) + 1]


def find_contract(folder: Path, *, top: Path | None = None) -> Path | None:
    """The nearest ``handoff.toml``, or ``pyproject.toml`` with our table, upwards."""
    return next(_upward(folder, top), None)


def find_contracts(folder: Path, *, top: Path | None = None) -> list[Path]:
    """All of them, the nearest last: one further down adds to those above it."""
    return [*_upward(folder, top)][::-1]


def _upward(folder: Path, top: Path | None) -> Iterator[Path]:
    for candidate in folders_upward(folder, top=top):
        own = candidate / FILE_NAME
        shared = candidate / "pyproject.toml"
        # Whatever is there was meant as a contract: where it cannot be read, that is told.
        if os.path.lexists(own):
            yield own
        elif _has_table(shared):
            yield shared


def system_contracts() -> list[Path]:
    """Contracts in Jupyter's configuration folders, those of the whole system first."""
    found = (Path(folder) / FILE_NAME for folder in reversed(jupyter_config_path()))
    return [path for path in found if os.path.lexists(path)]


def _has_table(path: Path) -> bool:
    try:
        raw = read_file(path)
    except ContractError:
        return False
    return _NAME in raw and _says_table(raw)


@lru_cache(maxsize=16)
def _says_table(raw: bytes) -> bool:
    try:
        tools = tomllib.loads(raw.decode("utf-8")).get("tool")
    except (ValueError, RecursionError):
        # Somebody else's broken pyproject is not ours to complain about; ours is.
        return _TABLE in raw
    return isinstance(tools, dict) and _NAME.decode() in tools
