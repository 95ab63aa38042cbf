"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from jupyter_handoff.surfaces.output import write_whole

from ..notebook_files import code, write
from .command_line import run


def test_a_new_file_is_readable_as_any_other_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    plain, new = tmp_path / "plain", tmp_path / "new"
    plain.touch()
    assert write_whole(new, "é\n") == ""
    assert new.read_bytes() == "é\n".encode()
    assert new.stat().st_mode == plain.stat().st_mode
    new.chmod(0o600)
    assert write_whole(new, "x") == ""
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "plain"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_a_link_stays_one_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    assert write_whole(tmp_path / "link", "new") == ""
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()
    assert write_whole(tmp_path / "pipe", "said") == ""
    reader.join()
    assert read == ["said"]


def test_what_cannot_be_written_is_said_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "cannot be written" in write_whole(tmp_path / "no" / "folder", "x")
    (tmp_path / "a").write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert write_whole(tmp_path / "a", "new") == "a: it cannot be written (No space left on device)"
    assert (tmp_path / "a").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.usefixtures("wide_terminal")
@pytest.mark.parametrize("target", [".", "no/such/out.sarif"])
def test_a_place_where_no_file_can_be_is_refused_before_the_run(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    status, out, err = run(capsys, "lint", ".", "--output", target)
    assert status == 2
    assert out == ""
    assert err == f"--output {target} is no file in a folder that exists.\n"


@pytest.mark.usefixtures("wide_terminal")
def test_a_file_that_cannot_be_written_fails_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    status, _, err = run(capsys, "lint", ".", "--format", "sarif", "--output", "out")
    assert status == 2
    assert err == "out: it cannot be written (Permission denied)\n"


@pytest.mark.usefixtures("wide_terminal")
@pytest.mark.parametrize("name", ["json", "sarif", "html"])
def test_a_diff_is_text(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    status, _, err = run(capsys, "lint", ".", "--diff", "--format", name)
    assert status == 2
    assert err == f"--diff writes text: it does not go with --format {name}.\n"


@pytest.mark.usefixtures("wide_terminal")
def test_a_diff_and_text_go_into_a_file_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("import os"))
    arguments = ("lint", ".", "--stage", "handoff", "--diff")
    _, out, _ = run(capsys, *arguments)
    _, nothing, _ = run(capsys, *arguments, "--output", "out.txt")
    assert nothing == ""
    assert (tmp_path / "out.txt").read_text() == out
    assert "-import os" in out
