"""HC108: a star import. Speaks for Ruff's F403 and F405."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Sequence

from ...notebook import Cell, Diagnostic, Import, Notebook
from ...report import Fix, Span
from ...rule import Example, Match, Rule, severities

_MAY_BE = re.compile(r"`([^`]+)` may be undefined, or defined from star imports")
# More names than this make no readable import.
_MOST_NAMES = 20


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Each star import; the names that Ruff sees come through it are its fix."""
    stars = [diagnostic for diagnostic in said if diagnostic.code == "F403"]
    names = sorted(
        {
            found[1]
            for item in said
            if item.code == "F405" and (found := _MAY_BE.match(item.message))
        }
    )
    for star in stars:
        cell = notebook.by_id[star.span.cell_id]
        imported = _import_at(cell, star.span)
        module = imported.target if imported else "a module"
        yield Match(
            f"Everything in `{module}` comes in here: nobody can tell where a name is from, "
            "and it may hide Python's own.",
            star.span,
            fixes=tuple(_spell_out(cell, star, module, names)) if len(stars) == 1 else (),
            source=star.source,
        )


def _import_at(cell: Cell, span: Span) -> Import | None:
    starred = (found for found in cell.facts.imports if found.name == "*")
    return next((found for found in starred if found.statement.lineno == span.line), None)


def _spell_out(cell: Cell, star: Diagnostic, module: str, names: Sequence[str]) -> Iterator[Fix]:
    own = [name for name in names if not hasattr(builtins, name)]
    if not 0 < len(own) <= _MOST_NAMES or star.span.line is None:
        return
    for found in cell.facts.imports:
        if found.name == "*" and found.statement.lineno == star.span.line:
            place = cell.facts.place(found.statement)
            if isinstance(found.statement, ast.ImportFrom):
                text = f"from {module} import {', '.join(own)}"
                yield Fix("Import the names that are used", "unsafe", (cell.replace(place, text),))


RULE = Rule(
    code="HC108",
    name="star-import",
    artifact="code",
    severities=severities("iwE"),
    summary="A star import brings in names that nobody can see.",
    why=(
        "Whoever takes the code over cannot tell where a name comes from, tools cannot either, and "
        "a new release of the library may silently replace a name of yours or of Python's."
    ),
    fix="Names what is used, where it is the notebook's only star import.",
    find=find,
    ruff=("F403", "F405"),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                «from math import *»
                # %%
                print(sqrt(2), pi)
            """,
            good="""
                # %%
                from math import pi, sqrt
                # %%
                print(sqrt(2), pi)
            """,
        ),
    ),
    silent=(
        "from math import sqrt\nprint(sqrt(2))",
        "import math\nprint(math.sqrt(2))",
        "text = 'from math import *'",
    ),
)
