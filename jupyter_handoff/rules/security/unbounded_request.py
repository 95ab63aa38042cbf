"""HS107: a request that may wait for ever. Speaks for Ruff's S113."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Diagnostic, Notebook, set_argument
from ...report import Fix
from ...rule import Example, Match, Rule, severities

_VERBS = "get post put patch delete head options request".split()
_CALLS = (
    *(f"{library}.{verb}" for library in ("requests", "httpx") for verb in _VERBS),
    *("httpx.stream", "httpx.Client", "httpx.AsyncClient"),
)


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Ruff's findings, at the whole call."""
    places = {(item.span.cell_id, item.span.line, item.span.column): item for item in said}
    for call in notebook.calls(*_CALLS):
        if call.open_ended:
            continue
        facts = call.cell.facts
        # Ruff points at the call, or at the keyword where the timeout is None.
        nodes = [call.node, *(item for item in call.node.keywords if item.arg == "timeout")]
        starts = [(call.cell.id, *facts.place(node)[:2]) for node in nodes]
        item = next((places[start] for start in starts if start in places), None)
        if item is None:
            continue
        edit = set_argument(call, "timeout", "30")
        fixes = (Fix("Give up after 30 seconds", "unsafe", (edit,)),) if edit else ()
        yield Match(
            f"`{call.name}` waits for ever when the server does not answer: give it a timeout.",
            call.span,
            fixes=fixes,
            source=item.source,
        )


RULE = Rule(
    code="HS107",
    name="unbounded-request",
    artifact="security",
    owner="both",
    severities=severities("--w"),
    summary="A request has no timeout.",
    why="A server that does not answer then stops the whole job, with no error and no end.",
    fix="Adds `timeout=30`; the request may then raise an exception that was not raised before.",
    find=find,
    ruff=("S113",),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import requests
                page = «requests.get(url, params={"q": 1})»
                reply = «requests.post(url, timeout=None)»
                # %%
                import httpx
                page = «httpx.get(url, timeout=None)»
                with «httpx.Client(timeout=None)» as client:
                    client.get(url)
            """,
            good="""
                # %%
                import requests
                page = requests.get(url, params={"q": 1}, timeout=30)
                reply = requests.post(url, timeout=30)
                # %%
                import httpx
                page = httpx.get(url, timeout=30)
                with httpx.Client(timeout=30) as client:
                    client.get(url)
            """,
        ),
    ),
    silent=(
        "import requests\nrequests.get(url, timeout=5)",
        "import requests\nrequests.get(url, timeout=limit)",
        "import requests\nrequests.get(url, **options)",
        "session.get(url)",
        "import httpx\nhttpx.get(url)\nhttpx.Client()",  # five seconds, unless told otherwise
    ),
)
