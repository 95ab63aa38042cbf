"""How a file is named to a code host: by its path from the top of the repository."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from urllib.parse import quote


def from_top(path: str, variable: str = "") -> str:
    """A path with forward slashes, relative to the top; absolute where it lies outside of that.

    The top is the folder that the environment's ``variable`` names, if the work is done
    somewhere below it, and the working directory otherwise.
    """
    folder = os.path.realpath(os.getcwd())
    full = os.path.normpath(os.path.join(folder, path))
    named = os.path.realpath(os.environ.get(variable) or folder)
    top = named if PurePath(folder).is_relative_to(named) else folder
    below = PurePath(full)
    return (below.relative_to(top) if below.is_relative_to(top) else below).as_posix()


def as_uri(path: str) -> str:
    """A path from the top as a relative URI; one that is absolute as ``file:``."""
    return Path(path).as_uri() if os.path.isabs(path) else quote(os.fsencode(path), safe="/~")
