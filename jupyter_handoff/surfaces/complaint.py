"""Tells a person at the terminal what was wrong, apart from what a command puts out."""

from __future__ import annotations

import sys

from rich.console import Console

from . import text

WRONG = 2


def refuse(words: str) -> int:
    """Write a complaint to the errors; the exit status of a command that was wrong."""
    sys.stdout.flush()
    Console(stderr=True, highlight=False).print(
        text.clean(words), style="red", markup=False, soft_wrap=True
    )
    return WRONG
