"""Where contracts come from: files, installed packages, this package, and what was fetched.

Every source is read as data: no module of a package is imported, and nothing is fetched.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeAlias

from ..spelling import nearest
from .fetched import fetched_in
from .plain_file import MOST_BYTES, bounded, read_file
from .wording import ContractError

# The bytes of a git reference.
Fetch: TypeAlias = Callable[[str], bytes]

ENTRY_POINTS = "jupyter_handoff.contracts"
BUILT_IN_NAMES = ("recommended", "strict")
_PACKAGE = re.compile(r"package:(?P<package>[\w.-]+)/(?P<name>[\w.-]+)")
_GIT = re.compile(
    r"git\+(?P<url>[a-z+]+://[^#@\s]+(?:@[^/#@\s]+/[^#@\s]+)?)@(?P<rev>[^#@\s]+)#(?P<path>\S+)"
)
# A password, or a token in a user's place: over ssh the user is no secret.
_LOGIN = re.compile(r"(?!ssh)[a-z+]+://[^/\s]*@|ssh://[^/@\s]*:[^/@\s]*@")


class Source(Protocol):
    """One contract: how people know it, its bytes, and what it may extend."""

    @property
    def label(self) -> str: ...

    @property
    def file(self) -> str | None: ...

    def read(self) -> bytes: ...

    def beside(self, reference: str) -> Source: ...


@dataclass(frozen=True, slots=True)
class FileSource:
    """A contract file. What it extends by a path stays within ``top``."""

    path: Path
    top: Path

    @property
    def label(self) -> str:
        return str(self.path)

    @property
    def file(self) -> str | None:
        return str(self.path)

    def read(self) -> bytes:
        return read_file(self.path)

    def beside(self, reference: str) -> Source:
        """Another contract file. Raises `ContractError` for one outside ``top``."""
        place = Path(os.path.normpath(self.path.parent / reference))
        if place.suffix != ".toml":
            raise ContractError(f"{reference} is no .toml file")
        if not _within(place, self.top):
            raise ContractError(
                f"{reference} leaves {self.top}: a contract extends files of its own repository, "
                "a package or a git reference"
            )
        return FileSource(place, self.top)


@dataclass(frozen=True, slots=True)
class PackageSource:
    """A contract in an installed package: ``path`` from the package's folder."""

    reference: str
    module: str
    path: str

    @property
    def label(self) -> str:
        return self.reference

    @property
    def file(self) -> str | None:
        return None

    def read(self) -> bytes:
        try:
            spec = importlib.util.find_spec(self.module)
        except (ImportError, ValueError):
            spec = None
        if spec is None or spec.submodule_search_locations is None:
            raise ContractError(f"its package {self.module} cannot be found")
        # A module that was never run: only its place is asked for.
        place = resources.files(importlib.util.module_from_spec(spec)).joinpath(self.path)
        try:
            with place.open("rb") as file:
                return bounded(file.read(MOST_BYTES + 1))
        except OSError as error:
            raise ContractError(f"{self.path} cannot be read ({error.strerror})") from None

    def beside(self, reference: str) -> Source:
        path = _joined(self.path, reference)
        return PackageSource(f"package:{self.module}/{path}", self.module, path)


@dataclass(frozen=True, slots=True)
class FetchedSource:
    """A contract out of a git repository, as it stands in the lock file of ``project``.

    ``fetch`` is asked in place of the lock file where it is given.
    """

    reference: str
    project: FileSource
    fetch: Fetch | None = None

    @property
    def label(self) -> str:
        return self.reference

    @property
    def file(self) -> str | None:
        return None

    def read(self) -> bytes:
        if self.fetch is not None:
            return bounded(self.fetch(self.reference))
        found = fetched_in(self.project.path.parent, self.reference)
        return bounded(found.text.encode())

    def beside(self, reference: str) -> Source:
        head, _, path = self.reference.partition("#")
        return FetchedSource(f"{head}#{_joined(path, reference)}", self.project, self.fetch)


def extended(
    reference: str, source: Source, project: FileSource, fetch: Fetch | None = None
) -> Source:
    """The contract that a reference in ``source`` means.

    ``project`` is the contract file that everything began with: what is fetched is
    locked beside it. Raises `ContractError`.
    """
    if reference in BUILT_IN_NAMES:
        return PackageSource(reference, "jupyter_handoff", f"contract/builtin/{reference}.toml")
    if reference.startswith("package:"):
        return _packaged(reference)
    if reference.startswith("git+"):
        git_reference(reference)
        return FetchedSource(reference, project, fetch)
    if "/" not in reference and "\\" not in reference and not reference.endswith(".toml"):
        near = nearest(reference, BUILT_IN_NAMES)
        hint = f"; did you mean {near}?" if near else ""
        raise ContractError(f"{reference} is no built-in contract{hint}")
    if "\0" in reference or PurePosixPath(reference).is_absolute() or ":" in reference[:2]:
        raise ContractError(f"{reference!r} is no path from this file")
    return source.beside(reference)


def git_reference(reference: str) -> tuple[str, str, str]:
    """The address, the tag or commit, and the path of a git reference. Raises `ContractError`."""
    if _LOGIN.match(reference.removeprefix("git+")):
        raise ContractError(
            "a git reference must not say how to log in: everyone who reads the contract could; "
            "git's own credential helper is asked"
        )
    found = _GIT.fullmatch(reference)
    if found is None:
        raise ContractError(f"{reference} is not of the form git+https://…@TAG#PATH")
    if found["rev"].startswith("-") or not found["path"].endswith(".toml"):
        raise ContractError(f"{reference} must name a tag or commit, and a .toml file")
    return found["url"], found["rev"], _joined("", found["path"])


@lru_cache(maxsize=1)
def packaged_contracts() -> dict[str, tuple[str, str]]:
    """Contracts of installed packages: module and path by ``PACKAGE/NAME``."""
    found: dict[str, tuple[str, str]] = {}
    for entry in metadata.entry_points(group=ENTRY_POINTS):
        if entry.dist is not None:
            module, _, path = entry.value.partition(":")
            # Of two installations of a package Python takes the first; so do we.
            key = f"{_canonical(entry.dist.name)}/{entry.name}"
            found.setdefault(key, (module.strip(), path.strip()))
    return found


def _packaged(reference: str) -> Source:
    parsed = _PACKAGE.fullmatch(reference)
    if parsed is None:
        raise ContractError(f"{reference} is not of the form package:NAME/CONTRACT")
    known = packaged_contracts()
    key = f"{_canonical(parsed['package'])}/{parsed['name']}"
    if key not in known:
        near = nearest(key, known)
        hint = f"; did you mean package:{near}?" if near else ""
        raise ContractError(
            f"{reference}: no installed package offers this contract{hint} "
            f"(pip install {parsed['package']})"
        )
    module, path = known[key]
    if "." in module:
        # Looking for a module inside a package would run the package.
        module, _, rest = module.partition(".")
        path = "/".join([*rest.split("."), path])
    return PackageSource(reference, module, path)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _joined(base: str, reference: str) -> str:
    """A path beside another within one archive. Raises `ContractError` where it leaves that."""
    path = os.path.normpath(PurePosixPath(base).parent / reference).replace(os.sep, "/")
    if path.startswith(("../", "/")) or path == ".." or not path.endswith(".toml"):
        raise ContractError(f"{reference} must be a .toml file of the same package or repository")
    return path


def _within(path: Path, top: Path) -> bool:
    return path.resolve().is_relative_to(top.resolve())
