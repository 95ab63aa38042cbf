"""Which numpy a notebook may get, by what it and its project ask for."""

from __future__ import annotations

import re

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from .document import Notebook
from .installs import installed

_MINORS = (*(f"1.{minor}" for minor in range(8, 27)), *(f"2.{minor}" for minor in range(20)))
_RELEASES = [f"{minor}.{patch}" for minor in _MINORS for patch in (0, 99)]
# The newest numpy that an old Python can have.
_NEWEST_FOR = {6: "1.19", 7: "1.21", 8: "1.24"}
_PYTHON = re.compile(r"3\.(\d+)")


def newest_numpy(notebook: Notebook, declared: str) -> Version:
    """The newest numpy that may be installed: from the range that the notebook installs
    itself, or else ``declared``, and for the Python of its kernel.
    """
    wanted = installed(notebook).get("numpy")
    if wanted is None:
        wanted = _range(declared)
    python = _PYTHON.match(notebook.python_version)
    bound = _NEWEST_FOR.get(int(python[1])) if python else None
    if bound:
        wanted &= SpecifierSet(f"<={bound}.99")
    named = [item.version.removesuffix(".*") for item in wanted]
    allowed = [Version(release) for release in wanted.filter([*_RELEASES, *named])]
    return max(allowed, default=Version("0"))


def _range(text: str) -> SpecifierSet:
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return SpecifierSet()
