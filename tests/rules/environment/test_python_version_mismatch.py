"""The end of a Python's life is told by the day, and what production asks for counts too."""

from __future__ import annotations

from datetime import date

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.requirements import Requirements, Runtime
from jupyter_handoff.rule import Match, Project, PythonNamed
from jupyter_handoff.rules.environment import python_version_mismatch as rule


def said(kernel: str, *named: tuple[str, str], required: str = "", months: int = 6) -> list[Match]:
    notebook = read_percent(f'# %% [notebook] python="{kernel}"\nx = 1')
    pythons = tuple(PythonNamed(file, wanted) for file, wanted in named)
    contract = Requirements(runtime=Runtime(python=required or None))
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
    ("kernel", "told", "most"),
    [
        ("3.10.1", "has had no security fixes since October 2026", "warning"),
        ("3.11.9", "ends in October 2027", "warning"),
        ("3.12.1", "", ""),
        ("3.99.1", "", ""),
        ("", "", ""),
    ],
)
def test_the_end_of_a_release(kernel: str, told: str, most: str) -> None:
    found = said(kernel)
    assert bool(found) == bool(told)
    assert all(told in match.message and match.at_most == most for match in found)


@pytest.mark.usefixtures("today")
def test_what_a_file_pins_counts_before_the_kernel() -> None:
    (match,) = said("3.10.2", ("runtime.txt", "==3.10.*"))
    assert match.message.startswith("runtime.txt asks for Python 3.10")
    assert match.at_most == "error"
    assert said("", ("pyproject.toml", ">=3.6")) == []


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


def test_production_may_ask_for_a_range() -> None:
    (match,) = said("", ("runtime.txt", "==3.13.*"), required=">=3.14")
    assert "the contract asks for Python >=3.14" in match.message
    assert match.key == "runtime.python"
    assert said("3.13.1", required=">=3.14") == [], "HN110 speaks of the kernel"
    assert said("3.14.1", ("runtime.txt", "==3.14.*"), required=">=3.13,<3.15") == []


@pytest.mark.usefixtures("today")
def test_a_contract_may_ask_for_an_earlier_word() -> None:
    assert said("3.12.1", months=6) == []
    (match,) = said("3.12.1", months=18)
    assert "ends in October 2028" in match.message
    assert said("3.11.9", months=0) == []
