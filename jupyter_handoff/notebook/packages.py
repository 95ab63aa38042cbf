"""The packages that a notebook imports and installs, by all names that people call them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from ..report import Span
from .distributions import candidates
from .document import Notebook
from .installs import installs
from .knowledge import table

PackageWay: TypeAlias = Literal["import", "install"]

_MOST_NAMED = 8
# Part of every environment.
_INSTALLERS = frozenset(("pip", "setuptools", "wheel"))
_PIN = re.compile(r"^={2,3}\s*[\d.]+\w*$")


@dataclass(frozen=True, slots=True)
class PackageUse:
    """A package that the notebook imports or installs, at each place where it does.

    ``name`` is as it is written there. ``modules`` are what is imported, with all that it is
    a part of, and ``distributions`` what may have brought it, both in canonical form.
    """

    name: str
    modules: frozenset[str]
    distributions: frozenset[str]
    way: PackageWay
    places: tuple[Span, ...]

    @property
    def names(self) -> frozenset[str]:
        """All that people may call it."""
        return self.modules | self.distributions

    @property
    def distribution(self) -> frozenset[str]:
        """What brought it: of several that may have done so, none."""
        return self.distributions if len(self.distributions) == 1 else frozenset()


@dataclass(frozen=True, slots=True)
class Banned:
    """A package that must not be used, in some versions or in all."""

    name: str
    versions: SpecifierSet

    def is_met(self, names: Collection[str], pins: Mapping[str, str]) -> bool:
        """Whether a package of these names is meant, and is known to be of such a version."""
        if self.name not in names:
            return False
        if not self.versions:
            return True
        pinned = next((pins[name] for name in names if pins.get(name)), "")
        try:
            return self.versions.contains(Version(pinned), prereleases=True)
        except InvalidVersion:
            return False


def banned(text: str) -> Banned:
    """What a contract's entry means: a name, and the versions where it says them."""
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return Banned(canonicalize_name(text.strip()), SpecifierSet())
    return Banned(canonicalize_name(requirement.name), requirement.specifier)


def briefly(names: Sequence[str]) -> str:
    """The first of the names that a contract lists, for a message."""
    first = [f"`{name[:40]}`" for name in names[:_MOST_NAMED]]
    return ", ".join([*first, *(["…"] if len(names) > _MOST_NAMED else [])]) or "none"


def package_uses(notebook: Notebook) -> list[PackageUse]:
    """Imports by their top module and by each part of it, then what is installed."""
    return [*_imported(notebook), *_installed(notebook)]


def pinned_versions(notebook: Notebook, declared: Mapping[str, str]) -> dict[str, str]:
    """Exact versions by canonical name: the project's, overruled by installs of the notebook."""
    pins: dict[str, str] = {canonicalize_name(name): it for name, it in declared.items() if it}
    for _, requirement in _requirements(notebook):
        if _PIN.match(str(requirement.specifier)):
            pins[canonicalize_name(requirement.name)] = next(iter(requirement.specifier)).version
    return pins


@cache
def framework_of(module: str) -> str:
    """The machine learning framework that a module is, or is a part of; empty for none."""
    known = table("frameworks")
    return next((part for part in _prefixes(module) if part in known), "")


def is_third_party(module: str) -> bool:
    """Whether a module is known to come from a distribution, and not from the project."""
    if module.partition(".")[0] in sys.stdlib_module_names:
        return False
    return bool(framework_of(module) or candidates(module))


def _prefixes(module: str) -> list[str]:
    """``a.b.c``, ``a.b`` and ``a``; what lies deeper than that is no package's name."""
    parts = module.split(".")[:3]
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _imported(notebook: Notebook) -> Iterator[PackageUse]:
    places: dict[str, dict[Span, None]] = {}
    modules: dict[str, set[str]] = {}
    distributions: dict[str, set[str]] = {}
    for cell in notebook.code:
        for item in {item.statement: item for item in cell.facts.imports}.values():
            span = cell.span(cell.facts.place(item.statement))
            for module in _modules(item.statement):
                name = framework_of(module) or module.partition(".")[0]
                places.setdefault(name, {})[span] = None
                modules.setdefault(name, set()).update(_canonical(_prefixes(module)))
                distributions.setdefault(name, set()).update(_canonical(_distributions(module)))
    for name, spans in places.items():
        names = (frozenset(modules[name]), frozenset(distributions[name]))
        yield PackageUse(name, *names, "import", tuple(spans))


@cache
def _distributions(module: str) -> Sequence[str]:
    """What may have brought a module; of one that is not known, what is named like it."""
    framework: Sequence[str] = table("frameworks").get(framework_of(module), ())
    return framework or candidates(module) or (module.partition(".")[0],)


def _canonical(names: Iterable[str]) -> set[str]:
    return {canonicalize_name(name) for name in names}


def _modules(statement: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    if statement.level or not statement.module:
        return []
    return [f"{statement.module}.{alias.name}" for alias in statement.names]


def _installed(notebook: Notebook) -> Iterator[PackageUse]:
    places: dict[str, list[Span]] = {}
    for span, requirement in _requirements(notebook):
        places.setdefault(requirement.name, []).append(span)
    for name, spans in places.items():
        own = frozenset(_canonical([name]))
        yield PackageUse(name, frozenset(), own, "install", tuple(spans))


def _requirements(notebook: Notebook) -> Iterator[tuple[Span, Requirement]]:
    for install in installs(notebook):
        if install.installer not in ("pip", "conda", "mamba", "uv"):
            continue
        span = install.cell.span_of(install.start, install.end)
        for package in install.packages:
            if package in _INSTALLERS:
                continue
            # Conda pins with one sign.
            written = re.sub(r"(?<![=!<>~])=(?!=)", "==", package)
            try:
                yield span, Requirement(written)
            except InvalidRequirement:
                continue
