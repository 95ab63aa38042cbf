"""What a contract says of one rule, for those who want to know why it speaks here."""

from __future__ import annotations

from dataclasses import dataclass

from .contract import Contract
from .report import STAGES, Owner, RuleCard, Severities
from .rules import load_rules


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule under a contract. ``locked`` is who locks it, empty where nobody does, and
    ``why_locked`` the reason that they give.
    """

    contract: str
    severities: Severities
    owner: Owner
    reason: str
    locked: str
    why_locked: str


def standing_of(card: RuleCard, contract: Contract) -> Standing | None:
    """How a rule stands under a contract; None where no contract applies."""
    if not contract.folded.layers:
        return None
    settings = contract.settings(card.code)
    levels = (settings.at(stage) or card.severities.at(stage) for stage in STAGES)
    lock = contract.lock_on_rule(card.code, _key(card.code))
    return Standing(
        contract=f"{contract.title} {contract.version}".strip(),
        severities=Severities(*levels),
        owner=settings.owner or card.owner,
        reason=settings.reason,
        locked=lock.by if lock else "",
        why_locked=lock.reason if lock else "",
    )


def _key(code: str) -> str:
    """The contract's key that a rule holds people to, empty where it has none."""
    return next((rule.key for rule in load_rules().rules if rule.code == code), "")
