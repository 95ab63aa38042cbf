"""HE102: packages are installed without a version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from ...notebook import Install, Notebook, installs
from ...report import Fix, SourceEdit
from ...rule import Example, Match, Project, Rule, severities

# What installs is part of every environment.
_INSTALLERS = frozenset(("pip", "setuptools", "wheel"))
_PLAIN = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[\w,.-]*\])?")
_REPOSITORY = re.compile(r"(?:[\w.+-]+ *@ *)?(?:git|hg)\+[^@{}$]*(?:@[^@{}$/:]+[/:][^@{}$]*)?")
# Versions of the system's packages go with its release, which a cell does not choose.
_SYSTEM = ("apt", "brew")
_SIGNS = {"pip": "==", "npm": "@", "yarn": "@"}


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """Each install with a package whose version is left open."""
    for install in installs(notebook):
        loose = [package for package in install.packages if _is_loose(package, install)]
        if not loose:
            continue
        named = ", ".join(_shown(package) for package in loose[:3])
        more = ", …" if len(loose) > 3 else ""
        yield Match(
            f"This installs whatever version of {named}{more} is newest that day: "
            "the next run may get another.",
            install.cell.span_of(install.start, install.end),
            fixes=(_pin(install, loose, project),),
            at_most="info" if install.installer in _SYSTEM else "error",
        )


def _is_loose(package: str, install: Install) -> bool:
    if package in _INSTALLERS:
        return False
    if _REPOSITORY.fullmatch(package):
        return True
    if install.installer in ("npm", "yarn"):
        return _PLAIN.fullmatch(package) is not None
    if install.installer not in ("pip", "conda", "mamba", *_SYSTEM):
        return False
    try:
        requirement = Requirement(package)
    except InvalidRequirement:
        return False  # a file, an address, a variable, conda's `a=1`
    return not requirement.url and all(
        item.operator in (">", ">=", "!=") for item in requirement.specifier
    )


def _shown(package: str) -> str:
    """A package's name, or its repository's: an address may hold a password."""
    if "+" not in package:
        return re.split(r"[\s<>=!\[;@]", package, maxsplit=1)[0]
    return package.partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".git")


def _pin(install: Install, loose: list[str], project: Project | None) -> Fix:
    """The versions that the project declares, where it has them all; else in words."""
    versions = project.declared if project else {}
    wanted = {package: versions.get(canonicalize_name(_shown(package)), "") for package in loose}
    if all(wanted.values()) and all(map(_PLAIN.fullmatch, loose)) and install.installer == "pip":
        edits = [_with_version(install, package, wanted[package]) for package in loose]
        made = tuple(edit for edit in edits if edit is not None)
        if len(made) == len(edits):
            return Fix("Install the versions that the project declares", "unsafe", made)
    if any("+" in package for package in loose):
        return Fix("Write `@` and a commit behind the address", "suggestion")
    sign = _SIGNS.get(install.installer, "=")
    return Fix(f"Write `{sign}` and the version that you run", "suggestion")


def _with_version(install: Install, package: str, version: str) -> SourceEdit | None:
    cell = install.cell
    text = cell.source[install.start : install.end]
    places = [*re.finditer(rf"(?<![\w.\[=/-]){re.escape(package)}(?![\w.\[=/-])", text)]
    if len(places) != 1:
        return None
    end = install.start + places[0].end()
    return cell.replace(cell.place_between(end, end), f"=={version}")


RULE = Rule(
    code="HE102",
    name="unpinned-install",
    artifact="environment",
    severities=severities("iwE"),
    summary="A cell installs packages without a version or a commit.",
    why=(
        "What was newest when the notebook was written is not what is newest when it runs again: "
        "numbers change without a word, or an interface is gone."
    ),
    fix="Writes the version that the project's files or its lock name; otherwise says how.",
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %% [notebook] files={"requirements.txt": "shap==0.46.0\\nxgboost==2.1.4\\n"}
                # %%
                «%pip install -q shap»
                «!pip install xgboost -U»
            """,
            good="""
                # %% [notebook] files={"requirements.txt": "shap==0.46.0\\nxgboost==2.1.4\\n"}
                # %%
                %pip install -q shap==0.46.0
                !pip install xgboost==2.1.4 -U
            """,
        ),
        Example(
            bad="""
                # %%
                «%pip install "shap>=0.40" git+https://github.com/huggingface/transformers»
                «%conda install -y numpy»
                «!npm install -g left-pad»
            """,
            good="""
                # %%
                %pip install "shap==0.46.0" git+https://github.com/huggingface/transformers@v4.50.0
                %conda install -y numpy=2.2.4
                !npm install -g left-pad@1.3.0
            """,
        ),
    ),
    silent=(
        "%pip install shap==0.46.0",
        "%pip install 'shap>=0.46,<0.47' xgboost~=2.1",
        "%pip install -r requirements.txt",
        "%pip install -e . ../ours",
        "!pip install --upgrade pip setuptools",
        "%pip install git+https://host/x.git@a1b2c3d",
        "%pip install https://host/x-1.2-py3-none-any.whl ./dist/y.whl",
        "!pip install {package}\n!pip install $package",
        "%conda install numpy=1.26",
        "!npm install left-pad@1.3.0",
        "if 'google.colab' in str(get_ipython()):\n    !pip install shap",
    ),
)
