"""Applies fixes to a notebook value: all edits of a fix or none, and never a stale one."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

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
        notebook=dataclasses.replace(notebook, cells=tuple(renumbered), places=None),
        order=tuple(cell.number for cell in cells),
        changed=frozenset(
            cell.number for cell in cells if cell.source != notebook.by_id[cell.id].source
        ),
        made=tuple(made),
        refused=tuple(refused),
    )


@dataclass(slots=True)
class _Plan:
    """The edits to be made, in the order in which they were accepted."""

    notebook: Notebook
    edits: list[SourceEdit | CellEdit] = field(default_factory=list)

    def accept(self, fix: Fix) -> str:
        """Take a fix into the plan; why not, where that cannot be."""
        if not fix.edits:
            return "it is a suggestion, with nothing to apply"
        before = len(self.edits)
        for edit in fix.edits:
            if why := self._take(edit):
                del self.edits[before:]
                return why
        return ""

    def _take(self, edit: Edit) -> str:
        if not isinstance(edit, SourceEdit | CellEdit):
            return f"an edit of kind {edit.__struct_config__.tag} is a person's own click"
        cell = self.notebook.by_id.get(edit.cell_id)
        if cell is None or edit in self.edits:
            return "its cell is gone" if cell is None else ""
        why = _unfit(edit, cell) or self._conflict(edit, cell)
        if not why:
            self.edits.append(edit)
        return why

    def _conflict(self, edit: SourceEdit | CellEdit, cell: Cell) -> str:
        """Why an edit does not go together with those that are in the plan."""
        others = [other for other in self.edits if other.cell_id == cell.id]
        moves = [other for other in self.edits if _is(other, "move")]
        if any(_is(other, "remove") for other in others):
            return "its cell is gone"
        if isinstance(edit, SourceEdit):
            overlaps = any(isinstance(o, SourceEdit) and _overlap(cell, edit, o) for o in others)
        elif edit.action == "remove":
            overlaps = bool(others) or any(move.before_id == cell.id for move in moves)
        elif self._goes_nowhere(edit):
            return "the cell that it moves to is gone"
        else:
            overlaps = any(cell.id in (move.cell_id, move.before_id) for move in moves)
        return "it overlaps another fix" if overlaps else ""

    def _goes_nowhere(self, move: CellEdit) -> bool:
        removed = {other.cell_id for other in self.edits if _is(other, "remove")}
        there = self.notebook.by_id.keys() - removed - {move.cell_id}
        return move.before_id not in there

    def cells(self) -> list[Cell]:
        """The cells after the plan, still with the numbers that they had."""
        sources: dict[str, list[SourceEdit]] = defaultdict(list)
        for edit in self.edits:
            if isinstance(edit, SourceEdit):
                sources[edit.cell_id].append(edit)
        cells = {cell.id: cell for cell in self.notebook.cells}
        for cell_id, edits in sources.items():
            cells[cell_id] = dataclasses.replace(
                cells[cell_id], source=edited(cells[cell_id], edits)
            )
        order = list(cells)
        for edit in self.edits:
            if isinstance(edit, CellEdit):
                order.remove(edit.cell_id)
                if edit.action == "move" and edit.before_id is not None:
                    order.insert(order.index(edit.before_id), edit.cell_id)
        return [cells[cell_id] for cell_id in order]


def _is(edit: SourceEdit | CellEdit, action: str) -> TypeGuard[CellEdit]:
    return isinstance(edit, CellEdit) and edit.action == action


def _unfit(edit: SourceEdit | CellEdit, cell: Cell) -> str:
    """Why an edit cannot be made in its cell as that stands."""
    if not cell.editable:
        return "its cell is not editable"
    there = cell.text_at(_place(edit)) if isinstance(edit, SourceEdit) else cell.source
    if edit.old is not None and there != edit.old:
        return "the text has changed"
    if _is(edit, "remove") and not cell.deletable:
        return "its cell cannot be deleted"
    return ""


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
