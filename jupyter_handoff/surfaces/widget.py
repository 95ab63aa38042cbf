"""The view in a cell's output, as ipywidgets: findings by cell, with buttons that show fixes."""

from __future__ import annotations

from typing import Any

import ipywidgets

from .. import Notebook, fix
from ..report import CellEdit, FileEdit, Finding, Fix, Report, SourceEdit
from . import html_format
from .groups import grouped

# A view with more rows than this is slow, and nobody reads it.
_MOST_ROWS = 200


def view(report: Report, notebook: Notebook, said: str) -> Any:
    """The widget of a report."""
    rows: list[Any] = [ipywidgets.HTML(html_format.head(report, said))]
    shown = 0
    for group in grouped(report, notebook):
        if shown == _MOST_ROWS:
            break
        rows.append(ipywidgets.HTML(html_format.title(group)))
        for finding in group.findings[: _MOST_ROWS - shown]:
            rows.append(_row(finding, notebook))
            shown += 1
    left = len(report.at_stage()) - shown
    if left:
        rows.append(ipywidgets.HTML(f"{left} more"))
    rows.append(ipywidgets.HTML(html_format.not_checked(report)))
    return ipywidgets.VBox(rows)


def _row(finding: Finding, notebook: Notebook) -> Any:
    text = ipywidgets.HTML(html_format.row(finding), layout={"flex": "1 1 auto"})
    shown = _first_shown(finding)
    if shown is None:
        return text
    button = ipywidgets.Button(
        description="Show fix",
        tooltip=shown.title,
        layout={"width": "auto", "flex": "0 0 auto"},
    )
    result = ipywidgets.HTML()

    def show(_: Any) -> None:
        # A second click puts it away again.
        result.value = "" if result.value else _fixed(shown, notebook)

    button.on_click(show)
    line = ipywidgets.HBox([text, button], layout={"align_items": "flex-start"})
    return ipywidgets.VBox([line, result])


def _first_shown(finding: Finding) -> Fix | None:
    return next((fix for fix in finding.fixes if fix.edits), None)


def _fixed(shown: Fix, notebook: Notebook) -> str:
    """What a fix makes of the notebook's cells and files; its title says what else it does."""
    cells_only = tuple(edit for edit in shown.edits if isinstance(edit, SourceEdit | CellEdit))
    fixed = fix(notebook, [Fix(shown.title, shown.applicability, cells_only)])
    parts = [f"<div style='margin-left: 12px'>{html_format.prose(shown.title)}</div>"]
    after = {cell.id: cell for cell in fixed.notebook.cells}
    parts += [
        html_format.change(notebook, cell, after[cell.id])
        for cell in notebook.cells
        if cell.id in after and after[cell.id].source != cell.source
    ]
    parts += [html_format.appended(edit) for edit in shown.edits if isinstance(edit, FileEdit)]
    return "".join(parts)
