"""What is done to each file of a run, and what of it comes back; both can cross processes."""

from __future__ import annotations

import gc
import io
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from rich.console import Console

from .. import Cache, Notebook, Selection, engine_version
from ..report import NotChecked, Report, Severity, Stage
from . import json_format, text
from .files import Judged, Linter
from .located import Located, locate
from .mending import Mended, fixes_to_make, mend, write_mended

Format: TypeAlias = Literal["text", "json", "sarif", "github", "gitlab", "junit", "html"]
Colours: TypeAlias = Literal["standard", "256", "truecolor"]
_NO_FILE = (
    "is not there on the worker {host}: a cluster's workers must see the notebooks under"
    " the same paths"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run is to do with each file.

    ``top`` is the folder that paths are relative to. ``format`` is what is shown, in
    ``colours`` (a name of rich's, None for none). ``cache`` is the cache's folder.
    ``version`` is the engine of the process that asks; ``run`` tells runs apart.
    """

    top: Path
    stage: Stage | None = None
    selection: Selection = field(default_factory=Selection)
    external: tuple[str, ...] = ()
    fix: bool = False
    diff: bool = False
    unsafe: bool = False
    format: Format = "text"
    colours: Colours | None = None
    cache: Path | None = None
    cluster: bool = False
    version: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: no source of it, only what is shown and counted.

    ``complaints`` are about this file; ``problems`` about what a person asked for and
    could not be done (a contract, a baseline, a checker of their own). ``severities`` are counted
    over the findings that speak, ``errors`` only where one fails the command, ``known``
    are in the baseline. ``no_outputs`` says that it is a file of text. ``shown`` is the
    file's part of the output; ``located`` is what a format is given that is one whole.
    """

    path: Path
    shown: str = ""
    severities: dict[Severity, int] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()
    problems: tuple[NotChecked, ...] = ()
    fixable: int = 0
    fixed: int = 0
    known: int = 0
    errors: int = 0
    read: bool = True
    checked: bool = True
    no_outputs: bool = False
    failed: bool = False
    located: Located | None = None


def work(wishes: Wishes, paths: Sequence[Path]) -> list[Outcome]:
    """Lint, and fix, some files together; an outcome each, whatever is wrong with them."""
    if wishes.version and wishes.version != engine_version():
        here = f"the worker {socket.gethostname()} has jupyter-handoff {engine_version()}"
        return [lost(wishes, path, f"{here}, and this is {wishes.version}") for path in paths]
    linter = _linter(wishes)
    judged = linter.judge_all(paths)
    return [_outcome(wishes, linter, item) for item in map(_placed(wishes), judged)]


def lost(wishes: Wishes, path: Path, why: str) -> Outcome:
    """The outcome of a file that no worker came back with."""
    return _outcome_of(wishes, Judged(path, None, None, why))


@lru_cache(maxsize=1)
def _linter(wishes: Wishes) -> Linter:
    """One linter a run: it looks at each folder once."""
    # Most of what is made lives as long as its notebook: to look for garbage often is waste.
    gc.set_threshold(100_000, 20, 100)
    cache = Cache(wishes.cache) if wishes.cache is not None else None
    return Linter(wishes.stage, wishes.selection, wishes.external, wishes.top, cache)


def _placed(wishes: Wishes) -> Callable[[Judged], Judged]:
    """Says of a file that a cluster's worker does not see what is to be done about it."""

    def placed(judged: Judged) -> Judged:
        if not wishes.cluster or not judged.unreadable:
            return judged
        if os.path.lexists(wishes.top / judged.path):
            return judged
        return replace(judged, unreadable=_NO_FILE.format(host=socket.gethostname()))

    return placed


def _outcome(wishes: Wishes, linter: Linter, first: Judged) -> Outcome:
    if not (wishes.fix or wishes.diff):
        return _outcome_of(wishes, first)
    result = mend(linter, first, unsafe=wishes.unsafe)
    if isinstance(result, Judged):
        return _outcome_of(wishes, result)
    complaints = [f"not fixed: {result.not_made}"] if result.not_made else []
    if wishes.diff:
        outcome = _outcome_of(wishes, first, diff=result)
    elif why := write_mended(result, top=wishes.top):
        complaints.append(f"not fixed: {why}")
        outcome = replace(_outcome_of(wishes, linter.judge(first.path)), failed=True)
    else:
        # The team's own checkers read the file: they are asked again when it is written.
        again = wishes.external and result.made
        after = linter.judge(first.path) if again else result.judged
        outcome = replace(_outcome_of(wishes, after), fixed=len(result.made))
    return replace(outcome, complaints=(*complaints, *outcome.complaints))


def _outcome_of(wishes: Wishes, judged: Judged, diff: Mended | None = None) -> Outcome:
    shown, located = "", None
    if wishes.format == "json":
        shown = _json(judged)
    elif wishes.format == "text":
        shown = _text(wishes, judged, diff)
    else:
        located = placed(judged)
    report = judged.report
    if report is None:
        failed = judged.failed
        return Outcome(
            judged.path, shown, read=False, checked=False, failed=failed, located=located
        )
    severities: dict[Severity, int] = {}
    for finding in report.at_stage():
        severities[finding.severity] = severities.get(finding.severity, 0) + 1
    return Outcome(
        judged.path,
        shown,
        severities,
        problems=tuple(_problems(wishes, report)),
        fixable=sum(1 for _ in fixes_to_make(report, unsafe=wishes.unsafe)),
        known=report.known,
        errors=severities.get("error", 0) if report.fails else 0,
        checked=bool(report.coverage.checked),
        no_outputs=text.keeps_no_outputs(report),
        located=located,
    )


def placed(judged: Judged) -> Located:
    """What a format is given of a judged file."""
    if judged.report is None or judged.notebook is None:
        path, why = str(judged.path), judged.unreadable
        return Located(path, None, unreadable=why, failed=judged.failed)
    return locate(str(judged.path), judged.notebook, judged.report, judged.raw)


def _problems(wishes: Wishes, report: Report) -> Iterator[NotChecked]:
    """What a person asked for and could not be done: see `Outcome`."""
    for item in report.coverage.not_checked:
        through = wishes.external and item.what.endswith("(through nbQA)")
        if through or item.what in text.TOLD_APART:
            yield item


def _text(wishes: Wishes, judged: Judged, diff: Mended | None) -> str:
    console = Console(
        file=io.StringIO(),
        highlight=False,
        force_terminal=wishes.colours is not None,
        color_system=wishes.colours,
        legacy_windows=False,
    )
    if judged.report is None:
        text.write_unreadable(console, str(judged.path), judged.unreadable)
    elif diff is not None:
        assert diff.judged.notebook is not None
        text.write_diff(console, diff.before, diff.judged.notebook)
    else:
        notebook = judged.notebook or Notebook((), str(judged.path))
        text.write_report(console, judged.report, notebook)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _json(judged: Judged) -> str:
    if judged.report is None:
        return json_format.item(json_format.unreadable_object(str(judged.path), judged.unreadable))
    return json_format.item(json_format.report_object(judged.report))
