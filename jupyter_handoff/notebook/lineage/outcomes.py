"""What a fit comes to: the numbers made with it, and what is wrong with those."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .events import Division, Evaluation, Fit
from .rows import Rows, Site
from .values import Seen


@dataclass(frozen=True, slots=True)
class Leak:
    """``seen`` was learnt from rows on both sides; ``evaluation`` is spoilt by it."""

    seen: Seen
    fit: Fit
    evaluation: Evaluation
    division: Division | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """A number on rows that the fit had; ``made`` is where they were made up, if they were."""

    fit: Fit
    evaluation: Evaluation
    made: Site | None


@dataclass(frozen=True, eq=False)
class Trial:
    """A fit and the numbers made with it."""

    fit: Fit
    evaluations: tuple[Evaluation, ...]

    @property
    def rows(self) -> Rows:
        return self.fit.train.rows

    @property
    def is_fold(self) -> bool:
        """Whether it is one of a cross-validation."""
        return any(item.kind == "fold" for item in self.evaluations)

    @cached_property
    def numbers(self) -> tuple[Evaluation, ...]:
        """Evaluations that give a number, on rows that something is known of."""
        return tuple(
            item for item in self.evaluations if item.kind != "prediction" and item.data.rows
        )

    @cached_property
    def judged(self) -> tuple[Evaluation, ...]:
        """What the model is judged by: numbers, else predictions on other rows."""
        return self.numbers or tuple(item for item in self.evaluations if item.data.rows)

    @cached_property
    def on_other_rows(self) -> tuple[Evaluation, ...]:
        """Evaluations on anything but the very rows of the fit."""
        return tuple(item for item in self.judged if item.data.rows != self.rows)
