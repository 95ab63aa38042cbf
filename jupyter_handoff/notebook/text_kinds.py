"""Tells which Python and Markdown files are notebooks, by their beginning and nothing else.

A folder's walk asks this of every such file, so nothing here loads a library or parses:
a header or a cell marker is looked for in the bytes.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal, TypeAlias

# How a text file keeps its cells: as Databricks writes them, or in a form of jupytext's.
TextKind: TypeAlias = Literal["databricks", "script", "markdown"]

TEXT_SUFFIXES = (".py", ".md")
# What is noted of every file of text.
NO_OUTPUTS = "it keeps no outputs and no execution counts: nothing is known of a run"

_MARK = b"\xef\xbb\xbf"
_DATABRICKS = re.compile(rb"# Databricks notebook source[ \t]*(?:\r?\n|\Z)")
_SCRIPT_HEADER = re.compile(
    rb"(?:#![^\n]*\n)?(?:#[^\n]*coding[^\n]*\n)?# ---[ \t]*\r?\n((?:#[^\n]*\n)*)"
)
_MARKDOWN_HEADER = re.compile(
    rb"(?:<!--[ \t]*\r?\n(?:\r?\n)?)?---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_SCRIPT_KEYS = re.compile(rb"^#[ \t]+(?:jupyter|jupytext|kernelspec):", re.MULTILINE)
_MARKDOWN_KEYS = re.compile(rb"^[ \t]*(?:jupytext|kernelspec):|^jupyter:[ \t]*\r?$", re.MULTILINE)
_PAIRED = re.compile(rb"^#?[ \t]*formats:[^\n]*\bipynb\b", re.MULTILINE)
_MARKER = re.compile(rb"^# ?%%(?:[ \t\r]|$)", re.MULTILINE)
# Strings and comments. An open string ends with its line; a longer one is looked for apart.
_TOKEN = re.compile(rb"\"\"\"|'''|\"(?:[^\"\\\n]|\\[^\n])*\"?|'(?:[^'\\\n]|\\[^\n])*'?|#[^\n]*")


def is_text(path: str | None) -> bool:
    """Whether a file of this name is read as text, not as a notebook's JSON."""
    return path is not None and PurePath(path).suffix in TEXT_SUFFIXES


def text_kind(head: bytes, suffix: str) -> TextKind | None:
    """The kind of notebook that a text file begins like; None for any other file."""
    head = head.removeprefix(_MARK)
    if suffix == ".md":
        return "markdown" if _MARKDOWN_KEYS.search(_header(head, suffix)) else None
    if _DATABRICKS.match(head):
        return "databricks"
    if _SCRIPT_KEYS.search(_header(head, suffix)) or _has_marker(head):
        return "script"
    return None


def is_paired(head: bytes, suffix: str) -> bool:
    """Whether a header of jupytext's says that an ``.ipynb`` file holds the same cells."""
    return _PAIRED.search(_header(head.removeprefix(_MARK), suffix)) is not None


def _header(head: bytes, suffix: str) -> bytes:
    found = (_MARKDOWN_HEADER if suffix == ".md" else _SCRIPT_HEADER).match(head)
    return found[1] if found else b""


def _has_marker(head: bytes) -> bool:
    """Whether a cell marker stands in a script; one in a string is none."""
    if b"%%" not in head or not _MARKER.search(head):
        return False
    position = 0
    while found := _TOKEN.search(head, position):
        position = found.end()
        if found.group() in (b'"""', b"'''"):
            end = head.find(found.group(), position)
            if end < 0:
                return False
            position = end + 3
        elif _MARKER.match(head, found.start()):
            return True
    return False
