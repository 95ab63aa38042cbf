"""The end of a Python's life is told by the day, and what production asks for counts too."""

from __future__ import annotations

from datetime import date

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.requirements import Requirements, Runtime
from jupyter_handoff.rule import Match, Project, PythonNamed
from jupyter_handoff.rules.environment import python_version_mismatch as rule


def said(
    kernel: str,
    *named: tuple[str, str],
    wanted: str | None = None,
    metadata: str = "{}",
    months: int = 6,
) -> list[Match]:
    notebook = read_percent(f'# %% [notebook] python="{kernel}" metadata={metadata}\nx = 1')
    pythons = tuple(PythonNamed(file, wanted) for file, wanted in named)
    contract = Requirements(runtime=Runtime(python=wanted))
    project = Project("/p", "/p", pythons=pythons)
    return list(rule.find(notebook, project, contract, rule.Notice(months=months)))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls(2027, 6, 1)

    monkeypatch.setattr(rule, "date", Day)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("release", "told", "most"),
    [
        ("3.10", "has had no security fixes since October 2026", "error"),
        ("3.11", "ends in October 2027", "warning"),
        ("3.12", "", ""),
        ("3.99", "", ""),
    ],
)
def test_the_end_of_a_release(release: str, told: str, most: str) -> None:
    found = said("", ("runtime.txt", f"=={release}.*"))
    assert bool(found) == bool(told)
    assert all(told in match.message and match.at_most == most for match in found)


@pytest.mark.usefixtures("today")
def test_what_a_file_pins_counts_before_the_kernel() -> None:
    (match,) = said("3.10.2", ("runtime.txt", "==3.10.*"))
    assert match.message.startswith("runtime.txt asks for Python 3.10")
    assert match.at_most == "error"
    assert said("", ("pyproject.toml", ">=3.6")) == []


@pytest.mark.usefixtures("today")
def test_kernel_alone_is_a_hint() -> None:
    (match,) = said("3.9.2")
    assert match.at_most == "info"
    assert "last ran on Python 3.9, which has had no security fixes" in match.message
    assert said("3.11.2") == []  # it still gets some
    assert said("3.10.2") == []  # its end is not a year ago
    assert said("3.9.2", ("pyproject.toml", ">=3.9")) == []
    assert said("3.9.2", wanted=">=3.9,<3.13") == []
    assert said("3.9.2", ("pyproject.toml", ">=3.8,<3.11"))
    for host in ("colab", "kaggle"):
        assert said("3.9.2", metadata=f'{{"{host}": {{"a": []}}}}') == []


@pytest.mark.parametrize(
    ("kernel", "named", "told"),
    [
        ("3.13.1", [("Dockerfile", "==3.14.*")], "Dockerfile asks for Python 3.14"),
        ("3.13.1", [("pyproject.toml", ">=3.14")], "pyproject.toml asks for Python >=3.14"),
        ("3.13.1", [("pyproject.toml", "<3.13,>=3.10")], "asks for Python <3.13,>=3.10"),
        ("", [("a", "==3.13.2"), ("b", "==3.14.*")], "a asks for Python 3.13, and b"),
        ("3.13.1", [("pyproject.toml", ">=3.13.3")], ""),
        ("3.13.1", [("pyproject.toml", ">=3.10,!=3.13.0")], ""),
        ("3.13.1", [("a", "==3.13.7"), ("b", "==3.13.*")], ""),
        ("", [("a", ">=3.10"), ("b", "<3.9")], ""),
    ],
)
def test_disagreement(kernel: str, named: list[tuple[str, str]], told: str) -> None:
    found = said(kernel, *named)
    assert bool(found) == bool(told)
    assert all(told in match.message for match in found)


def test_what_the_contract_asks_for_counts() -> None:
    (match,) = said("", ("runtime.txt", "==3.13.*"), wanted=">=3.14")
    assert match.message.startswith("The contract asks for Python >=3.14, and runtime.txt")
    assert match.key == "runtime.python"
    assert said("3.14.1", ("runtime.txt", "==3.14.*"), wanted=">=3.13,<3.15") == []


def test_another_rule_tells_of_a_kernel_that_the_contract_does_not_want() -> None:
    assert said("3.13.1", wanted=">=3.14") == []
    assert said("3.13.1", ("pyproject.toml", ">=3.14"), wanted=">=3.14") == []


@pytest.mark.usefixtures("today")
def test_a_contract_may_ask_for_an_earlier_word() -> None:
    pinned = ("runtime.txt", "==3.12.*")
    assert said("", pinned, months=6) == []
    (match,) = said("", pinned, months=18)
    assert "ends in October 2028" in match.message
