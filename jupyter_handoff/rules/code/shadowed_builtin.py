"""HC123: a name of Python's own is given to something else. Speaks for Ruff's A001."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from ...notebook import Bound, Call, Diagnostic, Notebook, dotted
from ...rule import Example, Match, Rule, related, severities

_NAMED = re.compile(r"Variable `([^`]+)` is shadowing a Python builtin")
# For people at a prompt, not for code; `display` is IPython's, and often written anew.
_FOR_PEOPLE = frozenset("copyright credits license exit quit help display".split())
# What nearly every notebook calls sooner or later.
_OFTEN = frozenset(
    "abs all any bool dict enumerate filter float int isinstance len list map max min next open "
    "print range round set sorted str sum tuple type zip".split()
)


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Each such name of the notebook's own once, where it is bound first.

    What a function calls its own variables is gone with them.
    """
    spoken: set[str] = set()
    for diagnostic in said:
        named = _NAMED.match(diagnostic.message)
        if named is None or named[1] in spoken or named[1] in _FOR_PEOPLE:
            continue
        bound = _bound(notebook, named[1], diagnostic)
        if bound is not None:
            spoken.add(named[1])
            yield _match(notebook, bound, diagnostic)


def _bound(notebook: Notebook, name: str, diagnostic: Diagnostic) -> Bound | None:
    """The binding that Ruff speaks of, where the notebook keeps the name and means it no more."""
    bound = notebook.links.bindings.get(name, [])
    if any(item.binding.kind == "delete" for item in bound):
        return None
    for item in bound:
        here = item.cell.id == diagnostic.span.cell_id
        if here and getattr(item.binding.node, "lineno", 0) == diagnostic.span.line:
            # `input = raw_input`: another function in its place.
            value = item.binding.value
            return None if value is not None and dotted(value) else item
    return None


def _match(notebook: Notebook, bound: Bound, diagnostic: Diagnostic) -> Match:
    name = bound.binding.name
    replaced = bound.binding.kind in ("function", "class")
    call = None if replaced else next(_calls(notebook, name), None)
    if call is None:
        return Match(
            f"`{name}` is not Python's own any more from here on, in any cell.",
            diagnostic.span,
            at_most="error" if name in _OFTEN else "info",
            source=diagnostic.source,
        )
    where = "this cell" if call.cell is bound.cell else f"cell {call.cell.number}"
    return Match(
        f"`{name}` is not Python's own any more from here on, and {where} calls it: "
        "run after this line, that call fails.",
        diagnostic.span,
        related=(related(call.span, f"calls Python's `{name}`"),),
        source=diagnostic.source,
    )


def _calls(notebook: Notebook, name: str) -> Iterator[Call]:
    for call in notebook.methods(name):
        if isinstance(call.node.func, ast.Name) and call.fact.path == name:
            yield call


RULE = Rule(
    code="HC123",
    name="shadowed-builtin",
    artifact="code",
    severities=severities("www"),
    summary="A name of Python's own is given to something else.",
    why=(
        "A notebook keeps its names: after `list = […]`, `list(…)` fails in every cell, those "
        "above too when they run again, and the message does not say why."
    ),
    find=find,
    ruff=("A001",),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                «list» = [1, 2]
                # %%
                for «id» in (1, 2):
                    print(id)
                # %%
                «max» = max(values)
                # %%
                list((1, 2))
            """,
            good="""
                # %%
                rows = [1, 2]
                # %%
                for customer in (1, 2):
                    print(customer)
                # %%
                highest = max(values)
                # %%
                list((1, 2))
            """,
        ),
        Example(
            bad="""
                # %%
                def «sum»(a, b):
                    return a + b
                # %%
                sum(1, 2)
            """,
            good="""
                # %%
                def add(a, b):
                    return a + b
                # %%
                add(1, 2)
            """,
        ),
    ),
    silent=(
        "def f(rows):\n    max = rows[0]\n    return max",
        "sizes = [len for len in (1, 2)]",
        "class Table:\n    id = 3\n    type = 'a'",
        "for _ in range(3):\n    pass",
        "display = Image('a.png')\nclass display:\n    pass",
        "table.id = 3\ntable['type'] = 4",
        "f(max=3, type='a')",
        "try:\n    input = raw_input\nexcept NameError:\n    pass",
        "credits = pd.read_csv('credits.csv')",
        "file = 'rows.csv'\nunicode = str",
        "list = [1]\nprint(list)\ndel list",
        "from numpy import max, min",
        "def f(input, dir, id):\n    return input",
    ),
)
