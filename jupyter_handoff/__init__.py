"""Jupyter Handoff lints notebooks for their handover to production, while they are written.

``lint`` judges a notebook, ``fix`` applies fixes to one. Importing this package is
cheap; everything else is imported when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .baseline import (
        BASELINE_NAME,
        BaselineError,
        Known,
        baseline_text,
        known_of,
        read_baseline,
    )
    from .cache import Cache, cache_folder, clear_cache, with_sources
    from .contract import folders_upward
    from .digest import report_digest, surroundings_digest
    from .engine import engine_version
    from .fixes import Fixed
    from .notebook import (
        NO_OUTPUTS,
        TEXT_SUFFIXES,
        Cell,
        FilePlaces,
        Notebook,
        UnreadableNotebook,
        UnwritableNotebook,
        cells_notebook,
        file_places,
        is_paired,
        live_notebook,
        masked,
        read_notebook,
        rewritten,
        text_kind,
    )
    from .report import Fix, Report, RuleCard, Stage
    from .selection import Selection, UnknownSelector, find_rule, read_selection
    from .standing import Standing, standing_of
    from .starter import first_contract
    from .surroundings import Surroundings, known_rules, look_around
    from .syncing import sync_contract
    from .together import lint_together
    from .tools.git import GitError, changed_since
    from .writing import write_atomically

__all__ = [
    "BASELINE_NAME",
    "NO_OUTPUTS",
    "TEXT_SUFFIXES",
    "BaselineError",
    "Cache",
    "Cell",
    "FilePlaces",
    "GitError",
    "Known",
    "Notebook",
    "Report",
    "Selection",
    "Standing",
    "Surroundings",
    "UnknownSelector",
    "UnreadableNotebook",
    "UnwritableNotebook",
    "baseline_text",
    "cache_folder",
    "cells_notebook",
    "changed_since",
    "clear_cache",
    "engine_version",
    "file_places",
    "find_rule",
    "first_contract",
    "fix",
    "folders_upward",
    "is_paired",
    "known_of",
    "known_rules",
    "lint",
    "lint_together",
    "live_notebook",
    "look_around",
    "masked",
    "read_baseline",
    "read_notebook",
    "read_selection",
    "report_digest",
    "rewritten",
    "rule_cards",
    "standing_of",
    "surroundings_digest",
    "sync_contract",
    "text_kind",
    "with_sources",
    "write_atomically",
]

# Names that are imported from their modules when they are asked for.
_LAZY = {
    "BASELINE_NAME": "baseline",
    "BaselineError": "baseline",
    "Known": "baseline",
    "baseline_text": "baseline",
    "known_of": "baseline",
    "read_baseline": "baseline",
    "folders_upward": "contract",
    "known_rules": "surroundings",
    "first_contract": "starter",
    "sync_contract": "syncing",
    "write_atomically": "writing",
    "engine_version": "engine",
    "GitError": "tools.git",
    "changed_since": "tools.git",
    "surroundings_digest": "digest",
    "report_digest": "digest",
    "with_sources": "cache",
    "clear_cache": "cache",
    "cache_folder": "cache",
    "Cache": "cache",
    "Cell": "notebook",
    "FilePlaces": "notebook",
    "NO_OUTPUTS": "notebook",
    "Notebook": "notebook",
    "Report": "report",
    "Selection": "selection",
    "Standing": "standing",
    "Surroundings": "surroundings",
    "TEXT_SUFFIXES": "notebook",
    "UnknownSelector": "selection",
    "UnreadableNotebook": "notebook",
    "UnwritableNotebook": "notebook",
    "cells_notebook": "notebook",
    "file_places": "notebook",
    "find_rule": "selection",
    "is_paired": "notebook",
    "lint_together": "together",
    "live_notebook": "notebook",
    "look_around": "surroundings",
    "masked": "notebook",
    "read_notebook": "notebook",
    "read_selection": "selection",
    "rewritten": "notebook",
    "standing_of": "standing",
    "text_kind": "notebook",
}


def lint(
    notebook: Notebook | str | os.PathLike[str],
    *,
    stage: Stage | None = None,
    selection: Selection | None = None,
    around: Surroundings | None = None,
    external: Sequence[str] = (),
) -> Report:
    """The report on a notebook value or a notebook file.

    ``stage`` overrules the notebook's own; ``selection`` are the findings wanted;
    ``around`` is what surrounds it, looked up from the file's folder where it is not
    given. ``external`` are the team's own checkers, run through nbQA on the notebook's
    file under their own configuration; ``contract`` stands for those that the contract
    lists. Raises `UnreadableNotebook` for a
    file that is no notebook, and `OSError` for one that cannot be read.
    """
    from pathlib import Path

    from .notebook import read_notebook
    from .notebook.document import Notebook
    from .surroundings import Surroundings, look_around
    from .together import lint_together

    if not isinstance(notebook, Notebook):
        path = Path(notebook)
        around = around or look_around(path.parent, top=Path.cwd())
        magics = around.contract.python_magics
        notebook = read_notebook(path.read_bytes(), str(notebook), python_magics=magics)
    items = [(notebook, around or Surroundings())]
    (report,) = lint_together(items, stage=stage, selection=selection, external=external)
    return report


def fix(notebook: Notebook, fixes: Iterable[Fix]) -> Fixed:
    """The notebook with fixes applied: those of its own report, that are not stale."""
    from .fixes import apply_fixes

    return apply_fixes(notebook, fixes)


def rule_cards() -> tuple[RuleCard, ...]:
    """What there is to know of each rule: ours in order of code, then those passed on."""
    from .rules import card, load_rules, passing_card
    from .tools.passing import PASSING

    cards = [card(rule) for rule in load_rules().rules]
    return tuple(cards + [passing_card(rule) for rule in PASSING.values()])


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(f".{_LAZY[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "jupyter_handoff"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    from .surfaces.server import load

    load(serverapp)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter-handoff"}]


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext jupyter_handoff``."""
    from .surfaces.magic import load

    load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """``%unload_ext jupyter_handoff``."""
    from .surfaces.magic import unload

    unload(shell)
