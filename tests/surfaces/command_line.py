"""Runs the command line as a test does: its status, and what it wrote."""

from __future__ import annotations

import pytest

from jupyter_handoff.surfaces.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status, what went to the output, and what went to the errors."""
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err
