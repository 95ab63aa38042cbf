"""Whether a notebook may store outputs: by a contract's policy, and by the data that it reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .addresses import Address, approved_classes
from .document import Notebook


@dataclass(frozen=True, slots=True)
class Stripped:
    """Why a notebook stores no outputs.

    ``data_class`` is the class of its data that forbids them, ``read`` where such data are
    read; neither is there where the contract wants no outputs at all.
    """

    data_class: str = ""
    read: Address | None = None


def stripped(
    notebook: Notebook,
    policy: str | None,
    classes: Collection[str],
    sources: Sequence[tuple[str, str]],
) -> Stripped | None:
    """Why a notebook stores no outputs, None where it may.

    ``policy`` is ``keep`` or ``strip``, ``classes`` are those whose notebooks store none,
    whatever the policy; ``sources`` are patterns of approved sources, each with its class.
    """
    own = notebook.own_metadata.get("data-class")
    if isinstance(own, str) and own in classes:
        return Stripped(own)
    for data_class, read in approved_classes(notebook, sources) if classes else ():
        if data_class in classes:
            return Stripped(data_class, read)
    return Stripped() if policy == "strip" else None
