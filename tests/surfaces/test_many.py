"""A run over many files: in order, each once, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from jupyter_handoff.surfaces.many import Many, chunked
from jupyter_handoff.surfaces.processes import pool, workers_for

Result = tuple[str, str]


def fine(paths: Sequence[Path]) -> list[Result]:
    return [(str(path), "fine") for path in paths]


def deadly(paths: Sequence[Path]) -> list[Result]:
    """Ends its process at a file called so, and takes longer over some than over others."""
    for path in paths:
        if path.name.startswith("deadly"):
            os._exit(139)
        time.sleep(0.002 * (int(path.stem) % 3))
    return fine(paths)


def killed_once(mark: Path, paths: Sequence[Path]) -> list[Result]:
    """The first worker that comes to file 30 is killed from outside, as by a lack of memory."""
    if any(path.name == "30" for path in paths) and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return fine(paths)


def refusing(paths: Sequence[Path]) -> list[Result]:
    if any(path.name == "7" for path in paths):
        raise MemoryError("too large")
    return fine(paths)


def lost(path: Path, why: str) -> Result:
    return str(path), why


def files(count: int) -> list[Path]:
    return [Path(f"{number}") for number in range(count)]


def results(
    work: Callable[[Sequence[Path]], list[Result]],
    paths: Sequence[Path],
    start: Callable[[], Executor],
) -> list[Result]:
    return list(Many(work, lost, start, workers=2).results(paths))


def test_results_come_in_the_order_of_the_files() -> None:
    paths = files(200)
    assert results(deadly, paths, pool(2)) == fine(paths)


def test_a_file_that_ends_its_worker_is_named_and_hides_no_other() -> None:
    paths = files(90)
    paths[50:50] = [Path("deadly-1")]
    paths[20:20] = [Path("deadly-2")]
    said = results(deadly, paths, pool(2))
    assert [name for name, _ in said] == [str(path) for path in paths]
    bad = {name: why for name, why in said if why != "fine"}
    assert set(bad) == {"deadly-1", "deadly-2"}
    assert set(bad.values()) == {"the process that read it ended (a crash, or no memory left)"}


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals there")
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    paths = files(90)
    assert results(partial(killed_once, tmp_path / "mark"), paths, pool(2)) == fine(paths)
    assert (tmp_path / "mark").exists()


def test_a_worker_that_raises_hides_no_other() -> None:
    with ThreadPoolExecutor(2) as threads:
        said = results(refusing, files(40), lambda: threads)
    assert [why for _, why in said].count("fine") == 39
    assert said[7] == ("7", "its worker failed (MemoryError: too large)")


class Counting(Executor):
    """Does the work when it is asked for, and counts what it was given."""

    def __init__(self) -> None:
        self.given = 0
        self.stopped = False

    def submit(self, work, /, *arguments, **named):  # type: ignore[no-untyped-def]
        self.given += 1
        future: Future[list[Result]] = Future()
        future.set_result(work(*arguments, **named))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.stopped = not wait


def test_no_more_is_begun_than_will_soon_be_shown() -> None:
    executor = Counting()
    run = Many(fine, lost, lambda: executor, workers=2).results(files(10_000))
    next(run)
    assert executor.given <= 8
    run.close()
    assert executor.stopped
    assert executor.given <= 8


def test_files_are_put_into_chunks_by_number_and_by_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [len(chunk) for chunk in chunked(files(1000), workers=2)][:2] == [16, 16]
    assert [len(chunk) for chunk in chunked(files(20), workers=2)] == [2] * 10
    assert [path for chunk in chunked(files(333), workers=3) for path in chunk] == files(333)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(15_000_000)
    monkeypatch.chdir(tmp_path)
    assert [len(chunk) for chunk in chunked([large] * 64, workers=1)] == [1] * 64


def test_few_files_are_done_by_this_process_itself() -> None:
    assert [workers_for(n, jobs=8) for n in (0, 1, 23, 24, 40, 1000)] == [1, 1, 1, 2, 3, 8]
    assert workers_for(1000, jobs=1) == 1
