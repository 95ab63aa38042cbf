"""Writes what a run has to say into a file: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from .. import write_atomically


def write_whole(path: Path, text: str) -> str:
    """Put a text in a file's place in one step; why not, where that failed.

    What is no plain file (``/dev/stdout``, a pipe) is written to as it is.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            write_atomically(path, data)
    except OSError as error:
        return f"{path.name}: it cannot be written ({error.strerror})"
    return ""
