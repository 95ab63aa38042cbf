"""What git says has changed, asked of real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from jupyter_handoff.tools.git import GitError, changed_since


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A branch that left main when it held a, b and c."""
    folder = tmp_path / "repository"
    (folder / "deep").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    for name in ("a", "b", "deep/ü c"):
        (folder / f"{name}.ipynb").write_text(f"{name} stays much the same\n" * 20)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    git(folder, "checkout", "--quiet", "-b", "work")
    return folder


def names(repository: Path, revision: str = "main", folder: Path | None = None) -> set[str]:
    found = changed_since(revision, [folder or repository])
    return {path.relative_to(repository.resolve()).as_posix() for path in found}


def test_nothing_changed(repository: Path) -> None:
    assert names(repository) == set()


def test_what_is_committed_uncommitted_staged_and_untracked_counts(repository: Path) -> None:
    (repository / "a.ipynb").write_text("committed")
    git(repository, "commit", "--quiet", "-am", "second")
    (repository / "b.ipynb").write_text("uncommitted")
    (repository / "staged.ipynb").write_text("staged")
    git(repository, "add", "staged.ipynb")
    (repository / "new file.ipynb").write_text("untracked")
    (repository / ".gitignore").write_text("ignored.ipynb\n")
    (repository / "ignored.ipynb").write_text("x")
    expected = {"a.ipynb", "b.ipynb", "staged.ipynb", "new file.ipynb", ".gitignore"}
    assert names(repository) == expected
    assert names(repository, folder=repository / "deep") == expected


def test_a_renamed_file_counts_under_its_new_name_and_a_removed_one_not(repository: Path) -> None:
    git(repository, "mv", "deep/ü c.ipynb", "moved ü.ipynb")
    git(repository, "rm", "--quiet", "a.ipynb")
    git(repository, "commit", "--quiet", "-m", "second")
    assert names(repository) == {"moved ü.ipynb"}


def test_what_others_did_on_the_main_branch_meanwhile_does_not_count(repository: Path) -> None:
    (repository / "a.ipynb").write_text("ours")
    git(repository, "commit", "--quiet", "-am", "ours")
    git(repository, "checkout", "--quiet", "main")
    (repository / "b.ipynb").write_text("theirs")
    git(repository, "commit", "--quiet", "-am", "theirs")
    git(repository, "checkout", "--quiet", "work")
    assert names(repository) == {"a.ipynb"}


@pytest.mark.parametrize("revision", ["--upload-pack=touch x", "-h", "", " ", "a\0b"])
def test_what_is_no_revision_never_reaches_git(revision: str, repository: Path) -> None:
    with pytest.raises(GitError, match="is no revision"):
        changed_since(revision, [repository])


def test_an_unknown_revision_is_named(repository: Path) -> None:
    with pytest.raises(GitError, match=r"git knows no revision nowhere$"):
        changed_since("nowhere", [repository])


def test_a_folder_outside_any_repository_is_named(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="lies in no git repository"):
        changed_since("main", [tmp_path])


def test_a_shallow_clone_says_what_to_do(repository: Path, tmp_path: Path) -> None:
    (repository / "a.ipynb").write_text("second")
    git(repository, "commit", "--quiet", "-am", "second")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), str(clone))
    with pytest.raises(GitError, match=r"knows no revision origin/main; this is a shallow clone"):
        changed_since("origin/main", [clone])


def test_branches_with_nothing_in_common_are_no_base(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    git(repository, "commit", "--quiet", "-m", "unrelated")
    with pytest.raises(GitError, match="no commit in common"):
        changed_since("main", [repository])


def test_without_git_that_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "deep"))
    with pytest.raises(GitError, match="git is not installed here"):
        changed_since("main", [repository])


def test_programs_that_the_repository_names_are_not_run(repository: Path) -> None:
    mark = repository.parent / "ran"
    program = repository.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    program.chmod(0o700)
    for key in ("core.fsmonitor", "diff.external", "diff.odd.textconv"):
        git(repository, "config", key, str(program))
    (repository / ".gitattributes").write_text("*.ipynb diff=odd\n")
    (repository / "a.ipynb").write_text("changed")
    assert "a.ipynb" in names(repository)
    assert not mark.exists()


def test_a_hook_does_not_point_git_at_another_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = changed_since("HEAD", [repository])
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert changed_since("HEAD", [repository]) == before
