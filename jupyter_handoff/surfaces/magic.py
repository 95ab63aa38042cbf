"""The IPython magics: ``%handoff_lint``, ``%%handoff_lint`` and ``%handoff_explain``."""

from __future__ import annotations

import argparse
import inspect
import os
import shlex
from pathlib import Path
from typing import Any, NoReturn

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_cell_magic, line_magic, magics_class
from IPython.display import display
from traitlets import Enum, Unicode

from .. import (
    Notebook,
    Selection,
    UnknownSelector,
    UnreadableNotebook,
    find_rule,
    lint,
    look_around,
    read_selection,
    rule_cards,
    standing_of,
)
from ..report import STAGES, Report, Stage
from .here import Here, Ran, cells_so_far, given_notebook, is_ours, this_notebook
from .shown import Shown, ShownCard

_CELL_MAGIC = "%%handoff_lint"
# What `lint_then_run` tells the magic: the cell runs by itself.
_THEN_RUNS = "--then-runs"


@magics_class
class Handoff(Magics):
    """``%config Handoff`` sets the stage of notebooks that name none, and a shared contract."""

    stage = Enum(
        STAGES,
        default_value=None,
        allow_none=True,
        config=True,
        help="The stage at which notebooks are judged; None for the notebook's own.",
    )
    contract = Unicode(
        "", config=True, help="A contract below every project's own: the path of a TOML file."
    )

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self.ran = Ran()
        self.live = False

    @line_cell_magic
    def handoff_lint(self, line: str, cell: str | None = None) -> None:
        """Lint this notebook, a notebook file, or (as %%) a cell before it runs.

        %handoff_lint [PATH] [--stage explore|candidate|handoff]
                      [--select RULES] [--ignore RULES]
        %handoff_lint --live on|off    lint each cell after it runs
        %%handoff_lint                 lint this cell, then run it
        """
        if line.strip() in ("-h", "--help"):
            print(inspect.getdoc(Handoff.handoff_lint))  # noqa: T201
            return
        given = _arguments(line)
        _refuse_together(given, cell)
        if given.live is not None:
            self.live = given.live == "on"
            print(f"Handoff lints each cell after it runs: {given.live}.")  # noqa: T201
            return
        selection = _selection(given)
        if cell is not None:
            self.lint_cell(cell, given.stage, selection)
            if not given.then_runs:
                self.run_inside(cell)
            return
        here = self.here(given.path)
        self.show(self.lint(here, given.stage, selection), here)

    @property
    def shared(self) -> Path | None:
        """The contract that is set for this kernel."""
        return Path(self.contract).expanduser() if self.contract else None

    @property
    def ipython(self) -> InteractiveShell:
        shell: InteractiveShell | None = self.shell
        assert shell is not None
        return shell

    def run_inside(self, cell: str) -> None:
        """Run a cell's body from within the magic, as where another magic is around it."""
        result = self.ipython.run_cell(cell)
        if not result.success:
            raise _ToldAlready(result.error_in_exec or result.error_before_exec)

    def lint(self, here: Here, stage: Stage | None, selection: Selection | None = None) -> Report:
        """The report on a notebook, at the stage asked for.

        The setting holds where neither the line nor the notebook names a stage.
        """
        own = here.notebook.own_metadata.get("stage")
        chosen = stage or (None if own else self.stage)
        return lint(here.notebook, stage=chosen, selection=selection, around=here.around)

    @line_magic
    def handoff_explain(self, line: str) -> None:
        """Explain a rule, by code or name."""
        try:
            card = find_rule(line, rule_cards())
        except UnknownSelector as error:
            raise UsageError(str(error)) from None
        folder = Path.cwd()
        contract = look_around(folder, top=folder, shared=self.shared).contract
        display(ShownCard(card, standing_of(card, contract)))

    def here(self, path: str | None) -> Here:
        """The notebook to lint. Raises `UsageError` for a file that cannot be read."""
        if not path:
            here = this_notebook(self.ipython.user_ns, self.ran, self.current(), self.shared)
            if not here.notebook.cells:
                raise UsageError(f"There is nothing to lint yet: no cell ran.{here.unsaved}")
            return here
        try:
            return given_notebook(path.strip("\"'"), self.shared)
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
        except UnreadableNotebook as error:
            raise UsageError(f"{path}: {error.why}") from None

    def lint_cell(self, source: str, stage: Stage | None, selection: Selection) -> None:
        """Show what is to be said of one cell, seen with those that ran before it."""
        here = cells_so_far([*self.ran.sources, source], self.shared)
        report = _last_cell(self.lint(here, stage, selection), here.notebook)
        said = "Linted: this cell, with those run before it."
        self.show(report, Here(here.notebook, here.around, said))

    def show(self, report: Report, here: Here) -> None:
        display(Shown(report, here, widgets=hasattr(self.shell, "kernel")))

    def current(self) -> tuple[str, str]:
        """The id, where the front end tells it, and the source of the cell now running."""
        history = self.ipython.history_manager
        sources = history.input_hist_raw if history is not None else [""]
        return self.cell_id(), str(sources[-1])

    def cell_id(self) -> str:
        parent = getattr(self.shell, "parent_header", None) or {}
        metadata = parent.get("metadata", {}) if isinstance(parent, dict) else {}
        return str(metadata.get("cellId") or "")

    def after_cell(self, result: Any) -> None:
        """Remember a cell that ran; in live mode say what there is to be said of it."""
        source = getattr(getattr(result, "info", None), "raw_cell", None)
        if not isinstance(source, str) or not source.strip():
            return
        if source.lstrip().startswith(_CELL_MAGIC):
            self.remember(source.lstrip().partition("\n")[2], self.cell_id())
            return
        if self.live and not is_ours(source):
            self.say(source)
        self.remember(source, self.cell_id())

    def remember(self, source: str, cell_id: str = "") -> None:
        """Keep a cell that ran, unless it does nothing but call this tool."""
        if source.strip() and not is_ours(source):
            self.ran.add(source, cell_id)

    def say(self, source: str) -> None:
        """One line on a cell that ran, and its findings; nothing where there are none."""
        here = cells_so_far([*self.ran.sources, source], self.shared)
        last = _last_cell(self.lint(here, None), here.notebook)
        if last.at_stage():
            self.show(last, Here(here.notebook, here.around, ""))


