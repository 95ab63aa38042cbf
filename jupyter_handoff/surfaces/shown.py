"""What a front end shows of a report or a rule: a widget, else HTML, else text."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from .. import Notebook, Standing
from ..report import Report, RuleCard
from . import html_format, text
from .groups import one_line
from .here import Here

_WIDTH = 100


class Shown:
    """A report as a front end can show it: a widget, else HTML, else text."""

    def __init__(self, report: Report, here: Here, *, widgets: bool) -> None:
        self.report, self.here, self.widgets = report, here, widgets

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        notebook, said = self.here.notebook, self.here.said
        bundle: dict[str, Any] = {
            "text/plain": report_text(self.report, notebook, said),
            "text/html": html_format.report_html(self.report, notebook, said),
        }
        if self.widgets:
            bundle |= _widget(self.report, notebook, said)
        return bundle


class ShownCard:
    """A rule's card as HTML or text, with what the contract here says of the rule."""

    def __init__(self, card: RuleCard, standing: Standing | None) -> None:
        self.card, self.standing = card, standing

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        console = _console()
        text.write_card(console, self.card, self.standing)
        return {
            "text/plain": _written(console),
            "text/html": html_format.card_html(self.card, self.standing),
        }


def report_text(report: Report, notebook: Notebook, said: str) -> str:
    """A report as plain text."""
    console = _console()
    lines = [line for line in (said, one_line(report)) if line]
    text.write_findings(console, report, notebook)
    return "\n".join([*lines, _written(console)]).strip()


def _widget(report: Report, notebook: Notebook, said: str) -> dict[str, Any]:
    try:
        from .widget import view
    except ImportError:
        return {}
    bundle: dict[str, Any] = view(report, notebook, said)._repr_mimebundle_() or {}
    return {key: value for key, value in bundle.items() if key.startswith("application/")}


def _console() -> Console:
    return Console(
        file=io.StringIO(), width=_WIDTH, color_system=None, highlight=False, force_jupyter=False
    )


def _written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().rstrip()
