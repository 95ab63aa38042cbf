"""HC114: printing inside functions. Speaks for Ruff's T201 and T203."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...notebook import Call, Cell, Diagnostic, Notebook, logger_for
from ...report import Fix, SourceEdit
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

# Functions that are there to be looked at.
_SHOWS = re.compile(r"_*(?:p?print|show|display)(?:_|[A-Z]|$)")


def find(notebook: Notebook, said: Sequence[Diagnostic], contract: Requirements) -> Iterator[Match]:
    """One finding for each function that prints; its other prints are related places.

    Code outside functions is the notebook's own: what it prints is meant to be seen, as
    is what a function prints that says so by its name.
    """
    wanted = contract.code.logging
    printed = {(item.span.cell_id, item.span.line, item.span.column): item for item in said}
    functions: dict[tuple[str, str], list[tuple[Call, Diagnostic]]] = defaultdict(list)
    for call in notebook.calls("print", "pprint.pprint"):
        span, function = call.span, call.fact.function
        item = printed.get((span.cell_id, span.line, span.column))
        if function in ("", "<lambda>") or _SHOWS.match(function):
            continue
        if item is not None:
            functions[call.cell.id, function].append((call, item))
    for (_, function), calls in functions.items():
        first, item = calls[0]
        yield Match(
            f"`{function}` prints: once it runs unattended nobody reads that. "
            f"{f'The contract logs with {wanted}' if wanted else 'Log it instead'}.",
            first.span,
            related=tuple(related(call.span, "also prints") for call, _ in calls[1:]),
            fixes=tuple(_log(notebook, [call for call, _ in calls], wanted or "logging")),
            source=item.source,
            key="code.logging" if wanted else "",
        )


def _log(notebook: Notebook, calls: Sequence[Call], library: str) -> Iterator[Fix]:
    name, importing = logger_for(notebook, calls, library) or ("", None)
    hole = "{}" if library == "loguru" else "%s"
    edits = [_log_edit(calls[0].cell, call, name, hole) for call in calls]
    made = [edit for edit in edits if edit is not None]
    if name and len(made) == len(edits):
        first = [importing] if importing else []
        shown = " (shown once logging is set up)" if importing and library == "logging" else ""
        yield Fix(f"Log it at level info{shown}", "unsafe", (*first, *made))


def _log_edit(cell: Cell, call: Call, logger: str, hole: str) -> SourceEdit | None:
    node = call.node
    if call.name != "print" or node.keywords or not node.args:
        return None
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    texts = [cell.text_at(cell.facts.place(argument)) for argument in node.args]
    if any("\n" in text for text in texts):
        return None
    if len(texts) > 1:
        texts.insert(0, repr(" ".join([hole] * len(texts))).replace("'", '"'))
    return cell.replace(cell.facts.place(node), f"{logger}.info({', '.join(texts)})")


RULE = Rule(
    code="HC114",
    name="print-as-logging",
    artifact="code",
    owner="both",
    severities=severities("--w"),
    summary="A function prints what should be logged.",
    why=(
        "What a function prints is lost, or mixed with everybody else's, when it runs on a server. "
        "A log line has a level, a time and a place, and can be switched off."
    ),
    fix=(
        "Replaces the prints by calls of `logging.info`, or of the library that the contract "
        "names. They are shown once logging is set up, "
        'by `logging.basicConfig(level="INFO")` for instance.'
    ),
    find=find,
    ruff=("T201", "T203"),
    given=("ruff", "contract"),
    examples=(
        Example(
            bad="""
                # %%
                def train(rows):
                    «print("rows", len(rows))»
                    return rows
            """,
            good="""
                # %%
                import logging

                def train(rows):
                    logging.info("%s %s", "rows", len(rows))
                    return rows
            """,
        ),
        Example(
            bad="""
                # %%
                import logging
                log = logging.getLogger(__name__)
                # %%
                def train(rows):
                    «print(f"{len(rows)} rows")»
                    return rows
            """,
            good="""
                # %%
                import logging
                log = logging.getLogger(__name__)
                # %%
                def train(rows):
                    log.info(f"{len(rows)} rows")
                    return rows
            """,
        ),
        Example(
            bad="""
                # %%
                @component
                def train(rows: list) -> int:
                    import json
                    «print(json.dumps(rows))»
                    return len(rows)
            """,
            good="""
                # %%
                @component
                def train(rows: list) -> int:
                    import logging
                    import json
                    logging.info(json.dumps(rows))
                    return len(rows)
            """,
        ),
    ),
    silent=(
        "def print_scores(x):\n    print(x)\ndef showAll(x):\n    print(x)",
        "print(42)",
        "for row in rows:\n    print(row)",
        "def show(print):\n    print(1)",
        "import logging\ndef f():\n    logging.info('x')",
    ),
)
