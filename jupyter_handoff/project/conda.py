"""Reads conda's environment files."""

from __future__ import annotations

import os
import re
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from .declared import Declarations, Declared, exact_version
from .reading import Reader
from .requirements import read_line, read_requirements

# What an export of a large environment has; more is not written by conda.
_MOST_BYTES = 100_000
# `channel::name[build=…]`, `name=1.2`, `name=1.2=build`, `name >=1,<2`
_MATCH = re.compile(r"(?:[^\s:]+::)?(?P<name>[A-Za-z0-9_.-]+)\s*(?P<range>[^\[]*)")
_EXACT = re.compile(r"={1,2}\s*(?P<version>[^=,|*\s]+)(?P<build>\s*=[^=]*|\s+\S+)?$")


def read_environment(reader: Reader, path: str) -> Declarations:
    """``environment.yml``: conda's packages, pip's below them, and the Python."""
    found = Declarations()
    items = _dependencies(reader, path)
    if items is None:
        found.whole = path not in reader.unread
        found.lists = not found.whole
        return found
    for item in items:
        if isinstance(item, str):
            _add(item, found)
        elif isinstance(item, dict):
            lines = item.get("pip")
            for line in lines if isinstance(lines, list) else ():
                if isinstance(line, str):
                    _add_pip(reader, path, line, found)
    return found


def _dependencies(reader: Reader, path: str) -> list[Any] | None:
    import yaml  # most projects have no such file, and it takes its time

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = reader.text(path, most=_MOST_BYTES)
    if text is None:
        return None
    try:
        data = yaml.load(text, loader)  # noqa: S506 - a safe loader, the one in C
    except (yaml.YAMLError, ValueError, RecursionError):
        reader.broken(path, "it is not valid YAML")
        return None
    items = data.get("dependencies") if isinstance(data, dict) else None
    return items if isinstance(items, list) else None


def _add(text: str, found: Declarations) -> None:
    match = _MATCH.match(text.strip())
    if match is None:
        return
    name, wanted = canonicalize_name(match["name"]), match["range"].strip()
    exact = _EXACT.match(wanted)
    if exact is not None:
        # conda's `=1.2` leaves the last number open; it is what people there call a pin.
        whole = wanted.startswith("==") or bool(exact["build"])
        specifier = f"=={exact['version']}" + ("" if whole else ".*")
    else:
        specifier = wanted
    try:
        range_of = SpecifierSet(specifier)
    except InvalidSpecifier:
        range_of = SpecifierSet()
    if name == "python":
        found.python = str(range_of)
        return
    version = exact_version(range_of) or _three_numbers(exact)
    found.distributions.append(Declared(name, str(range_of), version, exact is not None))


def _three_numbers(exact: re.Match[str] | None) -> str:
    version = exact["version"] if exact else ""
    return version if version.count(".") >= 2 else ""


def _add_pip(reader: Reader, path: str, line: str, found: Declarations) -> None:
    include = re.match(r"(?:-r|--requirement)[\s=]+(\S+)", line)
    if include is None:
        if item := read_line(line):
            found.distributions.append(item)
        return
    read = read_requirements(reader, os.path.join(os.path.dirname(path), include[1]))
    found.distributions += read.distributions
    found.whole &= read.whole
