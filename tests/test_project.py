"""What is read of the folder around a notebook."""

from __future__ import annotations

from pathlib import Path

from jupyter_handoff.project import read_project


def test_what_declares_dependencies_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "requirements.txt").write_text("torch==1.13.1\n")
    (folder / "environment.yml").touch()
    project = read_project(folder)
    assert (project.notebook, project.root) == (folder.as_posix(), tmp_path.as_posix())
    assert project.requirements == "../requirements.txt"
    assert project.declared_in == ("environment.yml", "../requirements.txt")


def test_exact_versions_are_read_and_everything_else_passed_over(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(
        "# comment\n-r other.txt\n--hash=sha256:1\nTorch==2.1.0  # why\nnumpy>=1\nx==1.*\n"
        "Foo_Bar[extra]==3 ; python_version > '3'\n./local\nhttps://host/x.whl\n"
    )
    assert dict(read_project(tmp_path).pinned) == {"torch": "2.1.0", "foo-bar": "3"}


def test_an_empty_folder_declares_nothing(tmp_path: Path) -> None:
    project = read_project(tmp_path)
    assert project.requirements is None
    assert project.declared_in == ()
    assert project.root == tmp_path.as_posix()
