"""Which findings a person wants to see: by code, the beginning of a code, name or artifact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .report import ARTIFACTS, Finding, RuleCard
from .spelling import nearest


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

    Case does not count. Raises `UnknownSelector`.
    """
    return Selection(_selectors(select, cards), _selectors(ignore, cards))


def find_rule(name: str, cards: Sequence[RuleCard]) -> RuleCard:
    """The rule with this code or name, or that rests on the tool's code; case does not count.

    Raises `UnknownSelector`.
    """
    for card in cards:
        if _is_one(name.strip(), (card.code, card.name, *_tool_codes(card))):
            return card
    hint = _meant(name, [named for card in cards for named in (card.code, card.name)])
    raise UnknownSelector(f"No rule answers to {name.strip() or 'an empty name'}.{hint}")


def _meant(name: str, known: Iterable[str]) -> str:
    """The known name nearest to one that is not, as a question; empty if none is near."""
    near = nearest(name, known)
    return f" Did you mean {near}?" if near else ""


def _tool_codes(card: RuleCard) -> Iterable[str]:
    return (source.code for source in card.sources)


def _selectors(written: Iterable[str], cards: Sequence[RuleCard]) -> tuple[str, ...]:
    codes = {code for card in cards for code in (card.code, *_tool_codes(card))}
    names = {card.name for card in cards} | set(ARTIFACTS)
    selectors = []
    for item in written:
        parts = [part.strip() for part in item.split(",") if part.strip()]
        if not parts:
            raise UnknownSelector("An empty selector selects nothing: name a rule or leave it out.")
        selectors += parts
    for selector in selectors:
        if not (_is_one(selector, names) or _begins_one(selector, codes)):
            hint = _meant(selector, names | codes)
            raise UnknownSelector(f"No rule answers to {selector}.{hint}")
    return tuple(selectors)


def _answers(finding: Finding, selector: str) -> bool:
    codes = [finding.code] + ([finding.source.code] if finding.source else [])
    return _is_one(selector, (finding.name, finding.artifact)) or _begins_one(selector, codes)


def _is_one(selector: str, names: Iterable[str]) -> bool:
    return any(name.lower() == selector.lower() for name in names)


def _begins_one(selector: str, codes: Iterable[str]) -> bool:
    return any(code.lower().startswith(selector.lower()) for code in codes)
