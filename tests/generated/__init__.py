"""The files that are made from other files; ``python -m tests.generated`` remakes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path

from . import contract_page, estimators, pages, random_state, scoring, wire

ROOT = Path(__file__).parents[2]
_TABLES = "jupyter_handoff/notebook/knowledge"

# What makes the text of each file, by its path from the top.
FILES: dict[str, Callable[[], str]] = {
    "README.md": pages.readme,
    "RULES.md": pages.reference,
    "CONTRACT.md": contract_page.page,
    "jupyter_handoff/contract/handoff.schema.json": contract_page.schema,
    "labextension/src/wire.ts": wire.typescript,
    **{f"{_TABLES}/{name}.toml": partial(make) for name, make in random_state.TABLES.items()},
    f"{_TABLES}/estimators.toml": estimators.estimators_table,
    f"{_TABLES}/scoring.toml": scoring.scoring_table,
}
# The release that a table is made from: another one would make another table. The other
# libraries of estimators.toml keep their rows where they are not installed.
_MADE_FROM = {
    f"{_TABLES}/sklearn.toml": ("scikit-learn", "1.9"),
    f"{_TABLES}/estimators.toml": ("scikit-learn", "1.9"),
    f"{_TABLES}/scoring.toml": ("scikit-learn", "1.9"),
    f"{_TABLES}/numpy.toml": ("numpy", "2.4"),
}


def why_not(path: str) -> str:
    """Why a file cannot be made here; empty where it can."""
    if path not in _MADE_FROM:
        return ""
    library, release = _MADE_FROM[path]
    try:
        installed = metadata.version(library)
    except metadata.PackageNotFoundError:
        installed = "none"
    if installed.startswith(f"{release}."):
        return ""
    return f"it is made from {library} {release}, and {installed} is installed"
