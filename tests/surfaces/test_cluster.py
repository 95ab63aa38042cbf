"""A run on a real Dask cluster of processes, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyter_handoff.surfaces import cluster as clusters
from jupyter_handoff.surfaces import linting
from jupyter_handoff.surfaces.cli import main
from jupyter_handoff.surfaces.cluster import ClusterError, cluster

from ..notebook_files import code, write

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.usefixtures("wide_terminal"),
    pytest.mark.skipif(os.name == "nt", reason="a worker cannot be killed so there"),
]


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    """Two workers, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=50,
    ) as running:
        yield running


def notebooks(folder: Path, count: int) -> list[str]:
    names = [f"{number:03}.ipynb" for number in range(count)]
    for number, name in enumerate(names):
        cells = [code(f"import os\nvalue_{number}_{n} = {n}") for n in range(30)]
        write(folder / name, *cells, code(f'open("/home/ana/{number}.csv")'))
    return names


def test_a_worker_killed_in_the_middle_loses_nothing(
    local: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = notebooks(tmp_path, 150)
    killed: list[int] = []

    def kill_one_that_works() -> None:
        deadline = time.monotonic() + 60
        with distributed.Client(local.scheduler_address, set_as_default=False) as watching:
            while time.monotonic() < deadline:
                busy = {where: keys for where, keys in watching.processing().items() if keys}
                if busy:
                    time.sleep(0.3)
                    victim = next(iter(busy))
                    workers = watching.run(os.getpid)
                    os.kill(workers[victim], signal.SIGKILL)
                    killed.append(workers[victim])
                    return
                time.sleep(0.01)

    killer = threading.Thread(target=kill_one_that_works)
    killer.start()
    address = local.scheduler_address
    status = main(["lint", ".", "--stage", "handoff", "--format", "json", "--dask", address])
    killer.join()
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert killed
    assert [item["path"] for item in said] == names
    assert all("HD101" in {found["code"] for found in item["findings"]} for item in said), err
    assert status == 1


def test_the_cluster_says_what_the_command_says_alone(
    local: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebooks(tmp_path, 3)
    main(["lint", ".", "--stage", "handoff"])
    alone = capsys.readouterr().out
    main(["lint", ".", "--stage", "handoff", "--dask", local.scheduler_address])
    assert capsys.readouterr().out == alone


def test_a_worker_that_does_not_see_a_file_says_what_is_needed(
    local: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    # What this machine calls its folder is not there on the worker's.
    monkeypatch.setattr(Path, "cwd", lambda: Path("/only/here"))
    status = main(["lint", "a.ipynb", "--dask", local.scheduler_address])
    out, _ = capsys.readouterr()
    assert status == 2
    assert "a.ipynb  not checked: is not there on the worker" in out
    assert "must see the notebooks under the same paths" in out


def test_a_worker_with_another_version_says_so(
    local: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    monkeypatch.setattr(linting, "engine_version", lambda: "999")
    status = main(["lint", "a.ipynb", "--dask", local.scheduler_address])
    assert status == 2
    assert "and this is 999" in capsys.readouterr().out


def test_no_scheduler_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    monkeypatch.setattr(clusters, "_SECONDS", 1)
    assert main(["lint", "a.ipynb", "--dask", "tcp://127.0.0.1:9"]) == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_without_the_extra_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterError, match=r"pip install 'jupyter-handoff\[dask\]'"),
        cluster("tcp://x"),
    ):
        pass
