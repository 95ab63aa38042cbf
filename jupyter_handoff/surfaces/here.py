"""Which notebook a kernel is running: from the editor's hints, else the cells run so far."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import (
    Notebook,
    Surroundings,
    UnreadableNotebook,
    cells_notebook,
    look_around,
    read_notebook,
)

_OURS = ("%handoff_", "%load_ext jupyter_handoff", "%reload_ext jupyter_handoff")


@dataclass(frozen=True, slots=True)
class Here:
    """A notebook, what surrounds it, and a line on which notebook it is.

    ``unsaved`` says what to save so that all of the notebook is linted.
    """

    notebook: Notebook
    around: Surroundings
    said: str
    unsaved: str = ""


@dataclass(slots=True)
class Ran:
    """The cells that ran in a kernel, each in its last version, in the order they came.

    ``ids`` are the front end's, where it tells them.
    """

    cells: list[tuple[str, str]] = field(default_factory=list)

    def add(self, source: str, cell_id: str) -> None:
        known = [number for number, (key, _) in enumerate(self.cells) if cell_id and key == cell_id]
        if known:
            self.cells[known[0]] = (cell_id, source)
        elif not (self.cells and self.cells[-1] == (cell_id, source)):
            self.cells.append((cell_id, source))

    @property
    def sources(self) -> list[str]:
        return [source for _, source in self.cells]


def given_notebook(path: str, shared: Path | None = None) -> Here:
    """A notebook file that the person names. Raises `OSError`, `UnreadableNotebook`."""
    return _file(Path(path).expanduser(), "the file given", shared)


def this_notebook(
    namespace: dict[str, Any], ran: Ran, current: tuple[str, str], shared: Path | None = None
) -> Here:
    """The notebook that ``current`` (its id and source) is a cell of.

    VS Code's variable in ``namespace`` first, then the server's ``JPY_SESSION_NAME``
    where that file holds the cell, then the cells run so far.
    """
    told = namespace.get("__vsc_ipynb_file__")
    unsaved = ""
    candidates = [
        (told, "VS Code's notebook"),
        (os.environ.get("JPY_SESSION_NAME"), "this notebook"),
    ]
    for path, what in candidates:
        if not isinstance(path, str) or not path.endswith(".ipynb"):
            continue
        try:
            here = _file(Path(path), what, shared)
        except (OSError, UnreadableNotebook):
            continue
        if what == "VS Code's notebook" or _holds(here.notebook, current):
            return Here(here.notebook, here.around, here.said + _older(here.notebook, ran, current))
        unsaved = f" Save {Path(path).name} with this cell in it to lint all of it."
    here = cells_so_far([*ran.sources, *([] if is_ours(current[1]) else [current[1]])], shared)
    return Here(here.notebook, here.around, here.said + unsaved, unsaved)


def is_ours(source: str) -> bool:
    """Whether a cell does nothing but call this tool."""
    lines = [line.strip() for line in source.split("\n") if line.strip()]
    return all(line.startswith(_OURS) for line in lines) or source.startswith("%%handoff_lint")


def cells_so_far(sources: Iterable[str], shared: Path | None = None) -> Here:
    """The notebook of the cells that this kernel ran."""
    notebook = cells_notebook(sources)
    folder = Path.cwd()
    count = len(notebook.cells)
    said = (
        f"the {count} cells run so far, in their order" if count != 1 else "the one cell run so far"
    )
    return Here(notebook, look_around(folder, top=folder, shared=shared), f"Linted: {said}.")


def _file(path: Path, what: str, shared: Path | None) -> Here:
    around = look_around(path.parent, top=Path.cwd(), shared=shared)
    magics = around.contract.python_magics
    notebook = read_notebook(path.read_bytes(), str(path), python_magics=magics)
    return Here(notebook, around, f"Linted: {what}, {path.name}, as it was last saved.")


def _holds(notebook: Notebook, current: tuple[str, str]) -> bool:
    cell_id, source = current
    return any(
        (cell_id and cell.id == cell_id) or cell.source.strip() == source.strip()
        for cell in notebook.cells
    )


def _older(notebook: Notebook, ran: Ran, current: tuple[str, str]) -> str:
    """Word that the saved file is not what is on screen, where that can be told."""
    saved = {cell.id: cell.source.strip() for cell in notebook.cells}
    changed = [
        cell_id
        for cell_id, source in (*ran.cells, current)
        if cell_id and saved.get(cell_id, "") != source.strip()
    ]
    if not changed:
        return ""
    return " It is older than what is on screen: save the notebook and lint again."
