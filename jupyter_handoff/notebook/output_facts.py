"""What one stored output tells beside its result: who ran it, what it would run, about whom it is.

Found once for equal outputs: an edit of a cell reads no output again.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from .active_outputs import Active, active_in
from .cells import Output
from .identities import identity_in
from .personal_data import personal_data_in
from .recent import Recent

# What a person reads of an output; scripts and styles are no text.
_READ = ("text/plain", "text/html", "text/markdown", "text/latex")


@dataclass(frozen=True, slots=True)
class OutputFacts:
    """``identity`` is how it tells who ran it, ``personal`` what of several people it holds.

    Both are in words, and empty where there is nothing; neither says a name or a value.
    """

    identity: str
    active: Active | None
    personal: str


# By digest: the texts are not kept.
_RECENT: Recent[bytes, OutputFacts] = Recent(most=20_000, cost=lambda _: 1)


def output_facts(output: Output) -> OutputFacts:
    """The facts of an output; equal ones are read once."""
    digest = blake2b(digest_size=16)
    for kind, text in output.text.items():
        digest.update(kind.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    digest.update(b"error" if output.error else b"")
    return _RECENT.get(digest.digest(), lambda: _read(output))


def _read(output: Output) -> OutputFacts:
    texts = [output.text[kind] for kind in _READ if kind in output.text]
    ways = (identity_in(text) for text in texts)
    # What an error says is about code, its authors' addresses included.
    people = () if output.error else (personal_data_in(text) for text in texts)
    return OutputFacts(
        identity=next(filter(None, ways), ""),
        active=active_in(output.text),
        personal=next(filter(None, people), ""),
    )
