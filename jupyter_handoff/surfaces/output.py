"""Writes what a run has to say into a file: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import uuid
from pathlib import Path


def write_whole(path: Path, text: str) -> str:
    """Put a text in a file's place in one step; why not, where that failed.

    A reader sees the old file or the new one. What is no plain file (``/dev/stdout``, a
    pipe) is written to as it is.
    """
    data = text.encode("utf-8", "backslashreplace")
    if path.exists() and not path.is_file():
        return _straight(path, data)
    path = path.resolve()
    new = path.with_name(f".handoff-{uuid.uuid4().hex}")
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(new, stat.S_IMODE(path.stat().st_mode))
        os.replace(new, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        return f"{path.name}: it cannot be written ({error.strerror})"
    return ""


def _straight(path: Path, data: bytes) -> str:
    try:
        path.write_bytes(data)
    except OSError as error:
        return f"{path}: it cannot be written ({error.strerror})"
    return ""
