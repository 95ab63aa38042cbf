"""Reads the marks in rules' examples: what a rule must point at."""

from __future__ import annotations

import dataclasses
import json
import re
from textwrap import dedent
from typing import TypeAlias

from jupyter_handoff.contract import BUILT_IN, Contract
from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.notebook.columns import place_of
from jupyter_handoff.rule import Rule

from ..contracts import contract_from

_FILES = re.compile(r"^\s*# %% \[notebook\][^\n]*?\bfiles=")

# Cell number, line, column, end line, end column; None where it is a cell or the
# notebook as a whole.
Place: TypeAlias = tuple[int | None, int | None, int | None, int | None, int | None]


def contract_of(rule: Rule) -> Contract:
    """The contract under which a rule's examples are judged."""
    return contract_from(rule.contract) if rule.contract else BUILT_IN


def read_marked(text: str) -> tuple[Notebook, list[Place]]:
    """The notebook that an example describes, without its marks, and the marked places."""
    places: list[Place] = []
    lines, headers = [], 0
    for line in dedent(text).strip("\n").split("\n"):
        if line.startswith("«»# %%"):
            places.append((None,) * 5)
            line = line.removeprefix("«»")
        if line.startswith("# %%") and not line.startswith("# %% [notebook]"):
            headers += 1
            if "«" in line:
                places.append((headers, None, None, None, None))
                line = line.replace("«", "").replace("»", "").rstrip()
        lines.append(line)
    marked = read_percent("\n".join(lines), path="example.ipynb")
    cells = []
    for cell in marked.cells:
        source, found = _unmarked(cell.source)
        places += [(cell.number, *place) for place in found]
        cells.append(dataclasses.replace(cell, source=source))
    return dataclasses.replace(marked, cells=tuple(cells)), places


def read_files(text: str) -> dict[str, str] | None:
    """The files beside an example's notebook, as its header gives them; None where it does not."""
    found = _FILES.search(text)
    return None if found is None else json.JSONDecoder().raw_decode(text, found.end())[0]


def _unmarked(source: str) -> tuple[str, list[tuple[int, int, int, int]]]:
    clean, opened, found = "", [], []
    for character in source:
        if character == "«":
            opened.append(len(clean))
        elif character == "»":
            found.append((opened.pop(), len(clean)))
        else:
            clean += character
    assert not opened, f"an example opens a mark and never closes it: {source}"
    return clean, [(*place_of(clean, start), *place_of(clean, end)) for start, end in sorted(found)]
