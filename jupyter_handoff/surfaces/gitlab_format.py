"""The GitLab format: a code quality report, which a merge request shows.

A fingerprint must be the only one of its kind in the whole report, or GitLab shows one
finding for all that share it: the file's path goes into each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from ..report import Finding, Severity
from .file_names import from_top
from .groups import sentence
from .json_format import json_text
from .located import Located, Results

# GitLab's words, from harmless to bad: info, minor, major, critical, blocker.
_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
_TOP = "CI_PROJECT_DIR"
_NOT_CHECKED = "not-checked"


def written(results: Results) -> str:
    """The whole report: a list of issues."""
    issues = [issue for file in results.files for issue in _issues(file)]
    wrong = [_not_checked("major", ".", problem) for problem in results.wrong]
    return json_text([*issues, *wrong])


def _issues(file: Located) -> Iterator[dict[str, Any]]:
    path = from_top(file.path, _TOP)
    for item in file.findings:
        lines = {"begin": item.region.line, "end": item.region.end_line}
        yield {
            "description": sentence(item.finding),
            "check_name": f"{item.finding.code} {item.finding.name}",
            "fingerprint": _fingerprint(path, item.fingerprint),
            "severity": _severity(item.finding),
            "location": {"path": path, "lines": lines},
        }
    if file.report is None:
        yield _not_checked("major" if file.failed else "info", path, file.unreadable)
    else:
        told = dict.fromkeys(
            f"{item.what}: {item.why}" for item in file.report.coverage.not_checked
        )
        yield from (_not_checked("info", path, problem) for problem in told)


def _severity(finding: Finding) -> str:
    if finding.artifact == "security" and finding.severity == "error":
        return "critical"
    return _SEVERITIES[finding.severity]


def _not_checked(severity: str, path: str, why: str) -> dict[str, Any]:
    return {
        "description": f"Not checked: {why}",
        "check_name": _NOT_CHECKED,
        "fingerprint": _fingerprint(path, _NOT_CHECKED, why),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _fingerprint(*parts: str) -> str:
    text = "\0".join(parts)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
