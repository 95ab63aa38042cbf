"""What is read of the folder around a notebook."""

from __future__ import annotations

from pathlib import Path

from jupyter_handoff.project import read_project


def test_the_nearest_requirements_are_found_upwards(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "requirements.txt").write_text("torch==1.13.1\n")
    project = read_project(folder)
    assert (project.notebook, project.root) == (folder.as_posix(), tmp_path.as_posix())
    assert project.requirements == "../requirements.txt"
    (folder / "requirements.txt").write_text("torch\n")
    assert read_project(folder).requirements == "requirements.txt"


def test_names_and_exact_versions_are_read_and_everything_else_passed_over(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(
        "# comment\n-r other.txt\n--hash=sha256:1\nTorch==2.1.0  # why\nnumpy>=1\nx==1.*\n"
        "Foo_Bar[extra]==3 ; python_version > '3'\n./local\nhttps://host/x.whl\n"
    )
    declared = {"torch": "2.1.0", "foo-bar": "3", "numpy": "", "x": ""}
    assert read_project(tmp_path).declared == declared


def test_an_empty_folder_declares_nothing(tmp_path: Path) -> None:
    project = read_project(tmp_path)
    assert project.requirements is None
    assert project.declared == {}
    assert project.root == tmp_path.as_posix()
