"""The digest of all that a report depends on, by which it is found in the cache."""

from __future__ import annotations

import datetime
import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from .engine import engine_version
from .report import Stage
from .rule import Rule
from .rules import load_rules
from .selection import Selection
from .surroundings import Surroundings
from .tools import ruff_process

# Raised whenever what an entry holds changes its meaning.
_FORMAT = 1


def report_digest(
    raw: bytes,
    path: str,
    around_digest: bytes,
    *,
    stage: Stage | None,
    selection: Selection,
) -> str:
    """The digest of a report to be made of a notebook file's bytes.

    ``path`` is what the report calls it; ``around_digest`` is `surroundings_digest`.
    """
    # A name may hold bytes that are no text.
    wishes = (path.encode("utf-8", "backslashreplace"), stage, selection.select, selection.ignore)
    parts = (_maker(), around_digest, _encoded(wishes), hashlib.sha256(raw).digest())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def surroundings_digest(around: Surroundings) -> bytes | None:
    """The digest of a contract, a project and a baseline; None where they are no plain values."""
    contract, baseline = around.contract, around.baseline
    folded = contract.folded
    said = (
        *(contract.card, contract.root, [layer.called for layer in folded.layers]),
        [(item.key, item.by, item.lock.by, item.lock.reason) for item in folded.loosened],
        *(around.project, around.not_checked, baseline and (baseline.folder, baseline.notebooks)),
        # Waivers end on a day, and so do Python's versions.
        datetime.date.today().isoformat(),
    )
    try:
        return hashlib.sha256(_encoded(said)).digest()
    except (TypeError, ValueError, RecursionError):
        return None


def _encoded(value: Any) -> bytes:
    # A kind of value that is unknown here raises: its text might not tell two apart.
    return msgspec.json.encode(value, order="deterministic", enc_hook=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, re.Pattern):
        return [value.pattern, value.flags]
    if hasattr(value, "items") and hasattr(value, "keys"):
        return dict(value.items())
    raise TypeError(f"no plain value: {type(value).__name__}")


@lru_cache(maxsize=1)
def _maker() -> bytes:
    """What makes reports here: this package's code, the plugins', Ruff, Python, what is installed.

    Told by content, so that a cache can travel from one CI machine to the next.
    """
    loaded = load_rules()
    said = (
        *(_FORMAT, engine_version(), platform.python_version(), sys.platform),
        *(ruff_process.version(), loaded.plugins),
        *([failed.what for failed in loaded.failed], list(_installed()), _package()),
        [_of_file(Path(_written_in(rule))) for rule in loaded.rules if _is_far(rule)],
    )
    return _encoded(said)


def _is_far(rule: Rule) -> bool:
    """Whether a rule is a plugin's."""
    return not str(rule.find.__module__).startswith(f"{__package__}.")


def _written_in(rule: Rule) -> str:
    return str(getattr(sys.modules.get(rule.find.__module__), "__file__", ""))


def _installed() -> Iterator[str]:
    """The names and versions of installed packages, as their folders tell them."""
    for place in sys.path:
        if place.rpartition(os.sep)[2] in ("site-packages", "dist-packages"):
            try:
                names = sorted(os.listdir(place))
            except OSError:
                continue
            yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _package() -> str:
    """This package's code: the record that came with it, else the files themselves."""
    here = Path(__file__).parent
    try:
        installed = metadata.distribution("jupyter-handoff")
        ours = Path(str(installed.locate_file(__package__ or ""))).samefile(here)
        record = installed.read_text("RECORD") if ours else None
    except (metadata.PackageNotFoundError, OSError):
        record = None
    if record:
        return hashlib.sha256(record.encode()).hexdigest()
    files = sorted(here.rglob("*.py"))
    return hashlib.sha256("".join(_of_file(file) for file in files).encode()).hexdigest()


def _of_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
