"""Which findings a person wants to see: by code, the beginning of a code, name or artifact."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .report import ARTIFACTS, Finding, RuleCard


class UnknownSelector(Exception):
    """A selector that no rule answers to; the message names the nearest that one does."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Selectors to keep (none keeps all) and to leave out."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def keeps(self, finding: Finding) -> bool:
        wanted = not self.select or any(_answers(finding, item) for item in self.select)
        return wanted and not any(_answers(finding, item) for item in self.ignore)


def read_selection(
    select: Iterable[str], ignore: Iterable[str], cards: Sequence[RuleCard]
) -> Selection:
    """The selection that a person wrote down, each item possibly a list with commas.

    Raises `UnknownSelector`.
    """
    return Selection(_selectors(select, cards), _selectors(ignore, cards))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to one that is not, as a question; empty if none is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {near[0]}?" if near else ""


def _selectors(written: Iterable[str], cards: Sequence[RuleCard]) -> tuple[str, ...]:
    selectors = [part.strip() for item in written for part in item.split(",") if part.strip()]
    codes = {card.code for card in cards} | {
        source.code for card in cards for source in card.sources
    }
    names = {card.name for card in cards} | set(ARTIFACTS)
    for selector in selectors:
        if selector not in names and not any(code.startswith(selector) for code in codes):
            hint = nearest(selector, names | codes)
            raise UnknownSelector(f"No rule answers to {selector}.{hint}")
    return tuple(selectors)


def _answers(finding: Finding, selector: str) -> bool:
    codes = [finding.code] + ([finding.source.code] if finding.source else [])
    return selector in (finding.name, finding.artifact) or any(
        code.startswith(selector) for code in codes
    )
