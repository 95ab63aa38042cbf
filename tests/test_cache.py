"""Reports kept on disk: found again whole, never trusted when damaged, never too many."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from jupyter_handoff import lint
from jupyter_handoff.cache import Cache, cache_folder, clear_cache, with_sources, without_sources
from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.report import Report

SOURCE = (
    "# %%\nimport os\nimport pandas as pd\nparts = pd.read_csv('/home/ana/kept_name.csv')\n"
    "# %%\nprint(later)\n# %%\nlater = 1\n# %%\n"
)
DIGEST = "ab" + "0" * 62


def judged() -> tuple[Report, Notebook]:
    notebook = read_percent(SOURCE)
    return lint(notebook, stage="handoff"), notebook


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_a_report_is_found_again_whole(cache: Cache) -> None:
    report, notebook = judged()
    assert any(fix.edits for finding in report.findings for fix in finding.fixes)
    cache.put(DIGEST, report, notebook)
    kept = Cache(cache.folder).get(DIGEST)
    assert kept is not None
    assert with_sources(kept, notebook) == report
    assert cache.get("cd" + "0" * 62) is None


def test_no_text_that_edits_replace_is_in_it(cache: Cache) -> None:
    report, notebook = judged()
    cache.put(DIGEST, report, notebook)
    (entry,) = (cache.folder / "ab").iterdir()
    raw = entry.read_bytes()
    assert b"kept_name" not in raw.replace(b"data/kept_name.csv", b"")
    bare = without_sources(report)
    olds = {getattr(e, "old", None) for f in bare.findings for x in f.fixes for e in x.edits}
    assert olds <= {"", None}


@pytest.mark.parametrize("where", [0, 5, 31, 32, 40, -1])
def test_an_entry_with_a_changed_byte_is_none(where: int, cache: Cache) -> None:
    cache.put(DIGEST, *judged())
    path = cache.folder / "ab" / DIGEST
    raw = bytearray(path.read_bytes())
    raw[where] ^= 1
    path.write_bytes(raw)
    assert cache.get(DIGEST) is None


@pytest.mark.parametrize("length", [0, 10, 32, 200])
def test_an_entry_cut_short_is_none(length: int, cache: Cache) -> None:
    cache.put(DIGEST, *judged())
    path = cache.folder / "ab" / DIGEST
    path.write_bytes(path.read_bytes()[:length])
    assert cache.get(DIGEST) is None


def test_the_least_recently_used_go_when_there_are_too_many(cache: Cache) -> None:
    report, notebook = judged()
    names = [f"{n:02x}" + "0" * 62 for n in range(8)]
    for age, name in enumerate(names):
        cache.put(name, report, notebook)
        long_ago = time.time() - 100_000 - age
        os.utime(cache.folder / name[:2] / name, (long_ago, long_ago))
    size = (cache.folder / "00" / names[0]).stat().st_size
    assert cache.get(names[7]) is not None  # the oldest, used just now
    cache.most = size * 3
    cache.prune()
    left = [name for name in names if cache.get(name) is not None]
    assert left == [names[0], names[1], names[7]]


def test_its_size_is_looked_at_while_it_is_written(tmp_path: Path) -> None:
    report, notebook = judged()
    cache = Cache(tmp_path / "cache", most=20_000)
    for number in range(60):
        cache.put(f"{number:064x}", report, notebook)
    files = [path for path in cache.folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 45_000


def test_runs_at_once_see_whole_entries_or_none(tmp_path: Path) -> None:
    report, notebook = judged()
    expected = without_sources(report)
    wrong: list[object] = []

    def read_and_write(number: int) -> None:
        own = Cache(tmp_path / "cache", most=30_000)
        for turn in range(40):
            name = f"{(number + turn) % 5:064x}"
            own.put(name, report, notebook)
            if (kept := own.get(name)) is not None and kept != expected:
                wrong.append(kept)
            if turn % 10 == 9:
                own.prune()

    threads = [threading.Thread(target=read_and_write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_folder_that_is_somebodys_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    cache = Cache(tmp_path)
    cache.put(DIGEST, *judged())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert clear_cache(tmp_path) == 0
    assert (tmp_path / "thesis.txt").exists()


def test_clearing_takes_what_is_ours_and_counts_it(cache: Cache) -> None:
    cache.put(DIGEST, *judged())
    (cache.folder / "note.txt").write_text("mine")
    assert clear_cache(cache.folder) == 1
    assert [path.name for path in cache.folder.iterdir()] == ["note.txt"]


@pytest.mark.skipif(os.name == "nt", reason="other people's rights are told otherwise there")
def test_a_folder_that_others_can_write_into_is_not_trusted(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Cache(folder).put(DIGEST, *judged())
    folder.chmod(0o777)
    assert Cache(folder).get(DIGEST) is None


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(DIGEST, *judged())
    assert cache.get(DIGEST) is None


def test_it_stands_in_the_persons_cache_folder_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache_folder().name == "handoff"
    monkeypatch.delenv("JUPYTER_HANDOFF_CACHE")
    assert cache_folder().name == "jupyter-handoff"
