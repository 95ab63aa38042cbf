"""What a kept report depends on: change one thing, and it is not found."""

from __future__ import annotations

import datetime
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jupyter_handoff import Selection, Surroundings, look_around
from jupyter_handoff import digest as digests
from jupyter_handoff.baseline import Baseline, Known
from jupyter_handoff.contract import BUILT_IN
from jupyter_handoff.digest import report_digest, surroundings_digest
from jupyter_handoff.rule import Project
from jupyter_handoff.tools import ruff_process

from .contracts import contract_from

AROUND = Surroundings(project=Project("/p", "/p", declared={"b": "1", "a": ""}))


def made(
    raw: bytes = b"{}", path: str = "a.ipynb", around: Surroundings = AROUND, **more: Any
) -> str:
    known = surroundings_digest(around)
    assert known is not None
    wishes = {"stage": None, "selection": Selection()} | more
    return report_digest(raw, path, known, **wishes)


def test_the_same_gives_the_same() -> None:
    again = Surroundings(project=Project("/p", "/p", declared={"a": "", "b": "1"}))
    assert made() == made(around=again)
    assert len(made()) == 64


@pytest.mark.parametrize(
    "other",
    [
        {"raw": b"{ }"},
        {"path": "b.ipynb"},
        {"stage": "handoff"},
        {"selection": Selection(select=("HC",))},
        {"selection": Selection(ignore=("HC",))},
        {"around": Surroundings()},
        {"around": replace(AROUND, project=Project("/p", "/p", declared={"a": ""}))},
        {"around": replace(AROUND, contract=replace(BUILT_IN, hash="other"))},
        {"around": replace(AROUND, contract=contract_from('stage = "handoff"'))},
        {"around": replace(AROUND, baseline=Baseline(Path("/p"), {"a": (Known("r", "k"),)}))},
    ],
)
def test_another_file_wish_contract_or_project_gives_another(other: dict[str, Any]) -> None:
    assert made(**other) != made()


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (digests, "engine_version"),
        (ruff_process, "version"),
        (platform, "python_version"),
        (digests, "_package"),
    ],
)
def test_another_version_gives_another(
    where: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made()
    monkeypatch.setattr(where, name, lambda: "other")
    digests._maker.cache_clear()
    after = made()
    monkeypatch.undo()
    digests._maker.cache_clear()
    assert after != before == made()


class Other:
    """Something that has no value to tell it by."""


def test_each_day_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waivers end on a day, and so do Python's versions."""

    class Tomorrow(datetime.date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls(2099, 1, 1)

    before = made()
    monkeypatch.setattr(datetime, "date", Tomorrow)
    assert made() != before


def test_what_cannot_be_told_by_value_is_never_kept() -> None:
    odd = Project("/p", "/p", declared={"a": Other()})  # type: ignore[dict-item]
    assert surroundings_digest(replace(AROUND, project=odd)) is None


def test_real_surroundings_can_be_told_by_value(tmp_path: Path) -> None:
    (tmp_path / "handoff.toml").write_text('title = "x"\n')
    (tmp_path / "requirements.txt").write_text("pandas==2\n")
    assert surroundings_digest(look_around(tmp_path, top=tmp_path)) is not None
