"""The HTML format of the command line: one page that a manager can read, and nothing beside it.

It loads nothing and runs nothing: the policy in its head allows one style sheet, by its
hash, and no script at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from importlib import resources
from itertools import groupby

from ..report import Finding, Report, RuleCard
from .excerpt import clean
from .groups import OWNERS, contract_words, count, where
from .html_format import prose
from .html_summary import (
    anchor,
    badges,
    counts,
    frequent_rules,
    summary_table,
    tiles,
    verdict,
    words,
)
from .located import Located, LocatedFinding, LocatedFix, Results

# So few notebooks are shown open.
_OPEN = 3
_MOST_PRINTED = 50
_MOST_RELATED = 3
_MOST_GAPS = 20
_MOST_CONTRACTS = 3


def written(results: Results) -> str:
    """The whole page."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    # Paper shows all findings of a few notebooks, and of many those that are open.
    many = ' class="many"' if len(results.files) > _MOST_PRINTED else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Handoff report, {escape(results.day)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main{many}>\n{''.join(_sections(results))}</main>\n</body>\n</html>"
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return resources.files(__package__).joinpath("html_page.css").read_text(encoding="utf-8")


def _sections(results: Results) -> Iterator[str]:
    yield _header(results)
    yield verdict(results)
    yield tiles(results)
    yield summary_table(results)
    yield frequent_rules(results)
    yield _files(results, {card.code: card.why for card in results.cards})
    yield _not_read(results)
    yield _rules(results)
    yield _footer(results)


def _reports(results: Results) -> list[Report]:
    return [file.report for file in results.files if file.report is not None]


def _header(results: Results) -> str:
    stages = dict.fromkeys(report.stage for report in _reports(results))
    cards = dict.fromkeys(report.made_by.contract for report in _reports(results))
    said = [results.day]
    for card in list(cards)[:_MOST_CONTRACTS]:
        version = f" {card.version}" if card.version else ""
        said.append(f"contract: {card.title}{version} ({card.hash[:8]})")
    if len(cards) > _MOST_CONTRACTS:
        said.append(f"{len(cards) - _MOST_CONTRACTS} more contracts")
    if stages:
        said.append(f"{'stage' if len(stages) == 1 else 'stages'}: {', '.join(stages)}")
    line = " · ".join(clean(part) for part in said if part)
    return f'<header>\n<h1>Handoff report</h1>\n<p class="dim">{escape(line)}</p>\n</header>\n'


def _files(results: Results, whys: Mapping[str, str]) -> str:
    spoken = [file for file in results.files if file.findings]
    quiet = [file for file in results.files if file.report is not None and not file.findings]
    if not spoken and not quiet:
        return ""
    # The worst first; the sort is stable, so equal ones stay in the order of the run.
    spoken.sort(key=lambda file: [-number for number in counts([file]).values()])
    opened = len(spoken) <= _OPEN
    parts = ["<h2>Notebooks</h2>\n"]
    if len(spoken) > 1:
        parts.append('<p class="dim small">Those with most errors come first.</p>\n')
    parts += [_file(file, dict(whys), opened=opened) for file in spoken]
    if quiet:
        items = "".join(f"<li>{_path(file)}{_gaps(file)}</li>" for file in quiet)
        parts.append(
            '<details class="list"><summary><span class="path">'
            f"{count(len(quiet), 'notebook')} with nothing to say</span></summary>"
            f'<div class="inside"><ul class="plain small">{items}</ul></div></details>\n'
        )
    return "".join(parts)


def _path(file: Located) -> str:
    """A path that may be broken behind each folder, its last part in bold."""
    *folders, name = clean(file.path).replace("\\", "/").split("/")
    above = "".join(f"{escape(folder)}/<wbr>" for folder in folders)
    return f'<span class="path"><span class="dim">{above}</span><b>{escape(name)}</b></span>'


def _file(file: Located, whys: dict[str, str], *, opened: bool) -> str:
    """A notebook's findings; ``whys`` are told with the first finding of each rule."""
    groups = groupby(file.findings, key=lambda item: (item.finding.cell, item.title))
    cells = "".join(_cell(title, list(items), whys) for (_, title), items in groups)
    return (
        f'<details class="file"{" open" if opened else ""}>'
        f"<summary>{_path(file)}{badges([file])}</summary>\n"
        f'<div class="inside">{cells}{_gaps(file)}</div></details>\n'
    )


def _cell(title: str, items: list[LocatedFinding], whys: dict[str, str]) -> str:
    name, _, source = clean(title).partition("  ")
    shown = f" <code>{escape(source)}</code>" if source else ""
    found = "".join(_finding(item, whys) for item in items)
    return f"<h3>{escape(name)}{shown}</h3>\n{found}"


def _finding(item: LocatedFinding, whys: dict[str, str]) -> str:
    finding, level = item.finding, item.finding.severity
    line = f'<span class="dim small">line {finding.line}</span>' if finding.line else ""
    head = (
        f'<p class="head"><span class="badge {level}">{words(level, 1)[2:]}</span>'
        f'<a href="#{anchor(finding.code)}"><b>{escape(finding.code)}</b> '
        f"{escape(clean(finding.name))}</a>{line}"
        f'<span class="dim small">{finding.artifact} · {OWNERS[finding.owner]}</span></p>'
    )
    why = f'<p class="small dim">{_prose(said)}</p>' if (said := whys.pop(finding.code, "")) else ""
    given = contract_words(finding.reason, finding.locked)
    asked = f'<p class="small dim">{_prose(given)}</p>' if given else ""
    return (
        f'<div class="finding {level}">{head}<p>{_prose(finding.message)}</p>{_source(item)}'
        f"{asked}{_related(finding)}{why}{_next(item.fixes)}</div>\n"
    )


def _source(item: LocatedFinding) -> str:
    shown = item.excerpt
    if shown is None:
        return ""
    marked = f"<mark>{escape(shown.marked)}</mark>" if shown.marked else ""
    return (
        f'<pre class="source">{escape(shown.before)}{marked}{escape(shown.after)}\n'
        f'<span class="carets" aria-hidden="true">{shown.carets}</span></pre>'
    )


def _related(finding: Finding) -> str:
    return "".join(
        f'<p class="small dim">→ {where(place)} {_prose(place.message)}</p>'
        for place in finding.related[:_MOST_RELATED]
    )


def _next(fixes: Sequence[LocatedFix]) -> str:
    if not fixes:
        return ""
    word = "Next" if fixes[0].applicability == "suggestion" else "Fix"
    look = " (needs a look)" if fixes[0].applicability == "unsafe" else ""
    return f'<p class="small">{word}: {_prose(fixes[0].title)}{look}</p>'


def _prose(text: str) -> str:
    return prose(clean(text))


def _gaps(file: Located) -> str:
    if file.report is None or not file.report.coverage.not_checked:
        return ""
    items = "".join(
        f"<li>{_prose(item.what)}: {_prose(item.why)}</li>"
        for item in file.report.coverage.not_checked
    )
    return f'<h3>Not checked here</h3><ul class="plain small">{items}</ul>'


def _not_read(results: Results) -> str:
    """Files that no report speaks of, and what was not checked, by how many notebooks."""
    unread = [
        f"<li>{_path(file)}: {_prose(file.unreadable)}</li>"
        for file in results.files
        if file.report is None
    ]
    unread += [f"<li>{_prose(problem)}</li>" for problem in results.wrong]
    gaps = Counter(
        f"{item.what}: {item.why}"
        for report in _reports(results)
        for item in {(item.what, item.why): item for item in report.coverage.not_checked}.values()
        if item.cell_id is None
    )
    cells = sum(
        any(item.cell_id is not None for item in report.coverage.not_checked)
        for report in _reports(results)
    )
    common = sorted(gaps.items(), key=lambda item: (-item[1], item[0]))[:_MOST_GAPS]
    listed = [f"<li>{_prose(gap)} ({count(number, 'notebook')})</li>" for gap, number in common]
    if len(gaps) > _MOST_GAPS:
        listed.append(f"<li>and {len(gaps) - _MOST_GAPS} more, told with their notebooks</li>")
    if cells:
        listed.append(f"<li>single cells of {count(cells, 'notebook')}, told with them</li>")
    if not unread and not listed:
        return ""
    return (
        "<h2>What was not checked</h2>\n"
        '<p class="dim small">Nothing is said of these, neither good nor bad.</p>\n'
        f'<ul class="plain">{"".join(unread + listed)}</ul>\n'
    )


def _rules(results: Results) -> str:
    """What the rules that spoke are for."""
    spoken = {item.finding.code: item.finding for file in results.files for item in file.findings}
    if not spoken:
        return ""
    cards = {card.code: card for card in results.cards}
    rules = "".join(_rule(spoken[code], cards.get(code)) for code in sorted(spoken))
    return f'<h2>The rules</h2>\n<dl class="rules">\n{rules}</dl>\n'


def _rule(finding: Finding, card: RuleCard | None) -> str:
    name = f"{escape(finding.code)} {escape(clean(finding.name))}"
    said = [card.summary, card.why, f"Fix: {card.fix}" if card.fix else ""] if card else []
    told = "".join(f"<p>{_prose(paragraph)}</p>" for paragraph in said if paragraph)
    owner = f'<p class="dim small">{finding.artifact} · {OWNERS[finding.owner]}</p>'
    return f'<dt id="{anchor(finding.code)}">{name}</dt>\n<dd>{told}{owner}</dd>\n'


def _footer(results: Results) -> str:
    report = next(iter(_reports(results)), None)
    if report is None:
        return ""
    made = report.made_by
    parts = [f"Jupyter Handoff {made.engine}", f"Python {made.python}"]
    parts += [f"Ruff {made.ruff}"] if made.ruff else []
    parts += [f"plugins: {', '.join(made.plugins)}"] if made.plugins else []
    return f'<footer class="dim small">Made by {escape(clean(" · ".join(parts)))}</footer>\n'
