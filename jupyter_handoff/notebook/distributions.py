"""Which distributions give a module: by a shipped table, and by what is installed here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import metadata

from packaging.utils import canonicalize_name

from .knowledge import table, words

# Where an installed distribution keeps a module, in the list of its files.
_TOP_OF_RECORD = re.compile(r"^(\w+)(?:/__init__)?(?:\.[\w-]+)*\.(?:py|so|pyd)\b", re.MULTILINE)


def candidates(module: str) -> tuple[str, ...]:
    """The distributions that are known to give a module, the usual one first; none if unknown."""
    rows: Mapping[str, list[str]] = table("distributions")["imports"]
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in rows:
            return tuple(rows[name])
        if named := _in_namespace(name, parts):
            return (named,)
    return (canonicalize_name(parts[0]),) if parts[0] in words("distributions", "same") else ()


def _in_namespace(name: str, parts: list[str]) -> str:
    """The distribution of a namespace that is named after its modules."""
    length = table("distributions")["namespaces"].get(name, 0)
    named = [part for part in parts[:length] if part.islower()]
    return canonicalize_name("-".join(named)) if len(named) > name.count(".") + 1 else ""


def is_declared(module: str, declared: Collection[str]) -> bool:
    """Whether one of some distributions (by normalised name) gives a module.

    The shipped table is asked first, so that the answer for well-known modules is the same
    wherever the question is put; what is installed here can only add to it.
    """
    if words("distributions", "bundles") & set(declared):
        return True
    names = candidates(module)
    if not names:
        names = (canonicalize_name(module.partition(".")[0]),)
    if any(name in declared for name in names):
        return True
    in_namespace = f"{canonicalize_name(module.replace('.', '-'))}-"
    if "." in module and any(
        "-" in name and in_namespace.startswith(f"{name}-") for name in declared
    ):
        return True
    builds = {build for name in names for build in _builds(name)}
    if builds & set(declared):
        return True
    if not candidates(module) and any(_resembles(names[0], name) for name in declared):
        return True
    top = module.partition(".")[0]
    return any(top in _provided(name) for name in declared if name not in _known())


@cache
def _known() -> frozenset[str]:
    """The distributions of which the table says what they give."""
    named = (name for names in table("distributions")["imports"].values() for name in names)
    return frozenset(named) | frozenset(map(canonicalize_name, words("distributions", "same")))


def _builds(name: str) -> Iterator[str]:
    variants = table("distributions")["variants"]
    yield from (f"{prefix}{name}" for prefix in variants["prefixes"])
    yield from (f"{name}{suffix}" for suffix in variants["suffixes"].split())


def _resembles(name: str, other: str) -> bool:
    """Whether a distribution of one name may well give a module of the other."""
    one, two = name.replace("-", ""), other.replace("-", "")
    return len(one) > 2 and len(two) > 2 and (one in two or two in one)


@cache
def _provided(distribution: str) -> frozenset[str]:
    """The modules of a distribution that is installed here; none where it is not."""
    try:
        found = metadata.distribution(distribution)
        top = found.read_text("top_level.txt")
        record = "" if top else found.read_text("RECORD") or ""
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return frozenset()
    return frozenset((top or "").split()) | frozenset(_TOP_OF_RECORD.findall(record))
