"""The SARIF format, 2.1.0: what code hosts and editors read.

A result stands at the line of the notebook's file where a code host shows it; the cell
and its line are in the message and in the logical location.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ..report import Finding, NotChecked, Related, RuleCard, Severity
from .file_names import as_uri, from_top
from .groups import sentence, where
from .json_format import json_text
from .located import Located, LocatedFinding, LocatedFix, Region, Results

_Json: TypeAlias = dict[str, Any]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Mapping[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "info": "note",
    "off": "none",
}
_TOP = "%SRCROOT%"
_FINGERPRINT = "handoffStatement/v1"
# The key by which GitHub knows an alert again. It makes one of the line's text by itself.
_LINE_HASH = "primaryLocationLineHash"
_NOT_CHECKED = "not-checked"
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def written(results: Results) -> str:
    """A whole log with one run."""
    run = _Run(results)
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run.as_json()]})


class _Run:
    """One run: its artifacts and rules, and the numbers by which the results name them."""

    def __init__(self, results: Results) -> None:
        self.files = results.files
        self.wrong = results.wrong
        self.uris = {file.path: as_uri(from_top(file.path)) for file in self.files}
        self.artifacts = {
            uri: number for number, uri in enumerate(dict.fromkeys(self.uris.values()))
        }
        cards = {card.code: card for card in results.cards}
        found = (item.finding for file in self.files for item in file.findings)
        rules = {finding.code: finding for finding in found}
        self.rules = [_rule(rules[code], cards.get(code)) for code in sorted(rules)]
        self.numbers = {rule["id"]: number for number, rule in enumerate(self.rules)}

    def as_json(self) -> _Json:
        return {
            "tool": {"driver": self.driver()},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                _TOP: {
                    "description": _text(
                        "The top of the repository; outside of one, the folder of the run."
                    )
                }
            },
            "artifacts": [
                {
                    "location": _file(uri),
                    "mimeType": "application/x-ipynb+json",
                    "encoding": "UTF-8",
                    "roles": ["analysisTarget"],
                }
                for uri in self.artifacts
            ],
            "invocations": [
                {
                    "executionSuccessful": not self.wrong
                    and not any(file.failed for file in self.files),
                    "toolExecutionNotifications": list(self.notifications()),
                }
            ],
            "results": [result for file in self.files for result in self.results(file)],
            "properties": {"contracts": self.contracts()},
        }

    def contracts(self) -> list[dict[str, str]]:
        """The contracts that files were judged under, and where they are explained."""
        made = (file.report.made_by.contract for file in self.files if file.report)
        said = ((card.title, card.version, card.hash, card.docs) for card in made)
        names = ("title", "version", "hash", "docs")
        return [dict(zip(names, card, strict=True)) for card in dict.fromkeys(said)]

    def driver(self) -> _Json:
        made_by = next((file.report.made_by for file in self.files if file.report), None)
        version = {"version": made_by.engine, "semanticVersion": made_by.engine} if made_by else {}
        notifications = [
            {
                "id": _NOT_CHECKED,
                "shortDescription": {"text": "Something could not be looked at."},
                "defaultConfiguration": {"level": "note"},
            }
        ]
        return {
            "name": "Jupyter Handoff",
            **version,
            "rules": self.rules,
            "notifications": notifications,
        }

    def results(self, file: Located) -> Iterator[_Json]:
        lines = Counter((item.finding.code, item.region.line) for item in file.findings)
        for item in file.findings:
            # GitHub's own key takes findings of a rule on one line of the file for the same.
            alone = lines[item.finding.code, item.region.line] == 1
            yield self.result(file, item, _keys(item.fingerprint, own_line=alone))

    def result(self, file: Located, item: LocatedFinding, keys: Mapping[str, str]) -> _Json:
        finding = item.finding
        # The first of them have a place: all there are, but for hundreds at once.
        known = zip(finding.related, item.related, strict=False)
        related = [
            {"id": number, **self.location(file, region, place), "message": _text(place.message)}
            for number, (place, region) in enumerate(known, 1)
        ]
        fixes = [_fix(fix, self.artifact(file)) for fix in item.fixes if fix.changes]
        return {
            "ruleId": finding.code,
            "ruleIndex": self.numbers[finding.code],
            "level": _LEVELS[finding.severity],
            "message": _text(sentence(finding)),
            "locations": [self.location(file, item.region, finding)],
            **({"relatedLocations": related} if related else {}),
            "partialFingerprints": keys,
            **({"fixes": fixes} if fixes else {}),
            "properties": {
                "artifact": finding.artifact,
                "owner": finding.owner,
                "stage": file.report.stage if file.report else None,
                "cell": finding.cell,
                "line": finding.line,
                "column": finding.column,
            },
        }

    def location(self, file: Located, region: Region | None, place: Finding | Related) -> _Json:
        return {
            "physicalLocation": {
                "artifactLocation": self.artifact(file),
                **({"region": _region(region)} if region else {}),
            },
            "logicalLocations": [
                {
                    "name": "notebook" if place.cell is None else f"cell {place.cell}",
                    "fullyQualifiedName": where(place),
                    "kind": "notebook" if place.cell is None else "cell",
                }
            ],
        }

    def artifact(self, file: Located) -> _Json:
        uri = self.uris[file.path]
        return {**_file(uri), "index": self.artifacts[uri]}

    def notifications(self) -> Iterator[_Json]:
        for problem in self.wrong:
            yield _notification("error", problem, [])
        for file in self.files:
            location = {"physicalLocation": {"artifactLocation": self.artifact(file)}}
            if file.report is None:
                level = "error" if file.failed else "note"
                yield _notification(level, f"The notebook: {file.unreadable}", [location])
                continue
            for item in file.report.coverage.not_checked:
                yield _notification("note", _sentence(item), [location])


def _rule(finding: Finding, card: RuleCard | None) -> _Json:
    said = {"id": finding.code, "name": finding.name}
    tags = ["jupyter", finding.artifact]
    more: _Json = {"properties": {"tags": tags, "artifact": finding.artifact}}
    if card is None:
        tool = f"A rule of {finding.source.tool}." if finding.source else "A rule of a plugin."
        told = {"shortDescription": {"text": finding.name}, "fullDescription": {"text": tool}}
        return {**said, **told, "help": {"text": tool, "markdown": tool}, **more}
    paragraphs = [card.summary, card.why, f"Fix: {card.fix}" if card.fix else ""]
    help_text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return {
        **said,
        "shortDescription": {"text": card.summary},
        "fullDescription": {"text": f"{card.summary} {card.why}".strip()},
        "help": {"text": help_text, "markdown": "\n\n".join((help_text, *_examples(card)))},
        "defaultConfiguration": {"level": _LEVELS[card.severities.handoff]},
        **more,
    }


def _examples(card: RuleCard) -> Iterator[str]:
    for example in card.examples:
        yield f"Bad:\n\n```python\n{example.bad}\n```\n\nGood:\n\n```python\n{example.good}\n```"


def _keys(fingerprint: str, *, own_line: bool) -> dict[str, str]:
    keys = {_FINGERPRINT: fingerprint}
    return keys if own_line else {**keys, _LINE_HASH: f"{fingerprint}:1"}


def _fix(fix: LocatedFix, artifact: _Json) -> _Json:
    replacements = [
        {"deletedRegion": _region(change.region), "insertedContent": {"text": change.new}}
        for change in fix.changes
    ]
    return {
        "description": _text(fix.title),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"applicability": fix.applicability},
    }


def _region(region: Region) -> _Json:
    if region.column is None:
        return {"startLine": region.line}
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _file(uri: str) -> _Json:
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _TOP}


def _notification(level: str, text: str, locations: Iterable[_Json]) -> _Json:
    return {
        "descriptor": {"id": _NOT_CHECKED, "index": 0},
        "level": level,
        "message": _text(text),
        "locations": list(locations),
    }


def _sentence(item: NotChecked) -> str:
    return f"Not checked: {item.what}: {item.why}"


def _text(text: str) -> dict[str, str]:
    """A message as it stands: no `{0}` in it is a place to be filled, no `[…](` a link."""
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", text).replace("](", r"\](")}
