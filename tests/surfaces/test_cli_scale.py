"""Runs over many notebooks from the command line: processes, parts, changes, the cache."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jupyter_handoff import lint_together
from jupyter_handoff.surfaces import files, linting, processes
from jupyter_handoff.surfaces.cli import main
from jupyter_handoff.surfaces.work import Outcome

from ..notebook_files import code, write
from .command_line import run

pytestmark = pytest.mark.usefixtures("wide_terminal")
UNUSED = "import os\nimport math\nprint(math.pi)"
LOCAL = 'open("/home/ana/churn.csv")'
MANY = 40


def notebooks(folder: Path, count: int = MANY) -> list[str]:
    names = []
    for number in range(count):
        place = folder / f"team {number % 3}"
        place.mkdir(exist_ok=True)
        write(place / f"{number:03}.ipynb", code(UNUSED), code(LOCAL if number % 2 else "x = 1"))
        names.append(f"team {number % 3}/{number:03}.ipynb")
    (folder / "team 0" / "bad.ipynb").write_text("{]")
    return sorted([*names, "team 0/bad.ipynb"])


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many processes were asked for, run by run."""
    asked: list[int] = []
    real = processes.pool

    def counted(workers: int) -> object:
        asked.append(workers)
        return real(workers)

    monkeypatch.setattr(linting, "pool", counted)
    return asked


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "json"], ["--diff"], ["--unsafe-fixes", "--diff"]]
)
def test_processes_say_what_one_process_says(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], pools: list[int]
) -> None:
    notebooks(tmp_path)
    given = ("lint", ".", "--stage", "handoff", "--no-cache", *arguments)
    alone = run(capsys, *given, "-j", "1")
    assert pools == []
    assert run(capsys, *given, "-j", "2") == alone
    assert pools == [2]
    assert alone[0] == 2  # one of them cannot be read


def test_processes_make_the_fixes_that_one_process_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    results = []
    for jobs in ("1", "2"):
        folder = tmp_path / jobs
        folder.mkdir()
        monkeypatch.chdir(folder)
        notebooks(folder)
        said = run(capsys, "lint", ".", "--stage", "handoff", "--fix", "-j", jobs)
        assert f"{MANY} fixed" in said[1]
        results.append((said, {p.name: p.read_bytes() for p in folder.rglob("*.ipynb")}))
    assert results[0] == results[1]


def test_few_notebooks_start_no_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pools: list[int]
) -> None:
    notebooks(tmp_path, 5)
    run(capsys, "lint", ".", "-j", "8")
    assert pools == []


@pytest.mark.parametrize("wrong", ["0", "-1", "two"])
def test_a_number_of_processes_that_cannot_be_is_refused(wrong: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["lint", ".", "-j", wrong])
    assert left.value.code == 2


def test_shards_together_are_the_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = notebooks(tmp_path)
    seen: list[str] = []
    for number in range(1, 5):
        _, out, _ = run(capsys, "lint", ".", "--format", "json", "--shard", f"{number}/4")
        seen += [item["path"] for item in json.loads(out)]
    assert sorted(seen) == names
    assert run(capsys, "lint", ".", "--shard", "5/4")[0] == 2


def test_only_what_changed_is_linted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebooks(tmp_path, 4)
    (tmp_path / "team 0" / "bad.ipynb").unlink()
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True)
    status, out, err = run(capsys, "lint", ".", "--changed-since", "main")
    assert (status, out, err) == (0, "", "No notebooks to lint here.\n")
    write(tmp_path / "team 1" / "001.ipynb", code(LOCAL))
    write(tmp_path / "new.ipynb", code(LOCAL))
    _, out, _ = run(capsys, "lint", ".", "--changed-since", "main", "--format", "json")
    assert [item["path"] for item in json.loads(out)] == ["new.ipynb", "team 1/001.ipynb"]
    status, out, err = run(capsys, "lint", ".", "--changed-since=--upload-pack=x")
    assert (status, out) == (2, "")
    assert "is no revision" in err


