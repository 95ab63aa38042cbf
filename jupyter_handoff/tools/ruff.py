"""Asks Ruff about a notebook, once, through a minimal notebook of our own making.

Ruff refuses some real notebook files and reads none of the team's configuration here:
it is given the cells that parse, on stdin, and says what the selected rules find.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from importlib import metadata
from typing import Any

from ..notebook import Cell, Diagnostic
from ..report import Applicability, NotChecked, SourceEdit
from .answer import Answer

# The code under which cells are named that only a newer Python can parse.
NEWER_SYNTAX = "newer-syntax"
_SECONDS = 30
_NEWEST_TARGET = (3, 15)
_VERSION = re.compile(r"\(syntax was added in Python (3\.\d+)\)$")


class RuffUnavailable(Exception):
    """Ruff is not installed or did not answer; the message is for the person."""


class Run:
    """A run of Ruff under way: started at once, read when the answer is needed."""

    def __init__(self, cells: Sequence[Cell], codes: Collection[str]) -> None:
        self.cells = [cell for cell in cells if not cell.facts.plain.opaque]
        self.codes = sorted(codes)
        self.broken = [cell for cell in self.cells if cell.facts.problems]
        self.failure = ""
        self._checks: list[_Check] = []
        try:
            self._checks.append(_Check([_readable(cell) for cell in self.cells], self.codes))
            if self.broken:
                texts = [cell.facts.plain.text for cell in self.broken]
                self._checks.append(_Check(texts, ["F632"]))
        except RuffUnavailable as error:
            self.failure = str(error)

    def answer(self) -> Answer:
        """Wait for Ruff. Never raises: what failed is *not checked*."""
        try:
            if self.failure:
                raise RuffUnavailable(self.failure)
            return self._answer()
        except RuffUnavailable as error:
            return Answer((), (NotChecked("Ruff's rules", str(error)),), available=False)

    def _answer(self) -> Answer:
        said = self._checks[0].result()
        refused = {item["cell"] - 1 for item in said if item["code"] == "invalid-syntax"}
        not_checked = [
            _indented(cell) for cell in self.cells if cell.facts.plain.indent.strip("\n")
        ]
        if refused:
            texts = [
                "" if number in refused else _readable(cell)
                for number, cell in enumerate(self.cells)
            ]
            said = _Check(texts, self.codes).result()
            not_checked += [_refused(self.cells[number]) for number in sorted(refused)]
        diagnostics = [_diagnostic(item, self.cells[item["cell"] - 1]) for item in said]
        for cell, version in self._newer():
            not_checked.append(_newer(cell, version))
            message = f"needs Python {version}"
            diagnostics.append(Diagnostic("ruff", NEWER_SYNTAX, "", message, cell.whole()))
        return Answer(tuple(diagnostics), tuple(not_checked))

    def _newer(self) -> Iterable[tuple[Cell, str]]:
        """Broken cells that are whole in a newer Python, with its version."""
        if not self.broken:
            return
        errors: dict[int, list[str]] = {}
        for item in self._checks[1].result():
            if item["code"] == "invalid-syntax":
                errors.setdefault(item["cell"] - 1, []).append(item["message"])
        for number, messages in sorted(errors.items()):
            versions = [_VERSION.search(message) for message in messages]
            if all(versions):
                newest = max((v[1] for v in versions if v), key=lambda v: int(v.split(".")[1]))
                yield self.broken[number], newest


class _Check:
    """One process."""

    def __init__(self, texts: Sequence[str], codes: Sequence[str]) -> None:
        command = [
            *(executable(), "check", "--isolated", "--ignore-noqa", "--no-cache", "--quiet"),
            *("--output-format", "json", "--select", ",".join(codes)),
            *("--target-version", _target(), "--stdin-filename", "notebook.ipynb", "-"),
        ]
        try:
            # Through a file: a pipe would make us wait until Ruff has read it all.
            with tempfile.TemporaryFile() as notebook:
                notebook.write(_minimal_notebook(texts))
                notebook.seek(0)
                # Python's own files are never inherited; leaving them be saves milliseconds.
                self.process = subprocess.Popen(
                    command,
                    stdin=notebook,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    close_fds=False,
                )
        except OSError as error:
            raise RuffUnavailable(f"Ruff could not be started ({error.strerror})") from None

    def result(self) -> list[dict[str, Any]]:
        try:
            out, err = self.process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise RuffUnavailable(f"Ruff did not answer within {_SECONDS} seconds") from None
        if self.process.returncode not in (0, 1):
            words = " ".join(err.decode("utf-8", "replace").split())
            raise RuffUnavailable(f"Ruff failed: {words[:200] or 'no reason given'}")
        try:
            said: list[dict[str, Any]] = json.loads(out)
        except ValueError:
            raise RuffUnavailable("Ruff's answer cannot be read") from None
        return said


@lru_cache(maxsize=1)
def executable() -> str:
    """The path of Ruff's program. Raises `RuffUnavailable`."""
    try:
        from ruff import find_ruff_bin

        return str(find_ruff_bin())
    except (ImportError, FileNotFoundError):
        raise RuffUnavailable("Ruff is not installed here: pip install ruff") from None


@lru_cache(maxsize=1)
def version() -> str | None:
    """Ruff's version, None where it is not installed."""
    try:
        return metadata.version("ruff")
    except metadata.PackageNotFoundError:
        return None


def _readable(cell: Cell) -> str:
    facts = cell.facts
    return "" if facts.plain.indent or facts.too_deep else facts.python


def _target() -> str:
    major, minor = min(sys.version_info[:2], _NEWEST_TARGET)
    return f"py{major}{minor}"


def _minimal_notebook(texts: Sequence[str]) -> bytes:
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": text,
        }
        for text in texts
    ]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(document).encode()


def _diagnostic(item: dict[str, Any], cell: Cell) -> Diagnostic:
    start, end = item["location"], item["end_location"]
    place = (start["row"], start["column"], end["row"], end["column"])
    fix = item["fix"] or {}
    edits = [_edit(edit, cell) for edit in fix.get("edits", [])]
    applicability: Applicability = "safe" if fix.get("applicability") == "safe" else "unsafe"
    return Diagnostic(
        tool="ruff",
        code=item["code"],
        name=item["name"],
        message=item["message"],
        span=cell.span(place),
        edits=tuple(edits),
        applicability=applicability,
    )


def _edit(edit: dict[str, Any], cell: Cell) -> SourceEdit:
    start, end, new = edit["location"], edit["end_location"], edit["content"]
    whole_lines = not new and start["column"] == 1 and end["column"] == 1
    if whole_lines and end["row"] > start["row"]:
        return cell.remove_lines(start["row"], end["row"] - 1)
    lines = cell.facts.lines
    if not new and start["column"] == 1 and end["column"] > len(lines[end["row"] - 1]):
        return cell.remove_lines(start["row"], end["row"])
    return cell.replace((start["row"], start["column"], end["row"], end["column"]), new)


def _indented(cell: Cell) -> NotChecked:
    return NotChecked(f"cell {cell.number}, Ruff's rules", "its first line is indented", cell.id)


def _refused(cell: Cell) -> NotChecked:
    why = "Ruff cannot parse it, although Python can"
    return NotChecked(f"cell {cell.number}, Ruff's rules", why, cell.id)


def _newer(cell: Cell, version: str) -> NotChecked:
    running = ".".join(map(str, sys.version_info[:2]))
    why = f"it needs Python {version}, and this is Python {running}"
    return NotChecked(f"cell {cell.number}", why, cell.id)
