"""JUnit XML as CI servers read it: by the names that Jenkins's schema has."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from ..notebook_files import code, write
from .command_line import run
from .golden import CELL, LINE, every_style, write_style

pytestmark = pytest.mark.usefixtures("wide_terminal")

# junit-10.xsd of Jenkins's xUnit plugin: the attributes of each element, and what it holds.
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": set("name tests failures errors group time skipped timestamp hostname id".split()),
    "testcase": {"name", "time", "classname", "group"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
NEEDED = {
    "testsuite": {"name", "tests", "failures", "errors"},
    "testcase": {"name"},
}
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}
LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/churn.csv")'


def suites(capsys: pytest.CaptureFixture[str], *arguments: str) -> ElementTree.Element:
    _, out, _ = run(capsys, "lint", *arguments, "--format", "junit", "--stage", "handoff")
    root = ElementTree.fromstring(out.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert element.attrib.keys() <= ATTRIBUTES[element.tag]
        assert element.attrib.keys() >= NEEDED.get(element.tag, set())
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set())
    for suite in [root, *root]:
        for number, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(suite.attrib[number]) == len(list(suite.iter(tag)))
    for suite in root:
        names = [case.attrib["name"] for case in suite]
        assert len(names) == len(set(names))
    return root


@every_style
def test_a_failure_names_the_line_of_the_file(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, column, _ = write_style(tmp_path, style)
    cases = suites(capsys, ".").iter("testcase")
    (case,) = (case for case in cases if "HD101" in case.attrib["name"])
    assert case.attrib["classname"] == "a.ipynb"
    assert case.attrib["name"] == f"HD101 machine-local-path, cell {CELL}, line {LINE}"
    (failure,) = case
    said, place, source, carets = (failure.text or "").split("\n")
    assert said == failure.attrib["message"]
    assert place == f"a.ipynb:{line}:{column}"
    assert source == 'x = "🎉é"; df = pd.read_csv("/home/ana/churn.csv")'
    assert carets.endswith(" " + "^" * 21)


def test_a_failure_is_what_fails_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("import os, math"), code("%%bash\nls"))
    root = suites(capsys, ".", "--select", "HC116,HD101")
    (suite,) = root
    tags = [[child.tag for child in case] for case in suite]
    assert tags == [["system-out"], ["system-out"], ["skipped"]]
    assert suite.attrib["failures"] == "0"
    assert suite.attrib["skipped"] == "1"
    assert (suite[0][0].text or "").startswith("warning: Cell 1, line 1: `os`")


def test_each_notebook_is_a_suite_also_where_nothing_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    write(tmp_path / "b.ipynb", code(LOCAL))
    (tmp_path / "c.ipynb").write_text("{]")
    quiet, found, broken = suites(capsys, ".", "--select", "HD101")
    assert [suite.attrib["name"] for suite in (quiet, found, broken)] == [
        "a.ipynb",
        "b.ipynb",
        "c.ipynb",
    ]
    (case,) = quiet
    assert case.attrib["name"].endswith("rules checked")
    assert len(case) == 0
    assert [case[0].tag for case in broken] == ["error"]
    (wrong,) = suites(capsys, "nowhere")
    assert wrong.attrib["errors"] == "1"


def test_any_text_is_xml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = 'x = 1  # TODO: <b>&amp;\x00\x1b[31m ]]> \uffff \ud83d " é🎉'
    write(tmp_path / "a<&>\x01.ipynb", code(source.replace("\ud83d", "")))
    (case,) = suites(capsys, ".", "--select", "HU102").iter("testcase")
    assert case.attrib["classname"] == "a<&>\N{REPLACEMENT CHARACTER}.ipynb"
    text = "".join(case[0].itertext())
    assert "<b>&amp;\N{REPLACEMENT CHARACTER}" in text
    assert "é🎉" in text
