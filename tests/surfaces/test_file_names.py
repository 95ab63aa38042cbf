"""How files are named to code hosts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_handoff.surfaces.file_names import as_uri, from_top


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("a.ipynb", "a.ipynb"),
        ("./b//../a.ipynb", "a.ipynb"),
        ("deep/a.ipynb", "deep/a.ipynb"),
    ],
)
def test_a_path_begins_at_the_working_directory(
    path: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_top(path) == named
    assert from_top(str(tmp_path.resolve() / path)) == named


def test_the_environment_names_the_top_where_the_work_is_done_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "repo" / "sub").mkdir(parents=True)
    (tmp_path / "repository").mkdir()
    monkeypatch.chdir(tmp_path / "repo" / "sub")
    monkeypatch.setenv("TOP", str(tmp_path / "repo"))
    assert from_top("a.ipynb", "TOP") == "sub/a.ipynb"
    assert from_top("../a.ipynb", "TOP") == "a.ipynb"
    assert from_top("a.ipynb") == "a.ipynb"
    outside = (tmp_path.resolve() / "a.ipynb").as_posix()
    inside = str(tmp_path / "repo" / "b.ipynb")
    assert from_top("../../a.ipynb", "TOP") == outside
    monkeypatch.chdir(tmp_path / "repository")
    assert from_top("a.ipynb", "TOP") == "a.ipynb"
    assert from_top(inside, "TOP") == "b.ipynb"
    monkeypatch.setenv("TOP", "")
    assert from_top("a.ipynb", "TOP") == "a.ipynb"


def test_a_path_begins_at_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, elsewhere = tmp_path / "repo" / "shared", tmp_path / "elsewhere"
    shared.mkdir(parents=True)
    elsewhere.mkdir()
    (tmp_path / "repo" / ".git").mkdir()
    monkeypatch.delenv("TOP", raising=False)
    for folder in (shared, shared.parent, elsewhere):
        monkeypatch.chdir(folder)
        assert from_top(str(shared / "a.ipynb"), "TOP") == "shared/a.ipynb"
    assert from_top("b.ipynb") == "b.ipynb"
    assert from_top("../a.ipynb") == (tmp_path.resolve() / "a.ipynb").as_posix()
    monkeypatch.chdir(shared)
    assert from_top("a.ipynb") == "shared/a.ipynb"
    assert from_top("../../elsewhere/b.ipynb") == (elsewhere.resolve() / "b.ipynb").as_posix()
    monkeypatch.setenv("TOP", str(elsewhere))
    assert from_top("a.ipynb", "TOP") == "shared/a.ipynb"
    monkeypatch.chdir(tmp_path)
    assert from_top("repo/shared/a.ipynb") == "repo/shared/a.ipynb", "below the working directory"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_folder_that_is_a_link_leads_to_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "repo")
    (tmp_path / "repo" / "b.ipynb").symlink_to(tmp_path / "c.ipynb")
    monkeypatch.chdir(tmp_path / "repo")
    assert from_top(str(tmp_path / "link" / "a.ipynb")) == "a.ipynb"
    assert from_top("b.ipynb") == "b.ipynb"


def test_a_uri_says_each_byte_of_a_name() -> None:
    assert as_uri("a b/é#%?,:.ipynb") == "a%20b/%C3%A9%23%25%3F%2C%3A.ipynb"
    assert as_uri("a\udcff") == "a%FF"
    assert as_uri(Path("/x y").absolute().as_posix()).endswith("/x%20y")
