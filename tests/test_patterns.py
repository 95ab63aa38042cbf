"""No pattern takes longer than its text is long, whatever the text repeats."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

import pytest

import jupyter_handoff.notebook
import jupyter_handoff.rules
from jupyter_handoff.notebook import cells_notebook

PACKAGES = (jupyter_handoff.notebook, jupyter_handoff.rules)
PATTERNS = {
    f"{module.name}.{name}": pattern
    for package in PACKAGES
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    for name, value in vars(importlib.import_module(module.name)).items()
    for pattern in (value.values() if isinstance(value, dict) else [value])
    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str)
}
PIECES = (
    "\r\n",
    "\n",
    "# a\r\n",
    "\\\r\n",
    " ",
    "\\",
    "'",
    '"',
    "#",
    "a",
    "a.",
    "_",
    ">>> ",
    "-a ",
)
# What a pattern with two readings of a piece would double its time for at each piece.
LENGTHS = (16, 20, 24, 1_000)
SECONDS = 0.5


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_a_pattern_reads_what_repeats_in_one_way(pattern: re.Pattern[str]) -> None:
    for piece in PIECES:
        for length in LENGTHS:
            for end in ("", "x = 1", "!"):
                start = time.process_time()
                pattern.match(piece * length + end)
                pattern.fullmatch(piece * length + end)
                assert time.process_time() - start < SECONDS, piece


@pytest.mark.parametrize("piece", ["# a\r\n", "\r\n", "a\\\r\n", "!ls\r\n", ">>> a\r\n", "'\r\n"])
def test_a_long_cell_is_read_at_once(piece: str) -> None:
    start = time.process_time()
    cells_notebook([piece * 5_000 + "x = 1"]).code[0].facts  # noqa: B018
    assert time.process_time() - start < 5
