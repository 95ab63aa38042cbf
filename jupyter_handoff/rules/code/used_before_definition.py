"""HC103: a name whose first binding stands in a later cell."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Bound, Cell, EarlyUse, Notebook, early_uses
from ...report import CellEdit, Fix, Severity
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such name at its first use, or where a function that uses it is first called."""
    spoken: set[str] = set()
    for early in early_uses(notebook):
        if early.use.name not in spoken:
            spoken.add(early.use.name)
            yield _match(notebook, early)


def _match(notebook: Notebook, early: EarlyUse) -> Match:
    index, use, first = early.at[0], early.use, early.first
    cell, source = notebook.code[index], first.cell
    defined = related(source.span(source.facts.place(first.binding.node)), "defined here")
    behind = f"first defined below, in cell {source.number}: a run from the top stops here."
    fixes = tuple(_move(notebook, cell, index, first))
    if early.run is None:
        message = f"`{use.name}` is used here, but {behind}{_as_run(notebook, cell, early)}"
        at_most: Severity = "error" if use.certain else "warning"
        return Match(message, cell.span(cell.facts.place(use.node)), (defined,), fixes, at_most)
    call, home = early.run.call, notebook.code[early.run.home]
    read = related(home.span(home.facts.place(use.node)), "read here")
    message = f"`{call.name}` is called here and needs `{use.name}`, {behind}"
    return Match(message, cell.span(cell.facts.place(call.node)), (read, defined), fixes)


def _as_run(notebook: Notebook, cell: Cell, early: EarlyUse) -> str:
    """Why it worked all the same, where the execution counts tell it."""
    run = notebook.reaching_as_run
    if run is None or cell not in run.links.cells:
        return ""
    reached = run.of(run.links.cells.index(cell), early.use)
    before = next(reached.bindings(), None) if not reached.missing else None
    return f" It ran because cell {before.cell.number} had run before it." if before else ""


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
                def price(x):
                    return x * rate
                # %%
                «price»(3)
                # %%
                rate = 0.1
            """,
            good="""
                # %%
                def price(x):
                    return x * rate
                # %%
                rate = 0.1
                # %%
                price(3)
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
        "# %%\ndef show():\n    return rate\n# %%\nplot(show)\n# %%\nrate = 0.1",
        "# %%\ndef show(x=None):\n    return x or rate\n# %%\nshow(1)\n# %%\nrate = 0.1",
        "# %%\ndef show():\n    if 0:\n        return rate\n# %%\nshow()\n# %%\nrate = 1",
        "# %%\ndef rows():\n    yield rate\n# %%\nr = rows()\n# %%\nrate = 1\nlist(r)",
        "# %%\n@app.route('/')\ndef show():\n    return rate\n# %%\nshow()\n# %%\nrate = 1",
        "# %%\ndef show():\n    print(rate)\n# %%\nrate = 0.1\nshow()",
        "# %%\ntry:\n    rate\nexcept NameError:\n    rate = None\n# %%\nrate = 1",
        "# %%\nif 'rate' not in globals():\n    print(rate)\n# %%\nrate = 1",
    ),
)
