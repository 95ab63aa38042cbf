"""The JSON format: a list with one object a notebook; other tools rely on its names."""

from __future__ import annotations

import json
from collections.abc import Iterable
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


def as_json(objects: Iterable[dict[str, Any]]) -> str:
    """The whole list as indented text."""
    return json_text(list(objects))


def json_text(value: object) -> str:
    """A value as indented JSON."""
    written = json.dumps(value, indent=2, ensure_ascii=False)
    # A file's name may hold bytes that are no text: JSON has an escape for them.
    return written.encode("utf-8", "backslashreplace").decode()
