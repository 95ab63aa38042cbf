"""HE108: a package that the contract denies, or does not allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from packaging.utils import canonicalize_name

from ...notebook import (
    Notebook,
    PackageUse,
    banned,
    briefly,
    framework_of,
    is_third_party,
    package_uses,
    pinned_versions,
)
from ...requirements import Frameworks, Packages, Requirements
from ...rule import Example, Match, Project, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook, project: Project | None, contract: Requirements) -> Iterator[Match]:
    """One finding a package, at its first install or import, else for what is declared."""
    wanted = contract.packages
    if wanted.allow is None and not wanted.deny:
        return
    uses = package_uses(notebook)
    pins = pinned_versions(notebook, project.declared if project else {})
    yield from _denied(uses, wanted, pins, project)
    if wanted.allow is not None:
        denied = [banned(item.name) for item in wanted.deny]
        rest = [
            use
            for use in uses
            if not any(item.is_met(use.distribution, pins) for item in denied)
            and not _is_refused_framework(use, contract.frameworks, pins)
        ]
        yield from _not_allowed(rest, wanted.allow)


def _is_refused_framework(use: PackageUse, frameworks: Frameworks, pins: Mapping[str, str]) -> bool:
    """Whether an import is told of as a framework, which once is enough."""
    if use.way == "install":
        return False
    denied = (banned(item.name) for item in frameworks.deny)
    if any(item.is_met(use.modules | use.distribution, pins) for item in denied):
        return True
    return frameworks.allow is not None and framework_of(use.name) != ""


def _denied(
    uses: Sequence[PackageUse],
    wanted: Packages,
    pins: Mapping[str, str],
    project: Project | None,
) -> Iterator[Match]:
    for denied in wanted.deny:
        meant = banned(denied.name)
        met = [use for use in uses if meant.is_met(use.distribution, pins)]
        if met:
            yield _match(denied.words, met, "packages.deny")
        elif project is not None and meant.is_met(project.declared, pins):
            where = f"{project.requirements or 'The project'} declares it."
            yield Match(f"{denied.words} {where}", None, at_most="warning", key="packages.deny")


def _not_allowed(uses: Sequence[PackageUse], allow: Sequence[str]) -> Iterator[Match]:
    allowed = {canonicalize_name(name) for name in allow}
    found: dict[str, list[PackageUse]] = {}
    for use in uses:
        known = use.way == "install" or is_third_party(use.name)
        if known and not use.names & allowed:
            same = next((name for name in found if name in use.names), min(use.names, key=len))
            found.setdefault(same, []).append(use)
    for group in found.values():
        message = (
            f"`{group[0].name}` is none of the packages that the contract allows "
            f"({briefly(allow)}): production will not have it."
        )
        yield _match(message, group, "packages.allow")


def _match(message: str, uses: Sequence[PackageUse], key: str) -> Match:
    """A finding at the first place where packages are used."""
    spans = {place for use in uses for place in use.places}
    first, *others = sorted(spans, key=lambda span: (span.cell, span.line or 0))
    places = tuple(related(span, "used here too") for span in others[:_MOST_RELATED])
    return Match(message, first, places, key=key)


RULE = Rule(
    code="HE108",
    name="forbidden-package",
    artifact="environment",
    owner="both",
    severities=severities("iwE"),
    summary="A package is used that the contract denies or does not allow.",
    why=(
        "Packages are denied for a reason: a licence, a vulnerability, nobody to patch them. The "
        "image that production builds does not have it, and the first import stops the job."
    ),
    find=find,
    given=("project", "contract"),
    key="packages",
    contract="""
        [packages]
        allow = ["pandas", "scikit-learn", "requests", "pillow", "mlflow", "pycryptodome"]

        [[packages.deny]]
        name = "pycrypto"
        reason = "It has had no release since 2013."
        alternative = "cryptography"

        [[packages.deny]]
        name = "sklearn"
        reason = "It is an empty name on PyPI"
        alternative = "scikit-learn"

        [[packages.deny]]
        name = "mlflow<2.9"
        reason = "It lets anybody write files"
        alternative = "mlflow 2.14"
    """,
    examples=(
        Example(
            bad="""
                # %%
                «%pip install pycrypto»
                # %%
                import pandas as pd
                «import polars as pl»
            """,
            good="""
                # %%
                import pandas as pd
            """,
        ),
        Example(
            bad="""
                # %%
                «!pip install -q mlflow==2.3.1 pandas»
                «!pip install unheard-of»
                # %%
                import mlflow
            """,
            good="""
                # %%
                !pip install -q mlflow==2.14.0 pandas
                # %%
                import mlflow
            """,
        ),
    ),
    silent=(
        "import mlflow\nfrom Crypto.Cipher import AES",
        "%pip install 'mlflow>=2.3'",
        "import os, sys, json\nfrom collections import abc",
        "from sklearn.svm import SVC\nfrom PIL import Image",
        "import helpers\nfrom features import build\nfrom . import polars",
        "%pip install scikit_learn Pillow[extra]==10.0",
        "%pip install -r requirements.txt",
        "!apt-get install -y pycrypto",
        "polars = 1\npolars.read = 2",
        "%pip install --upgrade pip",
    ),
)
