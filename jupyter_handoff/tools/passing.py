"""What is passed on under its own code and name: Ruff's plain mistakes, the team's own tools.

Each is certain to be wrong where it fires in a notebook. Ruff's rules that a rule of
ours speaks for are named there, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..notebook import Diagnostic
from ..report import Severities

_TEAMS_OWN = Severities("off", "info", "warning")
_MISTAKE = Severities("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Passing:
    """One of Ruff's rules, with the severities that it has here."""

    code: str
    name: str
    summary: str
    severities: Severities
    artifact: Literal["code"] = "code"
    owner: Literal["data-science"] = "data-science"


def passed_on(diagnostic: Diagnostic) -> Passing:
    """How a finding of one of the team's own tools is treated: under its own names."""
    summary = f"A finding of {diagnostic.tool}."
    return Passing(diagnostic.code, diagnostic.name, summary, _TEAMS_OWN)


PASSING = {
    rule.code: rule
    for rule in (
        Passing(
            "F502",
            "percent-format-expected-mapping",
            "A % format names its values but gets a sequence.",
            _MISTAKE,
        ),
        Passing(
            "F503",
            "percent-format-expected-sequence",
            "A % format wants a sequence but gets a mapping.",
            _MISTAKE,
        ),
        Passing(
            "F505",
            "percent-format-missing-argument",
            "A % format names a value that is not given.",
            _MISTAKE,
        ),
        Passing(
            "F507",
            "percent-format-positional-count-mismatch",
            "A % format has more or fewer places than values.",
            _MISTAKE,
        ),
        Passing(
            "F509",
            "percent-format-unsupported-format-character",
            "A % format uses a character that does not exist.",
            _MISTAKE,
        ),
        Passing(
            "F521", "string-dot-format-invalid-format", "A format string cannot be read.", _MISTAKE
        ),
        Passing(
            "F524",
            "string-dot-format-missing-arguments",
            "A format string names a value that is not given.",
            _MISTAKE,
        ),
        Passing("F631", "assert-tuple", "An assertion on a tuple never fails.", _MISTAKE),
        Passing("F632", "is-literal", "A value is compared with a literal by identity.", _MISTAKE),
        Passing("F634", "if-tuple", "A condition on a tuple is always true.", _MISTAKE),
        Passing(
            "F706", "return-outside-function", "A return stands outside any function.", _MISTAKE
        ),
    )
}
