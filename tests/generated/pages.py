"""Makes the pages about rules: README's table and the rule reference."""

from __future__ import annotations

from pathlib import Path

from jupyter_handoff import rule_cards
from jupyter_handoff.report import ARTIFACTS, RuleCard, Severity
from jupyter_handoff.surfaces.groups import OWNERS

_README = Path(__file__).parents[2] / "README.md"
_START, _END = "<!-- rules: made by `make generated` -->", "<!-- end of rules -->"
_WORDS: dict[Severity, str] = {"off": "–", "info": "info", "warning": "warning", "error": "error"}


def readme() -> str:
    """README with its table of rules made anew."""
    text = _README.read_text(encoding="utf-8")
    before, _, rest = text.partition(_START)
    _, _, after = rest.partition(_END)
    return f"{before}{_START}\n\n{_table()}\n{_END}{after}"


def reference() -> str:
    """The rule reference: every rule with its reasons and examples."""
    parts = [
        "# The rules\n",
        (
            "What each rule finds, why it matters, and how the code looks before and after. "
            "`jupyter handoff explain RULE` shows the same in a terminal, **Explain** in the "
            "panel.\n"
        ),
        "This page is made from the rules themselves by `make generated`.\n",
    ]
    cards = rule_cards()
    for artifact in ARTIFACTS:
        own = [card for card in cards if card.artifact == artifact]
        if own:
            parts.append(f"## {artifact.capitalize()}\n")
            parts += [_entry(card) for card in own]
    return "\n".join(parts)


def _table() -> str:
    lines = [
        "| code | name | what it finds | explore | candidate | handoff | fix |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    own = [card for card in rule_cards() if card.code.startswith("H")]
    others = [card.code for card in rule_cards() if card not in own]
    for card in own:
        levels = card.severities
        stages = " | ".join(_WORDS[getattr(levels, stage)] for stage in levels.__struct_fields__)
        link = f"[{card.code}](RULES.md#{_anchor(card)})"
        fix = "yes" if card.fix else ""
        lines.append(f"| {link} | {card.name} | {card.summary} | {stages} | {fix} |")
    lines.append(f"\nPlain mistakes are passed on under Ruff's own codes: {', '.join(others)}.")
    return "\n".join(lines) + "\n"


def _anchor(card: RuleCard) -> str:
    return f"{card.code}-{card.name}".lower()


def _entry(card: RuleCard) -> str:
    levels = card.severities
    lines = [
        f"### {card.code} {card.name}\n",
        f"{card.summary} {card.why}\n",
        (
            f"*explore: {_WORDS[levels.explore]} · candidate: {_WORDS[levels.candidate]} · "
            f"handoff: {_WORDS[levels.handoff]} · for {OWNERS[card.owner]}*\n"
        ),
    ]
    if card.fix:
        lines.append(f"Fix: {card.fix}\n")
    if card.options:
        lines.append("A contract may set, below `[rules." + card.name + ".options]`:\n")
        lines += [
            f"- `{option.name} = {option.default}`: {option.description} Under a lock, "
            f"{option.order}."
            for option in card.options
        ]
        lines.append("")
    if card.sources:
        names = ", ".join(f"{source.tool} {source.code}" for source in card.sources)
        lines.append(f"Rests on {names}.\n")
    for example in card.examples[:1]:
        lines.append(f"Bad:\n\n```python\n{example.bad}\n```\n")
        lines.append(f"Good:\n\n```python\n{example.good}\n```\n")
    return "\n".join(lines)
