"""The text format: findings with their source lines, for terminals and logs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from .. import NO_OUTPUTS, Notebook, Standing
from ..report import Finding, Fix, NotChecked, Report, RuleCard, Severity
from .excerpt import clean as clean
from .excerpt import excerpt
from .groups import (
    OWNERS,
    by_stage,
    contract_words,
    count,
    counted,
    how_to_ignore,
    standing_lines,
)

_STYLES: dict[Severity, str] = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "off": "dim",
}
_WHITE = re.compile(r"[^\S ]")
# What is wrong with these is told apart, once for all notebooks.
TOLD_APART = ("the contract", "the baseline")
# A place as wide as this needs no more room.
_PLACE = 14
_LETTERS: dict[Severity, str] = {"error": "E", "warning": "w", "info": "i", "off": "-"}


def write_report(console: Console, report: Report, notebook: Notebook) -> None:
    """A notebook's findings, and what is for it alone to say; nothing where there is neither."""
    missing = [item for item in report.coverage.not_checked if not _told_apart(item)]
    if not report.at_stage() and not missing:
        return
    _print(
        console, Text.assemble((clean(report.path or "notebook"), "bold"), f"  ({report.stage})")
    )
    _write_all(console, report, notebook, missing)
    _print(console, Text())


def keeps_no_outputs(report: Report) -> bool:
    """Whether it is of a file of text, which knows nothing of a run."""
    return any(item.why == NO_OUTPUTS for item in report.coverage.not_checked)


def _told_apart(item: NotChecked) -> bool:
    return item.what in TOLD_APART or item.why == NO_OUTPUTS


def write_findings(console: Console, report: Report, notebook: Notebook) -> None:
    """The findings with their source lines, and what was not checked."""
    _write_all(console, report, notebook, report.coverage.not_checked)


def _write_all(
    console: Console, report: Report, notebook: Notebook, missing: Iterable[NotChecked]
) -> None:
    places = [(finding, _place(finding, notebook)) for finding in report.at_stage()]
    widest = max((len(place) for _, place in places), default=0)
    for finding, place in places:
        _write_finding(console, finding, notebook, place.ljust(max(widest, _PLACE)))
    for item in missing:
        _print(console, Text(f"  not checked: {clean(item.what)}: {clean(item.why)}", "dim"))


def write_unreadable(console: Console, path: str, why: str) -> None:
    """Word of a file that could not be read."""
    _print(console, Text.assemble((clean(path), "bold"), f"  not checked: {clean(why)}\n"))


def summary(
    severities: Iterable[Severity],
    *,
    checked: int,
    passed_over: int,
    unreadable: int,
    fixable: int,
    how: str,
    fixed: int,
    known: int,
    no_outputs: int = 0,
) -> Text:
    """The last line: counts over all notebooks; ``how`` are the options that fix the rest.

    ``passed_over`` were read and not checked, ``known`` findings are in the baseline,
    ``no_outputs`` are files of text.
    """
    said = counted(severities)
    text = Text(f"{said or 'Nothing to say'} in {count(checked, 'notebook')}" if checked else "")
    if fixed:
        text.append(f" · {fixed} fixed")
    if fixable:
        text.append(f" · {fixable} can be fixed with {how}")
    if known:
        text.append(f" · {known} more in the baseline")
    if passed_over:
        text.append(f" · {passed_over} not checked")
    if unreadable:
        text.append(f" · {unreadable} could not be read")
    if no_outputs:
        keep = "keeps" if no_outputs == 1 else "keep"
        text.append(f" · {no_outputs} {keep} no outputs, so that nothing is known of a run")
    return text if checked else text[len(" · ") :]


def write_diff(console: Console, before: Notebook, after: Notebook) -> None:
    """What fixes change, cell by cell, secrets hidden."""
    name = clean(before.path or "notebook")
    kept = {cell.id: cell for cell in after.cells}
    for cell in before.cells:
        if cell.id not in kept:
            _print(console, Text(f"{name} cell {cell.number}: removed", "red"))
            continue
        # What a fix takes out of one cell may stand in another: the secrets of before count.
        old, new = (_lines(before, source) for source in (cell.source, kept[cell.id].source))
        if old != new:
            title = f"{name} cell {cell.number}"
            for line in difflib.unified_diff(old, new, title, title, lineterm="", n=2):
                style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
                _print(console, Text(line, style))
    order = [cell.id for cell in before.cells if cell.id in kept]
    if order != [cell.id for cell in after.cells]:
        numbers = {cell.id: cell.number for cell in before.cells}
        moved = ", ".join(str(numbers[cell.id]) for cell in after.cells)
        _print(console, Text(f"{name}: cells in the order {moved}", "cyan"))


