"""HC112: an error is caught and forgotten. Speaks for Ruff's E722, BLE001, S110, S112."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ...notebook import Cell, Diagnostic, Notebook
from ...rule import Example, Match, Rule, severities

_SAID = {
    "E722": "This catches every error, an interrupt too: name the errors that you expect.",
    "BLE001": "This catches nearly every error: name the errors that you expect.",
    "S110": "An error is passed over in silence here: log it, or catch only what you expect.",
    "S112": "An error is skipped in silence here: log it, or catch only what you expect.",
}
# Ruff may say several of them of one handler: the first that it says here is kept.
_ORDER = ("S110", "S112", "E722", "BLE001")
_LOGS = frozenset("warn warning error exception critical fatal".split())
_LEAVES = frozenset("exit _exit quit".split())


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """One finding for each handler that neither logs the error nor stops the run."""
    handlers: set[tuple[str, int | None]] = set()
    passing: dict[str, frozenset[int]] = {}
    for diagnostic in sorted(said, key=lambda item: _ORDER.index(item.code)):
        handler = diagnostic.span.cell_id, diagnostic.span.line
        if handler in handlers:
            continue
        handlers.add(handler)
        cell = notebook.by_id[diagnostic.span.cell_id]
        if cell.id not in passing:
            passing[cell.id] = _passing_on(cell)
        if diagnostic.span.line not in passing[cell.id]:
            yield Match(_SAID[diagnostic.code], diagnostic.span, source=diagnostic.source)


def _passing_on(cell: Cell) -> frozenset[int]:
    """The lines of handlers that log the error, raise another, or end the program."""
    return frozenset(
        node.lineno
        for node in ast.walk(cell.facts.tree)
        if isinstance(node, ast.ExceptHandler)
        and (isinstance(node.body[-1], ast.Raise) or any(map(_tells, ast.walk(node))))
    )


def _tells(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in _LEAVES
    if not isinstance(node.func, ast.Attribute):
        return False
    on = ast.unparse(node.func.value)
    return node.func.attr in _LEAVES or (node.func.attr in _LOGS and "log" in on.lower())


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
        "try:\n    x = 1\nexcept Exception:\n    raise RuntimeError('no GPU here')",
        "try:\n    x = 1\nexcept Exception as error:\n    logger.error(f'no x: {error}')",
        "import sys\ntry:\n    x = 1\nexcept:\n    print('no x')\n    sys.exit(1)",
    ),
)
