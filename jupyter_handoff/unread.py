"""What of a notebook's cells could not be read, told as *not checked*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .notebook import Cell, Notebook
from .notebook.secrets import too_long_to_search
from .report import NotChecked


def unread(notebook: Notebook) -> Iterator[NotChecked]:
    """The cells of a Python notebook that were passed over, wholly or in part."""
    for cell in notebook.cells:
        if too_long_to_search(cell.source):
            why = "a line of it is longer than 10,000 characters"
            yield NotChecked(f"cell {cell.number}, secrets", why, cell.id)
    for cell in notebook.code:
        if cell.facts.too_deep:
            yield NotChecked(f"cell {cell.number}", "its code is nested too deep to read", cell.id)
    yield from _opaque(notebook)
    yield from _not_followed(notebook)


def _not_followed(notebook: Notebook) -> Iterator[NotChecked]:
    """Cells through which rows could not be followed, where models are fitted at all."""
    if not notebook.lineage.trials:
        return
    for index, why in notebook.lineage.trace.gaps:
        cell = notebook.code[index]
        yield NotChecked(f"cell {cell.number}, data flow", why, cell.id)


def _opaque(notebook: Notebook) -> Iterator[NotChecked]:
    """Cells under a magic whose body is another language, as far as can be told."""
    by_magic: dict[str, list[Cell]] = defaultdict(list)
    for cell in notebook.code:
        if cell.facts.plain.opaque:
            by_magic[cell.facts.plain.opaque[:40]].append(cell)
    for name, cells in by_magic.items():
        numbers = ", ".join(str(cell.number) for cell in cells[:3])
        what = f"cell {numbers}" if len(cells) == 1 else f"cells {numbers}"
        more = ", …" if len(cells) > 3 else ""
        yield NotChecked(f"{what}{more}", f"`%%{name}` is not known to hold Python", cells[0].id)
