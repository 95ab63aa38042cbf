"""Reads the percent cells in which rules give their examples.

::

    # %% count=2 output="0.93"
    print(score)
    # %% [markdown]
    # What it means.

A header may say ``count`` (execution count), ``output`` (text), ``html`` and ``javascript``
(outputs of those kinds), ``error`` (exception name), ``tags`` and ``id``, each as JSON. A
first header ``# %% [notebook]`` begins no cell: it says of the notebook its ``path``, its
``metadata``, and ``python``, the version of its kernel.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

from .cells import Cell, CellKind, Output
from .document import Notebook

_HEADER = re.compile(r"^# %%(?: \[(?P<kind>markdown|raw)\])?(?P<options>[^\n]*)$")
_NOTEBOOK = re.compile(r"# %% \[notebook\](?P<options>[^\n]*)\n?")
_OPTION = re.compile(r"\b(\w+)=")
# Outputs by option, and their MIME types.
_KINDS = {"output": "text/plain", "html": "text/html", "javascript": "application/javascript"}


def read_percent(text: str, *, path: str | None = None) -> Notebook:
    """The notebook that percent cells describe."""
    cells: list[Cell] = []
    header: re.Match[str] | None = None
    lines: list[str] = []
    text = textwrap.dedent(text).strip("\n")
    first = _NOTEBOOK.match(text)
    own = _options(first["options"]) if first else {}
    for line in [*text[first.end() if first else 0 :].split("\n"), "# %%"]:
        found = _HEADER.match(line)
        if found is None:
            lines.append(line)
            continue
        if header is not None or any(lines):
            cells.append(_cell(header, lines, len(cells) + 1))
        header, lines = found, []
    return Notebook(
        tuple(cells),
        own.get("path", path),
        own.get("metadata", {}),
        python_version=own.get("python", ""),
    )


def write_percent(notebook: Notebook) -> str:
    """The cells of a notebook as percent text; `read_percent` gives them back."""
    return "".join(f"{_header(cell)}\n{_body(cell)}\n" for cell in notebook.cells)


def _cell(header: re.Match[str] | None, lines: list[str], number: int) -> Cell:
    kind: CellKind = "code"
    if header is not None and header["kind"]:
        kind = "markdown" if header["kind"] == "markdown" else "raw"
    options = _options(header["options"]) if header is not None else {}
    if kind != "code":
        lines = [re.sub(r"^# ?", "", line) for line in lines]
    outputs = []
    for option, mime in _KINDS.items():
        if option in options:
            outputs.append(_text_output(mime, options[option]))
    if "error" in options:
        outputs.append(Output({}, {}, options["error"]))
    return Cell(
        id=options.get("id", f"cell-{number}"),
        number=number,
        kind=kind,
        source="\n".join(lines).strip("\n"),
        metadata={"tags": options["tags"]} if "tags" in options else {},
        execution_count=options.get("count"),
        outputs=tuple(outputs),
    )


def _text_output(mime: str, text: str) -> Output:
    return Output({mime: text}, {mime: len(text)})


def _options(text: str) -> dict[str, Any]:
    options, position = {}, 0
    while found := _OPTION.search(text, position):
        value, position = json.JSONDecoder().raw_decode(text, found.end())
        options[found[1]] = value
    return options


def _header(cell: Cell) -> str:
    parts = ["# %%"] if cell.kind == "code" else ["# %%", f"[{cell.kind}]"]
    if cell.execution_count is not None:
        parts.append(f"count={cell.execution_count}")
    if cell.tags:
        parts.append(f"tags={json.dumps(list(cell.tags))}")
    for output in cell.outputs:
        if output.error:
            parts.append(f"error={json.dumps(output.error)}")
        else:
            for option, mime in _KINDS.items():
                if mime in output.text:
                    parts.append(f"{option}={json.dumps(output.text[mime])}")
    return " ".join(parts)


def _body(cell: Cell) -> str:
    if cell.kind == "code":
        return cell.source
    return "\n".join(f"# {line}".rstrip() for line in cell.source.split("\n"))
