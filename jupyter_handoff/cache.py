"""Keeps reports on disk, so that a notebook that has not changed is not judged again.

An entry's name is a digest of all that a report depends on, so that one made by another
version, contract or project is never found. Entries are written in one step and checked
when they are read: a damaged one is no entry. They stand in the person's own cache folder
and not beside the notebooks, where whoever sends a change could send reports with it.
Sources are left out of them: what edits replace is taken from the notebook again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from .notebook import Notebook
from .report import CellEdit, Edit, Finding, Report, SourceEdit

FOLDER_VARIABLE = "JUPYTER_HANDOFF_CACHE"
_MOST_BYTES = 200_000_000
# So much may be written before the size is looked at again, or so long may pass.
_LOOK_AFTER_BYTES = _MOST_BYTES // 8
_LOOK_AFTER_SECONDS = 86_400
# A use is noted once in a while only, so that reading does not write each time.
_NOTED_AGAIN_SECONDS = 3_600
_NAME = re.compile(r"[0-9a-f]{64}")
# The convention by which backups know a folder that can be left out (bford.info/cachedir).
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Reports of jupyter handoff.\n"
_CHECKED = 32


def cache_folder() -> Path:
    """Where the cache stands: where the environment says, else the person's cache folder."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else user_cache_path("jupyter-handoff", appauthor=False)


class Cache:
    """Reports by digest. Nothing that fails here is more than a report made anew."""

    def __init__(self, folder: Path, *, most: int = _MOST_BYTES) -> None:
        self.folder = folder
        self.most = most
        self.usable = _prepared(folder)
        self._written = 0

    def get(self, digest: str) -> Report | None:
        """The report that was kept, without the sources that its edits replace."""
        if not self.usable:
            return None
        path = self._path(digest)
        try:
            raw = path.read_bytes()
            if hashlib.sha256(raw[_CHECKED:]).digest() != raw[:_CHECKED]:
                raise ValueError("it is damaged")
            report = msgspec.msgpack.decode(raw[_CHECKED:], type=Report)
            if time.time() - path.stat().st_mtime > _NOTED_AGAIN_SECONDS:
                os.utime(path)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None
        return report

    def put(self, digest: str, report: Report, notebook: Notebook) -> None:
        """Keep a report on a notebook; the least recently used go where there are too many."""
        if not self.usable:
            return
        bare = without_sources(report)
        if with_sources(bare, notebook) != report:
            return  # an edit of a plugin's that is not of this notebook's own text
        try:
            kept = msgspec.msgpack.encode(bare)
        except UnicodeEncodeError:
            return  # the notebook's name holds bytes that are no text
        path = self._path(digest)
        temporary = ""
        try:
            path.parent.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                temporary = file.name
                file.write(hashlib.sha256(kept).digest() + kept)
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            self.usable = False  # the disk is full or closed to us: it stays so for this run
            return
        self._written += len(kept)
        if self._written > min(_LOOK_AFTER_BYTES, self.most) or _long_ago(self.folder):
            self.prune()

    def prune(self) -> None:
        """Take away what was not used for longest until the rest is small enough."""
        self._written = 0
        with contextlib.suppress(OSError):
            os.utime(self.folder / _TAG)
        entries = sorted(_entries(self.folder), key=lambda entry: entry.st.st_mtime)
        left = sum(entry.st.st_size for entry in entries)
        for entry in entries:
            stale = not entry.is_report and time.time() - entry.st.st_mtime > _LOOK_AFTER_SECONDS
            if left > self.most or stale:
                with contextlib.suppress(OSError):
                    entry.path.unlink()
                left -= entry.st.st_size

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


class _Entry(msgspec.Struct, frozen=True):
    path: Path
    st: os.stat_result

    @property
    def is_report(self) -> bool:
        return _NAME.fullmatch(self.path.name) is not None


def clear_cache(folder: Path) -> int:
    """Remove the cache; how many reports were in it. A folder that is no cache stays."""
    if not (folder / _TAG).is_file():
        return 0
    places = [place for place in folder.iterdir() if _is_place(place)]
    count = sum(entry.is_report for entry in _entries(folder))
    for place in places:
        shutil.rmtree(place, ignore_errors=True)
    (folder / _TAG).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
    return count


def without_sources(report: Report) -> Report:
    """The report with nothing of the text that its edits replace."""
    return _with_edits(report, _emptied)


def with_sources(report: Report, notebook: Notebook) -> Report:
    """The same report with the text that its edits replace, from the notebook it is of."""
    cells = notebook.by_id

    def filled(edit: Edit) -> Edit:
        if isinstance(edit, SourceEdit) and edit.old is not None:
            place = (edit.line, edit.column, edit.end_line, edit.end_column)
            return msgspec.structs.replace(edit, old=cells[edit.cell_id].text_at(place))
        if isinstance(edit, CellEdit) and edit.old is not None:
            return msgspec.structs.replace(edit, old=cells[edit.cell_id].source)
        return edit

    return _with_edits(report, filled)


def _emptied(edit: Edit) -> Edit:
    # An edit whose old text is unknown (a secret) keeps that.
    if isinstance(edit, SourceEdit | CellEdit) and edit.old is not None:
        return msgspec.structs.replace(edit, old="")
    return edit


def _with_edits(report: Report, change: Callable[[Edit], Edit]) -> Report:
    def changed(finding: Finding) -> Finding:
        if not any(fix.edits for fix in finding.fixes):
            return finding
        fixes = tuple(
            msgspec.structs.replace(fix, edits=tuple(change(edit) for edit in fix.edits))
            for fix in finding.fixes
        )
        return msgspec.structs.replace(finding, fixes=fixes)

    findings = tuple(changed(finding) for finding in report.findings)
    return msgspec.structs.replace(report, findings=findings)


def _prepared(folder: Path) -> bool:
    """Make the folder; whether it is a cache of ours that nobody else can write reports into."""
    tag = folder / _TAG
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if hasattr(os, "geteuid"):
            state = folder.stat()
            if state.st_uid != os.geteuid() or state.st_mode & 0o022:
                return False
        if not tag.exists():
            if any(folder.iterdir()) and not tag.exists():
                return False  # somebody's own folder: nothing of it is ours to prune
            tag.write_text(_TAG_TEXT, encoding="utf-8")
        return os.access(folder, os.W_OK)
    except OSError:
        return False


def _long_ago(folder: Path) -> bool:
    try:
        return time.time() - (folder / _TAG).stat().st_mtime > _LOOK_AFTER_SECONDS
    except OSError:
        return False


def _is_place(path: Path) -> bool:
    return re.fullmatch(r"[0-9a-f]{2}", path.name) is not None and path.is_dir()


def _entries(folder: Path) -> Iterator[_Entry]:
    """The files of the cache; what goes meanwhile is passed over."""
    with contextlib.suppress(OSError):
        for place in filter(_is_place, list(folder.iterdir())):
            with contextlib.suppress(OSError):
                for path in list(place.iterdir()):
                    with contextlib.suppress(OSError):
                        yield _Entry(path, path.stat())
