"""What an outside tool answers about a notebook."""

from __future__ import annotations

from dataclasses import dataclass

from ..notebook import Diagnostic
from ..report import NotChecked


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool said, and what it could not look at."""

    diagnostics: tuple[Diagnostic, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    available: bool = True