def load(shell: InteractiveShell) -> None:
    """Register the magics and what runs after each cell."""
    magics = Handoff(shell)
    if shell.history_manager is not None:
        for source in shell.history_manager.input_hist_raw[1:]:
            magics.remember(source)
    shell.register_magics(magics)
    shell.input_transformers_cleanup.append(lint_then_run)
    shell.events.register("post_run_cell", magics.after_cell)


def unload(shell: InteractiveShell) -> None:
    """Take the magics and what runs after each cell away again."""
    magics = shell.magics_manager.registry.pop("Handoff", None)
    if magics is None:
        return
    shell.events.unregister("post_run_cell", magics.after_cell)
    shell.input_transformers_cleanup.remove(lint_then_run)
    shell.configurables.remove(magics)
    for kinds in shell.magics_manager.magics.values():
        for name in ("handoff_lint", "handoff_explain"):
            kinds.pop(name, None)


def lint_then_run(lines: list[str]) -> list[str]:
    """Turn ``%%handoff_lint`` into a line that lints, in front of the cell that it lints.

    The cell then runs as any other: its errors stop *run all*, its lines keep their
    numbers and it may await. Another cell magic must stay the first line of what runs.
    """
    body = "".join(lines[1:])
    ours = bool(lines) and lines[0].split()[:1] == [_CELL_MAGIC]
    if not ours or not body.strip() or body.startswith("%%"):
        return lines
    line = f"{lines[0].removeprefix(_CELL_MAGIC).strip()} {_THEN_RUNS}"
    return [f"get_ipython().run_cell_magic('handoff_lint', {line!r}, {body!r})\n", *lines[1:]]


class _ToldAlready(Exception):
    """An error that has been shown: it only stops what would run next."""

    def _render_traceback_(self) -> list[str]:
        return []


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. %handoff_lint? says how it is used.")


def _arguments(line: str) -> argparse.Namespace:
    parser = _Parser(prog="%handoff_lint", add_help=False, allow_abbrev=False)
    parser.add_argument("path", nargs="?")
    parser.add_argument("--stage", choices=STAGES)
    parser.add_argument("--select", action="append", default=[])
    parser.add_argument("--ignore", action="append", default=[])
    parser.add_argument("--live", choices=("on", "off"))
    parser.add_argument(_THEN_RUNS, action="store_true")
    try:
        # Backslashes are part of a path on Windows.
        return parser.parse_args(shlex.split(line, posix=os.name == "posix"))
    except ValueError as error:
        raise UsageError(f"{line}: {error}") from None


def _refuse_together(given: argparse.Namespace, cell: str | None) -> None:
    """Raise `UsageError` for options of which one would be passed over."""
    if cell is not None and (given.path or given.live):
        raise UsageError("%%handoff_lint lints its own cell: it takes no path and no --live.")
    if given.live and (given.path or given.stage or given.select or given.ignore):
        raise UsageError("--live stands alone; %config Handoff.stage = 'handoff' sets the stage.")


def _selection(given: argparse.Namespace) -> Selection:
    try:
        return read_selection(given.select, given.ignore, rule_cards())
    except UnknownSelector as error:
        raise UsageError(str(error)) from None


def _last_cell(report: Report, notebook: Notebook) -> Report:
    """A report with the findings of the last cell only."""
    import msgspec

    last = notebook.cells[-1].id
    found = tuple(finding for finding in report.findings if finding.cell_id == last)
    return msgspec.structs.replace(report, findings=found)
