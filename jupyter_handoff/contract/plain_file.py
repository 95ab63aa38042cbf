"""Reads a file of bounded size, and none that could make one wait: a pipe, a device."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .wording import ContractError

# Larger than any contract a person writes.
MOST_BYTES = 1_000_000


def read_file(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """A file's bytes. Raises `ContractError` for what cannot be a contract."""
    try:
        # Opened without waiting, and only then looked at: nobody can put a pipe there between.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ContractError("is no ordinary file")
            return bounded(file.read(most + 1), most=most)
    except IsADirectoryError:
        raise ContractError("is no ordinary file") from None
    except OSError as error:
        raise ContractError(f"cannot be read ({error.strerror})") from None


def bounded(raw: bytes, *, most: int = MOST_BYTES) -> bytes:
    """The bytes. Raises `ContractError` where they are more than a contract's."""
    if len(raw) > most:
        raise ContractError(f"is larger than {most // 1000} kB, so it is no contract")
    return raw