def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many notebooks the engine was asked about, time by time."""
    asked: list[int] = []
    real = lint_together

    def counted(items: list[object], **more: object) -> object:
        asked.append(len(items))
        return real(items, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "lint_together", counted)
    return asked


def test_what_has_not_changed_is_not_judged_again_and_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks(tmp_path, 8)
    asked = judged(monkeypatch)
    for arguments in ([], ["--stage", "handoff"], ["--stage", "handoff", "--format", "json"]):
        first = run(capsys, "lint", ".", *arguments)
        before = sum(asked)
        assert run(capsys, "lint", ".", *arguments) == first
        assert sum(asked) == before
        assert run(capsys, "lint", ".", *arguments, "--no-cache") == first
        assert sum(asked) == before + 8
    write(tmp_path / "team 0" / "000.ipynb", code("y = 2"))
    before = sum(asked)
    run(capsys, "lint", ".")
    assert sum(asked) == before + 1
    (tmp_path / "handoff.toml").write_text('stage = "candidate"\n')
    _, out, _ = run(capsys, "lint", ".")
    assert "(candidate)" in out
    assert sum(asked) == before + 9


def test_fixes_are_made_from_what_was_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    run(capsys, "lint", ".", "--stage", "handoff")
    _, out, _ = run(capsys, "lint", ".", "--stage", "handoff", "--fix")
    assert "1 fixed" in out
    assert "import os" not in path.read_text(encoding="utf-8")


def test_no_secret_and_no_line_of_source_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], no_cache_of_the_persons: Path
) -> None:
    source = 'password = "q8Zr2LmX0vTnB4wK"\nimport os; unmistakable = "line of source"'
    write(tmp_path / "a.ipynb", code(source))
    run(capsys, "lint", ".", "--stage", "handoff")
    kept = [path for path in no_cache_of_the_persons.rglob("*") if path.is_file()]
    assert len(kept) == 2
    for path in kept:
        assert b"q8Zr2LmX0vTnB4wK" not in path.read_bytes()
        assert b"line of source" not in path.read_bytes()


def test_clean_removes_what_was_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], no_cache_of_the_persons: Path
) -> None:
    notebooks(tmp_path, 3)
    run(capsys, "lint", ".")
    status, out, _ = run(capsys, "clean")
    assert (status, out) == (0, f"3 reports removed from {no_cache_of_the_persons}\n")
    assert not no_cache_of_the_persons.exists()
    assert run(capsys, "clean")[1].startswith("0 reports removed")


def test_a_notebook_that_is_too_much_for_us_is_named_and_hides_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks(tmp_path, 6)
    (tmp_path / "team 0" / "bad.ipynb").unlink()
    real = lint_together

    def fragile(items: list[tuple[object, object]], **more: object) -> object:
        for item in items:
            if getattr(item[0], "path", "").endswith("003.ipynb"):
                raise RecursionError
        return real(items, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "lint_together", fragile)
    status, out, _ = run(capsys, "lint", ".", "--no-cache", "--stage", "handoff")
    assert status == 2
    why = "it could not be checked (RecursionError); please report it"
    assert f"team 0/003.ipynb  not checked: {why}" in out
    assert out.splitlines()[-1].endswith(
        "in 5 notebooks · 5 can be fixed with --fix · 1 could not be read"
    )


def test_outcomes_hold_no_source() -> None:
    assert {"report", "notebook", "raw", "source"}.isdisjoint(Outcome.__slots__)


@pytest.mark.skipif(os.name == "nt", reason="there are no process groups there")
def test_ctrl_c_ends_a_run_promptly_and_leaves_no_process(tmp_path: Path) -> None:
    for number in range(60):
        cells = [code(f"v{number}_{n} = {n}\nprint(v{number}_{n})") for n in range(150)]
        write(tmp_path / f"{number}.ipynb", *cells)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "jupyter_handoff.surfaces.cli", "lint", ".", "-j", "2"]
    process = subprocess.Popen(
        [*command, "--no-cache", "--format", "json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.read(10)  # the first results are there
    os.killpg(process.pid, signal.SIGINT)
    start = time.monotonic()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - start < 20
    assert b"Traceback" not in err
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process of the run is still there")
