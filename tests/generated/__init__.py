"""The files that are made from other files; ``python -m tests.generated`` remakes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import pages, random_state, wire

ROOT = Path(__file__).parents[2]
_TABLES = "jupyter_handoff/notebook/knowledge"

# What makes the text of each file, by its path from the top.
FILES: dict[str, Callable[[], str]] = {
    "README.md": pages.readme,
    "RULES.md": pages.reference,
    "labextension/src/wire.ts": wire.typescript,
    **{f"{_TABLES}/{name}.toml": partial(make) for name, make in random_state.TABLES.items()},
}
