"""Secrets that a notebook keeps beside its code: in outputs, in text, in metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from ..report import Span
from .cells import Cell
from .known_secrets import KnownSecrets
from .secrets import Secret


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """One place beside the code; the first secret of a kind stands for all of an output.

    ``where`` is in words. ``span`` is None for the notebook's metadata; ``output`` is the
    output's number in its cell, from 0.
    """

    secret: Secret
    where: str
    span: Span | None
    cell: Cell | None = None
    output: int | None = None


def kept_secrets(
    cells: Sequence[Cell], metadata: Mapping[str, Any], known: KnownSecrets
) -> Iterator[KeptSecret]:
    """The secrets of a notebook's outputs, texts and metadata, in document order."""
    for cell in cells:
        for number, output in enumerate(cell.outputs):
            texts = (secret for text in output.text.values() for secret in known.find(text))
            for secret in _first_of_each(texts):
                yield KeptSecret(secret, "this cell's output", cell.whole(), cell, number)
        if cell.kind != "code":
            for secret in known.find(cell.source):
                yield KeptSecret(secret, "the text", cell.span_of(secret.start, secret.end), cell)
        for secret in _first_of_each(_in_metadata(cell.metadata, known)):
            yield KeptSecret(secret, "this cell's metadata", cell.whole(), cell)
    for secret in _first_of_each(_in_metadata(metadata, known)):
        yield KeptSecret(secret, "the notebook's metadata", None)


def _first_of_each(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """The first password of an address, and the first of all other secrets."""
    first: dict[bool, Secret] = {}
    for secret in secrets:
        first.setdefault(secret.in_address, secret)
    yield from first.values()


def _in_metadata(metadata: Mapping[str, Any], known: KnownSecrets) -> tuple[Secret, ...]:
    return known.find(_as_text(metadata)) if metadata else ()


def _as_text(metadata: Mapping[str, Any]) -> str:
    """Metadata as JSON, a value to a line; the state of widgets can be megabytes."""
    try:
        return msgspec.json.format(msgspec.json.encode(metadata, enc_hook=str), indent=1).decode()
    except (TypeError, ValueError, OverflowError, RecursionError):
        # Half a surrogate pair is no UTF-8.
        return json.dumps(metadata, indent=0, default=str, ensure_ascii=False)
