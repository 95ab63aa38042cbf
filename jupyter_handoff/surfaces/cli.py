"""``jupyter handoff``: lint and fix notebook files, list and explain the rules."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from importlib import metadata
from pathlib import Path

from rich.console import Console
from rich.progress import track

from .. import UnknownSelector, find_rule, read_selection, rule_cards
from ..report import STAGES
from . import json_format, text
from .files import Judged, Linter, Mended, find_notebooks, fixes_to_make, write_mended
from .formats import FORMATS
from .located import Results
from .output import write_whole

_CLEAN, _ERRORS, _WRONG = 0, 1, 2
# Fewer notebooks than this are done before a person would look at a bar.
_WORTH_A_BAR = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 (an error was found) or 2 (wrong input)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone: nothing is left to be said
        return _CLEAN
    except OSError as error:
        print(f"The output cannot be written ({error.strerror}).", file=sys.stderr)  # noqa: T201
        return _WRONG
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jupyter handoff", description="Lint notebooks for their handover to production."
    )
    parser.add_argument("--version", action="version", version=metadata.version("jupyter-handoff"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    lint = commands.add_parser("lint", help="lint notebook files and folders of them")
    lint.set_defaults(run=_lint)
    lint.add_argument("paths", nargs="+", metavar="PATH", help="a notebook, or a folder of them")
    lint.add_argument("--stage", choices=STAGES, help="judge at this stage, not the notebook's own")
    lint.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="RULE",
        help="only these rules: codes, beginnings of codes, names or artifacts, with commas",
    )
    lint.add_argument(
        "--ignore", action="append", default=[], metavar="RULE", help="all rules but these"
    )
    lint.add_argument(
        "--external",
        action="append",
        default=[],
        metavar="TOOL",
        help="also run a checker of your own (mypy, pylint, flake8 …) through nbQA",
    )
    lint.add_argument("--format", choices=("text", "json", *FORMATS), default="text")
    lint.add_argument(
        "--output", type=Path, metavar="FILE", help="write there instead of to the standard output"
    )
    writing = lint.add_mutually_exclusive_group()
    writing.add_argument("--fix", action="store_true", help="make the safe fixes in the files")
    writing.add_argument("--diff", action="store_true", help="show what --fix would change")
    lint.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: also those that need a look",
    )
    rules = commands.add_parser("rules", help="list the rules")
    rules.set_defaults(run=_rules)
    explain = commands.add_parser("explain", help="explain a rule")
    explain.set_defaults(run=_explain)
    explain.add_argument("rule", metavar="RULE", help="a rule's code or name")
    return parser


def _lint(given: argparse.Namespace) -> int:
    complaints = Console(stderr=True, highlight=False)
    if given.diff and given.format != "text":
        return _usage(
            complaints, f"--diff writes text: it does not go with --format {given.format}."
        )
    if given.unsafe_fixes and not (given.fix or given.diff):
        return _usage(complaints, "--unsafe-fixes goes with --fix or --diff.")
    if not all(given.external):
        return _usage(complaints, "--external needs the name of a tool.")
    if given.output and (given.output.is_dir() or not given.output.absolute().parent.is_dir()):
        return _usage(complaints, f"--output {given.output} is no file in a folder that exists.")
    try:
        selection = read_selection(given.select, given.ignore, rule_cards())
    except UnknownSelector as error:
        return _usage(complaints, str(error))
    paths, wrong = find_notebooks(given.paths)
    for problem in wrong:
        complaints.print(text.clean(problem), style="red", markup=False, soft_wrap=True)
    if not paths and not wrong:
        complaints.print("No notebooks here.", markup=False)
    placing = given.format in FORMATS
    linter = Linter(given.stage, selection, tuple(given.external), placing=placing)
    run = _Run(given, linter, wrong)
    for path in track(
        paths, "Linting", transient=True, console=complaints, disable=_quiet(paths, complaints)
    ):
        run.one(path)
    run.finish()
    return _WRONG if wrong or run.failed else run.status()


class _Run:
    """One run over the files: what was found, written and left."""

    def __init__(self, given: argparse.Namespace, linter: Linter, wrong: Sequence[str]) -> None:
        self.given = given
        self.linter = linter
        self.wrong = wrong
        self.written = io.StringIO()
        self.out = Console(highlight=False, file=self.written if given.output else None)
        self.complaints = Console(stderr=True, highlight=False)
        self.judged: list[Judged] = []
        self.fixed = 0
        self.failed = False

    def one(self, path: Path) -> None:
        """Lint, and fix, one file."""
        result: Judged | Mended = (
            self.linter.mend(path, unsafe=self.given.unsafe_fixes)
            if self.given.fix or self.given.diff
            else self.linter.judge(path)
        )
        judged = result
        if isinstance(result, Mended):
            judged = self.mended(result)
        assert isinstance(judged, Judged)
        self.judged.append(judged)
        self.failed |= judged.failed
        for problem in self.linter.problems(judged):
            self.complain(path, f"not checked: {problem}")
            self.failed = True
        if self.given.format == "text":
            self.write(judged)

    def mended(self, result: Mended) -> Judged:
        """Show or write the fixes of a file."""
        if result.not_made:
            self.complain(result.judged.path, f"not fixed: {result.not_made}")
        if self.given.diff:
            assert result.judged.notebook is not None
            text.write_diff(self.out, result.before, result.judged.notebook)
            return self.linter.judge(result.judged.path)
        if why := write_mended(result):
            self.complain(result.judged.path, f"not fixed: {why}")
            self.failed = True
            return self.linter.judge(result.judged.path)
        self.fixed += len(result.made)
        # The team's own checkers read the file: they are asked again when it is written.
        return self.linter.judge(result.judged.path) if self.given.external else result.judged

    def complain(self, path: Path, what: str) -> None:
        words = text.clean(f"{path}: {what}")
        self.complaints.print(words, style="red", markup=False, soft_wrap=True)

    def write(self, judged: Judged) -> None:
        if judged.report is None or judged.notebook is None:
            text.write_unreadable(self.out, str(judged.path), judged.unreadable)
        elif not self.given.diff:
            text.write_report(self.out, judged.report, judged.notebook)

    def finish(self) -> None:
        """Write what comes after all files: a format that is one whole, or the line of counts."""
        reports = [item.report for item in self.judged if item.report is not None]
        unread = [item for item in self.judged if item.report is None]
        if self.given.format in FORMATS:
            self.print(FORMATS[self.given.format](self._results()))
        elif self.given.format == "json":
            self.print(json_format.as_json(self._objects()))
        elif self.judged:
            unsafe = self.given.unsafe_fixes
            fixable = sum(len(list(fixes_to_make(report, unsafe=unsafe))) for report in reports)
            left = 0 if self.given.fix else fixable
            how = "--fix --unsafe-fixes" if unsafe else "--fix"
            line = text.summary(reports, len(unread), fixable=left, how=how, fixed=self.fixed)
            self.out.print(line, soft_wrap=True)
        if self.given.output and (why := write_whole(self.given.output, self.written.getvalue())):
            self.complaints.print(text.clean(why), style="red", markup=False, soft_wrap=True)
            self.failed = True

    def print(self, whole: str) -> None:
        """Write a format that is one whole."""
        if whole:
            print(whole, file=self.written if self.given.output else sys.stdout)

    def _results(self) -> Results:
        return Results(
            files=tuple(item.located() for item in self.judged),
            cards=rule_cards(),
            wrong=tuple(self.wrong),
            day=datetime.now(timezone.utc).date().isoformat(),
        )

    def _objects(self) -> Iterator[dict[str, object]]:
        for item in self.judged:
            if item.report is None:
                yield json_format.unreadable_object(str(item.path), item.unreadable)
            else:
                yield json_format.report_object(item.report)

    def status(self) -> int:
        findings = (
            finding for item in self.judged if item.report for finding in item.report.findings
        )
        return _ERRORS if any(finding.severity == "error" for finding in findings) else _CLEAN


def _quiet(paths: Sequence[Path], console: Console) -> bool:
    return len(paths) < _WORTH_A_BAR or not console.is_terminal


def _rules(_: argparse.Namespace) -> int:
    text.write_rules(Console(highlight=False), rule_cards())
    return _CLEAN


def _explain(given: argparse.Namespace) -> int:
    try:
        card = find_rule(given.rule, rule_cards())
    except UnknownSelector as error:
        return _usage(Console(stderr=True, highlight=False), str(error))
    text.write_card(Console(highlight=False), card)
    return _CLEAN


def _usage(console: Console, message: str) -> int:
    console.print(text.clean(message), style="red", markup=False, soft_wrap=True)
    return _WRONG


if __name__ == "__main__":
    sys.exit(main())
