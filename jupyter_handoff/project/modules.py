"""Which modules a notebook can import from the project's own folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .reading import Listing, Reader

# Folders of code that a project puts on the path, or installs from.
_CODE = ("src", "lib", "python", "code", "scripts", "packages")
_PACKAGING = ("pyproject.toml", "setup.py", "setup.cfg")
_MOST_PACKAGES = 500


@dataclass(frozen=True, slots=True)
class Modules:
    """``names`` are files and packages of Python, ``folders`` are folders that may be packages.

    ``unpackaged`` are the files beside the notebook that no description of a package names.
    """

    names: frozenset[str]
    folders: frozenset[str]
    unpackaged: frozenset[str]


def read_modules(reader: Reader, folders: Sequence[str]) -> Modules:
    """The modules in ``folders``: the notebook's own first, then those above it."""
    names: set[str] = set()
    below: set[str] = set()
    for folder in folders:
        listing = reader.listing(folder)
        places = [
            folder,
            *(os.path.join(folder, name) for name in _CODE if name in listing.folders),
        ]
        for place in places:
            inside = reader.listing(place)
            names.update(_files(inside))
            below.update(filter(str.isidentifier, inside.folders))
            names.update(_packages(place, inside))
    beside = frozenset(_files(reader.listing(folders[0])))
    return Modules(frozenset(names), frozenset(below), beside - _named(reader, folders, beside))


def _files(listing: Listing) -> Iterator[str]:
    for name in listing.files:
        stem, _, ending = name.partition(".")
        if ending in ("py", "so", "pyd") or ending.endswith((".so", ".pyd")):
            yield stem


def _packages(place: str, listing: Listing) -> Iterator[str]:
    found = sorted(filter(str.isidentifier, listing.folders))[:_MOST_PACKAGES]
    for name in found:
        if os.path.exists(os.path.join(place, name, "__init__.py")):
            yield name


def _named(reader: Reader, folders: Sequence[str], modules: frozenset[str]) -> frozenset[str]:
    """Those of some modules that a description of a package speaks of."""
    words: set[str] = set()
    for folder in folders if modules else ():
        there = reader.listing(folder).files
        for name in _PACKAGING:
            if name in there:
                text = reader.text(os.path.join(folder, name)) or ""
                words.update(word.replace("-", "_") for word in re.findall(r"[\w-]+", text))
    return modules & words
