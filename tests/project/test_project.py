"""What is read of the folder around a notebook."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.project import read_project

from .folder import written


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


def test_the_nearest_folder_with_a_list_serves_and_the_others_are_known(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            ".git/x": "",
            "pyproject.toml": "[project]\nname='Own.Name'\nrequires-python='>=3.10'\n"
            "dependencies=['pandas']",
            "runtime.txt": "python-3.11",
            "sub/requirements.txt": "torch==2.1.0",
            "sub/Dockerfile": "FROM python:3.12",
            "sub/nb/x.py": "",
        },
    )
    project = read_project(tmp_path / "sub" / "nb")
    assert project.files == ("../requirements.txt",)
    assert project.declared == {"torch": "2.1.0"}
    assert project.further == {"torch", "pandas", "own-name"}
    assert [(item.file, item.range) for item in project.pythons] == [
        ("../Dockerfile", "==3.12.*"),
        ("../../pyproject.toml", ">=3.10"),
        ("../../runtime.txt", "==3.11.*"),
    ]
    assert project.unpackaged == {"x"}


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"requirements.txt": "numpy>=1\ntorch==2\n"}, ("numpy",)),
        ({"requirements.txt": "numpy>=1", "uv.lock": ""}, ()),
        ({"requirements.in": "numpy", "requirements.txt": "numpy==1.26.4"}, ()),
        ({"requirements.in": "numpy"}, ("numpy",)),
        ({"requirements.txt": "torch==2", "requirements-dev.txt": "pytest"}, ()),
        ({"pyproject.toml": "[project]\ndependencies=['a','b==1']"}, ("a",)),
        ({"pyproject.toml": "[project]\ndependencies=['a']", "requirements.txt": "a==1"}, ()),
        ({"environment.yml": "dependencies: [a, b=1.2, python, pip]"}, ("a", "pip")),
        ({"pylock.toml": '[[packages]]\nname = "a"\nversion = "1"\n'}, ()),
    ],
)
def test_what_is_pinned_by_any_file_is_pinned(
    tmp_path: Path, files: dict[str, str], names: tuple[str, ...]
) -> None:
    assert read_project(written(tmp_path, files)).unpinned == names


def test_a_lock_gives_versions_and_alone_it_declares(tmp_path: Path) -> None:
    row = '[[package]]\nname = "{}"\nversion = "{}"\n'
    lock = row.format("numpy", "1.26.4") + row.format("six", "1")
    alone = read_project(written(tmp_path / "a", {"uv.lock": lock}))
    assert alone.declared == {"numpy": "1.26.4"} | {"six": "1"}
    beside = {"uv.lock": lock, "pyproject.toml": "[project]\ndependencies=['numpy']"}
    assert read_project(written(tmp_path / "b", beside)).declared == {"numpy": "1.26.4"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    project = read_project(
        written(tmp_path, {"pyproject.toml": "[project", "requirements.txt": "a"})
    )
    assert project.unread == (("pyproject.toml", "it is not valid TOML"),)
    assert not project.whole


@pytest.mark.parametrize(
    ("files", "unread"),
    [
        ({"requirements.txt": "-r gone.txt"}, "gone.txt"),
        ({"setup.py": "setup(install_requires=needs())"}, "setup.py"),
        ({"setup.py": "setup(install_requires=needs())", "requirements.txt": "a"}, ""),
        ({"pyproject.toml": "[project]\ndynamic=['dependencies']"}, "pyproject.toml"),
        ({"requirements.txt": "a"}, ""),
        ({}, ""),
    ],
)
def test_what_makes_a_project_less_than_known_is_told(
    tmp_path: Path, files: dict[str, str], unread: str
) -> None:
    project = read_project(written(tmp_path, files))
    assert "".join(file for file, _ in project.unread) == unread
    assert project.whole is not bool(unread)


def test_facts_are_kept_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(
        tmp_path, {".git/x": "", "requirements.txt": "-r sub/more.txt", "sub/more.txt": "a"}
    )
    old = time.time() - 60
    for path in (tmp_path, tmp_path.parent, *tmp_path.rglob("*")):
        os.utime(path, (old, old))
    first = read_project(folder)
    assert read_project(folder) is first
    (tmp_path / "sub" / "more.txt").write_text("a\nb")
    second = read_project(folder)
    assert second.declared == {"a": "", "b": ""}
    # What was changed this very moment may be changed again within one tick of the clock.
    assert read_project(folder) is not second
    (tmp_path / "ours.py").write_text("")
    assert "ours" in read_project(folder).modules


@given(
    st.dictionaries(
        st.sampled_from(
            "requirements.txt pyproject.toml setup.py setup.cfg Pipfile Pipfile.lock uv.lock "
            "environment.yml runtime.txt Dockerfile .python-version pixi.toml".split()
        ),
        st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8")),
        max_size=4,
    )
)
def test_whatever_the_files_hold_a_project_is_read(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in files.items():
            Path(folder, name).write_bytes(raw)
        assert read_project(Path(folder)).root


@pytest.mark.parametrize(
    ("files", "package"),
    [
        ({"setup.py": "setup(install_requires=['a'])"}, True),
        ({"setup.cfg": "[options]\ninstall_requires = a"}, True),
        ({"pyproject.toml": "[build-system]\n[project]\ndependencies = ['a']"}, True),
        ({"pyproject.toml": "[project]\ndependencies = ['a']"}, False),
        ({"setup.py": "setup(install_requires=['a'])", "requirements.txt": "b"}, False),
        ({"requirements.txt": "b"}, False),
        ({}, False),
    ],
)
def test_package_that_others_install(tmp_path: Path, files: dict[str, str], package: bool) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert read_project(tmp_path).package is package
