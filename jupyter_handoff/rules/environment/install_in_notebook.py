"""HE101: packages are installed from a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from ...notebook import Install, Notebook, installs
from ...report import FileEdit, Fix, SourceEdit
from ...rule import Example, Match, Project, Rule, severities

# What installs is part of every environment.
_INSTALLERS = frozenset(("pip", "setuptools", "wheel"))
_NAMED = re.compile(r"[A-Za-z][^${}]*")


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """Each install that runs where the notebook runs."""
    for install in installs(notebook):
        if install.packages and _INSTALLERS.issuperset(install.packages):
            continue
        yield Match(
            _message(install),
            install.cell.span_of(install.start, install.end),
            fixes=tuple(_declare(install, project)),
            at_most="info" if install.requirements and not install.packages else "error",
        )


def _message(install: Install) -> str:
    if install.requirements and not install.packages:
        return (
            "This installs the requirements on every run: it belongs to the set-up, not to a cell."
        )
    named = [package for package in _wanted(install) if _NAMED.fullmatch(package)]
    what = ", ".join(named[:3]) or "packages"
    more = ", …" if len(named) > 3 else ""
    return (
        f"This installs {what}{more} on every run: declare it where the environment is made, "
        "or production will not have it."
    )


def _wanted(install: Install) -> list[str]:
    """The packages that are of the project's own choice."""
    return [package for package in install.packages if package not in _INSTALLERS]


def _declare(install: Install, project: Project | None) -> Iterator[Fix]:
    """Move the packages to the requirements file, and the line out of the cell."""
    named = install.plain and install.packages and not install.requirements
    if not named or install.installer != "pip" or project is None or install.how == "cell":
        return
    if project.files and not project.requirements:
        file = project.files[0]
        yield Fix(f"Declare it in {file} and take it out of the cell", "suggestion")
        return
    path = project.requirements or "requirements.txt"
    there = {package: _listed(package, project) for package in _wanted(install)}
    if "otherwise" in there.values():
        differ = ", ".join(name for name, how in there.items() if how == "otherwise")
        yield Fix(f"Settle the version: {path} asks for another {differ}", "suggestion", ())
        return
    lines = "".join(f"{package}\n" for package, how in there.items() if how == "not")
    if lines:
        yield Fix(f"Move to {path}", "unsafe", (_without(install), FileEdit(path, lines)))
    else:
        yield Fix(f"Remove it: {path} declares it", "unsafe", (_without(install),))


def _listed(package: str, project: Project) -> Literal["so", "otherwise", "not"]:
    """How the requirements file lists what a cell installs."""
    try:
        requirement = Requirement(package)
    except InvalidRequirement:
        return "not"
    version = project.declared.get(canonicalize_name(requirement.name))
    if version is None:
        return "not"
    return "so" if str(requirement.specifier) in ("", f"=={version}") else "otherwise"


def _without(install: Install) -> SourceEdit:
    cell = install.cell
    place = cell.place_between(install.start, install.end)
    if install.indented or install.how == "call":
        return cell.replace(place, "pass")
    return cell.remove_lines(place[0], place[2])


RULE = Rule(
    code="HE101",
    name="install-in-notebook",
    artifact="environment",
    severities=severities("iwE"),
    summary="A cell installs packages.",
    why=(
        "It installs whatever is newest on the day it runs, and production has no such cell. "
        "What the code needs belongs in one file that both sides read."
    ),
    fix="Moves to the requirements file what it does not list yet.",
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %%
                «%pip install -q seaborn==0.13.2 shap»
                import seaborn
            """,
            good="""
                # %%
                import seaborn
            """,
        ),
        Example(
            bad="""
                # %%
                import subprocess, sys
                if not ready:
                    «!pip install shap»
                «subprocess.run([sys.executable, "-m", "pip", "install", "xgboost"])»
            """,
            good="""
                # %%
                import subprocess, sys
                if not ready:
                    pass
                pass
            """,
        ),
    ),
    silent=(
        "!pip list\n!pip freeze > requirements.txt",
        "print('!pip install shap')",
        "# pip install shap",
        "import sys\nif 'google.colab' in sys.modules:\n    !pip install shap",
        "!ls install\n!echo pip",
        "!pip install --upgrade pip\n%pip install -U pip setuptools wheel",
        "%load_ext jupyter_handoff\n%handoff_lint",
        "import os\nos.system('ls')",
    ),
)
