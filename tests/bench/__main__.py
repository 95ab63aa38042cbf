"""Prints how long linting takes, as ratios to ``ruff check`` on the same notebook.

Each pair is measured turn by turn in the same run, so that a busy machine slows both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from ruff import find_ruff_bin

from jupyter_handoff.notebook import cells_notebook
from jupyter_handoff.notebook.parsing import parse as parsed

from .notebooks import document, folder, sources

_ROUNDS = 15
_SIZES = (60, 250)
# The notebooks whose names and rows are linked anew after an edit of one cell.
_RELINKED = (60, 250, 1000)
# A team's folder, and how often it is measured behind the run that warms up: half a minute each.
_FOLDER = 1000
_FOLDER_ROUNDS = 1
_TOKEN = "bench"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for cells in _SIZES:
            (root / f"{cells}.ipynb").write_bytes(document(cells))
        with server(root) as lint_live:
            for cells in _SIZES:
                report(root / f"{cells}.ipynb", cells, lint_live)
    bare, package = measured(lambda: python("pass"), lambda: python("import jupyter_handoff"))
    _, with_rules = measured(
        lambda: python("pass"), lambda: python("import jupyter_handoff as j; j.rule_cards()")
    )
    for cells in _RELINKED:
        report_relinking(cells)
    report_folder()
    print(f"import jupyter_handoff           {(package - bare) * 1000:6.1f} ms")
    print(f"import it with its rules         {(with_rules - bare) * 1000:6.1f} ms")


def report(path: Path, cells: int, lint_live: Callable[[int], None]) -> None:
    """The ratios for one notebook."""
    ruff = [str(find_ruff_bin()), "check", "--isolated", "--no-cache", "--quiet", str(path)]
    command = [sys.executable, "-m", "jupyter_handoff.surfaces.cli", "lint", str(path)]
    alone, warm = measured(lambda: run(ruff), lambda: lint_live(cells))
    again, cold = measured(lambda: run(ruff), lambda: run(command))
    print(f"{cells} cells: ruff check alone     {alone * 1000:6.1f} ms")
    print(f"{cells} cells: warm, after one edit {warm * 1000:6.1f} ms   {warm / alone:5.2f} × ruff")
    print(f"{cells} cells: cold command line    {cold * 1000:6.1f} ms   {cold / again:5.2f} × ruff")


def report_folder() -> None:
    """A run over a folder on all cores, from nothing and from the cache, against Ruff alone."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "notebooks")
        root.mkdir()
        folder(root, _FOLDER)
        ruff = [str(find_ruff_bin()), "check", "--isolated", "--no-cache", "--quiet", str(root)]
        lint = [sys.executable, "-m", "jupyter_handoff.surfaces.cli", "lint", str(root)]
        own = {**os.environ, "JUPYTER_HANDOFF_CACHE": str(Path(place, "cache"))}
        anew = [*lint, "--no-cache"]
        alone, cold = measured(lambda: run(ruff), lambda: run(anew), rounds=_FOLDER_ROUNDS)
        again, kept = measured(lambda: run(ruff), lambda: run(lint, own), rounds=_FOLDER_ROUNDS)
    print(f"{_FOLDER} notebooks: ruff check alone   {alone:6.2f} s")
    print(f"{_FOLDER} notebooks: cold, no cache     {cold:6.2f} s   {cold / alone:5.2f} × ruff")
    print(f"{_FOLDER} notebooks: from the cache     {kept:6.2f} s   {kept / again:5.2f} × ruff")


def report_relinking(cells: int) -> None:
    """What an edit costs where the other cells are known, against parsing all of them again."""
    made = sources(cells)
    edits = iter(range(1_000_000))

    def parse() -> None:
        for source in made:
            parsed(source.replace("%matplotlib inline", ""))

    def relink() -> None:
        edited = [*made]
        edited[cells // 2] += f"\nedited = {next(edits)}"
        notebook = cells_notebook(edited)
        notebook.calls("print")
        for folds in (False, True):
            list(notebook.lineage.preprocessed(folds=folds))
        list(notebook.lineage.reused())

    alone, linked = measured(parse, relink)
    print(f"{cells} cells: Python's parser alone  {alone * 1000:6.1f} ms")
    took = f"{linked * 1000:6.1f} ms   {linked / alone:5.2f} × that"
    print(f"{cells} cells: relinked after an edit {took}")


def measured(
    one: Callable[[], None], other: Callable[[], None], *, rounds: int = _ROUNDS
) -> tuple[float, float]:
    """Median seconds of two acts, done turn by turn after one turn to warm up."""
    one()
    other()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for act, taken in zip((one, other), times, strict=True):
            start = time.perf_counter()
            act()
            taken.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(command, env=environment, capture_output=True, check=False)


def python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


@contextmanager
def server(root: Path) -> Iterator[Callable[[int], None]]:
    """A Jupyter server with the extension; gives the act of linting after one edit."""
    environment = {**os.environ, "HOME": str(root), "JUPYTER_CONFIG_DIR": str(root / "config")}
    command = [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1", "--port=0"),
        *("--allow-root", f"--IdentityProvider.token={_TOKEN}", f"--ServerApp.root_dir={root}"),
        "--ServerApp.jpserver_extensions={'jupyter_handoff': True}",
    ]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        url = address(process)
        edits = iter(range(1_000_000))
        yield lambda cells: post(url, body(cells, next(edits)))
    finally:
        process.terminate()
        process.wait()


def address(process: subprocess.Popen[str]) -> str:
    """The server's address, read off what it says when it starts."""
    assert process.stderr is not None
    for line in process.stderr:
        for word in line.split():
            if word.startswith("http://127.0.0.1"):
                # What it says from now on is of no interest, and must not fill the pipe.
                os.set_blocking(process.stderr.fileno(), False)
                return word.partition("?")[0]
    raise RuntimeError("the server did not start")


def body(cells: int, edit: int) -> bytes:
    """A request with one cell that is new each time."""
    made = sources(cells)
    made[cells // 2] += f"\nedited = {edit}"
    listed = [{"id": f"c{n}", "kind": "code", "source": source} for n, source in enumerate(made)]
    request = {"client": "bench", "sequence": edit, "path": f"{cells}.ipynb", "cells": listed}
    return json.dumps(request).encode()


def post(url: str, data: bytes) -> None:
    headers = {"Authorization": f"token {_TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}jupyter-handoff/lint", data, headers)
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["report"] is not None


if __name__ == "__main__":
    main()
