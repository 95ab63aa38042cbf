"""Runs a piece of work over many files, on whatever offers the `concurrent.futures` interface.

A pool of processes on this machine and a cluster are the same to it. What comes back is
in the order of the files, each exactly once, however workers end in between.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from pathlib import Path
from typing import Generic, TypeVar

# One start of Ruff serves a chunk; a chunk that is lost is done again.
_MOST_FILES = 16
_MOST_BYTES = 20_000_000
# Chunks under way for each worker, so that none waits for us.
_UNDER_WAY_EACH = 2
# Chunks that may be done before their turn to be shown has come.
_AHEAD_EACH = 16

Result = TypeVar("Result")


class Many(Generic[Result]):
    """One run over many files.

    ``work`` is done on a chunk of them by one of the workers, a result for each; both
    must be picklable. ``lost`` makes the result of a file whose worker ended over it.
    ``start`` gives an executor, and a new one where that broke.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Path]], list[Result]],
        lost: Callable[[Path, str], Result],
        start: Callable[[], Executor],
        *,
        workers: int,
    ) -> None:
        self.work, self.lost, self.start = work, lost, start
        self.workers = max(1, workers)
        self.executor: Executor | None = None
        self.under_way: dict[Future[list[Result]], int] = {}
        self.done: dict[int, list[Result]] = {}
        self.suspects: deque[int] = deque()
        self.kept: dict[int, list[Path]] = {}
        self.broken = False

    def results(self, paths: Sequence[Path]) -> Generator[Result, None, None]:
        """The results in the order of ``paths``; leaving early ends the run at once."""
        chunks = enumerate(chunked(paths, workers=self.workers))
        shown = 0
        try:
            while True:
                self._submit(chunks, shown)
                if not self.under_way and not self.suspects:
                    return
                self._gather()
                while shown in self.done:
                    yield from self.done.pop(shown)
                    del self.kept[shown]
                    shown += 1
        finally:
            self._stop()

    def _submit(self, chunks: Iterator[tuple[int, list[Path]]], shown: int) -> None:
        """Keep the workers busy, but not so far ahead that results pile up."""
        while len(self.under_way) < self.workers * _UNDER_WAY_EACH:
            if self.kept and max(self.kept) - shown >= self.workers * _AHEAD_EACH:
                return
            number, chunk = next(chunks, (-1, []))
            if not chunk:
                return
            self.kept[number] = chunk
            try:
                self.under_way[self._executor().submit(self.work, chunk)] = number
            except BrokenExecutor:
                self.broken = True
                self.suspects.append(number)
                return

    def _executor(self) -> Executor:
        if self.executor is None:
            self.executor = self.start()
        return self.executor

    def _gather(self) -> None:
        """Wait for a chunk; those whose worker ended are looked at file by file."""
        finished, _ = wait(self.under_way, return_when=FIRST_COMPLETED)
        for future in finished:
            number = self.under_way.pop(future)
            try:
                self.done[number] = future.result()
            except BrokenExecutor:
                # All that was under way is lost with it; one of them is to blame.
                self.broken = True
                self.suspects.append(number)
            except Exception:
                self.suspects.append(number)
        if self.broken:
            self._drain()
        while self.suspects:
            number = self.suspects.popleft()
            self.done[number] = [self._alone(path) for path in self.kept[number]]

    def _drain(self) -> None:
        """Take what there is from an executor that broke, and leave it."""
        wait(self.under_way)
        for future, number in list(self.under_way.items()):
            try:
                self.done[number] = future.result()
            except Exception:
                self.suspects.append(number)
        self.under_way.clear()
        self._stop()

    def _alone(self, path: Path) -> Result:
        """One file with nothing beside it, so that whatever ends the worker is its own doing."""
        try:
            (result,) = self._executor().submit(self.work, [path]).result()
        except BrokenExecutor:
            self._stop()
            return self.lost(path, "the process that read it ended (a crash, or no memory left)")
        except Exception as error:
            words = " ".join(str(error).split())[:200]
            return self.lost(path, f"its worker failed ({type(error).__name__}: {words})")
        return result

    def _stop(self) -> None:
        if self.executor is not None:
            for future in self.under_way:
                future.cancel()
            self.executor.shutdown(wait=False)
        self.executor = None
        self.broken = False


def chunked(paths: Sequence[Path], *, workers: int) -> Iterator[list[Path]]:
    """The files in chunks, made one after the other: small ones where there are few files."""
    most = max(1, min(_MOST_FILES, len(paths) // (workers * 4)))
    chunk: list[Path] = []
    size = 0
    for path in paths:
        large = _size(path)
        if chunk and (len(chunk) == most or size + large > _MOST_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(path)
        size += large
    if chunk:
        yield chunk


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
