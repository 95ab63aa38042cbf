"""``jupyter handoff lint``: its options, and a run over many notebooks from start to end."""

from __future__ import annotations

import argparse
import io
import uuid
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.progress import track
from rich.text import Text

from .. import (
    GitError,
    Selection,
    UnknownSelector,
    cache_folder,
    engine_version,
    read_selection,
    rule_cards,
)
from ..report import STAGES, Severity
from . import json_format, text
from .choosing import WrongShard, changed, read_shard
from .cluster import ClusterError, cluster
from .complaint import WRONG, refuse
from .files import find_notebooks
from .formats import FORMATS, written
from .located import Results
from .many import Many, chunked
from .output import write_whole
from .processes import cores, pool, workers_for
from .work import Colours, Outcome, Wishes, lost, work

_CLEAN, _ERRORS = 0, 1
# Fewer notebooks than this are done before a person would look at a bar.
_WORTH_A_BAR = 20
# What runs the work on the files of a run.
Doer: TypeAlias = Callable[[Wishes], Generator[Outcome, None, None]]


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said after ``lint``."""
    parser.set_defaults(run=run)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a notebook, or a folder of them")
    parser.add_argument(
        "--stage", choices=STAGES, help="judge at this stage, not the notebook's own"
    )
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="RULE",
        help="only these rules: codes, beginnings of codes, names or artifacts, with commas",
    )
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="RULE", help="all rules but these"
    )
    parser.add_argument(
        "--external",
        action="append",
        default=[],
        metavar="TOOL",
        help="also run a checker of your own (mypy, pylint, flake8 …) through nbQA;"
        " contract: those that the contract lists",
    )
    parser.add_argument("--format", choices=("text", "json", *FORMATS), default="text")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write there instead of to the standard output"
    )
    writing = parser.add_mutually_exclusive_group()
    writing.add_argument("--fix", action="store_true", help="make the safe fixes in the files")
    writing.add_argument("--diff", action="store_true", help="show what --fix would change")
    parser.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: also those that need a look",
    )
    _add_scale(parser)


def _add_scale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help="only notebooks that changed since the branch left this revision (origin/main)",
    )
    parser.add_argument(
        "--shard", metavar="N/OF", help="only this part of the notebooks, as 2/8, for CI machines"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-j", "--jobs", type=_jobs, metavar="N", help="processes at once (default: the cores)"
    )
    where.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="lint on the workers of a Dask cluster (tcp://host:8786), which see the same files",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="judge all notebooks anew, and keep nothing"
    )


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def run(given: argparse.Namespace) -> int:
    """Lint; the exit status is 0, 1 (an error was found) or 2 (wrong input)."""
    complaints = Console(stderr=True, highlight=False)
    if wrong := _misused(given):
        return refuse(wrong)
    found, problems = find_notebooks(given.paths)
    seen = _Seen(given, complaints)
    try:
        paths = _chosen(found, given)
        with ExitStack() as stack:
            do = _doer(paths, given, stack)
            selection = read_selection(given.select, given.ignore, rule_cards())
            for problem in problems:
                seen.complain(problem)
            if not paths and not problems:
                nothing = "No notebooks here." if not found else "No notebooks to lint here."
                complaints.print(nothing, markup=False)
            seen.all(do(_wishes(given, selection, seen.out)), len(paths), problems)
    except (UnknownSelector, GitError, WrongShard, ClusterError) as error:
        return refuse(str(error))
    return WRONG if problems or seen.failed else seen.status()


def _misused(given: argparse.Namespace) -> str:
    if given.diff and given.format != "text":
        return f"--diff writes text: it does not go with --format {given.format}."
    if given.output and (given.output.is_dir() or not given.output.absolute().parent.is_dir()):
        return f"--output {given.output} is no file in a folder that exists."
    if given.unsafe_fixes and not (given.fix or given.diff):
        return "--unsafe-fixes goes with --fix or --diff."
    return "" if all(given.external) else "--external needs the name of a tool."


def _chosen(found: Sequence[Path], given: argparse.Namespace) -> list[Path]:
    """Those that changed, and of them this machine's part."""
    shard = read_shard(given.shard) if given.shard is not None else None
    paths = list(found)
    if given.changed_since is not None:
        paths = changed(paths, given.changed_since)
    return shard.of_files(paths) if shard else paths


def _wishes(given: argparse.Namespace, selection: Selection, out: Console) -> Wishes:
    on_cluster = given.dask is not None
    return Wishes(
        top=Path.cwd(),
        stage=given.stage,
        selection=selection,
        external=tuple(given.external),
        fix=given.fix,
        diff=given.diff,
        unsafe=given.unsafe_fixes,
        format=given.format,
        colours=_colours(out),
        # A cluster's workers keep nothing: whose folder it would be there is not known.
        cache=None if given.no_cache or on_cluster else cache_folder(),
        cluster=on_cluster,
        version=engine_version(),
        run=uuid.uuid4().hex,
    )


