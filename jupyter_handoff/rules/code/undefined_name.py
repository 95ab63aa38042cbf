"""HC102: a name that no cell binds. Speaks for Ruff's F821, where our own reading agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import Bound, Diagnostic, Notebook, Use, first_lazy_annotations
from ...report import Related, Severity
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Each such name once, at its first use."""
    lazy = first_lazy_annotations(notebook)
    spoken: set[str] = set()
    for index, use, diagnostic in _read(notebook, said):
        if use.name in spoken or use.guarded or notebook.links.is_given(use.name):
            continue
        if use.annotation and index >= lazy:
            continue
        if match := _match(notebook, index, use, diagnostic):
            spoken.add(use.name)
            yield match


def _read(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[tuple[int, Use, Diagnostic]]:
    """What Ruff points at, where we read a name of the notebook there too."""
    by_cell: dict[str, list[Diagnostic]] = {}
    for diagnostic in said:
        by_cell.setdefault(diagnostic.span.cell_id, []).append(diagnostic)
    for index, cell in enumerate(notebook.code):
        # A cell that does not parse runs nothing of what does.
        broken = cell.facts.problems or "raises-exception" in cell.tags
        if cell.id not in by_cell or broken:
            continue
        uses = {cell.facts.place(use.node)[:2]: use for use in cell.facts.uses}
        for diagnostic in by_cell[cell.id]:
            use = uses.get((diagnostic.span.line or 0, diagnostic.span.column or 0))
            if use is not None:
                yield index, use, diagnostic


def _match(notebook: Notebook, index: int, use: Use, diagnostic: Diagnostic) -> Match | None:
    reached = notebook.reaching.of(index, use)
    bound = notebook.links.bindings.get(use.name, ())
    gone = reached.deleted and not reached.bound
    # What is bound below is HC103's to say, or at the end of the same cell.
    if reached.unknown or (bound and not gone):
        return None
    run = notebook.reaching.runs.get(use.function) if use.function else None
    sure = use.certain and (run is not None or not use.deferred)
    at_most: Severity = "error" if sure else "warning"
    stops = "a run from the top stops here" if sure else "the notebook stops when it gets here"
    what, places = "used here, and no cell binds it", tuple[Related, ...]()
    if gone:
        what, places = _gone(bound, (index, use.order))
    message = f"`{use.name}` is {what}: {stops}."
    return Match(message, diagnostic.span, places, (), at_most, diagnostic.source)


def _gone(bound: Sequence[Bound], at: tuple[int, int]) -> tuple[str, tuple[Related, ...]]:
    """What took a name away, and where."""
    above = (item for item in reversed(bound) if (item.index, item.binding.order) < at)
    last = next((item for item in above if item.binding.kind == "delete"), None)
    if last is None:
        return "gone once its `except` block ends", ()
    place = last.cell.span(last.cell.facts.place(last.binding.node))
    deleted = f"used here, but deleted above, in cell {last.cell.number}"
    return deleted, (related(place, "deleted here"),)


RULE = Rule(
    code="HC102",
    name="undefined-name",
    artifact="code",
    severities=severities("iwE"),
    summary="A name is used that no cell binds.",
    why=(
        "The name lives on in the kernel, from a cell that was deleted or renamed. Whoever runs "
        "the notebook in a new kernel, a colleague or a scheduler, stops here with a NameError."
    ),
    find=find,
    ruff=("F821",),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                frame = pd.read_csv("rows.csv")
                # %%
                print(«farme».shape)
            """,
            good="""
                # %%
                import pandas as pd
                frame = pd.read_csv("rows.csv")
                # %%
                print(frame.shape)
            """,
        ),
        Example(
            bad="""
                # %%
                rows = [1, 2]
                del rows
                # %%
                print(len(«rows»))
            """,
            good="""
                # %%
                rows = [1, 2]
                # %%
                print(len(rows))
            """,
        ),
        Example(
            bad="""
                # %%
                try:
                    open("rows.csv")
                except OSError as error:
                    pass
                print(«error»)
            """,
            good="""
                # %%
                try:
                    open("rows.csv")
                except OSError as error:
                    print(error)
            """,
        ),
    ),
    silent=(
        "# %%\ndisplay(get_ipython(), In[1], Out, _, __, _i, _12, _i3, spark)",
        "# %%\nprint(rate)\n# %%\nrate = 1",
        "# %%\nprint(rate)\nrate = 1",
        "# %%\ndef price(x):\n    return x * rate\n# %%\nrate = 1\nprice(2)",
        "# %%\nfrom setup import *\n# %%\nprint(rate)",
        "# %%\n%run setup.py\n# %%\nprint(rate)",
        "# %%\n%%capture caught\nprint(1)\n# %%\nprint(caught.stdout)",
        "# %%\n%store -r rows\n# %%\nprint(rows)",
        "# %%\n%%cython\ndef fast(x):\n    return x\n# %%\nfast(1)",
        "# %%\nrate = = 1\n# %%\nprint(rate)",
        "# %%\ntry:\n    rate\nexcept NameError:\n    rate = 1",
        "# %%\ndef read(path: 'Path') -> 'Frame':\n    return path",
        '# %% tags=["raises-exception"]\nprint(never_defined)',
    ),
)
