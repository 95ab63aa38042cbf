"""HC112: an error is caught and forgotten. Speaks for Ruff's E722, BLE001, S110, S112."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Diagnostic, Notebook
from ...rule import Example, Match, Rule, severities

_SAID = {
    "E722": "This catches every error, an interrupt too: name the errors that you expect.",
    "BLE001": "This catches nearly every error: name the errors that you expect.",
    "S110": "An error is passed over in silence here: log it, or catch only what you expect.",
    "S112": "An error is skipped in silence here: log it, or catch only what you expect.",
}
# Ruff may say several of them of one handler: the first that it says here is kept.
_ORDER = ("S110", "S112", "E722", "BLE001")


def find(_: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """One finding for each handler."""
    handlers: set[tuple[str, int | None]] = set()
    for diagnostic in sorted(said, key=lambda item: _ORDER.index(item.code)):
        handler = diagnostic.span.cell_id, diagnostic.span.line
        if handler not in handlers:
            handlers.add(handler)
            yield Match(_SAID[diagnostic.code], diagnostic.span, source=diagnostic.source)


RULE = Rule(
    code="HC112",
    name="swallowed-error",
    artifact="code",
    severities=severities("-iw"),
    summary="An error is caught and forgotten.",
    why=(
        "In production a swallowed error turns into a wrong number that nobody notices. "
        "Catch what you expect and let everything else stop the run."
    ),
    find=find,
    ruff=("E722", "BLE001", "S110", "S112"),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import json
                try:
                    settings = json.loads(text)
                «except:
                    pass»
            """,
            good="""
                # %%
                import json
                try:
                    settings = json.loads(text)
                except json.JSONDecodeError:
                    settings = {}
            """,
        ),
    ),
    silent=(
        "try:\n    import cudf\nexcept ImportError:\n    cudf = None",
        "try:\n    x = 1\nexcept Exception as error:\n    print(error)\n    raise",
        "try:\n    x = 1\nexcept ValueError:\n    x = 2",
    ),
)
