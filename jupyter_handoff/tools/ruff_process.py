"""Starts Ruff and waits for it: for one notebook, or for several in one process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias

_SECONDS = 30
# What a batch of notebooks may take for each of them, on top of that.
_SECONDS_EACH = 2
_FILE_NAME = "notebook.ipynb"
_NEWEST_TARGET = (3, 15)


class RuffUnavailable(Exception):
    """Ruff is not installed or did not answer; the message is for the person."""


class Check(Protocol):
    """Ruff's answer to come: one item for each thing that it found."""

    def result(self) -> list[dict[str, Any]]: ...


# What gives texts to Ruff: the sources of one notebook's cells, and the codes to look for.
Asker: TypeAlias = Callable[[Sequence[str], Sequence[str]], Check]


def alone(texts: Sequence[str], codes: Sequence[str]) -> Check:
    """A process of its own for one notebook."""
    return _Check(texts, codes)


class Batch:
    """Several notebooks in one process of Ruff's; it starts when `start` is called.

    Where Ruff fails on all of them together, each is asked about alone: one that Ruff
    cannot digest hides nothing of the others. Leaving the context removes the files.
    """

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._groups: dict[tuple[str, ...], _Group] = {}

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        for group in self._groups.values():
            group.stop()
        if self._folder is not None:
            self._folder.cleanup()

    def ask(self, texts: Sequence[str], codes: Sequence[str]) -> Check:
        """Put one notebook beside the others."""
        try:
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="handoff-ruff-")
            folder = Path(self._folder.name, str(len(self._groups)))
            return self._groups.setdefault(tuple(codes), _Group(folder, codes)).add(texts)
        except OSError:
            return alone(texts, codes)  # no room for its files: stdin needs none of ours

    def start(self) -> None:
        for group in self._groups.values():
            group.start()


class _Group:
    """The notebooks of a batch that are asked about for the same codes: one process."""

    def __init__(self, folder: Path, codes: Sequence[str]) -> None:
        self.folder, self.codes = folder, codes
        self.members = 0
        self.process: subprocess.Popen[bytes] | None = None

    def add(self, texts: Sequence[str]) -> Check:
        self.folder.mkdir(exist_ok=True)
        self._file(self.members).write_bytes(_minimal_notebook(texts))
        self.members += 1
        return _Member(self, self.members - 1, texts)

    def start(self) -> None:
        files = [str(self._file(number)) for number in range(self.members)]
        try:
            # The answer goes to a file: nobody reads a pipe while the rules run.
            with (self.folder / "answer").open("wb") as answer:
                self.process = _started([*_command(self.codes), "--", *files], stdout=answer)
        except (OSError, RuffUnavailable):
            self.process = None  # each is asked about alone, and that says what is wrong

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        if self.process is not None:
            self.process.communicate()

    @cached_property
    def said(self) -> list[list[dict[str, Any]]]:
        """What Ruff said, by member. Raises `RuffUnavailable`."""
        if self.process is None:
            raise RuffUnavailable("Ruff was not started")
        _wait(self.process, _SECONDS + _SECONDS_EACH * self.members)
        said: list[list[dict[str, Any]]] = [[] for _ in range(self.members)]
        for item in _read((self.folder / "answer").read_bytes()):
            said[int(Path(item["filename"]).stem.rpartition("_")[2])].append(item)
        return said

    def _file(self, number: int) -> Path:
        return self.folder / f"notebook_{number}.ipynb"


class _Member:
    """One notebook of a batch."""

    def __init__(self, group: _Group, number: int, texts: Sequence[str]) -> None:
        self.group, self.number, self.texts = group, number, texts

    def result(self) -> list[dict[str, Any]]:
        try:
            return self.group.said[self.number]
        except (RuffUnavailable, OSError, ValueError, LookupError):
            return alone(self.texts, self.group.codes).result()


class _Check:
    """One process for one notebook."""

    def __init__(self, texts: Sequence[str], codes: Sequence[str]) -> None:
        # Through a file: a pipe would make us wait until Ruff has read it all.
        with tempfile.TemporaryFile() as notebook:
            notebook.write(_minimal_notebook(texts))
            notebook.seek(0)
            command = [*_command(codes), "--stdin-filename", _FILE_NAME, "-"]
            self.process = _started(command, stdin=notebook)

    def result(self) -> list[dict[str, Any]]:
        return _read(_wait(self.process, _SECONDS))


def _command(codes: Sequence[str]) -> list[str]:
    return [
        *(executable(), "check", "--isolated", "--ignore-noqa", "--no-cache", "--quiet"),
        *("--output-format", "json", "--select", ",".join(codes)),
        *("--target-version", _target()),
    ]


def _started(
    command: Sequence[str],
    *,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    try:
        # Python's own files are never inherited; leaving them be saves milliseconds.
        return subprocess.Popen(
            command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, close_fds=False
        )
    except OSError as error:
        raise RuffUnavailable(f"Ruff could not be started ({error.strerror})") from None


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise RuffUnavailable(f"Ruff did not answer within {seconds:g} seconds") from None
    if process.returncode not in (0, 1):
        words = " ".join(err.decode("utf-8", "replace").split())
        raise RuffUnavailable(f"Ruff failed: {words[:200] or 'no reason given'}")
    return out


def _read(answer: bytes) -> list[dict[str, Any]]:
    try:
        said: list[dict[str, Any]] = json.loads(answer)
    except ValueError:
        raise RuffUnavailable("Ruff's answer cannot be read") from None
    return said


@lru_cache(maxsize=1)
def executable() -> str:
    """The path of Ruff's program. Raises `RuffUnavailable`."""
    try:
        from ruff import find_ruff_bin

        return str(find_ruff_bin())
    except (ImportError, FileNotFoundError):
        raise RuffUnavailable("Ruff is not installed here: pip install ruff") from None


@lru_cache(maxsize=1)
def version() -> str | None:
    """Ruff's version, None where it is not installed."""
    try:
        return metadata.version("ruff")
    except metadata.PackageNotFoundError:
        return None


def _target() -> str:
    major, minor = min(sys.version_info[:2], _NEWEST_TARGET)
    return f"py{major}{minor}"


def _minimal_notebook(texts: Sequence[str]) -> bytes:
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": text,
        }
        for text in texts
    ]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(document).encode()
