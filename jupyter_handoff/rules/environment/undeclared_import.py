"""HE104: a distribution is imported that no dependency file declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaging.utils import canonicalize_name

from ...notebook import (
    Imported,
    Notebook,
    brings_code,
    candidates,
    imported,
    installed,
    is_declared,
)
from ...report import FileEdit, Fix
from ...rule import Example, Match, Project, Rule, severities

_LINES = {
    "pyproject.toml": 'add "{}" to its dependencies',
    "environment.yml": "add `- {}` below `dependencies:`",
    "environment.yaml": "add `- {}` below `dependencies:`",
    "Pipfile": 'add `{} = "*"` below `[packages]`',
    "pixi.toml": 'add `{} = "*"` below `[pypi-dependencies]`',
}


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """The first import of each distribution that the project's files do not know."""
    if project is None or not (project.files or project.requirements) or not project.whole:
        return
    declared = {*project.declared, *project.further, *installed(notebook)}
    told: set[str] = set()
    elsewhere: list[bool] = []
    for item in imported(notebook):
        known = candidates(item.module)
        name = known[0] if known else canonicalize_name(item.top)
        if name in told or item.top in project.modules:
            continue
        if not known:
            elsewhere = elsewhere or [brings_code(notebook)]
            if elsewhere[0] or item.top in project.folders:
                continue  # a module of the project's own, for all that is known
        if _runs_on_spark(notebook, item) or is_declared(item.module, declared):
            continue
        told.add(name)
        yield _match(item, name if known else "", project)


def _runs_on_spark(notebook: Notebook, item: Imported) -> bool:
    """Whether the session that nobody made tells that a cluster brings pyspark along."""
    return item.top == "pyspark" and "spark" not in notebook.links.bindings


def _match(item: Imported, name: str, project: Project) -> Match:
    file = project.requirements or project.files[0]
    what = f"`{item.top}`"
    if name and canonicalize_name(item.top) != name:
        what = f"`{item.module if '.' in item.top else item.top}` ({name})"
    place = item.cell.facts.place(item.node)
    return Match(
        f"{what} is imported, and {file} does not declare it: an install from that file lacks it, "
        "or has it only as long as something else brings it along.",
        item.cell.span(place),
        fixes=(_declare(name, item, file, project),),
        at_most="error" if name else "warning",
    )


def _declare(name: str, item: Imported, file: str, project: Project) -> Fix:
    """Add the name to a list of requirements; in words for any other file.

    Without a version: the one installed where this is read is not surely the one that the
    notebook ran with, and a wrong pin is worse than none.
    """
    if not name:
        return Fix(f"Declare the package that gives {item.top} in {file}", "suggestion")
    if project.requirements:
        versions = project.declared.values()
        pinned = sum(map(bool, versions)) * 2 > len(versions)
        hint = "; give it the version that you run, as the others have" if pinned else ""
        return Fix(f"Add {name} to {file}{hint}", "safe", (FileEdit(file, f"{name}\n"),))
    line = _LINES.get(re.split(r"/", file)[-1], "add {}")
    return Fix(f"In {file}, {line.format(name)}", "suggestion")


RULE = Rule(
    code="HE104",
    name="undeclared-import",
    artifact="environment",
    severities=severities("-wE"),
    summary="A package is imported that no dependency file declares.",
    why=(
        "Production installs what the file lists and nothing else: the import fails there. A "
        "package that only comes along with another one goes away when that one no longer needs it."
    ),
    fix="Adds the name to the requirements file; for other files it says the line to write.",
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %% [notebook] files={"requirements.txt": "pandas==2.2.3\\n"}
                # %%
                import «cv2»
                import pandas as pd
                «from sklearn.svm import SVC»
            """,
            good="""
                # %% [notebook] files={"requirements.txt": "pandas\\nopencv-python\\nsklearn\\n"}
                # %%
                import cv2
                import pandas as pd
                from sklearn.svm import SVC
            """,
        ),
    ),
    silent=(
        "import os, json\nfrom collections import abc\nimport tomllib, distutils, imp",
        "try:\n    import cupy\nexcept ImportError:\n    cupy = None",
        "from IPython.display import display\nimport ipywidgets",
        "import sys\nif 'google.colab' in sys.modules:\n    from google.colab import drive",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch",
        "%pip install shap\nimport shap",
        "from . import features",
        "import sys\nsys.path.append('../src')\nimport features_of_ours",
        "!git clone https://host/tool.git\nimport tool_of_theirs",
        "# %%\n%%writefile ours.py\nx = 1\n# %%\nimport ours",
        "from pyspark.sql import functions\nspark.table('t').select(functions.col('a'))",
        (
            '# %% [notebook] files={"requirements.txt": "opencv-contrib-python-headless\\n"}\n'
            "import cv2"
        ),
        (
            '# %% [notebook] files={"environment.yml": "dependencies: [pytorch, pyyaml]"}\n'
            "import torch, yaml"
        ),
        '# %% [notebook] files={"requirements.txt": "x", "ours.py": ""}\nimport ours',
        '# %% [notebook] files={"requirements.txt": "-r missing.txt"}\nimport pandas',
        "# %% [notebook] files={}\nimport pandas",
    ),
)
