"""Reads a project's files as data: of bounded size, regular, and never outside its top folder.

A reader keeps what each file and folder was like when it looked, so that a change is told
later by asking for nothing but times and sizes.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# Larger than any file that a person writes, and than the locks of large projects.
MOST_BYTES = 500_000
MOST_BYTES_OF_A_LOCK = 8_000_000
_MOST_ENTRIES = 10_000

# Time of change, size and number of a file or folder; None where it is not there.
Stamp: TypeAlias = tuple[int, int, int] | None


def stamp_of(path: str) -> Stamp:
    """What a file or folder is like now."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True, slots=True)
class Listing:
    """The names of the files and of the folders in a folder."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()


@dataclass(slots=True)
class Reader:
    """Reads below ``root``. ``unread`` are files that are there and could not be read, and why."""

    root: str
    stamps: dict[str, Stamp] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)

    def note(self, path: str) -> Stamp:
        """Keep what a file or folder is like."""
        if path not in self.stamps:
            self.stamps[path] = stamp_of(path)
        return self.stamps[path]

    def listing(self, folder: str) -> Listing:
        """What lies in a folder; the first ten thousand entries of it."""
        if folder not in self.listings:
            self.listings[folder] = self._list(folder)
        return self.listings[folder]

    def _list(self, folder: str) -> Listing:
        files: set[str] = set()
        folders: set[str] = set()
        if self.note(folder) is None or not self.is_inside(folder):
            return Listing()
        try:
            with os.scandir(folder) as entries:
                for _, entry in zip(range(_MOST_ENTRIES), entries, strict=False):
                    (folders if entry.is_dir() else files).add(entry.name)
        except OSError:
            return Listing()
        return Listing(frozenset(files), frozenset(folders))

    def text(self, path: str, *, most: int = MOST_BYTES) -> str | None:
        """What a file says; None where it is not there or cannot be read."""
        if self.note(path) is None:
            return None
        why = self._obstacle(path, most)
        if not why:
            try:
                with open(path, "rb") as file:
                    return _decoded(file.read(most))
            except OSError as error:
                why = f"it cannot be read ({error.strerror})"
        self.unread[path] = why
        return None

    def broken(self, path: str, why: str) -> None:
        """Keep that a file's text cannot be understood."""
        self.unread[path] = why

    def is_inside(self, path: str) -> bool:
        """Whether a path lies in the project, links followed."""
        real = os.path.realpath(path)
        return real == self.root or real.startswith(self.root.rstrip(os.sep) + os.sep)

    def _obstacle(self, path: str, most: int) -> str:
        try:
            found = os.stat(path)
        except OSError as error:
            return f"it cannot be read ({error.strerror})"
        if not stat.S_ISREG(found.st_mode):
            return "it is no regular file"
        if not self.is_inside(path):
            return "it lies outside the project"
        return f"it is larger than {most // 1000} kB" if found.st_size > most else ""


def _decoded(raw: bytes) -> str:
    """Text in the encodings that its first bytes may tell: PowerShell writes UTF-16."""
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if utf16 else "utf-8-sig", "replace")


def unchanged(stamps: Mapping[str, Stamp]) -> bool:
    """Whether all files and folders are what they were."""
    return all(stamp_of(path) == stamp for path, stamp in stamps.items())
