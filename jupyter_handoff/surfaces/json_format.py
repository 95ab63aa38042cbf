"""The JSON format: a list with one object a notebook; other tools rely on its names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ..report import Coverage, NotChecked, Report


def report_object(report: Report) -> dict[str, Any]:
    """One notebook's object: the findings that speak at its stage."""
    return {
        "path": report.path,
        "stage": report.stage,
        "findings": msgspec.to_builtins(report.at_stage()),
        "coverage": msgspec.to_builtins(report.coverage),
        "readiness": msgspec.to_builtins(report.readiness),
        "made_by": msgspec.to_builtins(report.made_by),
    }


def unreadable_object(path: str, why: str) -> dict[str, Any]:
    """The object of a notebook that could not be read."""
    coverage = Coverage(not_checked=(NotChecked("the notebook", why),))
    return {
        "path": path,
        "stage": None,
        "findings": [],
        "coverage": msgspec.to_builtins(coverage),
        "readiness": {},
        "made_by": None,
    }


def item(written: dict[str, Any]) -> str:
    """One notebook's object as it stands in the list."""
    # No string of JSON's holds a line end: what begins a line is indentation.
    lines = json.dumps(written, indent=2, ensure_ascii=False).split("\n")
    # A file's name may hold bytes that are no text: JSON has an escape for them.
    return "\n".join(f"  {line}" for line in lines).encode("utf-8", "backslashreplace").decode()


def joined(items: Iterable[str]) -> Iterator[str]:
    """The list in pieces, so that it can be written while the items are being made."""
    lead = "[\n"
    for written in items:
        yield lead + written
        lead = ",\n"
    yield "[]" if lead == "[\n" else "\n]"


def json_text(value: object) -> str:
    """Any value as a whole text."""
    written = json.dumps(value, indent=2, ensure_ascii=False)
    return written.encode("utf-8", "backslashreplace").decode()
