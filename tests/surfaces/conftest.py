"""What the tests of the surfaces share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def wide_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal in the test's own folder, wide enough that no line is broken."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
