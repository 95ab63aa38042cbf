"""Which addresses a notebook reads against the sources that a contract approves.

What the contract says of an address is said instead of what other rules say of it. A path
of one machine alone is left to those: they tell more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from .addresses import Address, addresses
from .document import Notebook
from .personal_places import is_machine_local, personal_place

# Programs and packages are no data.
_CODE = re.compile(r"\.(?:py|ipynb|sh|whl|deb|jar|R)(?:$|[?#])|\.git$")
BreachKind: TypeAlias = Literal["replaced", "unapproved", "no snapshot"]


class ApprovedSource(Protocol):
    """A contract's source: see `requirements.DataSource`."""

    @property
    def pattern(self) -> str: ...
    @property
    def snapshot(self) -> bool: ...
    @property
    def replaces(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Breach:
    """An address that is read, and what is wrong with it.

    ``source`` is the number of the source that takes its place or that it is read from.
    """

    item: Address
    kind: BreachKind
    source: int | None = None


def breaches(
    notebook: Notebook, sources: Sequence[ApprovedSource] | None, root: str = ""
) -> Iterator[Breach]:
    """Each such address, once; a relative path is the project's own data.

    ``root`` is the project's folder. Where there are no ``sources`` nothing is asked.
    """
    found = addresses(notebook) if sources is not None else []
    # What the notebook wrote itself is no source.
    told = {item.text for item in found if item.way == "write"}
    for item in found:
        if item.way == "read" and item.text not in told:
            told.add(item.text)
            if (breach := _breach(item, sources or (), root)) is not None:
                yield breach


def left_to_contract(
    notebook: Notebook, sources: Sequence[ApprovedSource] | None, root: str = ""
) -> frozenset[str]:
    """The addresses, as far as they are known, of which the contract says enough."""
    return frozenset(breach.item.start for breach in breaches(notebook, sources, root))


def _breach(item: Address, sources: Sequence[ApprovedSource], root: str) -> Breach | None:
    approved = [n for n, source in enumerate(sources) if item.may_match(source.pattern)]
    for number, source in enumerate(sources):
        if any(map(item.matches, source.replaces)):
            return Breach(item, "replaced", number)
    if not approved:
        return Breach(item, "unapproved") if _is_evident(item, sources, root) else None
    if all(sources[number].snapshot for number in approved) and not item.is_versioned:
        return Breach(item, "no snapshot", approved[0])
    return None


def _is_evident(item: Address, sources: Sequence[ApprovedSource], root: str) -> bool:
    """Whether the address is known to lie outside the project."""
    if item.kind == "table":
        # Tables are judged where the contract speaks of tables at all.
        return item.whole and any("/" not in source.pattern for source in sources)
    if _CODE.search(item.text):
        return False
    if item.is_remote:
        return True
    if root and item.text.startswith(f"{root.rstrip('/')}/"):
        return False
    mine = is_machine_local(item.text) or personal_place(item.text, root) is not None
    return item.is_absolute and not mine
