"""Notebook files on disk: finding them, linting them, and writing fixes into them."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import (
    Notebook,
    Selection,
    Surroundings,
    UnreadableNotebook,
    UnwritableNotebook,
    fix,
    lint,
    look_around,
    read_notebook,
    rewritten,
)
from ..report import Fix, Report, Stage
from .kinds import SUFFIXES, is_notebook

_NOT_OURS = frozenset(("node_modules", "__pycache__", "site-packages"))
# Fixes make room for other fixes; those that never end are stopped.
_MOST_ROUNDS = 10
_OLD_FORMAT = "an old notebook format"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Judged:
    """A notebook file and its report; ``unreadable`` says why there is no report."""

    path: Path
    notebook: Notebook | None
    report: Report | None
    unreadable: str = ""

    @property
    def failed(self) -> bool:
        """Whether a notebook could not be read; what macOS leaves beside it is none."""
        return bool(self.unreadable) and not self.path.name.startswith("._")


@dataclass(frozen=True, slots=True)
class Mended:
    """A notebook file with fixes made: its new bytes, and what it was before."""

    before: Notebook
    judged: Judged
    raw: bytes
    new: bytes
    made: tuple[Fix, ...]
    not_made: str = ""


@dataclass(slots=True)
class Linter:
    """Lints files under one set of wishes; surroundings are looked up once a folder."""

    stage: Stage | None = None
    selection: Selection = field(default_factory=Selection)
    external: tuple[str, ...] = ()
    folders: dict[Path, Surroundings] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def around(self, path: Path) -> Surroundings:
        folder = path.parent
        if folder not in self.folders:
            self.folders[folder] = look_around(folder, top=Path.cwd())
        return self.folders[folder]

    def problems(self, judged: Judged) -> Iterator[str]:
        """What a person asked for and could not be done: a contract, a checker of their own.

        A contract is told once, with the first of its notebooks.
        """
        if judged.report is None:
            return
        asked = {f"{tool} (through nbQA)" for tool in self.external}
        for item in judged.report.coverage.not_checked:
            if item.what in asked or (item.what == "the contract" and item.why not in self.told):
                self.told.add(item.why)
                yield f"{item.what}: {item.why}"

    def judge(self, path: Path) -> Judged:
        """Lint a file. Never raises for a bad file: it is *unreadable*, and says why."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            return Judged(path, None, None, f"cannot be read ({error.strerror})")
        return self.judge_bytes(path, raw)

    def judge_bytes(self, path: Path, raw: bytes) -> Judged:
        around = self.around(path)
        try:
            magics = around.contract.python_magics
            notebook = read_notebook(raw, str(path), python_magics=magics)
        except UnreadableNotebook as error:
            return Judged(path, None, None, error.why)
        report = lint(
            notebook,
            stage=self.stage,
            selection=self.selection,
            around=around,
            external=self.external,
        )
        return Judged(path, notebook, report)

    def mend(self, path: Path, *, unsafe: bool) -> Mended | Judged:
        """What a file becomes when its findings are fixed; nothing is written.

        ``unsafe`` also makes the fixes that need a look.
        """
        try:
            raw = path.read_bytes()
        except OSError as error:
            return Judged(path, None, None, f"cannot be read ({error.strerror})")
        first = self.judge_bytes(path, raw)
        if first.notebook is None or first.report is None:
            return first
        if self.around(path).not_checked:
            why = "its contract cannot be used, so what should be fixed is not known"
            return Mended(first.notebook, first, raw, raw, (), why)
        if any(item.why.startswith(_OLD_FORMAT) for item in first.report.coverage.not_checked):
            return Mended(first.notebook, first, raw, raw, (), _OLD_FORMAT)
        why = ""
        # Where the file cannot hold the one kind of change, it may still hold the other.
        for kinds in ({"source", "cell"}, {"source"}):
            try:
                return self._mended(path, raw, first, kinds, unsafe=unsafe, not_made=why)
            except UnwritableNotebook as error:
                why = error.why
        return Mended(first.notebook, first, raw, raw, (), why)

    def _mended(
        self,
        path: Path,
        raw: bytes,
        first: Judged,
        kinds: Set[str],
        *,
        unsafe: bool,
        not_made: str,
    ) -> Mended:
        """The file after its fixes of some kinds. Raises `UnwritableNotebook`."""
        assert first.notebook is not None
        notebook, report, order, made = self._rounds(path, first, kinds, unsafe=unsafe)
        sources = {
            number: cell.source
            for number, cell in zip(order, notebook.cells, strict=True)
            if cell.source != first.notebook.cells[number - 1].source
        }
        new = rewritten(raw, sources, order, path=str(path)) if made else raw
        judged = Judged(path, notebook, report)
        if made and first.notebook.places is not None:
            judged = self._placed(judged, new)
        return Mended(first.notebook, judged, raw, new, made, not_made)

    def _placed(self, judged: Judged, new: bytes) -> Judged:
        """A notebook of text after its fixes, with the places that its lines have now."""
        assert judged.notebook is not None
        written = read_notebook(new, str(judged.path))
        pairs = zip(written.cells, judged.notebook.cells, strict=True)
        if any(one.source != other.source for one, other in pairs):
            return self.judge_bytes(judged.path, new)  # a blank line more or less
        return replace(judged, notebook=replace(judged.notebook, places=written.places))

    def _rounds(
        self, path: Path, first: Judged, kinds: Set[str], *, unsafe: bool
    ) -> tuple[Notebook, Report, list[int], tuple[Fix, ...]]:
        """Fix and lint again until nothing is left to be fixed.

        ``order`` are the numbers that the cells had in the file.
        """
        assert first.notebook is not None
        assert first.report is not None
        notebook, report = first.notebook, first.report
        order = [cell.number for cell in notebook.cells]
        made: list[Fix] = []
        for _ in range(_MOST_ROUNDS):
            fixed = fix(notebook, fixes_to_make(report, kinds, unsafe=unsafe))
            if not fixed.made:
                break
            made += fixed.made
            order = [order[number - 1] for number in fixed.order]
            notebook = fixed.notebook
            report = lint(
                notebook, stage=self.stage, selection=self.selection, around=self.around(path)
            )
        return notebook, report, order, tuple(made)


