"""Writes a first contract for a folder, commented, from what its notebooks use."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from .contract import toml
from .notebook import Notebook, framework_of
from .report import STAGES

# An address at the begin of a text, and its host or bucket behind whoever logs in.
_ADDRESS = re.compile(
    r"""["'](?P<scheme>[a-z][a-z0-9+.-]{1,20})://(?:[^/@\s"']{1,200}@)?(?P<host>[\w.-]{1,100})"""
)
_MOST = 12

_TEXT = """\
# What production requires of the notebooks here. The panel, the magics and the command
# line obey it. Lines with one # are examples: take the # away and put in your own.

title = {title}
#version = "1.0"
#docs = "https://…"
#contact = "mlops@…"
#extends = ["recommended"]
# What nobody further down may loosen.
#locked = ["secrets"]

# The stage of notebooks that name none: {stages}.
stage = "explore"
#[stages]
#"production/*" = "handoff"

# Who answers for what is handed over.
#[owners]
#data = "…"
#model = "…"
#operation = "…"

[runtime]
# The notebooks here were written with Python {python}.
#python = ">={python}"

# {frameworks_found}
#[frameworks]
#allow = {frameworks}
#[[frameworks.deny]]
#name = "keras"
#reason = "…"
#alternative = "…"

# {sources_found}
#[data]
#sources = [
{sources}
#]

#[model]
#formats = ["onnx", "skops", "safetensors"]
#saved = true

#[code]
# {magics_found}
#magics = {magics}

# A rule's severity, for all stages or for each, and why it is so here.
#[rules.machine-local-path]
#severity = {{ explore = "warning", candidate = "error" }}
#reason = "…"
"""


def first_contract(notebooks: Iterable[Notebook], title: str) -> str:
    """The text of a contract file; everything that would forbid something is a comment."""
    imported: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    magics: Counter[str] = Counter()
    versions: Counter[str] = Counter()
    for notebook in notebooks:
        imported.update(_imported(notebook))
        sources.update(_sources(notebook))
        magics.update(
            {
                magic.name
                for cell in notebook.code
                for magic in cell.facts.plain.magics
                if magic.name
            }
        )
        versions.update([".".join(notebook.python_version.split(".")[:2])])
    names = _most(imported)
    running = ".".join(map(str, sys.version_info[:2]))
    python = min((text for text in versions if text.startswith("3.")), key=_minor, default=running)
    return _TEXT.format(
        title=toml(title),
        stages=", ".join(STAGES),
        python=python,
        frameworks_found=_found(
            "The notebooks here import", names, "No notebook here imports a framework"
        ),
        frameworks=toml(names),
        sources_found=_found(
            "The notebooks here name", _most(sources), "No notebook here names an address"
        ),
        sources="\n".join(
            f'#  {{ pattern = {toml(item)}, owner = "…", class = "internal" }},'
            for item in _most(sources) or ["s3://…/*"]
        ),
        magics_found=_found("The magics here", _most(magics), "No notebook here uses a magic"),
        magics=toml(_most(magics)),
    )


def _imported(notebook: Notebook) -> set[str]:
    """The machine learning frameworks that a notebook imports."""
    found = {framework_of(item.target) for cell in notebook.code for item in cell.facts.imports}
    return found - {""}


def _sources(notebook: Notebook) -> set[str]:
    """Patterns of the hosts and buckets that the code names, without anybody's password."""
    return {
        f"{found['scheme']}://{found['host']}/*"
        for cell in notebook.code
        for found in _ADDRESS.finditer(cell.facts.python)
    }


def _most(counts: Counter[str]) -> list[str]:
    return sorted(name for name, _ in counts.most_common(_MOST))


def _found(said: str, names: Sequence[str], nothing: str) -> str:
    return f"{said}: {', '.join(names)}." if names else f"{nothing}."


def _minor(version: str) -> int:
    return int(version.partition(".")[2] or 0)
