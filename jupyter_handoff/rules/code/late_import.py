"""HC115: an import that stands among the work, below the first load, fit or definition."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ...notebook import Cell, Notebook, imports_moved, known
from ...report import Fix
from ...rule import Example, Match, Rule, severities

_Import: TypeAlias = ast.Import | ast.ImportFrom
_FITS = ("fit", "fit_transform", "fit_predict")
# There wherever notebooks run.
_THERE = (*sys.stdlib_module_names, "IPython")


def find(notebook: Notebook) -> Iterator[Match]:
    """Each cell that brings in a package for the first time, at the first such import."""
    start = _work(notebook)
    seen = {*_THERE, ""}
    for index, cell in enumerate(notebook.code):
        new = [item for item in _imports(cell) if _package(item) not in seen]
        seen.update(item.target.partition(".")[0] for item in cell.facts.imports)
        if start is None or index <= start or not new or len(new) == len(_statements(cell)):
            continue
        names = list(dict.fromkeys(f"`{_package(item)}`" for item in new))
        yield Match(
            f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} first imported here, below "
            f"the work that begins in cell {notebook.code[start].number}: whoever sets this up "
            "learns late what it needs.",
            cell.span(cell.facts.place(new[0])),
            fixes=tuple(_move(notebook, (start, index), cell, new)),
        )


def _work(notebook: Notebook) -> int | None:
    """The index of the first cell that loads, fits or defines something."""
    readers = [call.index for call in notebook.calls(*known("pandas", "readers"))]
    fits = [call.index for call in notebook.methods(*_FITS)]
    defined = [
        index
        for index, cell in enumerate(notebook.code)
        if any(item.kind in ("function", "class") for item in cell.facts.bindings)
    ]
    return min([*readers, *fits, *defined], default=None)


def _statements(cell: Cell) -> Sequence[ast.stmt]:
    """What a cell does, without strings and names that only stand there."""
    return [
        item
        for item in cell.facts.tree.body
        if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant | ast.Name))
    ]


def _imports(cell: Cell) -> list[_Import]:
    body = cell.facts.tree.body if cell.facts.imports else []
    found = [item for item in body if isinstance(item, ast.Import | ast.ImportFrom)]
    return [item for item in found if not _module(item).startswith("google.colab")]


def _module(item: _Import) -> str:
    return item.names[0].name if isinstance(item, ast.Import) else item.module or ""


def _package(item: _Import) -> str:
    return _module(item).partition(".")[0]


def _move(
    notebook: Notebook, work: tuple[int, int], cell: Cell, late: Sequence[_Import]
) -> Iterator[Fix]:
    """Move imports behind those of the first cell that has any, above or apart from the work."""
    start, index = work
    homes = (
        other
        for number, other in enumerate(notebook.code[:index])
        if (found := _imports(other)) and (number <= start or len(found) == len(_statements(other)))
    )
    home = next(homes, None)
    if home and (edits := imports_moved(cell, late, home, behind=_imports(home)[-1])):
        names = ", ".join(dict.fromkeys(map(_package, late)))
        yield Fix(f"Import {names} in cell {home.number}", "unsafe", edits)


RULE = Rule(
    code="HC115",
    name="late-import",
    artifact="code",
    severities=severities("--w"),
    summary="A package is first imported among the work, below the first load, fit or definition.",
    why=(
        "What a notebook needs is read off its first cells. A package that comes in half-way is "
        "missed when the environment is built, and a long run stops there."
    ),
    fix="Moves the import to the others.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                rows = pd.read_csv("rows.csv")
                # %%
                «import seaborn as sns»
                sns.pairplot(rows)
            """,
            good="""
                # %%
                import pandas as pd
                import seaborn as sns
                rows = pd.read_csv("rows.csv")
                # %%
                sns.pairplot(rows)
            """,
        ),
        Example(
            bad="""
                # %%
                model.fit(rows)
                # %%
                «import numpy as np»
                np.ones(3)
            """,
            good="""
                # %%
                import numpy as np
                # %%
                model.fit(rows)
                # %%
                np.ones(3)
            """,
        ),
    ),
    silent=(
        "# %%\nimport pandas as pd\nrows = pd.read_csv('x')\n# %%\nimport os\nos.listdir()",
        "# %%\nimport sklearn\nmodel.fit(x)\n# %%\nfrom sklearn.svm import SVC\nSVC()",
        "# %%\ndef f():\n    return 1\n# %%\nimport numpy as np\nimport pandas as pd",
        "# %%\ndef f():\n    return 1\n# %%\nimport numpy\n%matplotlib inline\nnumpy",
        "# %%\ndef f():\n    return 1\n# %%\ndef g():\n    import numpy\n    return numpy",
        "# %%\ndef f():\n    return 1\n# %%\ntry:\n    import cupy\nexcept ImportError:\n    pass",
        "# %%\nx = 1\n# %%\nimport numpy as np\nnp.ones(3)",
        "# %%\nimport numpy as np\ndef f():\n    return np.ones(1)",
        "# %%\ndef f():\n    return 1\n# %%\nfrom google.colab import drive\ndrive.mount('/d')",
    ),
)
