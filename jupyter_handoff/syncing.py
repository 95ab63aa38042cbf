"""Fetches the contracts that a project's contract extends from git, and locks them beside it.

This is the one place where anything is fetched, and only when a person asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .contract import (
    LOCK_NAME,
    ContractError,
    Fetched,
    digest,
    git_reference,
    lock_text,
    read_lock,
    references,
)
from .surroundings import contract_top, known_rules
from .tools.git import GitError
from .tools.git_fetch import fetched_file
from .writing import write_atomically


@dataclass(frozen=True, slots=True)
class Synced:
    """A contract that was fetched: its reference, its commit, and whether it is new or another."""

    reference: str
    commit: str
    changed: bool


def sync_contract(path: Path, *, update: bool = False) -> tuple[Synced, ...]:
    """Fetch what a contract file extends from git, and write its lock file.

    A reference whose text is another than the locked one is an error, unless
    ``update`` is set: a tag that moves is a contract that changes behind one's back.
    Raises `ContractError`.
    """
    before = read_lock(path.parent)
    found: dict[str, Fetched] = {}
    for reference in _references(path, found):
        known = before.get(reference)
        if known and known.sha256 != found[reference].sha256 and not update:
            raise ContractError(
                f"{path}: {reference} is not what was fetched before: commit "
                f"{found[reference].commit[:12]} says another thing than {known.commit[:12]}. "
                "Ask why it moved; take it with --update"
            )
    if found or before:
        write_atomically(path.parent / LOCK_NAME, lock_text(found.values()).encode())
    return tuple(_synced(found, before))


def _references(path: Path, found: dict[str, Fetched]) -> list[str]:
    top, known = contract_top(path), known_rules()
    return references(path, top=top, known=known, fetch=lambda name: _text(name, found))


def _text(reference: str, found: dict[str, Fetched]) -> bytes:
    url, revision, inner = git_reference(reference)
    try:
        commit, raw = fetched_file(url, revision, inner)
        text = raw.decode("utf-8")
    except GitError as error:
        raise ContractError(f"{reference}: {error}") from None
    except UnicodeDecodeError:
        raise ContractError(f"{reference}: is not UTF-8; TOML must be") from None
    found[reference] = Fetched(reference, commit, digest(text), text)
    return raw


def _synced(found: dict[str, Fetched], before: dict[str, Fetched]) -> Iterator[Synced]:
    for reference, item in found.items():
        changed = before.get(reference) != item
        yield Synced(reference, item.commit, changed)
