"""Projects describe themselves in many files; none of them is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff.project import manifests
from jupyter_handoff.project.declared import Declarations

from .folder import reader, written

READERS = {
    "pyproject.toml": manifests.read_pyproject,
    "Pipfile": manifests.read_pipfile,
    "pixi.toml": manifests.read_pixi,
    "setup.cfg": manifests.read_setup_cfg,
    "setup.py": manifests.read_setup_py,
}


def read(folder: Path, name: str, text: str, **more: str) -> Declarations:
    written(folder, {name: text, **{f"{key}.txt": value for key, value in more.items()}})
    return READERS[name](reader(folder), str(folder / name))


# A file, its text; the names that all need, those that only some need, and the Python.
SAID = {
    "project": (
        "pyproject.toml",
        (
            "[project]\nname='Me'\nrequires-python='>=3.9'\ndependencies=['a>=1','b']\n"
            "[project.optional-dependencies]\nx=['c']\n[dependency-groups]\ndev=['d',{include-group='x'}]"
        ),
        ("a b", "c d", ">=3.9"),
    ),
    "poetry": (
        "pyproject.toml",
        (
            "[tool.poetry]\nname='me'\n[tool.poetry.dependencies]\npython='^3.9'\na='^1'\n"
            "[tool.poetry.dev-dependencies]\nb='*'\n[tool.poetry.group.docs.dependencies]\nc='*'"
        ),
        ("a", "b c", "<4,>=3.9"),
    ),
    "tools": (
        "pyproject.toml",
        (
            "[tool.pdm.dev-dependencies]\nx=['a']\n[tool.uv]\ndev-dependencies=['b']\n"
            "[tool.hatch.envs.docs]\ndependencies=['c']\n[tool.pixi.dependencies]\nd='*'\npython='3.12.*'"
        ),
        ("d", "a b c", "==3.12.*"),
    ),
    "pixi": (
        "pixi.toml",
        (
            "[dependencies]\na='>=1'\npython='>=3.11'\n[pypi-dependencies]\nb='*'\n"
            "[feature.dev.dependencies]\nc='*'"
        ),
        ("a b", "c", ">=3.11"),
    ),
    "pipenv": (
        "Pipfile",
        "[packages]\na='==1.0'\n[dev-packages]\nb='*'\n[requires]\npython_version='3.9'",
        ("a", "b", "==3.9.*"),
    ),
    "setup.cfg": (
        "setup.cfg",
        (
            "[metadata]\nname=me\n[options]\npython_requires=>=3.8\ninstall_requires =\n a>=1\n b\n"
            "[options.extras_require]\nx =\n  c"
        ),
        ("a b", "c", ">=3.8"),
    ),
    "setup.py": (
        "setup.py",
        (
            "import os, setuptools\nos.abort()\nNEEDS = ['a', 'b>=1']\nsetuptools.setup(name='me',"
            " install_requires=NEEDS, extras_require={'x': ['c']}, python_requires='>=3.7')"
        ),
        ("a b", "c", ">=3.7"),
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_file_says_what_it_needs(tmp_path: Path, case: str) -> None:
    name, text, (main, others, python) = SAID[case]
    found = read(tmp_path, name, text)
    assert " ".join(item.name for item in found.distributions if item.main) == main
    names = sorted(item.name for item in found.distributions if not item.main)
    assert " ".join(names) == others
    assert found.python == python
    assert (found.whole, found.lists) == (True, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[tool.black]\nline-length = 100"),
        ("pyproject.toml", "[project]\nname = 'me'"),
        ("pyproject.toml", ""),
        ("setup.cfg", "[flake8]\nmax-line-length = 100"),
        ("setup.py", "from setuptools import setup\nsetup()"),
    ],
)
def test_a_file_without_a_list_declares_nothing(tmp_path: Path, name: str, text: str) -> None:
    found = read(tmp_path, name, text)
    assert (found.distributions, found.lists, found.whole) == ([], False, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[project"),
        ("pyproject.toml", "x = " + "[" * 5000),
        ("pyproject.toml", "[project]\ndynamic = ['dependencies']"),
        ("Pipfile", "a = "),
        ("setup.cfg", "no section = 1"),
        ("setup.cfg", "[options]\ninstall_requires = file: r.txt"),
        ("setup.py", "setup(install_requires=open('r.txt').read().split())"),
        ("setup.py", "setup("),
        ("setup.py", "(" * 5000),
    ],
)
def test_what_cannot_be_read_is_not_taken_for_nothing(tmp_path: Path, name: str, text: str) -> None:
    assert not read(tmp_path, name, text).whole


@pytest.mark.parametrize(
    "text",
    [
        "project = 1",
        "[project]\ndependencies = 'a'\noptional-dependencies = []",
        "[project]\ndependencies = [1, 'a b', {}]\nrequires-python = 3",
        "tool = []\ndependency-groups = 3",
        "[tool]\npoetry = 1\npdm = []\nuv = 'x'\nhatch = 2\npixi = 3",
        "[tool.poetry]\ndependencies = [1]\ngroup = 1\nname = 2",
        "[tool.poetry.group]\na = 1",
        "[tool.hatch.envs]\na = 1",
        "[tool.pixi.feature]\na = 1",
        "[project]\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies.file = [1]",
    ],
)
def test_a_file_of_another_shape_is_passed_over(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, "pyproject.toml", text).distributions == []


def test_dependencies_that_stand_in_a_file_are_read_there(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "pyproject.toml",
        "[project]\nname='me'\ndynamic=['dependencies']\n"
        "[tool.setuptools.dynamic]\ndependencies={file=['needs.txt']}",
        needs="a==1",
    )
    assert [item.exact for item in found.distributions] == ["1"]
    assert found.whole
