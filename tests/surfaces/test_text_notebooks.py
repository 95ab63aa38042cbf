"""Notebooks kept as text on the command line: found, linted, fixed in their own lines."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from jupyter_handoff import UnreadableNotebook, lint
from jupyter_handoff.surfaces.files import find_notebooks

from ..notebook_files import code, write
from .command_line import run

SCRIPT = """\
# %% [markdown]
# # Churn

# %%
# %pip install pandas
import pandas as pd
import os

# %%
größe = pd.read_csv("/home/ana/churn.csv")
größe.info()
"""
DATABRICKS = """\
# Databricks notebook source
# MAGIC %md
# MAGIC # Churn

# COMMAND ----------

import os
import math
print(math.pi)

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT 1
"""
MYST = """\
---
kernelspec:
  display_name: Python 3
  name: python3
---

# Churn

```{code-cell}
import os
import math
print(math.pi)
```
"""

pytestmark = pytest.mark.usefixtures("wide_terminal")


def save(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_finding_tells_the_line_of_the_file(end: str, capsys: pytest.CaptureFixture[str]) -> None:
    save("churn.py", SCRIPT.replace("\n", end))
    status, out, _ = run(capsys, "lint", "churn.py", "--stage", "handoff")
    assert status == 1
    lines = out.splitlines()
    assert lines[0] == "churn.py  (handoff)"
    shown = [line.split()[:5] for line in lines if line.startswith("  cell")]
    assert ["cell", "2:1:1", "(line", "5)", "error"] in shown
    assert ["cell", "2:3:8", "(line", "7)", "warning"] in shown
    assert ["cell", "3:1:21", "(line", "10)", "error"] in shown
    said = "1 keeps no outputs, so that nothing is known of a run"
    assert lines[-1].endswith(f" · {said}")
    assert out.count("no outputs") == 1


def test_what_holds_for_all_files_of_text_is_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("a.py", "# %%\nx = 1\n")
    save("b.py", "# %%\nx = 1\n")
    _, out, _ = run(capsys, "lint", ".", "--select", "HC116")
    said = "2 keep no outputs, so that nothing is known of a run"
    assert out == f"Nothing to say in 2 notebooks · {said}\n"
    _, out, _ = run(capsys, "lint", ".", "--select", "HC116", "--format", "json")
    assert out.count("it keeps no outputs and no execution counts") == 2


def test_the_columns_of_one_notebook_stand_below_each_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("a.py", "import os\n# %%\nx = 1\nimport sys\n")
    _, out, _ = run(capsys, "lint", "a.py", "--stage", "handoff", "--select", "HC116")
    first, second = (line for line in out.splitlines() if "HC116" in line)
    assert "(line 4)" in second and "(line" not in first
    assert first.index("HC116") == second.index("HC116")


def test_a_line_that_is_the_cells_own_is_not_told_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("a.py", "import os\n# %%\nx = 1\n")
    _, out, _ = run(capsys, "lint", "a.py", "--stage", "handoff")
    assert "cell 1:1:8     warning" in out


def test_the_library_reads_them_too() -> None:
    save("a.md", MYST)
    report = lint("a.md", stage="handoff")
    assert [(finding.cell, finding.line) for finding in report.at_stage()] == [(2, 1)]
    save("b.py", "x = 1\n")
    with pytest.raises(UnreadableNotebook):
        lint("b.py")


def test_nothing_is_said_of_runs_that_are_not_known() -> None:
    save("churn.py", SCRIPT)
    codes = {finding.code for finding in lint("churn.py", stage="handoff").at_stage()}
    assert not codes & {"HN101", "HN102", "HN103", "HN104", "HN105"}


def test_a_folder_gives_its_notebooks_and_nothing_else() -> None:
    write(Path("a.ipynb"), code("x = 1"))
    save("churn.py", SCRIPT)
    save("deep/bricks.py", DATABRICKS)
    save("deep/page.md", MYST)
    save("module.py", "import os\n\n\ndef f():\n    return '%%'\n")
    save("tests/test_cells.py", 'CELLS = """\n# %%\nx = 1\n"""\n')
    save("README.md", "# Read me\n\n```python\nx = 1\n```\n")
    save("notes.txt", "# %%\n")
    save(".venv/pyvenv.cfg", "")
    save("env/pyvenv.cfg", "")
    save("env/churn.py", SCRIPT)
    found, wrong = find_notebooks(["."])
    assert [str(path) for path in found] == [
        "a.ipynb",
        "churn.py",
        str(Path("deep/bricks.py")),
        str(Path("deep/page.md")),
    ]
    assert not wrong


