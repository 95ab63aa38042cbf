"""The findings that a team had when it took the tool in: known, and not said again.

``handoff-baseline.json`` keeps them by notebook and by the keys of `fingerprints`, so
that moved cells, formatting and edits elsewhere do not bring them back. Secrets are
never in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import msgspec
from msgspec import Struct

from .report import Finding

BASELINE_NAME = "handoff-baseline.json"
_MOST_BYTES = 200_000_000
_VERSION = 1


class BaselineError(Exception):
    """A baseline that cannot be used; the message names the file."""


class Known(Struct, frozen=True, forbid_unknown_fields=True):
    """One known finding: the rule by code and name, and the key that it is known by."""

    rule: str
    key: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    notebooks: dict[str, tuple[Known, ...]] = {}


@dataclass(frozen=True)
class Baseline:
    """Known findings of notebooks, by path from ``folder`` with forward slashes."""

    folder: Path | None = None
    notebooks: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)

    def entries(self, notebook: PurePath | None) -> tuple[Known, ...]:
        """What is known of the notebook at an absolute path."""
        if self.folder is None or notebook is None or not notebook.is_relative_to(self.folder):
            return ()
        return self.notebooks.get(notebook.relative_to(self.folder).as_posix(), ())


def may_be_known(finding: Finding) -> bool:
    """Whether a finding may go into a baseline.

    Never a secret, nothing that is locked, and nothing that is about keeping quiet.
    """
    if finding.locked or not finding.key:
        return False
    return not is_secret(finding)


def is_secret(finding: Finding) -> bool:
    """Whether a finding is about a secret: that is never a thing to live with."""
    return finding.name.startswith(("secret-", "credentials-"))


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises `BaselineError`."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        if len(raw) > _MOST_BYTES:
            raise ValueError("it is too large")
        read = msgspec.json.decode(raw, type=_File)
        if read.version != _VERSION:
            raise ValueError(f"it is of version {read.version}")
    except ValueError as error:
        why = f"{error}"[:200]
        raise BaselineError(f"{path}: is no baseline of this version ({why})") from None
    return Baseline(path.parent, read.notebooks)


def baseline_text(notebooks: Mapping[str, Iterable[Known]]) -> str:
    """The text of a baseline file: sorted, a line a finding, so that changes merge well."""
    kept = {
        where: tuple(sorted(set(known), key=lambda item: (item.rule, item.key)))
        for where, known in sorted(notebooks.items())
    }
    file = _File(_VERSION, {where: known for where, known in kept.items() if known})
    return msgspec.json.format(msgspec.json.encode(file), indent=1).decode() + "\n"


def known_of(findings: Iterable[Finding]) -> tuple[Known, ...]:
    """What a baseline keeps of a notebook's findings."""
    return tuple(
        Known(f"{finding.code} {finding.name}", finding.key)
        for finding in findings
        if may_be_known(finding)
    )