def write_rules(console: Console, cards: Iterable[RuleCard]) -> None:
    """All rules, a line each."""
    listed = list(cards)
    widest = max(len(card.name) for card in listed)
    for card in listed:
        levels = card.severities
        letters = "".join(
            _LETTERS[level] for level in (levels.explore, levels.candidate, levels.handoff)
        )
        line = f"  {letters}  {card.name:<{widest}}  {card.summary}"
        _print(console, Text.assemble((f"{card.code:<5}", "bold"), line))
    _print(
        console, Text("\nstages: explore, candidate, handoff · E error, w warning, i note, - off")
    )


def write_card(console: Console, card: RuleCard, standing: Standing | None = None) -> None:
    """All that there is to know of one rule; ``standing`` is what the contract here says of it."""
    _print(console, Text.assemble((f"{card.code} {card.name}", "bold")))
    _print(console, Text(f"{card.artifact} · {OWNERS[card.owner]}", "dim"))
    _print(console, Text(by_stage(card.severities), "dim"))
    for line in standing_lines(standing) if standing is not None else ():
        _print(console, Text(clean(line)))
    _print(console, Text(f"\n{card.summary}\n{card.why}"))
    if card.fix:
        _print(console, Text(f"\nFix: {card.fix}"))
    for option in card.options:
        said = f"rules.{card.name}.options.{option.name} = {option.default}"
        _print(console, Text(f"\nA contract may set {said}\n{option.description}"))
        _print(console, Text(f"Under a lock, {option.order}.", "dim"))
    for number, example in enumerate(card.examples, 1):
        many = f" {number}" if len(card.examples) > 1 else ""
        _print(console, Text(f"\nBad{many}", "red"))
        _print(console, Text(_indented(example.bad)))
        _print(console, Text(f"Good{many}", "green"))
        _print(console, Text(_indented(example.good)))
    if card.sources:
        _print(console, Text("\nRests on " + ", ".join(f"{s.tool} {s.code}" for s in card.sources)))
    _print(console, Text("\n" + how_to_ignore(card, standing).replace("`", "")))


def _place(finding: Finding, notebook: Notebook) -> str:
    if finding.cell is None:
        return "notebook"
    place = f":{finding.line}:{finding.column}" if finding.line is not None else ""
    return f"cell {finding.cell}{place}{_file_line(finding, notebook)}"


def _write_finding(console: Console, finding: Finding, notebook: Notebook, place: str) -> None:
    _print(
        console,
        Text.assemble(
            f"  {place} ",
            (f"{finding.severity:<8} ", _STYLES[finding.severity]),
            (f"{finding.code} {finding.name}", "bold"),
            f"   {clean(finding.message)}",
        ),
    )
    step = _next_step(finding.fixes)
    shown = excerpt(notebook, finding)
    if shown is not None:
        mark = (shown.carets, _STYLES[finding.severity])
        _print(console, Text(f"      {shown.line}"))
        _print(console, Text.assemble("      ", mark, f"  {step}"[: 2 + len(step)].rstrip()))
    elif step:
        _print(console, Text(f"      {step}"))
    if words := contract_words(finding.reason, finding.locked):
        _print(console, Text(f"      {clean(words)}", "dim"))
    for other in finding.related[:3]:
        line = f":{other.line}:{other.column}" if other.line is not None else ""
        _print(console, Text(f"      → cell {other.cell}{line} {clean(other.message)}", "dim"))


def _file_line(finding: Finding, notebook: Notebook) -> str:
    """The line of a file of text, where it is another than the cell's."""
    if notebook.places is None:
        return ""
    line, _ = notebook.places.at(finding.cell, finding.line, finding.column)
    return "" if line == finding.line else f" (line {line})"


def _next_step(fixes: Sequence[Fix]) -> str:
    if not fixes:
        return ""
    first = fixes[0]
    if first.applicability == "suggestion":
        return f"next: {clean(first.title)}"
    kinds = {edit.__struct_config__.tag for edit in first.edits}
    # An edit of a file or an output is a person's own click.
    how = first.applicability if kinds <= {"source", "cell"} else "in the panel"
    return f"fix: {clean(first.title)} ({how})"


def _lines(notebook: Notebook, source: str) -> list[str]:
    return [clean(line) for line in notebook.known_secrets.mask(source).split("\n")]


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def _print(console: Console, text: Text) -> None:
    plain = text.plain
    # Rich takes as long for one plain line as a rule for a notebook. It has its own way
    # with tabs, and with blanks at a line's end.
    if console.color_system is None and not plain.endswith(" ") and not _WHITE.search(plain):
        console.file.write(f"{plain}\n")
    else:
        console.print(text, soft_wrap=True)
