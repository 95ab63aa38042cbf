"""What can go wrong round the command line: files, folders, contracts, tools, the output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_handoff.surfaces.cli import main

from ..notebook_files import PYTHON, code, write
from .command_line import run

UNUSED = "import os\nimport math\nprint(math.pi)"


pytestmark = pytest.mark.usefixtures("wide_terminal")


def test_a_read_only_file_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    before = path.read_bytes()
    path.chmod(0o444)
    status, _, err = run(capsys, "lint", "--fix", "--stage", "handoff", "a.ipynb")
    assert (status, path.read_bytes()) == (2, before)
    assert "a.ipynb: not fixed: it is read-only" in err


def test_nothing_is_fixed_under_a_contract_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    write(tmp_path / "b.ipynb", code("x = 1"))
    before = path.read_bytes()
    (tmp_path / "handoff.toml").write_text('[rules]\nHD101 = { severity = "of" }\n')
    status, _, err = run(capsys, "lint", "--fix", "--stage", "handoff", ".")
    assert (status, path.read_bytes()) == (2, before)
    assert "a.ipynb: not fixed: its contract cannot be used" in err
    assert err.count("rules.HD101.severity") == 1, "the contract's fault is told once"


def test_a_file_name_that_is_no_text_hides_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    named = os.fsencode(tmp_path) + b"/b\xff.ipynb"
    Path(os.fsdecode(named)).write_bytes((tmp_path / "a.ipynb").read_bytes())
    status, out, _ = run(capsys, "lint", "--format", "json", ".")
    assert status == 0
    assert [item["path"] for item in json.loads(out)] == ["a.ipynb", "b\udcff.ipynb"]


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    status, out, err = run(capsys, "lint", ".")
    assert status == 2
    assert "closed: cannot be listed (Permission denied)" in err
    assert "in 1 notebook" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_cannot_be_written_is_no_finding(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    command = [sys.executable, "-m", "jupyter_handoff.surfaces.cli", "lint", "a.ipynb"]
    root = Path(__file__).parents[2]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root)},
            check=False,
        )
    assert done.returncode == 2
    assert "The output cannot be written (No space left on device)." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_checker_that_is_not_there_fails_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    status, _, err = run(capsys, "lint", "--external", "nosuchtool", "a.ipynb")
    assert status == 2
    assert "a.ipynb: not checked: nosuchtool (through nbQA)" in err
    assert run(capsys, "lint", "--external", "", "a.ipynb")[0] == 2


def test_an_outside_checker_is_asked_again_after_a_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(UNUSED), code('y: int = "text"'))
    arguments = "lint", "--fix", "--stage", "handoff", "--external", "mypy", "a.ipynb"
    _, out, _ = run(capsys, *arguments)
    assert "mypy-assignment" in out
    assert "1 fixed" in out


def test_a_notebook_in_another_language_is_not_called_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    r = PYTHON | {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    write(tmp_path / "a.ipynb", code("x <- 1"), metadata=r)
    status, out, _ = run(capsys, "lint", "a.ipynb")
    assert (status, out.splitlines()[-1]) == (0, "1 not checked")
    write(tmp_path / "b.ipynb", code("x = 1"))
    _, out, _ = run(capsys, "lint", ".")
    assert out.splitlines()[-1] == "Nothing to say in 1 notebook · 1 not checked"


def test_what_fix_never_makes_is_offered_where_it_can_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("%pip install shap"))
    _, out, _ = run(capsys, "lint", "a.ipynb")
    assert "fix: Move to requirements.txt (in the panel)" in out


def test_counts_of_fixes_name_the_options_that_make_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code('import os\nopen("/home/ana/x.csv")'))
    _, out, _ = run(capsys, "lint", "--diff", "--unsafe-fixes", "--stage", "handoff", "a.ipynb")
    assert out.splitlines()[-1].endswith("2 can be fixed with --fix --unsafe-fixes")


def test_it_knows_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.split()[-1][0].isdigit()
