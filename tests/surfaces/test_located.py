"""What the formats are given, and what holds of all formats."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import pytest

from jupyter_handoff import rule_cards
from jupyter_handoff.surfaces.files import Linter
from jupyter_handoff.surfaces.formats import FORMATS, written
from jupyter_handoff.surfaces.located import Located, Region, Results
from jupyter_handoff.surfaces.mending import Mended, mend
from jupyter_handoff.surfaces.work import placed

from ..notebook_files import code, markdown, write
from .command_line import run

pytestmark = pytest.mark.usefixtures("wide_terminal")

TOKEN = "ghp_" + "x7Kq2vN9mR4tB8wZ1pL6sD3fG5hJ0cY2aE4u"
LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/churn.csv")'
every_format = pytest.mark.parametrize("name", [*FORMATS, "json", "text"])


def located(path: Path) -> Located:
    return placed(Linter("handoff").judge(path))


def results(*files: Located) -> Results:
    return Results(files, rule_cards(), ("nowhere: there is no such file",), "2026-11-24")


def mixed(folder: Path) -> list[Path]:
    (folder / "broken.ipynb").write_text("{]")
    return [
        write(folder / "a.ipynb", markdown("é"), code(LOCAL), code("import os, math\nx = 1")),
        write(folder / "b.ipynb", code("print(later)"), code("later = 1"), code("%%bash\nls")),
        folder / "broken.ipynb",
        folder / "gone.ipynb",
    ]


def test_it_goes_through_a_pipe_unchanged_and_is_small(tmp_path: Path) -> None:
    found = [located(path) for path in mixed(tmp_path)]
    sent = pickle.dumps(found)
    assert pickle.loads(sent) == found
    image = [{"output_type": "display_data", "data": {"image/png": "iVBO" * 100_000}}]
    path = write(tmp_path / "large.ipynb", code(LOCAL, outputs=image))
    assert len(pickle.dumps(located(path))) < 10_000


def test_a_place_is_a_stretch_of_the_file(tmp_path: Path) -> None:
    (item,) = (
        item
        for item in located(write(tmp_path / "a.ipynb", code(LOCAL))).findings
        if item.finding.code == "HD101"
    )
    text = (tmp_path / "a.ipynb").read_text().split("\n")
    line = item.region.line
    assert item.region.end_line == line
    assert text[line - 1][(item.region.column or 0) - 1 : (item.region.end_column or 0) - 1] == (
        '\\"/home/ana/churn.csv\\"'
    )
    assert item.excerpt is not None
    assert item.excerpt.marked == '"/home/ana/churn.csv"'
    assert item.title == "Cell 1  import pandas as pd"


def test_places_are_those_of_the_file_after_its_fixes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", code(f"import os\n{LOCAL}"))
    linter = Linter("handoff")
    mended = mend(linter, linter.judge(path), unsafe=False)
    assert isinstance(mended, Mended)
    path.write_bytes(mended.new)
    assert placed(mended.judged) == located(path)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    *_, broken, gone = (located(path) for path in mixed(tmp_path))
    assert "not JSON" in broken.unreadable
    assert "cannot be read" in gone.unreadable
    assert broken.failed


def test_numbering_counts_findings_of_all_stages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", code(LOCAL), code(LOCAL))
    keys = [
        {item.fingerprint for item in file.findings if item.finding.code == "HD101"}
        for stage in ("candidate", "handoff")
        for file in [placed(Linter(stage).judge(path))]
    ]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 2


def test_a_finding_without_a_line_has_a_region_without_columns(tmp_path: Path) -> None:
    ran = [code("x = 1", execution_count=2), code("print(x)", execution_count=1)]
    (item,) = (
        item
        for item in located(write(tmp_path / "a.ipynb", *ran)).findings
        if item.finding.cell is None
    )
    assert item.region == Region(1, None, 1, None)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_the_same_each_time(name: str, tmp_path: Path) -> None:
    given = results(*(located(path) for path in mixed(tmp_path)))
    text = written(name, given)
    assert written(name, pickle.loads(pickle.dumps(given))) == text
    assert text.encode()


@every_format
def test_no_format_tells_a_secret(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spread = f"f('/home/ana/x.csv', '{TOKEN}')"
    output = [{"output_type": "stream", "name": "stdout", "text": [TOKEN]}]
    write(
        tmp_path / "a.ipynb",
        markdown(f"The key is {TOKEN}"),
        code(f"import os; token = '{TOKEN}'", outputs=output),
        code(f"{LOCAL}; {spread}  # TODO: {TOKEN}"),
        code(f"%env GITHUB_TOKEN={TOKEN}\n!curl -H {TOKEN} x"),
    )
    _, out, err = run(capsys, "lint", ".", "--format", name, "--stage", "handoff")
    assert "HS101" in out
    for start in range(0, len(TOKEN) - 8, 4):
        assert TOKEN[start : start + 8] not in out + err


@every_format
def test_the_output_goes_into_a_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed(tmp_path)
    arguments = ("lint", ".", "--format", name, "--stage", "handoff")
    status, out, err = run(capsys, *arguments)
    target = tmp_path / "out.txt"
    other, nothing, complaints = run(capsys, *arguments, "--output", "out.txt")
    assert (other, nothing, complaints) == (status, "", err)
    assert target.read_text(encoding="utf-8") == out
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text here")
@every_format
def test_a_name_that_is_no_text_breaks_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL))
    (tmp_path / "a.ipynb").rename(tmp_path / "a\udcff.ipynb")
    arguments = ("--format", name, "--stage", "handoff", "--output", "out")
    assert run(capsys, "lint", ".", *arguments)[0] == 1
    assert "HD101" in (tmp_path / "out").read_text(encoding="utf-8")
