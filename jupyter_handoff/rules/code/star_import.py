"""HC108: a star import. Speaks for Ruff's F403 and F405."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator, Sequence

from ...notebook import Diagnostic, Notebook
from ...report import Fix, Span
from ...rule import Example, Match, Rule, severities

_MAY_BE = re.compile(r"`([^`]+)` may be undefined, or defined from star imports")
# More names than this make no readable import.
_MOST_NAMES = 20


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Each star import, with the names that Ruff sees no other source for."""
    stars = [diagnostic for diagnostic in said if diagnostic.code == "F403"]
    names = {
        found[1]
        for item in said
        if item.code == "F405" and (found := _MAY_BE.match(item.message))
        if not hasattr(builtins, found[1])
    }
    for star in stars:
        yield Match(
            f"Everything in `{_module(notebook, star.span)}` comes in here: nobody can tell where "
            "a name is from, and it may hide Python's own.",
            star.span,
            fixes=tuple(_name_them(sorted(names))),
            source=star.source,
        )


def _module(notebook: Notebook, span: Span) -> str:
    starred = [found for found in notebook.by_id[span.cell_id].facts.imports if found.name == "*"]
    modules = (found.target for found in starred if found.statement.lineno == span.line)
    return next(modules, "a module")


def _name_them(names: Sequence[str]) -> Iterator[Fix]:
    """In words only: which of the names are the module's, only importing it would tell."""
    if 0 < len(names) <= _MOST_NAMES:
        title = f"Import by name what is used; no cell defines {', '.join(names)}"
        yield Fix(title, "suggestion", ())


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
    fix="Lists the names that no cell defines, to be imported by name; it changes nothing itself.",
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
        Example(
            bad="""
                # %%
                «from numpy import *»
                # %%
                print(random.rand(2), from_elsewhere(), later)
            """,
            good="""
                # %%
                from numpy import random
                # %%
                print(random.rand(2), from_elsewhere(), later)
            """,
        ),
    ),
    silent=(
        "from math import sqrt\nprint(sqrt(2))",
        "import math\nprint(math.sqrt(2))",
        "text = 'from math import *'",
    ),
)
