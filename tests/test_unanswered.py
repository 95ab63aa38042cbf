"""What a contract asks and nobody could look at is told, and nothing else."""

from __future__ import annotations

from jupyter_handoff.requirements import Requirements
from jupyter_handoff.rule import Project
from jupyter_handoff.unanswered import unanswered

from .contracts import contract_from


def asked(contract: str, project: Project | None) -> list[str]:
    requirements: Requirements = contract_from(contract).requirements
    return [item.what for item in unanswered(requirements, project)]


def test_a_run_alone_tells_its_memory() -> None:
    assert asked("runtime.memory-gb = 8", None) == ["the contract's runtime.memory-gb"]


def test_sizes_are_answered_where_somebody_looked() -> None:
    seen = Project(notebook="/a", root="/a", sizes={})
    unseen = Project(notebook="/a", root="/a")
    size = "model.max-size-mb = 500"
    assert asked(size, seen) == []
    assert asked(size, unseen) == asked(size, None) == ["the contract's model.max-size-mb"]


def test_a_contract_that_asks_nothing_leaves_nothing_open() -> None:
    assert asked("", None) == asked("model.pickle = 'deny'", None) == []
