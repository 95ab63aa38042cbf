"""Makes the folders that tests read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jupyter_handoff.project.reading import Reader


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with files of those texts."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def reader(folder: Path) -> Reader:
    return Reader(str(folder.resolve()))
