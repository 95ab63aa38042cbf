"""How a file is named to a code host: by its path from the top of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from urllib.parse import quote

from .. import folders_upward


def from_top(path: str, variable: str = "") -> str:
    """A path with forward slashes, relative to the top; absolute where it lies below none.

    The top is the first of these that the file lies below: the folder that the
    environment's ``variable`` names, the top of the git repository in which the work is
    done, the working directory, the top of the file's own repository.
    """
    folder = os.path.realpath(os.getcwd())
    full = PurePath(os.path.normpath(os.path.join(folder, path)))
    # A folder on the way may be a link; what the file itself is called stays.
    names = dict.fromkeys((full, PurePath(os.path.realpath(full.parent)) / full.name))
    for top in _tops(folder, full, os.environ.get(variable, "")):
        for name in names:
            if name.is_relative_to(top):
                return name.relative_to(top).as_posix()
    return full.as_posix()


def _tops(folder: str, file: PurePath, named: str) -> Iterator[str | Path]:
    if named:
        yield os.path.realpath(named)
    yield from _repository(Path(folder))
    yield folder
    yield from _repository(Path(file.parent))


def _repository(folder: Path) -> Iterator[Path]:
    """The top of the git repository round a folder, if there is one."""
    *_, top = folders_upward(folder)
    if (top / ".git").exists():
        yield top


def as_uri(path: str) -> str:
    """A path from the top as a relative URI; one that is absolute as ``file:``."""
    return Path(path).as_uri() if os.path.isabs(path) else quote(os.fsencode(path), safe="/~")
