"""Finds the files that declare dependencies in a folder, and reads what they say together."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from . import conda, manifests
from .declared import Declarations, Declared
from .locks import is_lock, read_lock
from .pythons import READERS, plain_range, python_of
from .reading import Reader
from .requirements import read_requirements

# Folders in which the files of an environment are kept apart.
_KEPT_APART = frozenset(
    "binder .binder requirements reqs env envs environment environments conda docker config "
    ".devcontainer deploy".split()
)
_MOST_FILES = 40
_REQUIREMENTS = re.compile(r".*requirements?.*", re.IGNORECASE)
_CONDA = re.compile(r"(?:conda[-_]?)?env(?:ironment)?[\w.-]*\.ya?ml|conda[\w.-]*\.ya?ml")
_MANIFESTS: Mapping[str, Callable[[Reader, str], Declarations]] = {
    "pyproject.toml": manifests.read_pyproject,
    "Pipfile": manifests.read_pipfile,
    "pixi.toml": manifests.read_pixi,
    "setup.cfg": manifests.read_setup_cfg,
    "setup.py": manifests.read_setup_py,
}
# The file that a person would add a dependency to comes first.
_ORDER = (
    *("requirements.in", "requirements.txt", "pyproject.toml", "environment.yml"),
    *("environment.yaml", "Pipfile", "pixi.toml", "setup.cfg", "setup.py"),
)


@dataclass(slots=True)
class Dependencies:
    """What the files of one folder say together.

    ``files`` declare dependencies, ``locks`` pin them, ``own`` are the distributions that the
    folder is itself; ``pythons`` are the ranges of
    Python that each file asks for. ``whole`` is false where a part could not be read.
    ``package`` is whether they describe nothing but a package that others install.
    """

    files: list[str] = field(default_factory=list)
    locks: list[str] = field(default_factory=list)
    distributions: list[Declared] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    pythons: dict[str, str] = field(default_factory=dict)
    whole: bool = True
    package: bool = True


def read_dependencies(reader: Reader, folder: str) -> Dependencies:
    """The dependencies that the files of a folder declare, and which Python."""
    found = Dependencies()
    computed = ""
    for path, name in _candidates(reader, folder):
        if is_lock(name):
            found.locks.append(path)
            found.versions |= read_lock(reader, path)
        elif name in READERS:
            _keep_python(found, path, python_of(reader, path, name))
        else:
            read = _read(reader, path, name)
            _keep_python(found, path, plain_range(read.python))
            found.whole &= read.whole or not (read.lists or path in reader.unread)
            computed = path if not read.whole else computed
            found.own |= {read.own} - {""}
            if read.lists:
                found.files.append(path)
                found.package &= read.package
                found.distributions += read.distributions
    _lock_alone(found)
    # A setup.py that takes its list from a file beside it is whole with that file.
    if computed and not found.files:
        found.whole = False
        reader.unread.setdefault(computed, "its dependencies are made by code, which is not run")
    return found


def _keep_python(found: Dependencies, path: str, wanted: str) -> None:
    if wanted:
        found.pythons[path] = wanted


def _lock_alone(found: Dependencies) -> None:
    """A lock that nothing stands beside declares what it pins."""
    if not found.files and found.versions:
        found.files = [*found.locks]
        found.distributions = [
            Declared(name, f"=={version}", version, pinned=True)
            for name, version in found.versions.items()
        ]


def _read(reader: Reader, path: str, name: str) -> Declarations:
    if name in _MANIFESTS:
        return _MANIFESTS[name](reader, path)
    if name.endswith((".yml", ".yaml")):
        return conda.read_environment(reader, path)
    return read_requirements(reader, path, main=name in ("requirements.txt", "requirements.in"))


def _candidates(reader: Reader, folder: str) -> Iterator[tuple[str, str]]:
    """Paths and names of the files that matter, in the order in which they are asked."""
    listing = reader.listing(folder)
    apart = sorted(_KEPT_APART & listing.folders)
    for place in [folder, *(os.path.join(folder, name) for name in apart)]:
        names = sorted(filter(_matters, reader.listing(place).files), key=_rank)
        if place != folder:
            # What is kept apart need not be the one that a notebook runs in.
            names = [name for name in names if name not in (".python-version", "Dockerfile")]
        for name in names[:_MOST_FILES]:
            yield os.path.join(place, name), name


def _matters(name: str) -> bool:
    if name in _MANIFESTS or name in READERS or is_lock(name):
        return True
    if name.endswith((".yml", ".yaml")):
        return bool(_CONDA.fullmatch(name))
    return name.endswith((".txt", ".in", ".pip")) and bool(_REQUIREMENTS.fullmatch(name))


def _rank(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