def test_a_script_beside_its_own_notebook_is_read_once() -> None:
    header = "# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n"
    save("a.py", header + SCRIPT)
    assert [path.name for path in find_notebooks(["."])[0]] == ["a.py"]
    write(Path("a.ipynb"), code("x = 1"))
    assert [path.name for path in find_notebooks(["."])[0]] == ["a.ipynb"]
    assert [path.name for path in find_notebooks(["a.py"])[0]] == ["a.py"]
    save("b.py", SCRIPT)
    write(Path("b.ipynb"), code("x = 1"))
    assert [path.name for path in find_notebooks(["."])[0]] == ["a.ipynb", "b.ipynb", "b.py"]


def test_a_folder_of_modules_is_walked_quickly() -> None:
    for number in range(3_000):
        save(f"p{number % 30}/m{number}.py", "import os\n" + "x = 1\n" * 200)
    start = time.process_time()
    assert find_notebooks(["."]) == ([], [])
    assert time.process_time() - start < 5


def test_what_is_given_by_name_and_is_no_notebook_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("module.py", "x = 1\n")
    save("README.md", "# Read me\n")
    save("a.txt", "x")
    status, out, err = run(capsys, "lint", "module.py", "README.md", "a.txt")
    assert status == 2
    assert "module.py  not checked: it has no cell markers (`# %%`)" in out
    assert "README.md  not checked: it has no header of jupytext's" in out
    assert "a.txt: is no .ipynb, .py or .md file" in err


@pytest.mark.parametrize(("name", "text"), [("a.py", SCRIPT), ("a.py", DATABRICKS), ("a.md", MYST)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fix_changes_its_own_line_and_no_other(
    name: str, text: str, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text.replace("\n", end)
    path = save(name, before)
    _, out, err = run(capsys, "lint", name, "--stage", "handoff", "--fix")
    assert path.read_bytes().decode() == before.replace(f"import os{end}", "")
    assert "1 fixed" in out
    assert not err


def test_findings_after_a_fix_stand_at_the_lines_of_the_new_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("churn.py", SCRIPT)
    _, out, _ = run(capsys, "lint", "churn.py", "--stage", "handoff", "--fix")
    assert "cell 3:1:21 (line 9) error" in out


def test_an_empty_cell_goes_with_its_marker(capsys: pytest.CaptureFixture[str]) -> None:
    path = save("a.py", "# %%\nx = 1\n\n# %%\n\n\n\n# %%\nprint(x)\n")
    _, out, _ = run(capsys, "lint", "a.py", "--stage", "handoff", "--fix", "--unsafe-fixes")
    assert path.read_text() == "# %%\nx = 1\n\n# %%\nprint(x)\n"
    assert "1 fixed" in out


def test_a_fix_that_the_file_cannot_hold_is_refused_and_the_others_are_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = MYST + "\n```{code-cell}\n```\n\n```{code-cell}\nprint(1)\n```\n"
    path = save("a.md", text)
    _, out, err = run(capsys, "lint", "a.md", "--stage", "handoff", "--fix", "--unsafe-fixes")
    assert path.read_text() == text.replace("import os\n", "")
    assert "a.md: not fixed: a cell of this kind of file cannot be moved or removed here" in err
    assert "1 fixed" in out


def test_a_diff_shows_the_cells_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = save("a.py", DATABRICKS)
    _, out, _ = run(capsys, "lint", "a.py", "--stage", "handoff", "--diff")
    assert "--- a.py cell 2" in out
    assert "-import os" in out
    assert path.read_text() == DATABRICKS


def test_json_has_them_like_any_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    save("a.py", DATABRICKS)
    _, out, _ = run(capsys, "lint", "a.py", "--stage", "handoff", "--format", "json")
    (report,) = json.loads(out)
    assert report["path"] == "a.py"
    assert next((item["cell"], item["line"]) for item in report["findings"]) == (2, 1)


def test_a_broken_file_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    save("bad.md", MYST.replace("  name: python3", "  name: ["))
    save("good.py", SCRIPT)
    status, out, _ = run(capsys, "lint", ".")
    assert status == 2
    assert "bad.md  not checked: the YAML of its header cannot be read" in out
    assert "good.py" in out
