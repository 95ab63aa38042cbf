"""What a dependency file declares, one distribution at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from ..notebook.package_addresses import name_at

# The commit or tag behind an address, or the version in a file's name.
_PINNED_ADDRESS = re.compile(
    r"(?:git|hg|bzr|svn)\+\w+://[^/\s]+/[^#\s]*@[^@/#\s]+|\.(?:whl|tar\.gz|zip)\b"
)
# Poetry's ways to say a range: `^1.2`, `~1.2`, `1.2`, `1.*`.
_POETRY = re.compile(r"(?P<sign>[\^~]?)=?\s*v?(?P<version>\d+(?:\.\d+)*)(?P<rest>\S*)$")


@dataclass(frozen=True, slots=True)
class Declared:
    """A distribution that a file asks for, by its normalised name.

    ``specifier`` is its range as pip writes it, ``exact`` the one version that it may
    have. ``pinned`` is true where it cannot change: an exact version, a commit.
    ``main`` is false for what only some need: an extra, a group of development.
    """

    name: str
    specifier: str = ""
    exact: str = ""
    pinned: bool = False
    main: bool = True


@dataclass(slots=True)
class Declarations:
    """What one file says.

    ``python`` is the range of Python versions that it asks for, ``own`` the distribution that
    the project is itself. ``whole`` is false where
    a part of it could not be read, so that what it lacks is not known. ``lists`` is
    whether it is a list of dependencies at all, ``package`` whether it describes what others
    install.
    """

    distributions: list[Declared] = field(default_factory=list)
    python: str = ""
    own: str = ""
    whole: bool = True
    lists: bool = True
    package: bool = False


def from_requirement(text: str, *, main: bool = True) -> Declared | None:
    """One requirement as PEP 508 writes it; None where it is none."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return from_address(text, main=main)
    name = canonicalize_name(requirement.name)
    exact = exact_version(requirement.specifier)
    url = requirement.url or ""
    pinned = bool(exact) or bool(_PINNED_ADDRESS.search(url))
    return Declared(name, str(requirement.specifier), exact, pinned, main)


def from_address(text: str, *, main: bool = True) -> Declared | None:
    """A distribution given by its address, where that names it."""
    name = name_at(text) if "://" in text else ""
    return Declared(name, pinned=bool(_PINNED_ADDRESS.search(text)), main=main) if name else None


def exact_version(specifier: SpecifierSet) -> str:
    """The only version that a range leaves, empty where it leaves more."""
    pins = [item.version for item in specifier if item.operator in ("==", "===")]
    return pins[0] if len(pins) == 1 and "*" not in pins[0] else ""


def from_list(items: Any, *, main: bool = True) -> Iterator[Declared]:
    """Requirements of a list in a TOML file, everything else in it passed over."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, str) and (found := from_requirement(item, main=main)):
            yield found


def from_lists(groups: Any) -> Iterator[Declared]:
    """Requirements of a table of lists: extras, groups."""
    for items in groups.values() if isinstance(groups, dict) else ():
        yield from from_list(items, main=False)


def from_table(rows: Any, *, main: bool = True) -> Iterator[Declared]:
    """Requirements of a table as Poetry, Pipenv and pixi write it: name to range or table."""
    for name, wanted in rows.items() if isinstance(rows, dict) else ():
        if name.lower() == "python":
            continue
        for row in wanted if isinstance(wanted, list) else [wanted]:
            yield _row(canonicalize_name(name), row, main)


def _row(name: str, row: Any, main: bool) -> Declared:
    if isinstance(row, dict):
        fixed = "rev" in row or "tag" in row or "path" in row or "ref" in row or "url" in row
        if fixed or "git" in row:
            return Declared(name, pinned=fixed, main=main)
        row = row.get("version", "")
    specifier = poetry_specifier(row) if isinstance(row, str) else ""
    exact = exact_version(SpecifierSet(specifier)) if specifier else ""
    return Declared(name, specifier, exact, bool(exact), main)


def poetry_specifier(text: str) -> str:
    """A range of Poetry's as pip writes it; empty where it says nothing, or nothing plain."""
    parts = []
    for part in text.split(","):
        part = part.strip()
        if part in ("", "*"):
            continue
        found = _POETRY.match(part)
        if found is None:
            parts.append(part)
        elif not found["sign"]:
            parts.append(f"=={found['version']}{found['rest']}")
        else:
            numbers = [int(number) for number in found["version"].split(".")]
            parts.append(f">={found['version']},<{_above(found['sign'], numbers)}")
    try:
        return str(SpecifierSet(",".join(parts)))
    except InvalidSpecifier:
        return ""


def _above(sign: str, numbers: list[int]) -> str:
    """The first version that `^` or `~` leaves out."""
    if sign == "~":
        keep = min(2, len(numbers))
    else:
        keep = next((place for place, number in enumerate(numbers, 1) if number), len(numbers))
    head = numbers[:keep]
    return ".".join(map(str, [*head[:-1], head[-1] + 1]))


def mapping(value: Any, *keys: str) -> Mapping[str, Any]:
    """The table under some keys of a table; an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def by_name(distributions: Iterable[Declared]) -> dict[str, Declared]:
    """One declaration a name: a pinned one before the others, then the first."""
    found: dict[str, Declared] = {}
    for item in distributions:
        if item.name not in found or (item.pinned and not found[item.name].pinned):
            found[item.name] = item
    return found
