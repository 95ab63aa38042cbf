"""SARIF as code hosts read it: valid, at the file's own lines, and without any secret."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from jupyter_handoff import rule_cards
from jupyter_handoff.report import Source
from jupyter_handoff.surfaces.files import Linter
from jupyter_handoff.surfaces.located import Results
from jupyter_handoff.surfaces.sarif_format import written
from jupyter_handoff.surfaces.work import placed

from ..notebook_files import code, markdown, write
from .command_line import run
from .golden import CELL, LINE, every_style, write_style
from .sarif_shape import SHAPE

pytestmark = pytest.mark.usefixtures("wide_terminal")

# The official schema, as Microsoft publishes it for the front end's package manager.
OFFICIAL = (
    Path(__file__)
    .parents[2]
    .joinpath("labextension/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
)
LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/churn.csv")'


def log(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    _, out, _ = run(capsys, "lint", *arguments, "--format", "sarif", "--stage", "handoff")
    read: dict[str, Any] = json.loads(out)
    jsonschema.validate(read, SHAPE)
    return read


def sarif(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    (only,) = log(capsys, *arguments)["runs"]
    assert isinstance(only, dict)
    return only


def of(run: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [result for result in run["results"] if result["ruleId"] == code]


def mixed(folder: Path) -> None:
    """Notebooks with findings of all kinds: on lines, cells, the whole, with fixes and more."""
    write(
        folder / "a é,b.ipynb",
        markdown("# Title"),
        code(LOCAL, execution_count=2),
        code("import os, json\n\ndef f(a=[]):\n    return later", execution_count=1),
        code("%%bash\nls"),
        code(""),
        code("later = 1\nlater"),
        code("import random\nx = random.random()"),
    )
    (folder / "b.ipynb").write_text("{]")


@every_style
def test_a_result_stands_where_the_file_has_it(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, column, end = write_style(tmp_path, style)
    (result,) = of(sarif(capsys, "a.ipynb"), "HD101")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a.ipynb", "uriBaseId": "%SRCROOT%", "index": 0},
        "region": {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end},
    }
    assert location["logicalLocations"] == [
        {"name": "cell 2", "fullyQualifiedName": f"cell {CELL}, line {LINE}", "kind": "cell"}
    ]
    assert result["message"]["text"].startswith(f"Cell {CELL}, line {LINE}: ")
    assert result["level"] == "error"


@pytest.mark.skipif(not OFFICIAL.exists(), reason="npm ci has not run in labextension")
@pytest.mark.parametrize("arguments", [["."], ["nowhere"], [".", "--select", "HD101"]])
def test_it_is_valid_by_the_official_schema(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed(tmp_path)
    schema = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    checked = jsonschema.Draft4Validator(
        schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )
    assert not list(checked.iter_errors(log(capsys, *arguments)))


def test_the_run_is_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mixed(tmp_path)
    made = sarif(capsys, ".")
    assert made["columnKind"] == "unicodeCodePoints"
    uris = [artifact["location"]["uri"] for artifact in made["artifacts"]]
    assert uris == ["a%20%C3%A9%2Cb.ipynb", "b.ipynb"]
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({item["ruleId"] for item in made["results"]})
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert uris[place["index"]] == place["uri"]
    (rule,) = (rule for rule in rules if rule["id"] == "HD101")
    assert rule["name"] == "machine-local-path"
    assert "Bad:\n\n```python\n" in rule["help"]["markdown"]
    assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])


def test_levels_are_sarifs_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mixed(tmp_path)
    assert {item["level"] for item in sarif(capsys, ".")["results"]} == {"error", "warning", "note"}


def test_whole_cells_and_the_whole_notebook_have_lines_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = [code("x = 1", execution_count=2), code(""), code("print(x)", execution_count=1)]
    path = write(tmp_path / "a.ipynb", *ran)
    made = sarif(capsys, "a.ipynb")
    lines = path.read_text().split("\n")
    (empty,) = of(made, "HN106")
    region = empty["locations"][0]["physicalLocation"]["region"]
    assert lines[region["startLine"] - 1].strip() == '"source": []'
    assert region.keys() == {"startLine"}
    (whole,) = of(made, "HN101")
    assert whole["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert whole["locations"][0]["logicalLocations"][0]["name"] == "notebook"


def test_what_was_not_checked_is_a_notification(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed(tmp_path)
    (invocation,) = sarif(capsys, ".")["invocations"]
    assert invocation["executionSuccessful"] is False
    said = {
        item["message"]["text"]: item["level"] for item in invocation["toolExecutionNotifications"]
    }
    assert said["Not checked: cell 4: `%%bash` is not known to hold Python"] == "note"
    assert [level for text, level in said.items() if "it is not JSON" in text] == ["error"]
    (tmp_path / "b.ipynb").unlink()
    assert sarif(capsys, ".")["invocations"][0]["executionSuccessful"] is True
    (wrong,) = sarif(capsys, "nowhere")["invocations"]
    assert wrong["executionSuccessful"] is False
    assert "nowhere" in wrong["toolExecutionNotifications"][0]["message"]["text"]


def test_fixes_are_edits_of_the_file_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = 'é = "🎉"; import os\nimport json, math\nprint(json)'
    path = write(tmp_path / "a.ipynb", markdown("é"), code(source))
    results = of(sarif(capsys, "a.ipynb", "--select", "HC116"), "HC116")
    lines = path.read_text(encoding="utf-8").split("\n")
    for result in reversed(results):
        (fix,) = result["fixes"]
        (change,) = fix["artifactChanges"]
        for part in reversed(change["replacements"]):
            region, new = part["deletedRegion"], part["insertedContent"]["text"]
            first, last = region["startLine"] - 1, region["endLine"] - 1
            lines[first : last + 1] = [
                lines[first][: region["startColumn"] - 1]
                + new
                + lines[last][region["endColumn"] - 1 :]
            ]
    by_hand = "".join(json.loads("\n".join(lines))["cells"][1]["source"])
    run(capsys, "lint", "a.ipynb", "--select", "HC116", "--fix", "--stage", "handoff")
    fixed = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][1]["source"])
    assert by_hand == fixed != source


def test_keys_stay_when_cells_move(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL), code("x = 1"))
    (before,) = of(sarif(capsys, "."), "HD101")
    write(tmp_path / "a.ipynb", markdown("More."), code("x = 1"), code(f"# %%\n\n{LOCAL}"))
    (after,) = of(sarif(capsys, "."), "HD101")
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["partialFingerprints"].keys() == {"handoffStatement/v1"}


def test_findings_on_one_line_of_the_file_have_keys_that_github_tells_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("import os, math"))
    results = of(sarif(capsys, "."), "HC116")
    keys = {result["partialFingerprints"]["primaryLocationLineHash"] for result in results}
    assert len(results) == len(keys) == 2


def test_related_places_have_locations_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.ipynb", code("print(later)"), code("later = 1"))
    (result,) = of(sarif(capsys, "."), "HC103")
    (related,) = result["relatedLocations"]
    line = path.read_text().split("\n").index('    "later = 1"') + 1
    assert related["physicalLocation"]["region"]["startLine"] == line
    assert related["message"]["text"]


def test_a_message_is_no_template_and_has_no_links(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1  # TODO: f{0} [see](3)"))
    (result,) = of(sarif(capsys, "."), "HU102")
    assert result["message"]["text"].endswith(r"TODO: f{{0}} [see\](3)")


def test_a_contract_is_named_with_where_it_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "handoff.toml").write_text(
        'title = "Acme"\nversion = "2"\ndocs = "https://acme.test/handoff"\n'
    )
    write(tmp_path / "a.ipynb", code("x = 1"))
    write(tmp_path / "b.ipynb", code("x = 1"))
    (contract,) = sarif(capsys, ".")["properties"]["contracts"]
    assert contract.pop("hash")
    assert contract == {"title": "Acme", "version": "2", "docs": "https://acme.test/handoff"}


def test_a_file_outside_of_the_folder_is_named_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL))
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    made = sarif(capsys, "../a.ipynb")
    assert made["artifacts"][0]["location"] == {"uri": (tmp_path / "a.ipynb").as_uri()}


def test_a_rule_of_another_tool_names_that_tool(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", code(LOCAL))
    file = placed(Linter("handoff").judge(path))
    (item,) = (item for item in file.findings if item.finding.code == "HD101")
    foreign = msgspec.structs.replace(
        item.finding, code="arg-type", name="arg-type", source=Source("mypy", "arg-type")
    )
    item = msgspec.structs.replace(item, finding=foreign)
    text = written(Results((msgspec.structs.replace(file, findings=(item,)),), rule_cards()))
    read = json.loads(text)
    jsonschema.validate(read, SHAPE)
    (rule,) = read["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["text"] == "A rule of mypy."
