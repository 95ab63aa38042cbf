"""HE112: an interface that numpy has removed. Speaks for Ruff's NPY001, NPY003 and NPY201."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packaging.version import Version

from ...notebook import Diagnostic, Notebook, newest_numpy
from ...report import Fix, SourceEdit
from ...rule import Example, Match, Project, Rule, severities

# The release of numpy that no longer has what a code of Ruff's speaks of.
_REMOVED = {"NPY001": Version("1.24"), "NPY003": Version("2.0"), "NPY201": Version("2.0")}
# These were kept, with a warning, until a later one.
_LATER = {"trapz": Version("2.4"), "in1d": Version("2.4")}
# numpy 2.4 still has it, though Ruff says otherwise.
_STILL_THERE = "row_stack"
_NAME = re.compile(r"`(?:np\.|numpy\.)?(\w+)`")


def find(
    notebook: Notebook, said: Sequence[Diagnostic], project: Project | None
) -> Iterator[Match]:
    """Ruff's findings that the newest numpy which may be installed no longer has."""
    if not said:
        return
    exact = project.declared.get("numpy", "") if project else ""
    wanted = project.ranges.get("numpy", "") if project else ""
    newest = newest_numpy(notebook, f"=={exact}" if exact else wanted)
    told: set[object] = set()
    # NPY201 knows the newest replacements: it speaks first where two see the same.
    for item in sorted(said, key=lambda item: item.code, reverse=True):
        name = _name(item)
        gone = _LATER.get(name, _REMOVED[item.code])
        if item.span in told or newest < gone or name == _STILL_THERE:
            continue
        told.add(item.span)
        yield Match(
            f"`np.{name}` is gone since numpy {gone}, which may be installed here: "
            "this line stops with an error then.",
            item.span,
            fixes=tuple(_replace(notebook, item)),
            source=item.source,
        )


def _name(item: Diagnostic) -> str:
    found = _NAME.search(item.message)
    return found[1] if found else ""


def _replace(notebook: Notebook, item: Diagnostic) -> Iterator[Fix]:
    """Ruff's edit where it stands; those of other cells are about an import that is there."""
    span = item.span
    here = [edit for edit in item.edits if _is_at(edit, item)]
    if len(here) != 1:
        return
    written = notebook.by_id[span.cell_id].text_of(span)
    if written.rpartition(".")[0] == here[0].new.rpartition(".")[0] or item.code == "NPY001":
        yield Fix(f"Write {here[0].new}", item.applicability, (here[0],))


def _is_at(edit: SourceEdit, item: Diagnostic) -> bool:
    span = item.span
    start = edit.cell_id == span.cell_id and (edit.line, edit.column) == (span.line, span.column)
    return start and (edit.end_line, edit.end_column) == (span.end_line, span.end_column)


RULE = Rule(
    code="HE112",
    name="removed-interface",
    artifact="environment",
    severities=severities("-wE"),
    summary="The code uses what numpy has removed.",
    why=(
        "The notebook runs on the numpy that is installed today and stops on the one that "
        "production installs. Where the dependency files keep to an older numpy, nothing is said."
    ),
    fix="Writes the name that has taken its place.",
    find=find,
    ruff=("NPY001", "NPY003", "NPY201"),
    given=("ruff", "project"),
    examples=(
        Example(
            bad="""
                # %%
                import numpy as np
                # %%
                x = np.zeros(3, dtype=«np.float»)
                y = «np.product»(x) + «np.NaN»
            """,
            good="""
                # %%
                import numpy as np
                # %%
                x = np.zeros(3, dtype=float)
                y = np.prod(x) + np.nan
            """,
        ),
    ),
    silent=(
        "import numpy as np\nx = np.float64(1) + np.nan + np.prod([1])",
        "x.product(1)\nnp.product([1])",
        (
            '# %% [notebook] files={"requirements.txt": "numpy==1.23.5"}\n'
            "import numpy as np\nnp.int(1)"
        ),
        (
            '# %% [notebook] files={"requirements.txt": "numpy<2"}\n'
            "import numpy as np\nnp.product([1])"
        ),
        '# %% [notebook] files={"requirements.txt": "numpy~=1.26.0"}\nimport numpy as np\nnp.NaN',
        (
            '# %% [notebook] files={"environment.yml": "dependencies: [numpy=1.19]"}\n'
            "import numpy as np\nnp.float(1)"
        ),
        (
            '# %% [notebook] files={"pyproject.toml": '
            "\"[tool.poetry.dependencies]\\nnumpy = '^1.20'\"}\n"
            "import numpy as np\nnp.Inf"
        ),
        "%pip install numpy==1.21.0\nimport numpy as np\nnp.bool(1)",
        '# %% [notebook] python="3.7.3"\nimport numpy as np\nnp.int(1)',
        (
            '# %% [notebook] files={"requirements.txt": "numpy==2.1.0"}\n'
            "import numpy as np\nnp.trapz([1])"
        ),
    ),
)
