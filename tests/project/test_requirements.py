"""Requirements files are read as pip reads them, with what they include."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff.project.declared import Declared
from jupyter_handoff.project.requirements import read_line, read_requirements

from .folder import reader, written


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Foo_Bar", Declared("foo-bar")),
        ("foo==1.2", Declared("foo", "==1.2", "1.2", True)),
        ("foo===1.2", Declared("foo", "===1.2", "1.2", True)),
        ("foo==1.*", Declared("foo", "==1.*")),
        ("foo~=1.2", Declared("foo", "~=1.2")),
        ("foo[a,b]>=1,<2 ; python_version > '3'", Declared("foo", "<2,>=1")),
        ("foo==1.2 --hash=sha256:0 --hash=sha256:1", Declared("foo", "==1.2", "1.2", True)),
        ("foo @ https://host/foo-1.2-py3-none-any.whl", Declared("foo", pinned=True)),
        ("foo @ git+https://host/x.git", Declared("foo")),
        ("foo @ git+https://host/x.git@a1b2", Declared("foo", pinned=True)),
        ("git+https://user:word@host/foo.git", Declared("foo")),
        ("git+https://host/x.git@a1b2#egg=foo", Declared("foo", pinned=True)),
        ("-e git+https://host/x.git#egg=foo", Declared("foo")),
        ("--editable=git+https://host/foo", Declared("foo")),
        ("https://host/foo-1.2.tar.gz", Declared("foo", pinned=True)),
        ("-e .", None),
        (".", None),
        ("./wheels/foo.whl", None),
        ("--index-url https://host/simple", None),
        ("foo bar", None),
        ("=1", None),
    ],
)
def test_a_line_says_what_it_asks_for(line: str, found: Declared | None) -> None:
    assert read_line(line) == found


def test_included_files_are_read_and_constraints_only_pin(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "requirements.txt": "-r more/a.txt\n--constraint pins.txt\ntorch # why\nscipy",
            "more/a.txt": "-rb.txt\nnumpy",
            "more/b.txt": "pandas\n-r a.txt",
            "pins.txt": "torch==2.1\nunused==1\nnumpy<2",
        },
    )
    found = read_requirements(reader(tmp_path), str(tmp_path / "requirements.txt"))
    pinned = {item.name: item.exact for item in found.distributions}
    assert pinned == {"pandas": "", "numpy": "", "torch": "2.1", "scipy": ""}
    assert found.whole


def test_continued_lines_and_comments_are_read(tmp_path: Path) -> None:
    written(tmp_path, {"r.txt": "a==1 \\\n  --hash=sha256:0\n# b\nc==2 # d\n\ne#f\n"})
    found = read_requirements(reader(tmp_path), str(tmp_path / "r.txt"))
    assert [item.name for item in found.distributions] == ["a", "c"]


@pytest.mark.parametrize(
    "text", ["-r missing.txt", "-r ../outside.txt", "-r /etc/hostname", "-r folder"]
)
def test_an_include_that_cannot_be_read_leaves_the_rest_unknown(tmp_path: Path, text: str) -> None:
    project = written(tmp_path, {"p/r.txt": f"{text}\nnumpy", "outside.txt": "pandas"}) / "p"
    (project / "folder").mkdir()
    found = read_requirements(reader(project), str(project / "r.txt"))
    assert [item.name for item in found.distributions] == ["numpy"]
    assert not found.whole


def test_includes_end(tmp_path: Path) -> None:
    written(tmp_path, {f"{n}.txt": f"-r {n + 1}.txt\na{n}" for n in range(200)})
    found = read_requirements(reader(tmp_path), str(tmp_path / "0.txt"))
    assert len(found.distributions) == 20
    assert not found.whole


def test_powershell_writes_utf16(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_bytes("numpy==1.26\r\npandas\r\n".encode("utf-16"))
    found = read_requirements(reader(tmp_path), str(tmp_path / "r.txt"))
    assert [item.name for item in found.distributions] == ["numpy", "pandas"]
