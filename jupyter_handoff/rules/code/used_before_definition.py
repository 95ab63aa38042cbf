"""HC103: a name whose first binding stands in a later cell."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Bound, Cell, Notebook, Use
from ...report import CellEdit, Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such name at its first use."""
    links = notebook.links
    spoken: set[str] = set()
    lazy = False
    for index, cell in enumerate(notebook.code):
        # IPython keeps to a future import in all cells below.
        lazy |= any(item.target == "__future__.annotations" for item in cell.facts.imports)
        for use in cell.facts.uses:
            if not use.at_once or (use.annotation and lazy) or use.name in spoken:
                continue
            bound = _defined_below(notebook, use, index)
            if bound is None:
                continue
            if any(star <= index for star in links.stars) or _mentioned(notebook, use.name, index):
                continue
            spoken.add(use.name)
            yield _match(notebook, cell, index, use, bound)


def _defined_below(notebook: Notebook, use: Use, index: int) -> Bound | None:
    """The first definition of a name that nothing above binds, if a later cell holds it."""
    bound = notebook.links.bindings.get(use.name)
    if not bound or notebook.links.is_given(use.name):
        return None
    if (bound[0].index, bound[0].binding.order) < (index, use.order):
        return None
    first = next((item for item in bound if item.defines), None)
    return first if first and first.index > index else None


def _mentioned(notebook: Notebook, name: str, before: int) -> bool:
    """Whether a magic or a broken part above may have bound the name."""
    above = notebook.code[: before + 1]
    return any(map(_runs_code, above)) or any(name in cell.facts.mentions for cell in above[:-1])


def _runs_code(cell: Cell) -> bool:
    return any(
        magic.name in ("run", "pylab", "load", "store", "sql", "R", "recall", "rerun", "macro")
        or (magic.kind == "line" and magic.text.endswith(".ipynb"))
        for magic in cell.facts.plain.magics
    )


def _match(notebook: Notebook, cell: Cell, index: int, use: Use, first: Bound) -> Match:
    source = first.cell
    return Match(
        f"`{use.name}` is used here, but first defined below, in cell {source.number}: "
        "a run from the top stops here.",
        cell.span(cell.facts.place(use.node)),
        related=(related(source.span(source.facts.place(first.binding.node)), "defined here"),),
        fixes=tuple(_move(notebook, cell, index, first)),
    )


def _move(notebook: Notebook, cell: Cell, index: int, first: Bound) -> Iterator[Fix]:
    """Move the defining cell up, where everything that it needs stands above already."""
    source = first.cell
    if not (source.editable and source.deletable):
        return
    for use in source.facts.uses:
        bound = notebook.links.bindings.get(use.name)
        if not bound or use.name == first.binding.name:
            continue
        if bound[0].index >= index and bound[0].index != first.index:
            return
    edit = CellEdit("move", source.id, source.number, old=source.source, before_id=cell.id)
    yield Fix(f"Move cell {source.number} above cell {cell.number}", "unsafe", (edit,))


RULE = Rule(
    code="HC103",
    name="used-before-definition",
    artifact="code",
    severities=severities("-wE"),
    summary="A name is used above the cell that defines it.",
    why=(
        "The notebook works only because its cells once ran in another order. "
        "Whoever runs it from the top, a colleague or a scheduler, stops here with a NameError."
    ),
    fix="Moves the defining cell above the one that uses it, where nothing else stands in the way.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                print(«rate»)
                # %%
                rate = 0.1
            """,
            good="""
                # %%
                rate = 0.1
                # %%
                print(rate)
            """,
        ),
        Example(
            bad="""
                # %%
                «area»(2)
                # %%
                def area(r):
                    return 3.14 * r * r
            """,
            good="""
                # %%
                def area(r):
                    return 3.14 * r * r
                # %%
                area(2)
            """,
        ),
        Example(
            bad="""
                # %%
                df = «df».dropna()
                «count» += 1
                # %%
                df = load("rows.csv")
                count = len(df)
            """,
            good="""
                # %%
                df = load("rows.csv")
                count = len(df)
                # %%
                df = df.dropna()
                count += 1
            """,
        ),
    ),
    silent=(
        "# %%\ndef show():\n    print(rate)\n# %%\nrate = 0.1\nshow()",
        "# %%\ntry:\n    rate\nexcept NameError:\n    rate = None\n# %%\nrate = 1",
        "# %%\nif 'rate' not in globals():\n    print(rate)\n# %%\nrate = 1",
    ),
)
