"""HC114: printing inside functions. Speaks for Ruff's T201 and T203."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...notebook import Call, Cell, Diagnostic, Notebook
from ...report import Fix, SourceEdit
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """One finding for each function that prints; its other prints are related places.

    Code outside functions is the notebook's own: what it prints is meant to be seen.
    """
    printed = {(item.span.cell_id, item.span.line, item.span.column): item for item in said}
    functions: dict[tuple[str, str], list[tuple[Call, Diagnostic]]] = defaultdict(list)
    for call in notebook.calls("print", "pprint.pprint"):
        span, function = call.span, call.fact.function
        item = printed.get((span.cell_id, span.line, span.column))
        if item is not None and function not in ("", "<lambda>"):
            functions[call.cell.id, function].append((call, item))
    loggers = _loggers(notebook)
    for (_, function), calls in functions.items():
        first, item = calls[0]
        yield Match(
            f"`{function}` prints: once it runs unattended nobody reads that. Log it instead.",
            first.span,
            related=tuple(related(call.span, "also prints") for call, _ in calls[1:]),
            fixes=tuple(_log([call for call, _ in calls], loggers)),
            source=item.source,
        )


def _log(calls: Sequence[Call], loggers: Sequence[tuple[int, str]]) -> Iterator[Fix]:
    cell = calls[0].cell
    known = [name for index, name in loggers if index <= calls[0].index]
    edits = [_log_edit(cell, call, known[0] if known else "logging") for call in calls]
    made = [edit for edit in edits if edit is not None]
    if len(made) < len(edits):
        return
    if not known:
        made.insert(0, cell.insert(*_first_line(cell), "import logging\n\n"))
    yield Fix("Log it at level info", "unsafe", tuple(made))


def _loggers(notebook: Notebook) -> list[tuple[int, str]]:
    """Names that log, with the index of their cell: loggers first, then the module."""
    loggers = [
        (call.index, target.id)
        for call in notebook.calls("logging.getLogger")
        if isinstance(call.fact.statement, ast.Assign)
        for target in call.fact.statement.targets
        if isinstance(target, ast.Name)
    ]
    bound = notebook.links.bindings.get("logging", [])
    modules = [(item.index, "logging") for item in bound if item.binding.target == "logging"]
    return loggers + modules


def _log_edit(cell: Cell, call: Call, logger: str) -> SourceEdit | None:
    node = call.node
    if call.name != "print" or node.keywords or not node.args:
        return None
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    texts = [cell.text_at(cell.facts.place(argument)) for argument in node.args]
    if any("\n" in text for text in texts):
        return None
    if len(texts) > 1:
        texts.insert(0, repr(" ".join(["%s"] * len(texts))).replace("'", '"'))
    return cell.replace(cell.facts.place(node), f"{logger}.info({', '.join(texts)})")


def _first_line(cell: Cell) -> tuple[int, int]:
    """Where an import may be put: above the cell's first statement."""
    statement = cell.facts.tree.body[0]
    decorators = getattr(statement, "decorator_list", [])
    line, column, _, _ = cell.facts.place(statement)
    return (min([line, *(item.lineno for item in decorators)]), 1 if decorators else column)


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
    fix="Replaces the prints by calls of `logging.info`.",
    find=find,
    ruff=("T201", "T203"),
    given=("ruff",),
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
    ),
    silent=(
        "print(42)",
        "for row in rows:\n    print(row)",
        "def show(print):\n    print(1)",
        "import logging\ndef f():\n    logging.info('x')",
    ),
)
