"""HC105: code that takes what an earlier run left in IPython's history or store."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Cell, Magic, Notebook
from ...rule import Example, Match, Rule, severities

_OUTPUT = re.compile(r"_{1,3}|_oh|Out|_\d+")
_INPUT = re.compile(r"_i{1,3}|_ih|In|_i\d+")
_REPEATING = ("recall", "rerun", "rep")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such name once a cell, and each magic that brings something back."""
    for index, cell in enumerate(notebook.code):
        yield from _names(notebook, index, cell)
        for magic in cell.facts.plain.magics:
            if message := _said_of(magic):
                yield Match(message, cell.span_of(magic.start, magic.end))


def _names(notebook: Notebook, index: int, cell: Cell) -> Iterator[Match]:
    # What is called `_` and is called, is a translation.
    spoken = {use.name for use in cell.facts.called if use.name == "_"}
    for use in cell.facts.uses:
        output = _OUTPUT.fullmatch(use.name)
        if not (output or _INPUT.fullmatch(use.name)) or use.name in spoken or use.guarded:
            continue
        if notebook.reaching.of(index, use).bound:
            continue
        spoken.add(use.name)
        what = "what a cell last showed" if output else "the source of a cell that ran before"
        yield Match(
            f"`{use.name}` is {what} in this session: another order of runs gives something "
            "else, and a script has no such name.",
            cell.span(cell.facts.place(use.node)),
        )


def _said_of(magic: Magic) -> str:
    """What a magic brings back, and from where."""
    words = magic.text.split()
    if magic.kind == "line" and magic.name == "store" and "-r" in words:
        names = ", ".join(f"`{word}`" for word in words if word.isidentifier())
        what = names or "every stored name"
        return f"`%store -r` takes {what} from one person's own machine: nobody else has it."
    if magic.kind == "line" and magic.name in _REPEATING:
        return f"`%{magic.name}` repeats what was typed in this session, which nobody else has."
    return ""


RULE = Rule(
    code="HC105",
    name="history-variable",
    artifact="code",
    severities=severities("iwE"),
    summary="The code takes what an earlier run left in IPython's history.",
    why=(
        "What `_`, `Out` or the store hold depends on what was run, in which order, on one "
        "machine. Nobody else gets the same value, and outside of IPython nobody gets any."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                2 + 3
                # %%
                total = «_» * 2
                first = «Out»[1]
                source = «In»[1] + «_i1»
            """,
            good="""
                # %%
                base = 2 + 3
                # %%
                total = base * 2
            """,
        ),
        Example(
            bad="""
                # %%
                «%store -r rows»
                «%recall 3»
                # %%
                print(rows)
            """,
            good="""
                # %%
                rows = read_rows("rows.csv")
                # %%
                print(rows)
            """,
        ),
    ),
    silent=(
        "# %%\nfor _ in range(3):\n    print(_)",
        "# %%\n_, test = split(rows)\n# %%\nprint(_)",
        "# %%\n_ = plt.hist(rows)",
        "# %%\nfrom gettext import gettext as _\n# %%\nprint(_('rows'))",
        "# %%\nprint(_('rows'))",
        "# %%\nf = lambda _: _ + 1\n[_ for _ in rows]",
        "# %%\ndef f(x, _=1):\n    return _",
        "# %%\n%store rows\n%store -z",
        "# %%\nclass Out:\n    pass\n# %%\nOut()",
        "# %%\nprint(_dh[0], __name__, _1x, model._i)",
        "# %%\n%history\n%hist -n",
        "# %%\n!echo $_",
    ),
)
