"""Applies fixes to a notebook value: all edits of a fix or none, and never a stale one."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .notebook import Cell, Notebook
from .report import CellEdit, Edit, Fix, SourceEdit


@dataclass(frozen=True, slots=True)
class Refused:
    """A fix that was not made, and why."""

    fix: Fix
    why: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A notebook after some fixes.

    ``order`` are the numbers that its cells had before, in their new order; ``changed``
    those whose source is another now.
    """

    notebook: Notebook
    order: tuple[int, ...]
    changed: frozenset[int]
    made: tuple[Fix, ...]
    refused: tuple[Refused, ...]


def apply_fixes(notebook: Notebook, fixes: Iterable[Fix]) -> Fixed:
    """Make fixes in the notebook that they were found in.

    Edits of sources and cells only: a fix with another kind of edit is refused, as is
    one whose text is no longer there or that overlaps one made before it. The same
    edit in several fixes is made once.
    """
    plan = _Plan(notebook)
    made, refused = [], []
    for fix in fixes:
        why = plan.accept(fix)
        if why:
            refused.append(Refused(fix, why))
        else:
            made.append(fix)
    cells = plan.cells()
    renumbered = (dataclasses.replace(cell, number=number) for number, cell in enumerate(cells, 1))
    return Fixed(
        notebook=dataclasses.replace(notebook, cells=tuple(renumbered)),
        order=tuple(cell.number for cell in cells),
        changed=frozenset(notebook.by_id[cell_id].number for cell_id in plan.sources),
        made=tuple(made),
        refused=tuple(refused),
    )


@dataclass(slots=True)
class _Plan:
    notebook: Notebook
    sources: dict[str, list[SourceEdit]] = field(default_factory=lambda: defaultdict(list))
    removed: set[str] = field(default_factory=set)
    moved: list[CellEdit] = field(default_factory=list)

    def accept(self, fix: Fix) -> str:
        """Take a fix into the plan; why not, where that cannot be."""
        if not fix.edits:
            return "it is a suggestion, with nothing to apply"
        for edit in fix.edits:
            if why := self._objection(edit):
                return why
        for edit in fix.edits:
            self._add(edit)
        return ""

    def _objection(self, edit: Edit) -> str:
        if not isinstance(edit, SourceEdit | CellEdit):
            return f"an edit of kind {edit.__struct_config__.tag} is a person's own click"
        cell = self.notebook.by_id.get(edit.cell_id)
        if cell is None or cell.id in self.removed:
            return "its cell is gone"
        if not cell.editable:
            return "its cell is not editable"
        if isinstance(edit, CellEdit):
            return self._cell_objection(edit, cell)
        if edit.old is not None and cell.text_at(_place(edit)) != edit.old:
            return "the text has changed"
        if edit not in self.sources[cell.id] and any(
            _overlap(cell, edit, other) for other in self.sources[cell.id]
        ):
            return "it overlaps another fix"
        return ""

    def _cell_objection(self, edit: CellEdit, cell: Cell) -> str:
        if edit.old is not None and cell.source != edit.old:
            return "the text has changed"
        if edit.action == "remove":
            if not cell.deletable:
                return "its cell cannot be deleted"
            return "it overlaps another fix" if self.sources.get(cell.id) else ""
        if any(
            move.cell_id == edit.cell_id or move.before_id == edit.cell_id for move in self.moved
        ):
            return "it overlaps another fix"
        return "" if edit.before_id in self.notebook.by_id else "its cell is gone"

    def _add(self, edit: Edit) -> None:
        if isinstance(edit, SourceEdit):
            if edit not in self.sources[edit.cell_id]:
                self.sources[edit.cell_id].append(edit)
        elif isinstance(edit, CellEdit):
            if edit.action == "remove":
                self.removed.add(edit.cell_id)
            else:
                self.moved.append(edit)

    def cells(self) -> list[Cell]:
        """The cells after the plan, still with the numbers that they had."""
        self.sources = {key: edits for key, edits in self.sources.items() if edits}
        cells = [
            dataclasses.replace(cell, source=edited(cell, self.sources[cell.id]))
            if cell.id in self.sources
            else cell
            for cell in self.notebook.cells
            if cell.id not in self.removed
        ]
        for move in self.moved:
            moving = next(cell for cell in cells if cell.id == move.cell_id)
            cells.remove(moving)
            target = next(
                (i for i, cell in enumerate(cells) if cell.id == move.before_id), len(cells)
            )
            cells.insert(target, moving)
        return cells


def edited(cell: Cell, edits: Sequence[SourceEdit]) -> str:
    """A cell's source with edits made that do not overlap; insertions keep their order."""
    placed = sorted(
        ((*cell.offsets(_place(edit)), number, edit.new) for number, edit in enumerate(edits)),
        key=lambda item: (item[0], item[1], item[2]),
    )
    parts, position = [], 0
    for start, end, _, new in placed:
        parts += [cell.source[position:start], new]
        position = end
    return "".join([*parts, cell.source[position:]])


def _place(edit: SourceEdit) -> tuple[int, int, int, int]:
    return edit.line, edit.column, edit.end_line, edit.end_column


def _overlap(cell: Cell, one: SourceEdit, other: SourceEdit) -> bool:
    start, end = cell.offsets(_place(one))
    first, last = cell.offsets(_place(other))
    if start == end or first == last:
        return first < start < last or start < first < end
    return start < last and first < end
