"""Runs a team's own checker (mypy, pylint, flake8 …) on a notebook file through nbQA.

Only when a person asks for it: such tools read the project's configuration, and some
of them run code that it names. What they find keeps their names.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ..notebook import Diagnostic, Notebook
from ..report import NotChecked
from .answer import Answer

_SECONDS = 300
_TOOL = re.compile(r"[A-Za-z][\w.-]*")
# nbQA counts code cells from 1, and lines within the cell.
_FOUND = re.compile(r"^.*?:cell_(?P<cell>\d+):(?P<line>\d+):(?:\d+:)? *(?P<said>.+)$")
_CODE_IN_FRONT = re.compile(r"(?P<code>[A-Z]+\d+):? +(?P<message>.+)")
_CODE_BEHIND = re.compile(r"(?:\w+: +)?(?P<message>.+?) +\[(?P<code>[\w-]+)\]")
_NOTE = re.compile(r"note: ")


def run(tool: str, path: Path, notebook: Notebook) -> Answer:
    """What a checker says of a notebook file; it changes nothing in it.

    Never raises: a tool that is missing or fails is *not checked*, with what to do.
    """
    if not _TOOL.fullmatch(tool):
        return _failed(tool, "this is no tool's name")
    # --nbqa-diff keeps a tool that rewrites files from rewriting this one.
    command = [sys.executable, "-m", "nbqa", tool, str(path), "--nbqa-diff"]
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return _failed(tool, f"it did not answer within {_SECONDS} seconds")
    complaint = done.stderr.decode("utf-8", "replace")
    if "not found by nbqa" in complaint:
        return _failed(tool, "no tool of this name is installed here")
    found = list(_diagnostics(tool, done.stdout.decode("utf-8", "replace"), notebook))
    if not found and (done.returncode not in (0, 1) or complaint.strip()):
        words = " ".join((complaint or "it failed without a word").split())
        return _failed(tool, words[:200])
    return Answer(tuple(found))


def _diagnostics(tool: str, output: str, notebook: Notebook) -> Iterator[Diagnostic]:
    for line in output.splitlines():
        found = _FOUND.match(line)
        if found is None or _NOTE.match(found["said"]):
            continue
        number, row = int(found["cell"]), int(found["line"])
        if not 1 <= number <= len(notebook.code):
            continue
        cell = notebook.code[number - 1]
        row = min(max(row, 1), len(cell.facts.lines))
        # Tools count columns in their own ways: the whole line is never wrong.
        text = cell.facts.lines[row - 1]
        start = len(text) - len(text.lstrip()) + 1
        span = cell.span((row, start, row, max(len(text.rstrip()), start) + 1))
        code, message = _said(tool, found["said"])
        yield Diagnostic(tool, code, f"{tool}-{code}" if code else tool, message, span)


def _said(tool: str, text: str) -> tuple[str, str]:
    for pattern in (_CODE_IN_FRONT, _CODE_BEHIND):
        if found := pattern.fullmatch(text.strip()):
            return found["code"], found["message"]
    return tool, text.strip()


def _failed(tool: str, why: str) -> Answer:
    return Answer((), (NotChecked(f"{tool} (through nbQA)", why),), available=False)
