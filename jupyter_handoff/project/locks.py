"""Reads the exact versions in lock files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from packaging.utils import canonicalize_name

from .reading import MOST_BYTES_OF_A_LOCK, Reader

# Poetry, uv, PDM and PEP 751 write these two lines for each package, one below the other. A
# lock of a megabyte takes a parser of TOML the better part of a second, and this a blink.
_TOML = re.compile(
    r"^\[\[packages?\]\]\s*\nname = \"([^\"\n]{1,200})\"\nversion = \"([^\"\n]{1,100})\"$",
    re.MULTILINE,
)
_CONDA = re.compile(
    r"^ *- name: ['\"]?([\w.-]{1,200})['\"]?\n +version: ['\"]?([\w.+!-]{1,100})['\"]?$",
    re.MULTILINE,
)
_NAMES = re.compile(
    r"(?:poetry|uv|pdm|pixi)\.lock|Pipfile\.lock|conda-lock\.ya?ml|pylock(?:\.[\w-]+)?\.toml"
)


def is_lock(name: str) -> bool:
    """Whether a file of that name pins a whole environment."""
    ending = name.endswith((".lock", ".yml", ".yaml", ".toml"))
    return ending and bool(_NAMES.fullmatch(name))


def read_lock(reader: Reader, path: str) -> dict[str, str]:
    """Exact versions by normalised name, as far as they can be told."""
    text = (reader.text(path, most=MOST_BYTES_OF_A_LOCK) or "").replace("\r\n", "\n")
    if path.endswith("Pipfile.lock"):
        pairs = _pipfile(text)
    else:
        pattern = _CONDA if path.endswith(("yml", "yaml")) else _TOML
        pairs = ((found[1], found[2]) for found in pattern.finditer(text))
    return {canonicalize_name(name): version for name, version in pairs}


def _pipfile(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    for section in ("develop", "default"):
        rows = data.get(section) if isinstance(data, dict) else None
        for name, row in rows.items() if isinstance(rows, dict) else ():
            version = row.get("version") if isinstance(row, dict) else None
            if isinstance(version, str):
                yield name, version.removeprefix("==")
