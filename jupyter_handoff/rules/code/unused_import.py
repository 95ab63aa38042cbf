"""HC116: an import that nothing in the whole notebook uses. Speaks for Ruff's F401."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from ...notebook import Cell, Diagnostic, Notebook, known, table
from ...report import Fix, Span
from ...rule import Example, Match, Rule, severities

_NAME = re.compile(r"`([^`]+)`")
_REGISTERING = known("imports", "modules")
_PREFIXES = tuple(table("imports")["name_prefixes"])


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Ruff's findings, without the imports that magics use or that act by being made."""
    mentioned = frozenset().union(*(cell.facts.mentions for cell in notebook.code))
    for diagnostic in said:
        name = _NAME.match(diagnostic.message)
        cell = notebook.by_id[diagnostic.span.cell_id]
        if name is None or not diagnostic.edits or _tried(cell, diagnostic.span):
            continue
        bound = _bound(cell, diagnostic.span)
        if bound in mentioned or _registers(name[1].partition(" as ")[0]):
            continue
        if _used(notebook, bound):
            continue
        fix = Fix(f"Remove the import of {bound}", diagnostic.applicability, diagnostic.edits)
        yield Match(
            f"`{bound}` is imported here and never used.",
            diagnostic.span,
            fixes=(fix,),
            source=diagnostic.source,
        )


def _bound(cell: Cell, span: Span) -> str:
    """The name that the import at a place binds."""
    written = cell.text_of(span)
    return written.split()[-1] if " as " in written else written.partition(".")[0]


def _tried(cell: Cell, span: Span) -> bool:
    """Whether the import asks what is installed: whether it fails is its use then."""
    tries = (node for node in ast.walk(cell.facts.tree) if getattr(node, "handlers", ()))
    places = map(cell.facts.place, tries)
    return any(first <= (span.line or 0) <= last for first, _, last, _ in places)


def _used(notebook: Notebook, name: str) -> bool:
    """Whether something uses the only binding of a name: in a cell that Ruff cannot read,
    or above the import.
    """
    return len(notebook.links.bindings.get(name, ())) == 1 and any(
        use.name == name for cell in notebook.code for use in cell.facts.uses
    )


def _registers(module: str) -> bool:
    parts = module.split(".")
    if parts[-1].startswith(_PREFIXES):
        return True
    return any(".".join(parts[: length + 1]) in _REGISTERING for length in range(len(parts)))


RULE = Rule(
    code="HC116",
    name="unused-import",
    artifact="code",
    severities=severities("-iw"),
    summary="An import is never used.",
    why=(
        "Each import becomes a dependency that somebody must install, update and defend. "
        "Names in magics and shell lines count as used, and imports that register something stay."
    ),
    fix="Removes the import.",
    find=find,
    ruff=("F401",),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import «json»
                import math
                # %%
                print(math.pi)
            """,
            good="""
                # %%
                import math
                # %%
                print(math.pi)
            """,
        ),
        Example(
            bad="""
                # %%
                from math import pi, «sqrt»
                print(pi)
            """,
            good="""
                # %%
                from math import pi
                print(pi)
            """,
        ),
    ),
    silent=(
        "# %%\nimport re\n# %%\n%timeit re.sub('a', 'b', 'c')",
        "# %%\nimport os\n# %%\n!ls {os.getcwd()}",
        "# %%\nfrom mpl_toolkits.mplot3d import Axes3D",
        "# %%\nimport tensorflow_text\nimport sagemaker_datawrangler",
        "# %%\nfrom sklearn.experimental import enable_iterative_imputer",
        "# %%\nimport numpy as np\n# %%\n%%R -i np\nx <- 1",
        "# %%\nimport numpy as np\n# %%\nx = np.array([1,\n# %%\ny = 1",
        "# %%\ntry:\n    import cupy\nexcept ImportError:\n    print('no GPU')",
        "try:\n    import google.colab\n    HERE = True\nexcept:\n    HERE = False",
        "try:\n    import google.colab\n    HERE = True\nexcept Exception:\n    HERE = False",
        "try:\n    import cupy\n    GPU = True\nexcept ModuleNotFoundError:\n    GPU = False",
        "try:\n    import torch\nexcept:\n    !pip install torch\n    import torch",
        "# %%\nfrom urllib.request import urlopen\n# %%\n  def read(x):\n    return urlopen(x)",
        "# %%\nrows = pd.DataFrame()\n# %%\nimport pandas as pd",
        "# %%\nimport json\n# %%\ndef read(x):\n    return json.loads(x)",
    ),
)
