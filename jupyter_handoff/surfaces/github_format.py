"""The GitHub format: workflow commands, which a job's log turns into annotations.

GitHub shows ten annotations of a level for each step and drops the others; they stay in
the log, and a line of ours says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..report import Severity
from .excerpt import clean
from .file_names import from_top
from .groups import count, sentence
from .located import Located, LocatedFinding, Results

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_MOST_SHOWN = 10
_TOP = "GITHUB_WORKSPACE"


def written(results: Results) -> str:
    """All commands, a line each: errors first, and what was not checked last."""
    lines = [*_findings(results), *_not_checked(results)]
    return "\n".join([*lines, *_dropped(lines)])


def _findings(results: Results) -> Iterator[str]:
    for severity, level in _LEVELS.items():
        for file in results.files:
            for item in file.findings:
                if item.finding.severity == severity:
                    yield _annotation(level, file, item)


def _annotation(level: str, file: Located, item: LocatedFinding) -> str:
    finding, region = item.finding, item.region
    place = {"file": from_top(file.path, _TOP), "line": region.line, "endLine": region.end_line}
    if region.column is not None and region.line == region.end_line:
        place |= {"col": region.column, "endColumn": region.end_column}
    place["title"] = f"{finding.code} {finding.name}"
    return _command(level, place, sentence(finding))


def _not_checked(results: Results) -> Iterator[str]:
    for problem in results.wrong:
        yield _command("error", {"title": "not checked"}, problem)
    for file in results.files:
        place = {"file": from_top(file.path, _TOP), "title": "not checked"}
        if file.report is None:
            yield _command("error" if file.failed else "notice", place, file.unreadable)
        else:
            for item in file.report.coverage.not_checked:
                yield _command("notice", place, f"{item.what}: {item.why}")


def _dropped(lines: list[str]) -> Iterator[str]:
    levels = Counter(line[2:].partition(" ")[0] for line in lines)
    many = [count(levels[name], name) for name in _LEVELS.values() if levels[name] > _MOST_SHOWN]
    if many:
        most = f"GitHub annotates {_MOST_SHOWN} of a level in each step"
        yield f"{most}; above are {', '.join(many)}."


def _command(level: str, place: Mapping[str, object], message: str) -> str:
    given = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return clean(f"::{level} {given}::{_data(message)}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
