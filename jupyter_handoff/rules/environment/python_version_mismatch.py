"""HE107: what names a Python version disagrees, or the version is at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Annotated

from msgspec import Meta

from ...notebook import Notebook, end_of_life, holds_living, ranges_differ, release_of
from ...options import Options
from ...orders import LARGER
from ...requirements import Requirements, says
from ...rule import Example, Match, Project, PythonNamed, Rule, severities

_MONTH = timedelta(days=30)
# Until then a kernel may well be the one that its team still runs.
_LONG_PAST = timedelta(days=-365)
_MINOR = re.compile(r"(\d+)\.(\d+)")
_KERNEL = "the notebook's kernel"
_CONTRACT = "the contract"
# Where nobody chooses the Python. Colab also keeps a version of long ago.
_HOSTED = ("colab", "kaggle")


class Notice(Options, frozen=True):
    """How early the end of a Python is told."""

    months: Annotated[
        int, Meta(ge=0, le=60), says("The end of a release is told so many months ahead.", LARGER)
    ] = 6


def find(
    notebook: Notebook, project: Project | None, contract: Requirements, notice: Notice
) -> Iterator[Match]:
    """One finding: the first disagreement, or else a version that is past its end.

    HN110 tells of a kernel that the contract does not want.
    """
    said = [*(project.pythons if project else ())]
    wanted = contract.runtime.python or ""
    if wanted:
        said.insert(0, PythonNamed(_CONTRACT, wanted))
    kernel = _kernel(notebook)
    if kernel is not None and not ranges_differ(kernel.range, wanted):
        said.insert(0, kernel)
    for one, other in combinations(said, 2):
        if ranges_differ(one.range, other.range):
            # What other files say is the contract's matter only where it takes part.
            key = "runtime.python" if _CONTRACT in (one.file, other.file) else ""
            yield Match(
                f"{_says(one)}, and {_says(other, later=True)}: what was tried here is not what "
                "will run.",
                None,
                key=key,
            )
            return
    yield from _at_its_end([item for item in said if item.file != _CONTRACT], wanted, notice)


def _kernel(notebook: Notebook) -> PythonNamed | None:
    """The Python that the notebook last ran on, as far as somebody chose it."""
    version = _MINOR.match(notebook.python_version)
    if version is None or version[1] != "3" or any(map(notebook.metadata.get, _HOSTED)):
        return None
    return PythonNamed(_KERNEL, f"=={version[0]}.*")


def _says(named: PythonNamed, *, later: bool = False) -> str:
    release = release_of(named.range)
    if named.file == _KERNEL:
        return f"This notebook last ran on Python {release}"
    if named.file == _CONTRACT and not later:
        return f"The contract asks for Python {release or named.range}"
    return f"{named.file} asks for Python {release or named.range}"


def _at_its_end(said: list[PythonNamed], wanted: str, notice: Notice) -> Iterator[Match]:
    """What the files pin counts before what the notebook happened to run on.

    A kernel alone is a hint, and none where a file or the contract lets a living one in.
    """
    pinned = [item for item in said if release_of(item.range)]
    pinned.sort(key=lambda item: item.file == _KERNEL)
    if not pinned:
        return
    only_kernel = pinned[0].file == _KERNEL
    ranges = [item.range for item in said if item.file != _KERNEL]
    today = date.today()
    if only_kernel and any(holds_living(item, today) for item in (*ranges, wanted) if item):
        return
    release = release_of(pinned[0].range)
    major, _, minor = release.partition(".")
    end = end_of_life((int(major), int(minor)))
    near = notice.months * _MONTH
    if end is None or end - today > (_LONG_PAST if only_kernel else near):
        return
    past = end < today
    when = f"has had no security fixes since {end:%B %Y}" if past else f"ends in {end:%B %Y}"
    yield Match(
        f"{_says(pinned[0])}, which {when}: libraries drop it, and images with it are withdrawn.",
        None,
        at_most="info" if only_kernel else "error" if past else "warning",
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
        '# %% [notebook] python="3.7.3" metadata={"colab": {"provenance": []}} files={}\nx = 1',
        (
            '# %% [notebook] python="3.7.3" files={"pyproject.toml": '
            "\"[project]\\nrequires-python = '>=3.6'\"}\n"
            "x = 1"
        ),
    ),
)