def fixes_to_make(
    report: Report, written: Set[str] = frozenset(("source", "cell")), *, unsafe: bool
) -> Iterator[Fix]:
    """The first fix of each finding that speaks, of sources and cells only.

    ``written`` are the kinds of edits that can be made.
    """
    wanted = ("safe", "unsafe") if unsafe else ("safe",)
    for finding in report.at_stage():
        for candidate in finding.fixes:
            kinds = {edit.__struct_config__.tag for edit in candidate.edits}
            if candidate.applicability in wanted and kinds and kinds <= written:
                yield candidate
                break


def write_mended(mended: Mended) -> str:
    """Put a mended file in the place of the old one; why not, where that failed.

    The file is replaced in one step: a reader sees the old one or the new one.
    """
    path = mended.judged.path.resolve()
    if mended.new == mended.raw:
        return ""
    temporary = ""
    try:
        if path.read_bytes() != mended.raw:
            return "it was changed by someone else meanwhile"
        # A file can be replaced where its folder allows it: ask the file itself.
        if not path.stat().st_mode & _WRITABLE or not os.access(path, os.W_OK):
            return "it is read-only"
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".handoff-", delete=False) as file:
            temporary = file.name
            file.write(mended.new)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o7777)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        return f"it could not be written ({error.strerror})"
    return ""


def find_notebooks(paths: Iterable[str]) -> tuple[list[Path], list[str]]:
    """Notebook files under files and folders, each once, and what is wrong with the rest."""
    found: dict[Path, None] = {}
    wrong: list[str] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found.update(dict.fromkeys(_below(path, wrong)))
        elif not path.exists():
            wrong.append(f"{given}: there is no such file or folder")
        elif path.suffix not in SUFFIXES:
            wrong.append(f"{given}: is no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file")
        else:
            found[path] = None
    return list(found), wrong


def _below(folder: Path, wrong: list[str]) -> Iterator[Path]:
    """Notebooks below a folder, in order; hidden folders and environments are passed over.

    ``wrong`` gets a line for each folder that cannot be listed.
    """

    def complain(error: OSError) -> None:
        wrong.append(f"{error.filename}: cannot be listed ({error.strerror})")

    for root, folders, files in os.walk(folder, onerror=complain):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _NOT_OURS
            and not os.path.exists(os.path.join(root, name, "pyvenv.cfg"))
        )
        for name in sorted(files):
            if name.endswith(SUFFIXES) and is_notebook(os.path.join(root, name)):
                yield Path(root, name)
