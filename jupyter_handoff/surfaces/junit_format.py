"""The JUnit format: test reports, which most CI servers show. One test suite is one notebook.

A failure is what fails the run, as in Ruff's: an error. Warnings and notes are tests that
passed and have something to say; what could not be read is a test that broke, what was
not checked one that was skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree

from .file_names import from_top
from .groups import count, sentence
from .located import Located, LocatedFinding, Results

# What XML 1.0 cannot say, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(results: Results) -> str:
    """The whole document."""
    root = ElementTree.Element("testsuites", name="jupyter handoff")
    for file in results.files:
        _suite(root, from_top(file.path), _cases(file))
    if results.wrong:
        _suite(root, "paths", [_broken("paths", problem) for problem in results.wrong])
    _count(root)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _suite(root: ElementTree.Element, name: str, cases: Sequence[ElementTree.Element]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_clean(name))
    suite.extend(cases)
    seen: Counter[str] = Counter()
    for case in cases:
        # Servers take tests of one name for one test.
        test = case.attrib["name"]
        seen[test] += 1
        if seen[test] > 1:
            case.set("name", f"{test} ({seen[test]})")
    _count(suite)


def _count(parent: ElementTree.Element) -> None:
    parent.set("tests", str(len(list(parent.iter("testcase")))))
    parent.set("failures", str(len(list(parent.iter("failure")))))
    parent.set("errors", str(len(list(parent.iter("error")))))
    if parent.tag == "testsuite":
        parent.set("skipped", str(len(list(parent.iter("skipped")))))


def _cases(file: Located) -> list[ElementTree.Element]:
    name = from_top(file.path)
    if file.report is None:
        return [_broken(name, file.unreadable) if file.failed else _skipped(name, file.unreadable)]
    missing = [f"{item.what}: {item.why}" for item in file.report.coverage.not_checked]
    rules = count(len(file.report.coverage.checked), "rule")
    first = [] if file.findings else [_case(name, f"{rules} checked")]
    found = [_found(name, item) for item in file.findings]
    return [*first, *found, *(_skipped(name, why) for why in missing)]


def _found(name: str, item: LocatedFinding) -> ElementTree.Element:
    finding, region = item.finding, item.region
    said = sentence(finding)
    column = "" if region.column is None else f":{region.column}"
    lines = [said, f"{name}:{region.line}{column}"]
    if item.excerpt is not None:
        lines += [item.excerpt.line, item.excerpt.carets]
    text = "\n".join(lines)
    case = _case(name, f"{finding.code} {finding.name}, {said.partition(':')[0].lower()}")
    if finding.severity == "error":
        failure = ElementTree.SubElement(case, "failure", type="error", message=_clean(said))
        failure.text = _clean(text)
    else:
        out = ElementTree.SubElement(case, "system-out")
        out.text = _clean(f"{finding.severity}: {text}")
    return case


def _broken(name: str, why: str) -> ElementTree.Element:
    case = _case(name, "not checked")
    ElementTree.SubElement(case, "error", type="not checked", message=_clean(why)).text = _clean(
        why
    )
    return case


def _skipped(name: str, why: str) -> ElementTree.Element:
    case = _case(name, "not checked")
    ElementTree.SubElement(case, "skipped", message=_clean(why))
    return case


def _case(name: str, test: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=_clean(name), name=_clean(test))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
