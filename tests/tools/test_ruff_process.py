"""Several notebooks in one process of Ruff's: each gets the answer that it gets alone."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.tools import ruff, ruff_process
from jupyter_handoff.tools.answer import Answer

TEXTS = (
    "# %%\nimport os\n# %%\nx = (\n# %%\nimport re",
    "# %%\nprint(1)",
    "# %%\n    import os\n    x = 1\n# %%\nimport sys",
    "# %%\nif x is 'a':\n    import json",
    "",
)
CODES = ("F401", "F632")


def together(texts: tuple[str, ...]) -> list[Answer]:
    with ruff_process.Batch() as batch:
        runs = [ruff.Run(read_percent(text).code, CODES, batch.ask) for text in texts]
        batch.start()
        return [run.answer() for run in runs]


def alone(texts: tuple[str, ...]) -> list[Answer]:
    return [ruff.Run(read_percent(text).code, CODES).answer() for text in texts]


def test_each_notebook_gets_the_answer_that_it_gets_alone() -> None:
    assert together(TEXTS) == alone(TEXTS)
    assert sum(len(answer.diagnostics) for answer in together(TEXTS)) == 5


def test_all_of_them_share_one_process_for_the_same_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    real = subprocess.Popen

    def counted(*arguments: Any, **options: Any) -> Any:
        started.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", counted)
    together(tuple(f"import os  # {n}" for n in range(20)))
    assert len(started) == 1


def test_a_batch_that_ruff_fails_on_is_asked_about_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ruff"
    real = ruff_process.executable()
    # It answers for a notebook on stdin (the last argument is a dash), and for no batch.
    program.write_text(f'#!/bin/sh\nfor last; do :; done\n[ "$last" = - ] || exit 2\n{real} "$@"\n')
    program.chmod(0o700)
    expected = alone(TEXTS)
    monkeypatch.setattr(ruff_process, "executable", lambda: str(program))
    assert together(TEXTS) == expected


def test_without_ruff_each_of_them_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise ruff_process.RuffUnavailable("Ruff is not installed here: pip install ruff")

    monkeypatch.setattr(ruff_process, "executable", missing)
    for answer in together(TEXTS):
        assert not answer.available
        assert answer.not_checked[0].why == "Ruff is not installed here: pip install ruff"


def test_a_batch_leaves_no_files_and_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ruff_process.Batch() as batch:
        ruff.Run(read_percent("import os").code, CODES, batch.ask)
        batch.start()
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
