"""HE105: no file declares what a notebook needs."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import canonicalize_name

from ...notebook import (
    Notebook,
    brings_code,
    candidates,
    imported,
    installed,
    is_databricks,
    is_declared,
)
from ...report import FileEdit, Fix
from ...rule import Example, Match, Project, Rule, severities

_MOST_NAMES = 3
_FILE = "requirements.txt"


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """One finding for a notebook that imports other people's packages.

    What it installs itself it does declare, and HE101 speaks of that. In Databricks the
    cluster's runtime declares the rest.
    """
    if is_databricks(notebook.metadata):
        return
    if project is None or project.files or project.requirements or not project.whole:
        return
    needed = list(dict.fromkeys(_needed(notebook, project)))
    if not needed:
        return
    named = ", ".join(needed[:_MOST_NAMES])
    rest = len(needed) - _MOST_NAMES
    more = f" and {rest} more" if rest > 0 else ""
    lines = "".join(f"{name}\n" for name in needed)
    title = f"Write {_FILE} with {named}{more}; give each the version that you run"
    them = "them" if len(needed) > 1 else "it"
    yield Match(
        f"This notebook needs {named}{more}, and no file of the project declares {them}: "
        "nobody can make the environment again.",
        None,
        fixes=(Fix(title, "suggestion", (FileEdit(_FILE, lines),)),),
    )


def _needed(notebook: Notebook, project: Project) -> Iterator[str]:
    """The distributions behind the imports, those of the project's own left out."""
    elsewhere, own = None, frozenset(installed(notebook))
    for item in imported(notebook):
        if item.top in project.modules or (own and is_declared(item.module, own)):
            continue
        if known := candidates(item.module):
            yield known[0]
        elif item.top not in project.folders:
            elsewhere = brings_code(notebook) if elsewhere is None else elsewhere
            if not elsewhere:
                yield canonicalize_name(item.top)


RULE = Rule(
    code="HE105",
    name="no-dependency-file",
    artifact="environment",
    severities=severities("-wE"),
    summary="No file declares what the notebook needs.",
    why=(
        "Whoever receives the notebook must guess which packages it needs, and which versions. A "
        "list beside it answers both, and tools can install from it."
    ),
    fix="Shows the lines to write.",
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %% [notebook] files={}
                «»# %%
                import pandas as pd
                import sklearn
            """,
            good="""
                # %% [notebook] files={"requirements.txt": "pandas==2.2.3\\nscikit-learn==1.6.1\\n"}
                # %%
                import pandas as pd
                import sklearn
            """,
        ),
    ),
    silent=(
        "# %% [notebook] files={}\nimport os, json",
        "# %% [notebook] files={}\ntry:\n    import torch\nexcept ImportError:\n    torch = None",
        "# %% [notebook] files={}\nfrom IPython.display import display",
        '# %% [notebook] files={"ours.py": ""}\nimport ours',
        "# %% [notebook] files={}\n%pip install shap==0.46 scikit-learn\nimport shap, sklearn",
        (
            "# %% [notebook] files={} "
            'metadata={"application/vnd.databricks.v1+notebook": {}}\n'
            "import pandas"
        ),
        "# %% [notebook] files={}\nimport sys\nsys.path.append('..')\nimport ours",
        '# %% [notebook] files={"environment.yml": "dependencies: [pandas]"}\nimport pandas',
        '# %% [notebook] files={"binder/environment.yml": "dependencies: [pandas]"}\nimport pandas',
        '# %% [notebook] files={"pyproject.toml": "[project]\\ndependencies = []"}\nimport pandas',
        '# %% [notebook] files={"Pipfile": "[packages]\\npandas = \'*\'"}\nimport pandas',
        '# %% [notebook] files={"setup.py": "setup(install_requires=read())"}\nimport pandas',
        '# %% [notebook] files={"pyproject.toml": "[project"}\nimport pandas',
    ),
)
