"""Runs a team's own checker (mypy, pylint, flake8 …) on notebook files through nbQA.

Only when a person asks for it: such tools read the project's configuration, and some
of them run code that it names. What they find keeps their names.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..notebook import Diagnostic, Notebook
from ..report import NotChecked
from .answer import Answer

_SECONDS = 300
_SECONDS_EACH = 10
# Options that would change what nbQA runs (--nbqa-shell), or whether it writes.
_NBQAS_OWN = "--nbqa-"
# mypy's word for having looked at no other file after an error in one.
_STOPPED = "errors prevented further checking"
_TOOL = re.compile(r"[A-Za-z][\w.-]*")
# nbQA counts code cells from 1, and lines within the cell.
_FOUND = re.compile(r"^(?P<path>.*?):cell_(?P<cell>\d+):(?P<line>\d+):(?:\d+:)? *(?P<said>.+)$")
_CODE_IN_FRONT = re.compile(r"(?P<code>[A-Z]+\d+):? +(?P<message>.+)")
_CODE_BEHIND = re.compile(r"(?:\w+: +)?(?P<message>.+?) +\[(?P<code>[\w-]+)\]")
_NOTE = re.compile(r"note: ")


@dataclass(frozen=True, slots=True)
class Tool:
    """A checker, as the tool's own command names it, and what it is given beside the files."""

    name: str
    arguments: tuple[str, ...] = ()


def run(
    tool: Tool, files: Sequence[tuple[Path, Notebook]], *, folder: Path | None = None
) -> list[Answer]:
    """What a checker says of notebook files, one answer each; it changes nothing in them.

    It runs once over all of them, in ``folder``, whose configuration it reads. Never
    raises: a tool that is missing or fails is *not checked*, with what to do.
    """
    why = ""
    if not _TOOL.fullmatch(tool.name):
        why = "this is no tool's name"
    elif ours := [word for word in tool.arguments if word.startswith(_NBQAS_OWN)]:
        why = f"{ours[0]} is an option of nbQA's, not of the tool's"
    if why:
        return [_failed(tool, why)] * len(files)
    return _run(tool, files, folder or Path.cwd())


def _run(tool: Tool, files: Sequence[tuple[Path, Notebook]], folder: Path) -> list[Answer]:
    # --nbqa-diff keeps a tool that rewrites files from rewriting these.
    paths = [str(path) for path, _ in files]
    arguments = [*paths, "--nbqa-diff", *tool.arguments]
    seconds = _SECONDS + _SECONDS_EACH * len(files)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "nbqa", tool.name, *arguments],
            capture_output=True,
            timeout=seconds,
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", "TERM": "dumb"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [_failed(tool, f"it did not answer within {seconds} seconds")] * len(files)
    except OSError as error:
        return [_failed(tool, f"it could not be started ({error.strerror})")] * len(files)
    output, complaint = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    if "not found by nbqa" in complaint:
        why = f"no tool of this name is installed here: pip install {tool.name}"
        return [_failed(tool, why)] * len(files)
    troubled = complaint.strip() or done.returncode not in (0, 1)
    if len(files) > 1 and (troubled or _STOPPED in output):
        # One notebook may be at fault: alone, it hides nothing of the others.
        return [answer for file in files for answer in _run(tool, [file], folder)]
    found = _diagnostics(tool.name, output, files, folder)
    if troubled and not any(found):
        words = " ".join((complaint or "it failed without a word").split())
        return [_failed(tool, words[:200])]
    return [Answer(tuple(diagnostics)) for diagnostics in found]


def _diagnostics(
    tool: str, output: str, files: Sequence[tuple[Path, Notebook]], folder: Path
) -> list[list[Diagnostic]]:
    """What stands in the output, file by file."""
    said: list[list[Diagnostic]] = [[] for _ in files]
    numbers = {_full(folder, str(path)): number for number, (path, _) in enumerate(files)}
    for line in output.splitlines():
        found = _FOUND.match(line)
        if found is None or _NOTE.match(found["said"]):
            continue
        number = numbers.get(_full(folder, found["path"]), 0 if len(files) == 1 else None)
        if number is not None:
            said[number] += _diagnostic(tool, found, files[number][1])
    return said


def _full(folder: Path, path: str) -> str:
    return os.path.realpath(folder / path)


def _diagnostic(tool: str, found: re.Match[str], notebook: Notebook) -> Iterator[Diagnostic]:
    number, row = int(found["cell"]), int(found["line"])
    if not 1 <= number <= len(notebook.code):
        return
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


def _failed(tool: Tool, why: str) -> Answer:
    return Answer((), (NotChecked(f"{tool.name} (through nbQA)", why),), available=False)
