"""Where the contract of a notebook is looked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_handoff.contract import find_contract
from jupyter_handoff.contract.find import folders_upward
from jupyter_handoff.surroundings import look_around


def test_the_search_ends_at_the_top_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repo" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "handoff.toml").touch()
    (tmp_path / "repo" / ".git").mkdir()
    assert find_contract(inner) is None
    (tmp_path / "repo" / "handoff.toml").touch()
    assert find_contract(inner) == tmp_path / "repo" / "handoff.toml"
    (inner / "handoff.toml").touch()
    assert find_contract(inner) == inner / "handoff.toml"


def test_a_worktree_whose_git_is_a_file_is_a_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repo" / "a"
    inner.mkdir(parents=True)
    (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere")
    assert list(folders_upward(inner)) == [inner, tmp_path / "repo"]


def test_outside_a_repository_it_ends_where_the_person_works(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "handoff.toml").touch()
    assert find_contract(inner) is None
    assert find_contract(inner, top=tmp_path) == tmp_path / "handoff.toml"
    assert find_contract(inner, top=tmp_path / "elsewhere") is None


def test_pyproject_counts_where_it_has_our_table(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\nname = 'x'\n")
    assert find_contract(tmp_path) is None
    project.write_text("[tool.jupyter-handoff]\nstage = 'handoff'\n")
    assert find_contract(tmp_path) == project
    (tmp_path / "handoff.toml").touch()
    assert find_contract(tmp_path) == tmp_path / "handoff.toml"


def test_a_pyproject_that_is_no_toml_is_somebody_elses_trouble(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text("[project\ndependencies = ['jupyter-handoff']")
    assert find_contract(tmp_path) is None
    project.write_text("tool = 3\n# jupyter-handoff")
    assert find_contract(tmp_path) is None


@pytest.mark.parametrize("raw", [b"[tool.jupyter-handoff\n", b"[tool.jupyter-handoff]\nx='\xff'"])
def test_a_broken_table_of_ours_is_not_passed_over(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(raw)
    assert find_contract(tmp_path) == tmp_path / "pyproject.toml"


@pytest.mark.parametrize(
    "text",
    [
        "[tool]\njupyter-handoff = {stage = 'handoff'}",
        "tool.jupyter-handoff.stage = 'handoff'",
        "['tool'.\"jupyter-handoff\"]\nstage = 'handoff'",
    ],
)
def test_a_table_counts_however_it_is_written(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert find_contract(tmp_path) == tmp_path / "pyproject.toml"


def test_what_cannot_be_read_is_not_passed_over_and_nobody_waits(tmp_path: Path) -> None:
    own = tmp_path / "handoff.toml"
    for make in (own.mkdir, lambda: own.symlink_to("gone"), lambda: os.mkfifo(own)):
        make()
        around = look_around(tmp_path)
        assert [item.what for item in around.not_checked] == ["the contract"]
        own.rmdir() if own.is_dir() else own.unlink()
    own.write_text('extends = ["git+https://host/repo@v1#a.toml"]')
    os.mkfifo(tmp_path / "handoff.lock")
    (problem,) = look_around(tmp_path).not_checked
    assert "handoff.lock: is no ordinary file" in problem.why
