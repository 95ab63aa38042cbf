"""Fixtures and settings for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ["pytest_jupyter.jupyter_server"]

# The same examples each time: a run that fails says something of the change it tests.
settings.register_profile("repeatable", max_examples=300, derandomize=True, deadline=None)
# pytest --hypothesis-profile=search looks for new ones.
settings.register_profile("search", max_examples=5000, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def no_cache_of_the_persons(tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any) -> Path:
    """Each test keeps its reports in a folder of its own."""
    folder = tmp_path_factory.mktemp("cache", numbered=True) / "handoff"
    monkeypatch.setenv("JUPYTER_HANDOFF_CACHE", str(folder))
    return folder
