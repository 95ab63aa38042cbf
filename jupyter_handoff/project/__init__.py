"""Facts about the folder around a notebook. Files are read as data; nothing is run."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from ..contract.find import folders_upward
from ..rule import Project, PythonNamed
from .declared import by_name
from .dependencies import Dependencies, read_dependencies
from .modules import read_modules
from .reading import Reader, Stamp, unchanged
from .sizes import read_sizes

_MOST_KEPT = 200
_MOST_FOLDERS = 30
# A file that is changed twice within one tick of the file system's clock keeps its time.
_TICK = 100_000_000


def read_project(folder: Path, *, top: Path | None = None, sized: bool = False) -> Project:
    """The facts about the project that a notebook's ``folder`` lies in.

    ``top`` is where the search upwards ends outside a git repository; ``sized`` asks for
    the sizes of models too. The facts are kept, and read anew when a file or folder that
    they rest on has another time or size.
    """
    key = (os.path.realpath(folder), os.path.realpath(top) if top else "", sized)
    kept = _KEPT.get(key)
    if kept is None:
        asked = time.time_ns()
        project, stamps = _read(Path(key[0]), Path(key[1]) if top else None, sized=sized)
        newest = max((stamp[0] for stamp in stamps.values() if stamp), default=0)
        if newest < asked - _TICK:
            _KEPT.put(key, (project, stamps))
        return project
    return kept


_Key: TypeAlias = tuple[str, str, bool]


@dataclass(slots=True)
class _Kept:
    """Projects by folder, with what their files were like; the oldest go first."""

    projects: OrderedDict[_Key, tuple[Project, Mapping[str, Stamp]]] = field(
        default_factory=OrderedDict
    )
    lock: Lock = field(default_factory=Lock)

    def get(self, key: _Key) -> Project | None:
        """What is kept of a folder, None where that is nothing or has changed."""
        with self.lock:
            found = self.projects.get(key)
        return found[0] if found is not None and unchanged(found[1]) else None

    def put(self, key: _Key, value: tuple[Project, Mapping[str, Stamp]]) -> None:
        with self.lock:
            self.projects[key] = value
            self.projects.move_to_end(key)
            while len(self.projects) > _MOST_KEPT:
                self.projects.popitem(last=False)


_KEPT = _Kept()


def _read(folder: Path, top: Path | None, *, sized: bool) -> tuple[Project, Mapping[str, Stamp]]:
    above = [place.as_posix() for place in folders_upward(folder, top=top)][:_MOST_FOLDERS]
    reader = Reader(os.path.realpath(above[-1]))
    for parent in folder.parents:
        reader.note(parent.as_posix())  # a repository may be made above
    said = [read_dependencies(reader, place) for place in above]
    nearest = next((number for number, found in enumerate(said) if found.files), None)
    serving = said[nearest] if nearest is not None else Dependencies()
    modules = read_modules(reader, above)
    asked = by_name(serving.distributions)
    pythons = _pythons(said, folder)
    project = Project(
        notebook=folder.as_posix(),
        root=above[-1],
        requirements=_requirements(serving, folder),
        declared={
            name: item.exact or serving.versions.get(name, "") for name, item in asked.items()
        },
        files=tuple(_relative(path, folder) for path in serving.files),
        ranges={name: item.specifier for name, item in asked.items()},
        unpinned=() if serving.locks else tuple(_unpinned(serving)),
        package=bool(serving.files) and serving.package,
        whole=all(found.whole for found in said),
        further=frozenset(item.name for found in said for item in found.distributions).union(
            *(found.own for found in said)
        ),
        pythons=pythons,
        modules=modules.names,
        folders=modules.folders,
        unpackaged=modules.unpackaged,
        sizes=read_sizes(reader, folder.as_posix()) if sized else None,
        unread=tuple((_relative(path, folder), why) for path, why in reader.unread.items()),
    )
    return project, reader.stamps


def _requirements(serving: Dependencies, folder: Path) -> str | None:
    """The file to which a requirement can be added by appending a line."""
    plain = [
        path for path in serving.files if path.endswith(("requirements.in", "requirements.txt"))
    ]
    return _relative(plain[0], folder) if plain else None


def _unpinned(serving: Dependencies) -> Iterator[str]:
    """What everybody needs and no file pins."""
    pinned = {item.name for item in serving.distributions if item.pinned}
    seen: set[str] = set()
    for item in serving.distributions:
        if item.main and item.name not in pinned | seen:
            seen.add(item.name)
            yield item.name


def _pythons(said: Sequence[Dependencies], folder: Path) -> tuple[PythonNamed, ...]:
    """What the files say of Python: of each kind of file the nearest."""
    found: dict[str, PythonNamed] = {}
    for dependencies in said:
        for path, wanted in dependencies.pythons.items():
            found.setdefault(os.path.basename(path), PythonNamed(_relative(path, folder), wanted))
    return tuple(found.values())


def _relative(path: str, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
