"""Worker processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path

# Fewer notebooks than this a worker are done before it has started.
_WORTH_A_WORKER = 12
# What new workers find loaded (`surfaces.warm`).
_WARM = f"{__package__}.warm"


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_for(files: int, *, jobs: int) -> int:
    """How many workers that many files are worth, at most ``jobs``; 1 is this process itself."""
    return max(1, min(jobs, files // _WORTH_A_WORKER))


def pool(workers: int) -> Callable[[], Executor]:
    """What starts that many processes; they are being made ready from now on."""
    context = _context()

    def start() -> Executor:
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_quiet)

    return start


def _context() -> BaseContext:
    """Workers are copies of a process that has loaded the rules, where that can be had.

    It has no threads, as this process may have: copying one that has them can hang.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_WARM])
    with _found_by_new_processes():
        forkserver.ensure_running()
    return context


@contextmanager
def _found_by_new_processes() -> Iterator[None]:
    """Lets a process that is started now import this very package where it is not installed."""
    root, before = Path(__file__).parents[2], os.environ.get("PYTHONPATH")
    if root.name not in ("site-packages", "dist-packages"):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), before]))
    try:
        yield
    finally:
        os.environ.pop("PYTHONPATH", None)
        if before is not None:
            os.environ["PYTHONPATH"] = before


def _quiet() -> None:
    """Ctrl-C ends a worker without a word: the command says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
