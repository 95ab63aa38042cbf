"""One finding in notebooks written in many ways, and where their own text has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..notebook_files import code, document, markdown

# An astral character in front of the finding, on its own line and above.
SOURCE = 'import pandas as pd  # 🎉\nx = "🎉é"; df = pd.read_csv("/home/ana/churn.csv")\ndf.info()'
FOUND = '"/home/ana/churn.csv"'
ABOVE = markdown("# Ümläute 🎉\n\nAnd more.")
CELL, LINE = 2, 2


def _cells(source: str) -> list[dict[str, Any]]:
    return [ABOVE, code(source)]


def _jupyter(source: str = SOURCE) -> str:
    return json.dumps(document(*_cells(source)), indent=1, ensure_ascii=False) + "\n"


def _in_one_string() -> str:
    cells = _cells(SOURCE)
    cells[1]["source"] = SOURCE
    return json.dumps(document(*cells), indent=1, ensure_ascii=False)


STYLES: dict[str, Callable[[], str]] = {
    "as Jupyter writes it": _jupyter,
    "on one line": lambda: json.dumps(document(*_cells(SOURCE)), ensure_ascii=False),
    "in escapes": lambda: json.dumps(document(*_cells(SOURCE)), indent=2),
    "in one string": _in_one_string,
    "on one line, in escapes": lambda: json.dumps(document(*_cells(SOURCE))),
    "CRLF in the source": lambda: _jupyter(SOURCE.replace("\n", "\r\n")),
    "CRLF in the file": lambda: _jupyter().replace("\n", "\r\n"),
    "with a mark": lambda: "\ufeff" + _jupyter(),
}
every_style = pytest.mark.parametrize("style", STYLES)


def write_style(folder: Path, style: str) -> tuple[int, int, int]:
    """Write ``a.ipynb``; the line, column and end column that the finding has in the file."""
    text = STYLES[style]()
    (folder / "a.ipynb").write_bytes(text.encode())
    text = text.removeprefix("\ufeff")
    in_file = json.dumps(FOUND)[1:-1]
    start = text.index(in_file)
    column = start - text.rfind("\n", 0, start)
    return text.count("\n", 0, start) + 1, column, column + len(in_file)
