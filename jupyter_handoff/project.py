"""Facts about the folder around a notebook. Files are read as data; nothing is run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .contract.find import folders_upward
from .rule import Project

_DECLARING = (
    "requirements.txt",
    "pyproject.toml",
    "environment.yml",
    "environment.yaml",
    "Pipfile",
    "setup.cfg",
    "setup.py",
)
# Larger than any list of requirements a person writes.
_MOST_BYTES = 500_000


def read_project(folder: Path, *, top: Path | None = None) -> Project:
    """The facts about the project that a notebook's ``folder`` lies in.

    ``top`` is where the search upwards ends outside a git repository.
    """
    folder = folder.resolve()
    above = list(folders_upward(folder, top=top))
    declared = [path for place in above for name in _DECLARING if (path := place / name).is_file()]
    requirements = next((path for path in declared if path.name == "requirements.txt"), None)
    return Project(
        notebook=folder.as_posix(),
        root=above[-1].as_posix(),
        requirements=_relative(requirements, folder) if requirements else None,
        declared_in=tuple(_relative(path, folder) for path in declared),
        pinned=dict(_pins(requirements)) if requirements else {},
    )


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _pins(path: Path) -> Iterator[tuple[str, str]]:
    """Exact versions in a requirements file, by normalised distribution name."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return
    for line in text.splitlines():
        try:
            requirement = Requirement(line.partition(" #")[0].strip())
        except InvalidRequirement:
            continue  # an option, a comment or a path
        pins = [spec.version for spec in requirement.specifier if spec.operator in ("==", "===")]
        if len(pins) == 1 and "*" not in pins[0]:
            yield canonicalize_name(requirement.name), pins[0]
