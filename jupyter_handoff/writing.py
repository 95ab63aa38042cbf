"""Writes a file in one step: a reader sees the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, whose permissions stay. Raises `OSError`."""
    path = path.resolve()
    mode = path.stat().st_mode & 0o7777 if path.exists() else None
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".handoff-", delete=False) as file:
        temporary = file.name
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            _forget(temporary)
            raise
    try:
        os.chmod(temporary, mode if mode is not None else 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError:
        _forget(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _forget(temporary: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(temporary)
