"""Facts about the folder around a notebook. Files are read as data; nothing is run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .contract.find import folders_upward
from .rule import Project

# Larger than any list of requirements a person writes.
_MOST_BYTES = 500_000


def read_project(folder: Path, *, top: Path | None = None) -> Project:
    """The facts about the project that a notebook's ``folder`` lies in.

    ``top`` is where the search upwards ends outside a git repository.
    """
    folder = folder.resolve()
    above = list(folders_upward(folder, top=top))
    files = (place / "requirements.txt" for place in above)
    requirements = next((file for file in files if file.is_file()), None)
    return Project(
        notebook=folder.as_posix(),
        root=above[-1].as_posix(),
        requirements=_relative(requirements, folder) if requirements else None,
        declared=dict(_declared(requirements)) if requirements else {},
    )


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _declared(path: Path) -> Iterator[tuple[str, str]]:
    """What a requirements file lists: normalised distribution names, and exact versions."""
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
        exact = pins[0] if len(pins) == 1 and "*" not in pins[0] else ""
        yield canonicalize_name(requirement.name), exact
