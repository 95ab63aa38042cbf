"""HC107: the path that imports are looked up on is changed."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, settings, variables_set
from ...rule import Example, Match, Rule, severities

_MESSAGE = (
    "The import path is changed here: what is imported below is found only where this folder is."
)
_LATE = (
    "`PYTHONPATH` is set here: this kernel does not look at it any more, only what it starts does, "
    "and there every import hangs on this folder."
)
_CALLS = (
    *("sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir"),
    *("sys.path.__iadd__", "sys.path.__setitem__"),
)


def find(notebook: Notebook) -> Iterator[Match]:
    """Calls and statements that add to ``sys.path``, and what sets ``PYTHONPATH``."""
    for call in notebook.calls(*_CALLS):
        yield Match(_MESSAGE, call.span)
    for setting in settings(notebook, "sys.path", "os.environ[PYTHONPATH]"):
        cell = setting.cell
        span = cell.span(cell.facts.place(setting.statement))
        yield Match(_MESSAGE if setting.name == "sys.path" else _LATE, span)
    for cell, start, end in variables_set(notebook, "PYTHONPATH"):
        yield Match(_LATE, cell.span_of(start, end))


RULE = Rule(
    code="HC107",
    name="import-path-edit",
    artifact="code",
    severities=severities("iwE"),
    summary="The path that imports are looked up on is changed in a cell.",
    why=(
        "The imports work only beside one folder, and another module of the same name may be taken "
        "in its place. Code that is needed is a package: install it (`pip install -e .`) and "
        "declare it, and it is found from anywhere, in production too."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import sys
                «sys.path.append("../src")»
                # %%
                import features
            """,
            good="""
                # %%
                import features
            """,
        ),
        Example(
            bad="""
                # %%
                import os, sys
                from sys import path
                «path.insert(0, os.path.abspath(".."))»
                «sys.path += ["src"]»
                «sys.path[:0] = ["lib"]»
                «sys.path = ["src", *sys.path]»
                «os.environ["PYTHONPATH"] = "src"»
                # %%
                «%env PYTHONPATH=src»
            """,
            good="""
                # %%
                import os, sys
                # %%
                %env STAGE=test
            """,
        ),
    ),
    silent=(
        "import sys\nprint(sys.path)",
        "import sys\nfolders = list(sys.path)\nfolders.append('src')",
        "import sys\nsys.path.remove('')",
        "import sys\nsys.argv = ['train']",
        "path = []\npath.append('src')\npath += ['lib']",
        "import os\npath = os.path.join('a', 'b')\npath += '/c'",
        "import os\nos.environ['CUDA_VISIBLE_DEVICES'] = '0'",
        "import os\nprint(os.environ['PYTHONPATH'])",
        "%env PYTHONPATH",
        "%env PYTHONHASHSEED=0",
        "from nltk import data\ndata.path.append('nltk_data')",
        "sys.path.append('src')",
    ),
)
