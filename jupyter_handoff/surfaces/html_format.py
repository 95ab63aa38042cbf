"""The HTML format: findings and rules for a cell's output. All text is escaped."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from html import escape

from .. import Cell, Notebook, Standing
from ..report import FileEdit, Finding, Report, RuleCard, Severity
from .groups import (
    OWNERS,
    Group,
    by_stage,
    contract_words,
    grouped,
    how_to_ignore,
    one_line,
    standing_lines,
)

# JupyterLab's variables where it shows the output, plain colours elsewhere.
_COLOURS: dict[Severity, str] = {
    "error": "var(--jp-error-color1, #c62828)",
    "warning": "var(--jp-warn-color1, #b26a00)",
    "info": "var(--jp-info-color1, #0277bd)",
    "off": "inherit",
}
_SIGNS: dict[Severity, str] = {"error": "●", "warning": "▲", "info": "■", "off": ""}
_DIM = "color: var(--jp-ui-font-color2, #616161); font-size: 0.9em"
_MOST_LINES = 200
_CODE = re.compile(r"`([^`\n]+)`")


def report_html(report: Report, notebook: Notebook, said: str = "") -> str:
    """A whole report; ``said`` is a line about what was linted."""
    groups = "".join(_group(group) for group in grouped(report, notebook))
    return f"<div>{head(report, said)}{groups}{not_checked(report)}</div>"


def head(report: Report, said: str) -> str:
    """The line of counts, and the line about what was linted."""
    note = f'<div style="{_DIM}">{escape(said)}</div>' if said else ""
    return f"<div><b>{escape(one_line(report))}</b></div>{note}"


def title(group: Group) -> str:
    """A group's heading."""
    return (
        f'<div style="margin-top: 6px"><code>{escape(group.title)}</code> '
        f'<span style="{_DIM}">{len(group.findings)}</span></div>'
    )


def row(finding: Finding) -> str:
    """A finding: what it says, and the line for those who want the code and the owner."""
    level = finding.severity
    sign = f'<span style="color: {_COLOURS[level]}" title="{level}">{_SIGNS[level]} {level}</span>'
    rule = f"{escape(finding.code)} {escape(finding.name)} · {OWNERS[finding.owner]}"
    where = f" · line {finding.line}" if finding.line is not None else ""
    words = contract_words(finding.reason, finding.locked)
    asked = f'<div style="{_DIM}">{prose(words)}</div>' if words else ""
    places = "".join(
        f'<div style="{_DIM}">→ cell {place.cell} {prose(place.message)}</div>'
        for place in finding.related[:3]
    )
    steps = [fix.title for fix in finding.fixes if fix.applicability == "suggestion"]
    nexts = "".join(f'<div style="{_DIM}">next: {prose(step)}</div>' for step in steps)
    return (
        f'<div style="margin-left: 12px; line-height: 1.4">{sign} {prose(finding.message)}'
        f'<div style="{_DIM}">{rule}{where}</div>'
        f"{asked}{places}{nexts}</div>"
    )


def prose(text: str) -> str:
    """A sentence of ours, what stands in backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def not_checked(report: Report) -> str:
    """What could not be looked at, and why."""
    items = "".join(
        f"<li>{prose(item.what)}: {prose(item.why)}</li>" for item in report.coverage.not_checked
    )
    if not items:
        return ""
    return f'<details style="{_DIM}"><summary>Not checked</summary><ul>{items}</ul></details>'


def change(notebook: Notebook, before: Cell, after: Cell) -> str:
    """What a fix changes in a cell of a notebook, and its source after it, secrets hidden."""
    old, new = (notebook.known_secrets.mask(cell.source) for cell in (before, after))
    lines = list(_diff(old, new))[:_MOST_LINES]
    return (
        f'<pre style="margin: 4px 12px">{"".join(lines)}</pre>'
        f'<div style="margin-left: 12px; {_DIM}">Cell {before.number} after the fix:</div>'
        f'<pre style="margin: 4px 12px; user-select: all">{escape(new)}</pre>'
    )


def appended(edit: FileEdit) -> str:
    """What a fix adds to a file beside the notebook."""
    return (
        f'<div style="margin-left: 12px; {_DIM}">At the end of {escape(edit.path)}:</div>'
        f'<pre style="margin: 4px 12px; user-select: all">{escape(edit.append)}</pre>'
    )


def card_html(card: RuleCard, standing: Standing | None = None) -> str:
    """All that there is to know of one rule; ``standing`` is what the contract here says of it."""
    examples = "".join(
        f"<div>Bad</div><pre>{escape(item.bad)}</pre><div>Good</div><pre>{escape(item.good)}</pre>"
        for item in card.examples
    )
    fix = f"<p>Fix: {prose(card.fix)}</p>" if card.fix else ""
    options = "".join(
        f"<p>A contract may set <code>rules.{escape(card.name)}.options.{escape(option.name)} = "
        f"{escape(option.default)}</code>: {prose(option.description)}</p>"
        for option in card.options
    )
    return (
        f"<div><b>{escape(card.code)} {escape(card.name)}</b>"
        f'<div style="{_DIM}">{card.artifact} · {OWNERS[card.owner]} · '
        f"{by_stage(card.severities)}</div>{_standing(standing)}"
        f"<p>{prose(card.summary)} {prose(card.why)}</p>{fix}{options}{examples}"
        f"<p>{prose(how_to_ignore(card, standing))}</p></div>"
    )


def _standing(standing: Standing | None) -> str:
    lines = standing_lines(standing) if standing is not None else []
    return "".join(f'<div style="{_DIM}">{prose(line)}</div>' for line in lines)


def _group(group: Group) -> str:
    return title(group) + "".join(row(finding) for finding in group.findings)


def _diff(old: str, new: str) -> Iterator[str]:
    colours = {"+": "var(--jp-success-color1, #2e7d32)", "-": _COLOURS["error"]}
    for line in difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield f'<span style="color: {colours.get(line[:1], "inherit")}">{escape(line)}</span>\n'
