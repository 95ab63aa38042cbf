"""HE107: what names a Python version disagrees, or the version is at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Annotated

from msgspec import Meta
from packaging.specifiers import SpecifierSet

from ...notebook import Notebook, end_of_life
from ...options import Options
from ...orders import LARGER
from ...requirements import Requirements, says
from ...rule import Example, Match, Project, PythonNamed, Rule, severities

_MONTH = timedelta(days=30)
_MINOR = re.compile(r"(\d+)\.(\d+)")
_EXACT = re.compile(r"===?(\d+\.\d+)(?:\.[\d*]+)*")
_KERNEL = "the notebook's kernel"
_CONTRACT = "the contract"


class Notice(Options, frozen=True):
    """How early the end of a Python is told."""

    months: Annotated[
        int, Meta(ge=0, le=60), says("The end of a release is told so many months ahead.", LARGER)
    ] = 6


def find(
    notebook: Notebook, project: Project | None, contract: Requirements, notice: Notice
) -> Iterator[Match]:
    """One finding: the first disagreement, or else a version that is past its end.

    HN110 speaks where the kernel is not what the contract asks for.
    """
    said = [*(project.pythons if project else ())]
    if contract.runtime.python:
        said.append(PythonNamed(_CONTRACT, contract.runtime.python))
    kernel = _MINOR.match(notebook.python_version)
    if kernel is not None and kernel[1] == "3":
        said.insert(0, PythonNamed(_KERNEL, f"=={kernel[0]}.*"))
    for one, other in combinations(said, 2):
        both = {one.file, other.file}
        if both != {_KERNEL, _CONTRACT} and _differ(one.range, other.range):
            yield Match(
                f"{_says(one)}, and {_says(other, first=False)}: what was tried here is not what "
                "will run.",
                None,
                key="runtime.python" if _CONTRACT in both else "",
            )
            return
    yield from _at_its_end(said, notice)


def _differ(one: str, other: str) -> bool:
    """Whether one range is a single release that the other does not hold."""
    for exact, wanted in ((one, other), (other, one)):
        if release := _release(exact):
            # Any patch will do: `>=3.9.2` holds 3.9.
            patches = [f"{release}.{patch}" for patch in range(31)]
            return not any(SpecifierSet(wanted).filter(patches))
    return False


def _release(text: str) -> str:
    found = _EXACT.fullmatch(text)
    return found[1] if found else ""


def _says(named: PythonNamed, *, first: bool = True) -> str:
    release = _release(named.range)
    if named.file == _KERNEL:
        return f"This notebook last ran on Python {release}"
    who = "The contract" if named.file == _CONTRACT and first else named.file
    return f"{who} asks for Python {release or named.range}"


def _at_its_end(said: list[PythonNamed], notice: Notice) -> Iterator[Match]:
    """What the files pin counts before what the notebook happened to run on."""
    pinned = [item for item in said if _release(item.range)]
    pinned.sort(key=lambda item: item.file == _KERNEL)
    if not pinned:
        return
    release = _release(pinned[0].range)
    major, _, minor = release.partition(".")
    end = end_of_life((int(major), int(minor)))
    if end is None or end - date.today() > notice.months * _MONTH:
        return
    past = end < date.today()
    when = f"has had no security fixes since {end:%B %Y}" if past else f"ends in {end:%B %Y}"
    yield Match(
        f"{_says(pinned[0])}, which {when}: libraries drop it, and images with it are withdrawn.",
        None,
        at_most="error" if past and pinned[0].file != _KERNEL else "warning",
    )


RULE = Rule(
    code="HE107",
    name="python-version-mismatch",
    artifact="environment",
    owner="both",
    severities=severities("wwE"),
    summary="Versions of Python disagree, or one is at its end.",
    why=(
        "Another Python installs other versions of the libraries, or none at all. One that gets no "
        "security fixes is refused by most receiving sides."
    ),
    find=find,
    given=("project", "contract", "options"),
    options=Notice,
    examples=(
        Example(
            bad="""
                # %% [notebook] python="3.14.1" files={"Dockerfile": "FROM python:3.13-slim"}
                «»# %%
                x = 1
            """,
            good="""
                # %% [notebook] python="3.14.1" files={"Dockerfile": "FROM python:3.14-slim"}
                # %%
                x = 1
            """,
        ),
        Example(
            bad="""
                # %% [notebook] python="3.7.4" files={}
                «»# %%
                x = 1
            """,
            good="""
                # %% [notebook] python="3.14.0" files={}
                # %%
                x = 1
            """,
        ),
    ),
    silent=(
        "# %% [notebook] files={}\nx = 1",
        (
            '# %% [notebook] python="3.14.0" files={"pyproject.toml": '
            "\"[project]\\nrequires-python = '>=3.10'\"}\n"
            "x = 1"
        ),
        '# %% [notebook] python="3.14.0" files={".python-version": "3.14.2"}\nx = 1',
        '# %% [notebook] python="3.14.0" files={"runtime.txt": "python-3.14"}\nx = 1',
        (
            '# %% [notebook] python="3.14.0" files={"environment.yml": '
            '"dependencies: [python>=3.11]"}\n'
            "x = 1"
        ),
        '# %% [notebook] python="3.14.0" files={"Dockerfile": "FROM ubuntu:22.04"}\nx = 1',
        (
            '# %% [notebook] python="3.14.0" files={"Dockerfile": '
            '"ARG V=3.14\\nFROM python:${V}-slim"}\n'
            "x = 1"
        ),
        '# %% [notebook] python="nonsense" files={"runtime.txt": "r-4.1"}\nx = 1',
        (
            '# %% [notebook] files={"pyproject.toml": "[project]\\nrequires-python = \'>=3.6\'"}\n'
            "x = 1"
        ),
        '# %% [notebook] python="3.99.0" files={}\nx = 1',
    ),
)
