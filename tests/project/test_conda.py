"""Environment files of conda: packages, pip's below them, and the Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff.project.conda import read_environment
from jupyter_handoff.project.declared import Declarations

from .folder import reader, written


def read(folder: Path, text: str, **more: str) -> Declarations:
    written(
        folder, {"environment.yml": text, **{f"{name}.txt": said for name, said in more.items()}}
    )
    return read_environment(reader(folder), str(folder / "environment.yml"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("numpy", ("numpy", "", "", False)),
        ("numpy=1.21", ("numpy", "==1.21.*", "", True)),
        ("numpy=1.21.4", ("numpy", "==1.21.4.*", "1.21.4", True)),
        ("numpy==1.21.4", ("numpy", "==1.21.4", "1.21.4", True)),
        ("numpy=1.21.4=py39_0", ("numpy", "==1.21.4", "1.21.4", True)),
        ("numpy =1.21.4 py39_0", ("numpy", "==1.21.4", "1.21.4", True)),
        ("numpy>=1.21,<2", ("numpy", "<2,>=1.21", "", False)),
        ("numpy >=1.21", ("numpy", ">=1.21", "", False)),
        ("conda-forge::Foo_Bar=1.0.0", ("foo-bar", "==1.0.0.*", "1.0.0", True)),
        ("numpy[version='>=1']", ("numpy", "", "", False)),
        ("numpy=1.2|1.3", ("numpy", "", "", False)),
    ],
)
def test_a_package_says_its_version(tmp_path: Path, line: str, said: object) -> None:
    (item,) = read(tmp_path, f'dependencies:\n  - "{line}"').distributions
    assert (item.name, item.specifier, item.exact, item.pinned) == said


def test_pip_and_python_are_read_too(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "name: x\nchannels: [a]\ndependencies:\n  - python=3.9\n  - pip\n  - a\n"
        "  - pip:\n    - b==1\n    - -r more.txt\n    - --pre\n    - 7",
        more="c==2",
    )
    assert [item.name for item in found.distributions] == ["pip", "a", "b", "c"]
    assert found.python == "==3.9.*"
    assert found.whole


@pytest.mark.parametrize("text", ["a: [", "a: " + "[" * 3000, "\t- x", "dependencies: *unknown"])
def test_what_is_no_yaml_is_not_taken_for_nothing(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert not found.whole


@pytest.mark.parametrize(
    "text", ["", "[]", "dependencies: x", "dependencies:\n  - {pip: 3}\n  - 5"]
)
def test_yaml_of_another_shape_declares_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).distributions == []


def test_tags_make_no_objects_and_aliases_do_not_grow(tmp_path: Path) -> None:
    assert not read(tmp_path, "dependencies: !!python/object/apply:os.abort []").whole
    laughs = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    assert read(tmp_path, laughs + "dependencies: [*a29, numpy]").distributions[0].name == "numpy"
