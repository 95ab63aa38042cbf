"""Files are read in bounds, inside the project, and told apart from what they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_handoff.project.reading import MOST_BYTES, unchanged

from .folder import reader, written


def test_what_lies_outside_is_not_read(tmp_path: Path) -> None:
    project = written(tmp_path, {"secret.txt": "x", "p/own.txt": "y", "q/z.txt": ""}) / "p"
    (project / "link.txt").symlink_to(tmp_path / "secret.txt")
    (project / "own_link.txt").symlink_to(project / "own.txt")
    (project / "out").symlink_to(tmp_path / "q")
    look = reader(project)
    assert look.text(str(project / "own_link.txt")) == "y"
    for path in (project / "link.txt", project / ".." / "secret.txt", tmp_path / "secret.txt"):
        assert look.text(str(path)) is None
        assert look.unread[str(path)] == "it lies outside the project"
    assert look.listing(str(project / "out")).files == frozenset()
    sibling = written(tmp_path, {"p2/x.txt": "x"}) / "p2" / "x.txt"
    assert look.text(str(sibling)) is None


def test_what_is_no_plain_file_or_too_large_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"x" * (MOST_BYTES + 1))
    look = reader(tmp_path)
    assert look.text(str(tmp_path / "pipe")) is None
    assert look.text(str(tmp_path / "large")) is None
    assert look.text(str(tmp_path / "missing")) is None
    assert sorted(look.unread.values()) == ["it is larger than 500 kB", "it is no regular file"]


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbfnumpy\n\xff\xfe")
    assert (reader(tmp_path).text(str(tmp_path / "x")) or "").startswith("numpy\n")


@pytest.mark.parametrize("change", ["text", "file", "gone", "replaced"])
def test_a_change_is_told(tmp_path: Path, change: str) -> None:
    file = written(tmp_path, {"a.txt": "one"}) / "a.txt"
    look = reader(tmp_path)
    look.text(str(file))
    look.text(str(tmp_path / "later.txt"))
    assert unchanged(look.stamps)
    if change == "text":
        file.write_text("other")
    elif change == "file":
        (tmp_path / "later.txt").write_text("")
    elif change == "gone":
        file.unlink()
    else:
        (tmp_path / "b").write_text("two")
        (tmp_path / "b").replace(file)
    assert not unchanged(look.stamps)
