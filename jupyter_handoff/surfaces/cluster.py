"""Workers of a Dask cluster, through the interface that local processes have too."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

_SECONDS = 30
_MISSING = "--dask needs an extra: pip install 'jupyter-handoff[dask]'"


class ClusterError(Exception):
    """A cluster that cannot be used; the message says what to do."""


class Cluster:
    """A cluster that answers: its executor, and how many notebooks it can read at once."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self.workers = workers
        self._executor = executor

    def start(self) -> Executor:
        # A cluster replaces its own workers: its executor serves until the end.
        return self._executor


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Connect to a Dask scheduler (``tcp://host:8786``). Raises `ClusterError`.

    Its workers read the notebooks themselves: they must see them under the same paths,
    and have this package installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(_MISSING) from None
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        words = " ".join(str(error).split())[:200]
        raise ClusterError(f"no Dask scheduler answers at {address} ({words})") from None
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterError(f"the Dask cluster at {address} has no workers")
        yield Cluster(client.get_executor(pure=False), threads)
    finally:
        client.close(timeout=_SECONDS)
