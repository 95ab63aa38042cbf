"""Lock files give exact versions, whichever tool wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff.project.locks import is_lock, read_lock

from .folder import reader, written

LOCKS = {
    "poetry.lock": '# made\n[[package]]\nname = "NumPy"\nversion = "1.26.4"\nfiles = []\n',
    "uv.lock": 'version = 1\n\n[[package]]\r\nname = "numpy"\r\nversion = "1.26.4"\r\nx = 1\n',
    "pdm.lock": '[[package]]\nname = "numpy"\nversion = "1.26.4"\n',
    "pylock.toml": '[[packages]]\nname = "numpy"\nversion = "1.26.4"\n',
    "Pipfile.lock": '{"default": {"numpy": {"version": "==1.26.4"}, "me": {"path": "."}}}',
    "conda-lock.yml": "package:\n- name: numpy\n  version: 1.26.4\n  manager: conda\n",
}


@pytest.mark.parametrize("name", LOCKS)
def test_versions_are_read(tmp_path: Path, name: str) -> None:
    written(tmp_path, {name: LOCKS[name]})
    assert is_lock(name)
    assert read_lock(reader(tmp_path), str(tmp_path / name)) == {"numpy": "1.26.4"}


@pytest.mark.parametrize("name", ["yarn.lock", "my.lock", "poetry.lock.bak", "Pipfile", "uv.toml"])
def test_other_locks_pin_nothing_here(name: str) -> None:
    assert not is_lock(name)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"default": 1}', '{"default": {"a": 2}}', "[" * 9999]
)
def test_a_broken_lock_says_nothing(tmp_path: Path, text: str) -> None:
    written(tmp_path, dict.fromkeys(LOCKS, text))
    for name in LOCKS:
        assert read_lock(reader(tmp_path), str(tmp_path / name)) == {}
