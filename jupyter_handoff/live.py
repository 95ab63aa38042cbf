"""The wire between an editor and the server: live cells in, a report out."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from .report import Report


class LiveOutput(Struct, frozen=True):
    """What the editor tells of one output: text by MIME type, never image data.

    ``error`` is the exception's name where the output is a traceback. ``sizes`` are
    UTF-16 units by MIME type; ``text`` may be cut short, ``sizes`` never is.
    """

    sizes: dict[str, int] = {}
    text: dict[str, str] = {}
    error: str | None = None


class LiveCell(Struct, frozen=True):
    """A cell as it stands in the editor, unsaved changes included."""

    id: str
    kind: Literal["code", "markdown", "raw"]
    source: str
    metadata: dict[str, Any] = {}
    execution_count: int | None = None
    outputs: tuple[LiveOutput, ...] = ()


class LintRequest(Struct, frozen=True):
    """Live cells to be linted.

    ``client`` and ``sequence`` order the requests of one browser tab: a newer one for
    the same ``path`` overtakes an older one. ``path`` is the contents manager's.
    """

    client: str
    sequence: int
    path: str
    cells: tuple[LiveCell, ...]
    metadata: dict[str, Any] = {}


class LintResponse(Struct, frozen=True):
    """The report for one request, or word that a newer request overtook it."""

    sequence: int
    report: Report | None


class Problem(Struct, frozen=True):
    """Why a request was refused, and what to do."""

    message: str
