"""Where the contract of a notebook is looked for."""

from __future__ import annotations

from pathlib import Path

from jupyter_handoff.contract import find_contract
from jupyter_handoff.contract.find import folders_upward


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
    (tmp_path / "pyproject.toml").write_text("[tool.jupyter-handoff\n")
    assert find_contract(tmp_path) is None
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.jupyter-handoff]\nx = '\xff'")
    assert find_contract(tmp_path) is None
