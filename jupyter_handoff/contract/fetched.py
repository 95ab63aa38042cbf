"""Contracts that were fetched from git, as they are locked beside the project's own.

``handoff.lock`` (JSON) holds their text with its hash, so that neither the editor nor CI fetches.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from .plain_file import read_file
from .wording import ContractError

LOCK_NAME = "handoff.lock"
_MOST_BYTES = 10_000_000


class Fetched(Struct, frozen=True, forbid_unknown_fields=True):
    """One contract: the reference it was fetched by, its commit, and its text with a hash."""

    reference: str
    commit: str
    sha256: str
    text: str


class _LockFile(Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    contracts: tuple[Fetched, ...]


def digest(text: str) -> str:
    """The hash that a lock file keeps of a contract's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_lock(folder: Path) -> dict[str, Fetched]:
    """What is locked in a folder, by reference. Raises `ContractError`."""
    path = folder / LOCK_NAME
    if not os.path.lexists(path):
        return {}
    try:
        raw = read_file(path, most=_MOST_BYTES)
    except ContractError as error:
        raise ContractError(f"{path}: {error}") from None
    try:
        locked = msgspec.json.decode(raw, type=_LockFile)
    except (ValueError, RecursionError) as error:
        raise ContractError(
            f"{path}: cannot be used ({error}); make it again: jupyter handoff contract sync"
        ) from None
    return {item.reference: item for item in locked.contracts}


def fetched_in(folder: Path, reference: str) -> Fetched:
    """A contract out of a folder's lock file. Raises `ContractError` where it is not as locked."""
    found = read_lock(folder).get(reference)
    if found is None:
        raise ContractError(f"is not fetched yet: jupyter handoff contract sync {folder}")
    if digest(found.text) != found.sha256:
        raise ContractError(
            f"its text in {folder / LOCK_NAME} is not what was fetched (the hash differs); "
            f"make it again: jupyter handoff contract sync {folder}"
        )
    return found


def lock_text(fetched: Iterable[Fetched]) -> str:
    """The text of a lock file."""
    file = _LockFile(1, tuple(sorted(fetched, key=lambda item: item.reference)))
    return msgspec.json.format(msgspec.json.encode(file), indent=1).decode() + "\n"
