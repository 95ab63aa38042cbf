"""HC106: the working directory is changed."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook
from ...rule import Example, Match, Rule, severities

_MESSAGE = "The working directory changes here, and every relative path below with it."
_MAGICS = ("cd", "pushd", "popd")


def find(notebook: Notebook) -> Iterator[Match]:
    """Calls of ``os.chdir`` and the magics that do the same."""
    for call in notebook.calls("os.chdir"):
        yield Match(_MESSAGE, call.span)
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            if magic.kind == "line" and magic.name in _MAGICS:
                yield Match(_MESSAGE, cell.span_of(magic.start, magic.end))


RULE = Rule(
    code="HC106",
    name="working-directory-change",
    artifact="code",
    severities=severities("iwE"),
    summary="The working directory is changed in a cell.",
    why=(
        "After it, relative paths depend on which cells ran and how often: run the cell twice and "
        "the notebook is somewhere else. A scheduler starts in a folder of its own choosing."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import os
                «os.chdir("../data")»
                # %%
                «%cd raw»
            """,
            good="""
                # %%
                from pathlib import Path
                DATA = Path("data")
                # %%
                RAW = DATA / "raw"
            """,
        ),
    ),
    silent=(
        "!cd data && ls",
        "import os\nprint(os.getcwd())",
        "def chdir(place):\n    return place\nchdir('x')",
        "from contextlib import chdir\nwith chdir('data'):\n    print(1)",
        "%%bash\ncd data",
    ),
)
