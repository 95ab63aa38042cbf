"""Where the contract of a notebook is found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from jupyter_core.paths import jupyter_config_path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_NAME = "handoff.toml"
_TABLE = "[tool.jupyter-handoff"


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
    for candidate in folders_upward(folder, top=top):
        own = candidate / FILE_NAME
        if own.is_file():
            return own
        shared = candidate / "pyproject.toml"
        if shared.is_file() and _has_table(shared):
            return shared
    return None


def system_contracts() -> list[Path]:
    """Contracts in Jupyter's configuration folders, those of the whole system first."""
    found = (Path(folder) / FILE_NAME for folder in reversed(jupyter_config_path()))
    return [path for path in found if path.is_file()]


def _has_table(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        return _TABLE in text and "jupyter-handoff" in tomllib.loads(text).get("tool", {})
    except (OSError, ValueError, AttributeError):
        # Somebody else's broken pyproject is not ours to complain about.
        return False
