"""Which modules are the project's own, and which of them no package holds."""

from __future__ import annotations

from pathlib import Path

from jupyter_handoff.project.modules import read_modules

from .folder import reader, written


def test_files_packages_and_folders_on_the_way_up(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "top.py": "",
            "pack/__init__.py": "",
            "data/x.csv": "",
            "src/inner/__init__.py": "",
            "src/alone.py": "",
            "notebooks/beside.py": "",
            "notebooks/fast.cpython-311-x86_64-linux-gnu.so": "",
            "notebooks/not-a-name/__init__.py": "",
            "elsewhere/hidden.py": "",
        },
    )
    found = read_modules(reader(tmp_path), [str(tmp_path / "notebooks"), str(tmp_path)])
    assert found.names == {"top", "pack", "inner", "alone", "beside", "fast"}
    assert found.folders == {"pack", "data", "src", "inner", "notebooks", "elsewhere"}
    assert found.unpackaged == {"beside", "fast"}


def test_what_a_description_names_is_packaged(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "a.py": "",
            "b_c.py": "",
            "d.py": "",
            "pyproject.toml": "[tool.setuptools]\npy-modules = ['a']",
            "setup.cfg": "[metadata]\nname = b-c",
        },
    )
    assert read_modules(reader(tmp_path), [str(tmp_path)]).unpackaged == {"d"}
