"""Notebook files on disk: finding them, and linting them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import (
    Cache,
    Notebook,
    Selection,
    Surroundings,
    UnreadableNotebook,
    lint_together,
    look_around,
    read_notebook,
    report_digest,
    surroundings_digest,
    with_sources,
)
from ..report import Report, Stage
from .kinds import SUFFIXES, is_notebook

_NOT_OURS = frozenset(("node_modules", "__pycache__", "site-packages"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A notebook file and its report; ``unreadable`` says why there is no report.

    ``raw`` is the file as it was read. The notebook of a report without findings that
    comes from the cache is empty.
    """

    path: Path
    notebook: Notebook | None
    report: Report | None
    unreadable: str = ""
    raw: bytes = field(default=b"", repr=False)

    @property
    def failed(self) -> bool:
        """Whether a notebook could not be read; what macOS leaves beside it is none."""
        return bool(self.unreadable) and not self.path.name.startswith("._")


@dataclass(frozen=True, slots=True)
class _Begun:
    """A notebook that is to be judged, and the digest that its report is kept under."""

    path: Path
    raw: bytes
    notebook: Notebook
    around: Surroundings
    digest: str


@dataclass(slots=True)
class Linter:
    """Lints files under one set of wishes; surroundings are looked up once a folder.

    ``top`` is the folder that paths are relative to. A report that ``cache`` holds is
    taken from there.
    """

    stage: Stage | None = None
    selection: Selection = field(default_factory=Selection)
    external: tuple[str, ...] = ()
    top: Path = field(default_factory=Path.cwd)
    cache: Cache | None = None
    folders: dict[Path, tuple[Surroundings, bytes | None]] = field(default_factory=dict)

    def around(self, path: Path) -> Surroundings:
        return self._around(path)[0]

    def _around(self, path: Path) -> tuple[Surroundings, bytes | None]:
        folder = path.parent
        if folder not in self.folders:
            around = look_around(self.top / folder, top=self.top)
            # What a team's own checker says rests on more than can be known here.
            cached = self.cache is not None and not self.external
            self.folders[folder] = around, surroundings_digest(around) if cached else None
        return self.folders[folder]

    def judge(self, path: Path) -> Judged:
        """Lint a file. Never raises for a bad file: it is *unreadable*, and says why."""
        (judged,) = self.judge_all([path])
        return judged

    def judge_all(self, paths: Sequence[Path]) -> Iterator[Judged]:
        """Lint several files with one start of each outside program, in order."""
        begun = [self._begun(path) for path in paths]
        open_ = [item for item in begun if isinstance(item, _Begun)]
        reports = self._reports(open_)
        for item in begun:
            if isinstance(item, Judged):
                yield item
                continue
            report = next(reports)
            if isinstance(report, str):
                yield Judged(item.path, None, None, report)
                continue
            if self.cache is not None and item.digest:
                self.cache.put(item.digest, report, item.notebook)
            yield Judged(item.path, item.notebook, report, raw=item.raw)

    def _begun(self, path: Path) -> Judged | _Begun:
        """A file as read, or all there is to say of it already."""
        try:
            return self._read(path, (self.top / path).read_bytes())
        except OSError as error:
            return Judged(path, None, None, f"cannot be read ({error.strerror})")
        except UnreadableNotebook as error:
            return Judged(path, None, None, error.why)
        except Exception as error:
            return Judged(path, None, None, _unexpected(error))

    def _read(self, path: Path, raw: bytes) -> Judged | _Begun:
        around, known = self._around(path)
        kept, name = None, ""
        if self.cache is not None and known is not None and _is_text(path):
            name = report_digest(raw, str(path), known, stage=self.stage, selection=self.selection)
            kept = self.cache.get(name)
        if kept is not None and not kept.findings:
            return Judged(path, Notebook((), str(path)), kept, raw=raw)
        magics = around.contract.python_magics
        notebook = read_notebook(raw, str(path), python_magics=magics)
        if kept is not None:
            return Judged(path, notebook, with_sources(kept, notebook), raw=raw)
        return _Begun(path, raw, notebook, around, name)

    def _reports(self, begun: Sequence[_Begun]) -> Iterator[Report | str]:
        """The reports on what was read; where one cannot be made, why."""
        made = 0
        try:
            for report in self._together(begun):
                yield report
                made += 1
        except Exception as error:
            # One of them is to blame: alone, it hides nothing of the others.
            if len(begun) == 1:
                yield _unexpected(error)
                return
            for item in begun[made:]:
                yield from self._reports([item])

    def _together(self, begun: Sequence[_Begun]) -> Iterator[Report]:
        return lint_together(
            [(item.notebook, item.around) for item in begun],
            stage=self.stage,
            selection=self.selection,
            external=self.external,
            folder=self.top,
        )


def _unexpected(error: Exception) -> str:
    """What is said of a notebook that is more than we can take."""
    return f"it could not be checked ({type(error).__name__}); please report it"


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


def _is_text(path: Path) -> bool:
    """Whether a file's name can be written down: some are bytes of no character."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True
