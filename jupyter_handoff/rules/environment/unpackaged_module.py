"""HE109: a file beside the notebook is imported that is part of no package."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ...notebook import Notebook, imported
from ...rule import Example, Match, Project, Rule, severities


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """The first import of each such file."""
    if project is None or not project.unpackaged:
        return
    told: set[str] = set()
    for item in imported(notebook):
        name = item.top
        if name in told or name not in project.unpackaged or name in sys.builtin_module_names:
            continue
        told.add(name)
        yield Match(
            f"`{name}` is the file {name}.py beside this notebook, and part of no package: "
            "the notebook cannot be handed over without it, nor run from another folder.",
            item.cell.span(item.cell.facts.place(item.node)),
        )


RULE = Rule(
    code="HE109",
    name="unpackaged-module",
    artifact="environment",
    severities=severities("-iw"),
    summary="A file beside the notebook is imported that is part of no package.",
    why=(
        "The import works only where the file happens to lie beside what runs. A job that is "
        "scheduled runs from elsewhere. In a package (`pip install -e .`) it is found from "
        "anywhere, has a version, and can be tested."
    ),
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %% [notebook] files={"features.py": ""}
                # %%
                «from features import build»
                import features
            """,
            good="""
                # %% [notebook] files={"src/churn/features.py": "", "src/churn/__init__.py": ""}
                # %%
                from churn.features import build
                import churn.features
            """,
        ),
    ),
    silent=(
        (
            '# %% [notebook] files={"pyproject.toml": '
            '"[tool.setuptools]\\npy-modules = [\'ours\']", "ours.py": ""}\n'
            "import ours"
        ),
        (
            '# %% [notebook] files={"setup.py": "setup(py_modules=[\'ours\'])", "ours.py": ""}\n'
            "import ours"
        ),
        (
            '# %% [notebook] files={"pyproject.toml": '
            '"[project]\\nname = \'ours\'", "ours.py": ""}\n'
            "import ours"
        ),
        '# %% [notebook] files={"json.py": ""}\nimport json',
        '# %% [notebook] files={"ours.py": ""}\nimport pandas',
        '# %% [notebook] files={"ours/__init__.py": ""}\nimport ours',
        (
            '# %% [notebook] files={"ours.py": ""}\n'
            "try:\n    import ours\nexcept ImportError:\n    pass"
        ),
        '# %% [notebook] files={"ours.py": ""}\nfrom theirs import ours',
        '# %% [notebook] files={"deep/ours.py": ""}\nimport ours',
        "import ours",
    ),
)
