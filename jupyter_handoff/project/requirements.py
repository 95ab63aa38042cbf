"""Reads pip's requirements files, with those that they include."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from .declared import Declarations, Declared, from_address, from_requirement
from .reading import Reader

_MOST_FILES = 20
_INCLUDE = re.compile(
    r"(?P<flag>-r|--requirement|-c|--constraint)(?:\s*=\s*|\s+|(?=\S))(?P<path>\S.*)"
)
_EDITABLE = re.compile(r"(?:-e|--editable)(?:\s*=\s*|\s+)")
# Options that pip allows behind a requirement.
_OPTIONS = re.compile(r"\s+--?[a-z].*$", re.DOTALL)


def read_requirements(reader: Reader, path: str, *, main: bool = True) -> Declarations:
    """What a requirements file and those that it includes ask for.

    A constraint only pins what is asked for elsewhere.
    """
    found = Declarations()
    constraints: dict[str, str] = {}
    _read(reader, path, found, constraints, set(), main)
    for place, item in enumerate(found.distributions):
        if not item.pinned and constraints.get(item.name):
            pinned = from_requirement(f"{item.name}=={constraints[item.name]}", main=main)
            found.distributions[place] = pinned or item
    return found


def _read(
    reader: Reader,
    path: str,
    found: Declarations,
    constraints: dict[str, str],
    seen: set[str],
    main: bool,
) -> None:
    path = os.path.normpath(path)
    if path in seen:
        return
    seen.add(path)
    text = reader.text(path) if len(seen) <= _MOST_FILES else None
    if text is None:
        reader.unread.setdefault(path, "a list of requirements includes it, and it is not there")
        found.whole = False
        return
    for line in _lines(text):
        include = _INCLUDE.match(line)
        if include is not None:
            target = os.path.join(os.path.dirname(path), include["path"].strip("\"' "))
            if include["flag"] in ("-c", "--constraint"):
                constraints |= _constraints(reader, target)
            else:
                _read(reader, target, found, constraints, seen, main)
            continue
        if item := read_line(line, main=main):
            found.distributions.append(item)


def _constraints(reader: Reader, path: str) -> dict[str, str]:
    items = [read_line(line, main=True) for line in _lines(reader.text(path) or "")]
    return {item.name: item.exact for item in items if item is not None and item.exact}


def read_line(line: str, *, main: bool = True) -> Declared | None:
    """One logical line of a requirements file; None where it asks for nothing by name."""
    line = _OPTIONS.sub("", line) if not line.startswith("-") else line
    editable = _EDITABLE.match(line)
    if editable is not None:
        return from_address(line[editable.end() :], main=main)
    return None if line.startswith("-") else from_requirement(line, main=main)


def _lines(text: str) -> Iterator[str]:
    """The logical lines of a file, without comments."""
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        line = re.sub(r"(?:^|\s)#.*$", "", line).strip()
        if line:
            yield line
