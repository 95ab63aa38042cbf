"""What Ruff is asked, what becomes of its answer, and what happens without it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.tools import ruff, ruff_process
from jupyter_handoff.tools.answer import Answer


def answer(notebook: Notebook, *codes: str) -> Answer:
    return ruff.Run(notebook.code, codes).answer()


def test_places_are_those_of_the_cell() -> None:
    notebook = read_percent("# %% [markdown]\n# é\n# %%\nx = 1\n# %%\né = '😀'; import os")
    (found,) = answer(notebook, "F401").diagnostics
    assert (found.span.cell, found.span.line, found.span.column) == (3, 1, 17)
    assert found.code == "F401"
    assert found.name == "unused-import"


def test_a_cell_that_does_not_parse_hides_nothing() -> None:
    notebook = read_percent("# %%\nimport os\n# %%\nx = (\n# %%\nimport re\n# %%\n%%R\nx <- (")
    found = answer(notebook, "F401").diagnostics
    assert [item.span.cell for item in found] == [1, 3]


def test_magics_are_no_python_to_ruff() -> None:
    notebook = read_percent("# %%\nimport os\n%timeit os.getcwd()\n!ls\nx = !ls\nx?")
    assert answer(notebook, "F", "E9").not_checked == ()


def test_noqa_is_not_ruffs_to_apply() -> None:
    notebook = read_percent("# %%\nimport os  # noqa")
    assert len(answer(notebook, "F401").diagnostics) == 1


def test_a_fix_that_removes_a_line_leaves_no_empty_one() -> None:
    notebook = read_percent("# %%\nx = 1\nimport os\n# %%\nimport re\ny = 1")
    last, first = answer(notebook, "F401").diagnostics
    assert (last.edits[0].old, last.edits[0].new) == ("\nimport os", "")
    assert (first.edits[0].old, first.edits[0].new) == ("import re\n", "")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="nothing newer is known to Ruff yet")
def test_a_cell_that_needs_a_newer_python_is_not_checked() -> None:
    notebook = read_percent("# %%\ntry:\n    x = 1\nexcept A, B:\n    pass\n# %%\nx = (")
    said = answer(notebook, "F401")
    newer = [item for item in said.diagnostics if item.code == ruff.NEWER_SYNTAX]
    assert [item.span.cell for item in newer] == [1]
    (missing,) = said.not_checked
    assert missing.what == "cell 1"
    assert missing.why.startswith("it needs Python 3.14, and this is Python 3.")


def test_an_indented_cell_is_said_not_to_be_checked() -> None:
    (missing,) = answer(read_percent("# %%\n    import os\n    x = 1"), "F401").not_checked
    assert (missing.what, missing.why) == ("cell 1, Ruff's rules", "its first line is indented")


def test_without_ruff_its_rules_are_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise ruff_process.RuffUnavailable("Ruff is not installed here: pip install ruff")

    monkeypatch.setattr(ruff_process, "executable", missing)
    said = answer(read_percent("import os"), "F401")
    assert not said.available
    assert said.not_checked[0].why == "Ruff is not installed here: pip install ruff"


def test_a_ruff_that_fails_is_not_checked_with_its_words() -> None:
    said = answer(read_percent("import os"), "NOPE123")
    assert not said.available
    assert "NOPE123" in said.not_checked[0].why


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("exec sleep 60", "Ruff did not answer within 0.5 seconds"),
        ("echo hello", "Ruff's answer cannot be read"),
        ("echo no >&2; exit 3", "Ruff failed: no"),
    ],
)
def test_a_ruff_that_misbehaves_is_not_checked(
    does: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ruff"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o700)
    monkeypatch.setattr(ruff_process, "executable", lambda: str(program))
    monkeypatch.setattr(ruff_process, "_SECONDS", 0.5)
    said = answer(read_percent("import os"), "F401")
    assert said.not_checked[0].why == why
