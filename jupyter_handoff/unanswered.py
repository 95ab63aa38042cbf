"""What a contract asks that nobody could look at, so that no silence is taken for consent."""

from __future__ import annotations

from collections.abc import Iterator

from .report import NotChecked
from .requirements import Requirements
from .rule import Project


def unanswered(contract: Requirements, project: Project | None) -> Iterator[NotChecked]:
    """Requirements that the notebook and its folder cannot answer, each with who can."""
    if contract.runtime.memory_gb is not None:
        yield _key("runtime.memory-gb", "only a run tells how much memory it takes")
    if contract.model.max_size_mb is not None and (project is None or project.sizes is None):
        yield _key("model.max-size-mb", "the sizes of saved models are not known here")


def _key(key: str, why: str) -> NotChecked:
    return NotChecked(f"the contract's {key}", why)
