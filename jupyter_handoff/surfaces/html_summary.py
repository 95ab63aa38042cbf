"""The beginning of the HTML page: how many findings, of what, and who has to settle them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from html import escape

from ..report import ARTIFACTS, Artifact, Finding, Owner, Severity
from .excerpt import clean
from .groups import OWNERS, count
from .located import Located, Results

SPOKEN: tuple[Severity, ...] = ("error", "warning", "info")
_WORDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
# Rules in the list of those that speak most often.
_MOST_RULES = 10


def counts(files: Iterable[Located]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    found = Counter(item.finding.severity for file in files for item in file.findings)
    return {severity: found[severity] for severity in SPOKEN}


def words(severity: Severity, number: int) -> str:
    """A number of findings in words: ``2 errors``, ``1 note``."""
    return count(number, _WORDS[severity])


def badges(files: Iterable[Located]) -> str:
    """The counts of some files, as small badges."""
    shown = "".join(
        f'<span class="badge {severity}">{words(severity, number)}</span>'
        for severity, number in counts(files).items()
        if number
    )
    return f'<span class="badges">{shown}</span>'


def verdict(results: Results) -> str:
    """The report in one sentence."""
    read = [file for file in results.files if file.report is not None]
    stopped = sum(any(i.finding.severity == "error" for i in file.findings) for file in read)
    unread = len([file for file in results.files if file.failed]) + len(results.wrong)
    if not read:
        said = "No notebook was checked."
    elif len(read) == 1:
        said = "The notebook has errors." if stopped else "The notebook has no errors."
    elif stopped:
        verb = "has" if stopped == 1 else "have"
        said = f"{stopped} of {len(read)} notebooks {verb} errors."
    else:
        said = f"None of the {len(read)} notebooks has errors."
    more = f" {unread} could not be read." if unread else ""
    return f'<p class="verdict">{said}{more}</p>\n'


def tiles(results: Results) -> str:
    """The numbers that count most."""
    read = sum(file.report is not None for file in results.files)
    items = [f"<li><b>{read:,}</b>{'notebook' if read == 1 else 'notebooks'} checked</li>"]
    for severity, number in counts(results.files).items():
        word = words(severity, number).partition(" ")[2]
        items.append(f'<li class="{severity if number else "none"}"><b>{number:,}</b>{word}</li>')
    return f'<ul class="tiles">{"".join(items)}</ul>\n'


def summary_table(results: Results) -> str:
    """Findings by artifact, by severity, and by who has to settle them."""
    findings = [item.finding for file in results.files for item in file.findings]
    reports = [file.report for file in results.files if file.report is not None]
    if not reports:
        return ""
    rows = [
        _row(artifact, [finding for finding in findings if finding.artifact == artifact])
        for artifact in ARTIFACTS
        if any(_checked(artifact, report.readiness) for report in reports)
    ]
    missing = [name for name in ARTIFACTS if f">{name}<" not in "".join(rows)]
    owners = "".join(
        f'<th scope="col"{_edge(not number)}>{"both" if owner == "both" else name}</th>'
        for number, (owner, name) in enumerate(OWNERS.items())
    )
    total = _row("all", findings, total=True)
    note = f'<p class="dim small">No rule ran on: {", ".join(missing)}.</p>\n' if missing else ""
    return (
        "<h2>What was found</h2>\n"
        '<div class="wide" tabindex="0"><table class="even">\n<thead>\n'
        '<tr><th scope="col" rowspan="2">Handed over</th>'
        '<th scope="colgroup" colspan="3" class="edge left">How bad</th>'
        '<th scope="colgroup" colspan="3" class="edge left">Who can settle it</th></tr>\n'
        f'<tr><th scope="col" class="edge">errors</th><th scope="col">warnings</th>'
        f'<th scope="col">notes</th>{owners}</tr>\n</thead>\n'
        f"<tbody>\n{''.join(rows)}{total}</tbody>\n</table></div>\n{note}"
    )


def _checked(artifact: Artifact, readiness: Mapping[Artifact, object]) -> bool:
    return bool(getattr(readiness.get(artifact), "checked", False))


def _row(name: str, findings: list[Finding], *, total: bool = False) -> str:
    severities = Counter(finding.severity for finding in findings)
    owners: Counter[Owner] = Counter(finding.owner for finding in findings)
    cells = [
        _number(severities[severity], severity, edge=severity == "error") for severity in SPOKEN
    ]
    cells += [_number(owners[owner], "", edge=not number) for number, owner in enumerate(OWNERS)]
    return (
        f'<tr{" class=total" if total else ""}><th scope="row">{name}</th>{"".join(cells)}</tr>\n'
    )


def _number(number: int, kind: str, *, edge: bool) -> str:
    classes = f"{kind if number else 'none'}{' edge' if edge else ''}".strip()
    attribute = f' class="{classes}"' if classes else ""
    return f"<td{attribute}>{f'{number:,}' if number else '–'}</td>"


def _edge(edge: bool) -> str:
    return ' class="edge"' if edge else ""


def frequent_rules(results: Results) -> str:
    """The rules that speak most often, where there is more than one notebook."""
    found: dict[str, list[Finding]] = defaultdict(list)
    where: dict[str, set[str]] = defaultdict(set)
    for file in results.files:
        for item in file.findings:
            found[item.finding.code].append(item.finding)
            where[item.finding.code].add(file.path)
    if len({path for paths in where.values() for path in paths}) < 2:
        return ""
    codes = sorted(found, key=lambda code: (_weight(found[code]), code))[:_MOST_RULES]
    rows = "".join(
        f'<tr><th scope="row"><a href="#{anchor(code)}">{escape(code)}</a> '
        f"{escape(clean(found[code][0].name))}</th>"
        f"<td>{len(found[code]):,}</td><td>{len(where[code]):,}</td>"
        f'<td class="left">{found[code][0].artifact}</td>'
        f'<td class="left">{OWNERS[found[code][0].owner]}</td></tr>\n'
        for code in codes
    )
    return (
        "<h2>Where it pays to begin</h2>\n"
        '<p class="dim small">The rules with most errors, then warnings, over all notebooks.</p>\n'
        '<div class="wide" tabindex="0"><table>\n<thead><tr><th scope="col">Rule</th>'
        '<th scope="col">Findings</th><th scope="col">Notebooks</th>'
        '<th scope="col" class="left">Handed over</th><th scope="col" class="left">Who</th>'
        "</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table></div>\n"
    )


def _weight(findings: list[Finding]) -> list[int]:
    severities = Counter(finding.severity for finding in findings)
    return [-severities[severity] for severity in SPOKEN]


def anchor(code: str) -> str:
    """Where the page explains a rule."""
    return "rule-" + "".join(c if c.isalnum() and c.isascii() else "-" for c in code)
