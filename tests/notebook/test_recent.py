"""What is kept is bounded by what it costs, and is made once while it is in use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from jupyter_handoff.notebook import facts, secrets
from jupyter_handoff.notebook.facts import cell_facts
from jupyter_handoff.notebook.recent import Recent
from jupyter_handoff.notebook.secrets import find_secrets


def test_the_least_recently_used_goes_first() -> None:
    made: list[str] = []

    def get(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    kept: Recent[str, str] = Recent(most=6, cost=len)
    for key in ("aa", "bb", "cc", "aa", "dd", "aa", "bb"):
        assert get(key) == key
    assert made == ["aa", "bb", "cc", "dd", "bb"]
    assert kept.spent == 6
    assert get("e" * 9) == "e" * 9 and kept.spent == 9
    assert get("e" * 9) and made.count("e" * 9) == 1


def test_threads_may_share_it() -> None:
    kept: Recent[int, str] = Recent(most=50, cost=len)
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda n: kept.get(n % 40, lambda: str(n % 40)), range(4000)))
    assert values == [str(n % 40) for n in range(4000)]
    assert kept.spent <= 50


def test_versions_of_a_cell_and_long_outputs_do_not_pile_up() -> None:
    lines = "x = 'abcd'\n" * 2_000
    for version in range(60):
        cell_facts(f"{lines}edited = {version}")
        find_secrets(f"{lines * 10}{version}")
    assert facts._RECENT.spent <= 1_000_000
    assert all(len(digest) == 16 for digest in secrets._RECENT._kept)
    assert cell_facts("x = 1") is cell_facts("x = 1")
