"""Secrets that a notebook keeps beside its code: in outputs, in text, in metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..report import Span
from .cells import Cell
from .document import Notebook
from .known_secrets import KnownSecrets
from .secrets import Secret


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """One place beside the code; the first secret of an output stands for all of it.

    ``where`` is in words. ``span`` is None for the notebook's metadata; ``output`` is the
    output's number in its cell, from 0.
    """

    secret: Secret
    where: str
    span: Span | None
    cell: Cell | None = None
    output: int | None = None


def kept_secrets(notebook: Notebook, *, in_address: bool) -> Iterator[KeptSecret]:
    """The passwords of addresses that are kept, or every other secret."""

    def found(secrets: tuple[Secret, ...]) -> Iterator[Secret]:
        return (secret for secret in secrets if secret.in_address is in_address)

    known = notebook.known_secrets
    for cell in notebook.cells:
        for number, output in enumerate(cell.outputs):
            secrets = (item for text in output.text.values() for item in found(known.find(text)))
            if secret := next(secrets, None):
                yield KeptSecret(secret, "this cell's output", cell.whole(), cell, number)
        if cell.kind != "code":
            for secret in found(notebook.secrets[cell.id]):
                yield KeptSecret(secret, "the text", cell.span_of(secret.start, secret.end), cell)
        if secret := next(found(_in_metadata(cell.metadata, known)), None):
            yield KeptSecret(secret, "this cell's metadata", cell.whole(), cell)
    if secret := next(found(_in_metadata(notebook.metadata, known)), None):
        yield KeptSecret(secret, "the notebook's metadata", None)


def _in_metadata(metadata: object, known: KnownSecrets) -> tuple[Secret, ...]:
    if not metadata:
        return ()
    return known.find(json.dumps(metadata, indent=0, default=str, ensure_ascii=False))