def _colours(console: Console) -> Colours | None:
    names: tuple[Colours, ...] = ("standard", "256", "truecolor")
    shown = console.color_system if console.is_terminal else None
    return next((name for name in names if name == shown), None)


def _doer(paths: Sequence[Path], given: argparse.Namespace, stack: ExitStack) -> Doer:
    """How the work is done: on a cluster, by processes here, or by this process itself."""
    if given.dask is not None:
        workers = stack.enter_context(cluster(given.dask))
        return lambda wishes: _spread(wishes, paths, workers.start, workers.workers)
    count = workers_for(len(paths), jobs=given.jobs or cores())
    if count > 1:
        start = pool(count)
        return lambda wishes: _spread(wishes, paths, start, count)
    return lambda wishes: _here(wishes, paths)


def _spread(
    wishes: Wishes, paths: Sequence[Path], start: Callable[[], Executor], workers: int
) -> Generator[Outcome, None, None]:
    many = Many(partial(work, wishes), partial(lost, wishes), start, workers=workers)
    return many.results(paths)


def _here(wishes: Wishes, paths: Sequence[Path]) -> Generator[Outcome, None, None]:
    for chunk in chunked(paths, workers=1):
        yield from work(wishes, chunk)


class _Seen:
    """What has been seen of a run so far, written as it comes."""

    def __init__(self, given: argparse.Namespace, complaints: Console) -> None:
        self.given = given
        self.kept = io.StringIO() if given.output else None
        self.out = Console(highlight=False, file=self.kept)
        self.complaints = complaints
        self.told: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.failed = False

    def all(
        self, outcomes: Generator[Outcome, None, None], total: int, problems: Sequence[str]
    ) -> None:
        """Take in a run; what it says stands in the order of the files."""
        self._all(outcomes, total, problems)
        if self.kept is not None and (why := write_whole(self.given.output, self.kept.getvalue())):
            self.complain(why)
            self.failed = True

    def _all(
        self, outcomes: Generator[Outcome, None, None], total: int, problems: Sequence[str]
    ) -> None:
        quiet = total < _WORTH_A_BAR or not self.complaints.is_terminal
        with closing(outcomes):
            bar = track(
                *(outcomes, "Linting"),
                total=total,
                transient=True,
                console=self.complaints,
                disable=quiet,
            )
            if self.given.format == "json":
                for piece in json_format.joined(self.one(outcome).shown for outcome in bar):
                    self.write(piece)
                self.write("\n")
                return
            if self.given.format in FORMATS:
                self.write(self.whole(bar, problems))
                return
            for outcome in bar:
                self.write(self.one(outcome).shown)
        if total:
            self.out.print(self.summary(), soft_wrap=True)

    def whole(self, outcomes: Iterable[Outcome], problems: Sequence[str]) -> str:
        """A format that is one whole."""
        seen = [self.one(outcome).located for outcome in outcomes]
        results = Results(
            files=tuple(file for file in seen if file is not None),
            cards=rule_cards(),
            wrong=tuple(problems),
            day=datetime.now(timezone.utc).date().isoformat(),
        )
        text = written(self.given.format, results)
        return f"{text}\n" if text else ""

    def one(self, outcome: Outcome) -> Outcome:
        """Count a file, and complain of what was wrong with it."""
        for complaint in outcome.complaints:
            self.complain(f"{outcome.path}: {complaint}")
        for item in outcome.problems:
            # A contract is told once, with the first of its notebooks.
            if item.what not in text.TOLD_APART or item.why not in self.told:
                self.told.add(item.why)
                self.complain(f"{outcome.path}: not checked: {item.what}: {item.why}")
                self.failed = True
        self.failed |= outcome.failed
        self.severities.update(outcome.severities)
        self.counts["errors"] += outcome.errors
        self.counts["known"] += outcome.known
        self.counts["fixed"] += outcome.fixed
        self.counts["fixable"] += outcome.fixable
        self.counts["checked"] += outcome.checked
        self.counts["passed over"] += outcome.read and not outcome.checked
        self.counts["unread"] += not outcome.read
        self.counts["no outputs"] += outcome.no_outputs
        return outcome

    def write(self, piece: str) -> None:
        """Put a piece as it is into the output."""
        self.out.file.write(piece)

    def complain(self, words: str) -> None:
        self.complaints.print(text.clean(words), style="red", markup=False, soft_wrap=True)

    def summary(self) -> Text:
        return text.summary(
            self.severities.elements(),
            checked=self.counts["checked"],
            passed_over=self.counts["passed over"],
            unreadable=self.counts["unread"],
            fixable=0 if self.given.fix else self.counts["fixable"],
            how="--fix --unsafe-fixes" if self.given.unsafe_fixes else "--fix",
            fixed=self.counts["fixed"],
            known=self.counts["known"],
            no_outputs=self.counts["no outputs"],
        )

    def status(self) -> int:
        return _ERRORS if self.counts["errors"] else _CLEAN
