"""What the fix adds to a requirements file is what the rule missed, and nothing else is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.project import read_project
from jupyter_handoff.report import FileEdit
from jupyter_handoff.rule import Match
from jupyter_handoff.rules.environment.undeclared_import import find


def said(folder: Path, source: str, **files: str) -> list[Match]:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return list(find(read_percent(source), read_project(folder)))


def test_the_fix_is_what_was_missing(tmp_path: Path) -> None:
    source = "import cv2, yaml\nfrom google.cloud import bigquery\nimport pandas"
    matches = said(tmp_path, source, requirements__txt="pandas\n")
    edits = [edit for match in matches for fix in match.fixes for edit in fix.edits]
    assert all(fix.applicability == "safe" for match in matches for fix in match.fixes)
    assert [edit.append for edit in edits if isinstance(edit, FileEdit)] == [
        "opencv-python\n",
        "pyyaml\n",
        "google-cloud-bigquery\n",
    ]
    path = tmp_path / "requirements.txt"
    path.write_text(path.read_text() + "opencv-python\npyyaml\ngoogle-cloud-bigquery\n")
    assert said(tmp_path, source) == []


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("pyproject__toml", "[project]\ndependencies=[]", 'In pyproject.toml, add "pyyaml" to'),
        ("environment__yml", "dependencies: [pandas]", "In environment.yml, add `- pyyaml` below"),
        ("Pipfile", "[packages]\npandas='*'", 'In Pipfile, add `pyyaml = "*"` below'),
        ("setup__py", "setup(install_requires=[])", "In setup.py, add pyyaml"),
    ],
)
def test_other_files_are_a_persons_to_edit(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    (match,) = said(tmp_path, "import yaml", **{name: text})
    (fix,) = match.fixes
    assert fix.title.startswith(title)
    assert (fix.applicability, fix.edits) == ("suggestion", ())


def test_where_the_others_are_pinned_the_version_is_asked_for(tmp_path: Path) -> None:
    (match,) = said(tmp_path, "import yaml", requirements__txt="pandas==2.2.3\n")
    assert match.fixes[0].title.endswith("give it the version that you run, as the others have")
    assert match.fixes[0].edits == (FileEdit("requirements.txt", "pyyaml\n"),)


def test_a_module_that_nobody_knows_gets_no_name_made_up(tmp_path: Path) -> None:
    (match,) = said(tmp_path, "import nobody_knows_this", requirements__txt="pandas\n")
    assert (match.at_most, match.fixes[0].edits) == ("warning", ())


def test_each_distribution_is_told_once(tmp_path: Path) -> None:
    source = "# %%\nimport yaml\nfrom yaml import load\n# %%\nimport yaml.loader as y"
    assert len(said(tmp_path, source, requirements__txt="pandas\n")) == 1


def test_what_stands_further_up_is_declared(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "sub"
    folder.mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\ndependencies=['pyyaml']")
    assert said(folder, "import yaml, torch", requirements__txt="torch\n") == []
