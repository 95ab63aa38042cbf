"""HE106: dependencies have no exact version, and there is no lock file."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, imported
from ...rule import Example, Match, Project, Rule, severities

_MOST_NAMES = 3
# What stands round a notebook and gives no number in it.
_AROUND = frozenset(
    "black flake8 ipykernel ipython isort jupyter jupyter-book jupyterlab jupytext line-profiler "
    "memory-profiler mypy nbconvert nbstripout nodejs notebook pip pre-commit pylint pytest ruff "
    "setuptools sphinx tox twine voila wheel".split()
)


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """One finding for a notebook that imports something, with the first of the names.

    In a package that others install ranges are right: there it is a hint.
    """
    if project is None or not project.unpinned or next(imported(notebook), None) is None:
        return
    names = [name for name in project.unpinned if name not in _AROUND]
    if not names:
        return
    named = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    count = f"{len(names)} dependencies have" if len(names) > 1 else "One dependency has"
    yield Match(
        f"{count} no exact version ({named}), and no lock file stands beside {project.files[0]}: "
        "the next install gets others.",
        None,
        at_most="info" if project.package else "error",
    )


RULE = Rule(
    code="HE106",
    name="unpinned-dependency",
    artifact="environment",
    severities=severities("--w"),
    summary="Dependencies have neither an exact version nor a lock file.",
    why=(
        "The environment that is made next month is another one, and its numbers may be others. A "
        "lock file (of uv, Poetry, conda-lock, pip-compile), or `==` for each, keeps what was "
        "tested."
    ),
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %% [notebook] files={"requirements.txt": "pandas>=2\\nscipy==1.15.2\\ntorch\\n"}
                «»# %%
                import pandas
            """,
            good="""
                # %% [notebook] files={"requirements.txt": "pandas==2.2.3\\ntorch==2.6.0\\n"}
                # %%
                import pandas
            """,
        ),
    ),
    silent=(
        '# %% [notebook] files={"requirements.txt": "pandas==2.2.3\\njupyterlab"}\nimport pandas',
        '# %% [notebook] files={"requirements.txt": "pandas"}\nprint(1)',
        (
            '# %% [notebook] files={"requirements.txt": "pandas==2.2.3 \\\\\\n  --hash=sha256:0"}\n'
            "import pandas"
        ),
        (
            '# %% [notebook] files={"pyproject.toml": '
            '"[project]\\ndependencies = [\'pandas\']", "uv.lock": ""}\n'
            "import pandas"
        ),
        (
            '# %% [notebook] files={"Pipfile": '
            '"[packages]\\npandas = \'*\'", "Pipfile.lock": "{}"}\n'
            "import pandas"
        ),
        (
            '# %% [notebook] files={"environment.yml": "dependencies: [pandas, '
            'python]", "conda-lock.yml": ""}\n'
            "import pandas"
        ),
        '# %% [notebook] files={"environment.yml": "dependencies: [pandas=2.2]"}\nimport pandas',
        (
            '# %% [notebook] files={"requirements.in": "pandas", '
            '"requirements.txt": "pandas==2.2.3"}\n'
            "import pandas"
        ),
        (
            '# %% [notebook] files={"requirements.txt": '
            '"pandas\\n-c pins.txt", "pins.txt": "pandas==2.2.3"}\n'
            "import pandas"
        ),
        '# %% [notebook] files={"requirements.txt": "x @ git+https://host/x@a1b2c3d"}\nimport x',
        (
            '# %% [notebook] files={"requirements.txt": "pandas==2.2.3", '
            '"requirements-dev.txt": "pytest"}\n'
            "import pandas"
        ),
        "# %% [notebook] files={}\nimport pandas",
    ),
)
