"""HN107: a notebook's file name that says nothing, or that not every system takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from ...notebook import Notebook
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

# Behind a folder, or a drive (JupyterLab names its shared one before a path as well).
_PATH = re.compile(r"[/\\]|(?<!.)[A-Za-z]+:")
_UNTITLED = re.compile(r"untitled(?![^\W\d_])", re.IGNORECASE)
_COPY = re.compile(r".*-Copy\d*(?:-checkpoint)?$|Copy[ _]of[ _]")
# What Windows forbids, and what a shell or a URL takes for something else.
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]|[ .]$')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_ACTIVE = re.compile(r"[&;$`'!#%\\{}()\[\]]|\s|^-")
_LONGEST = 80

_NO_NAME = "This notebook has no name: nobody can tell what it is for."
_IS_COPY = "This notebook is named as a copy: nobody can tell which of the two holds."
_REFUSED = "The notebook's name is one that Windows refuses: not all can check it out."
_SIGNS = (
    "The notebook's name holds spaces or signs that a shell reads in its own way: "
    "a job that calls it by name can fail."
)
_LETTERS = (
    "The notebook's name holds letters that systems write in different ways: "
    "a job that calls it by name can fail."
)


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding, for the worst of what the name holds."""
    pattern = contract.notebook.name
    name = _PATH.split(notebook.path or "")[-1].removesuffix(".ipynb")
    if _UNTITLED.match(name):
        yield Match(_NO_NAME, None)
    elif pattern and name and not fnmatchcase(name, pattern.removesuffix(".ipynb")):
        yield Match(
            f"The contract names notebooks like `{pattern[:_LONGEST]}`, and this one is named "
            "otherwise: what looks for notebooks by that name passes it over.",
            None,
            key="notebook.name",
        )
    elif _COPY.match(name):
        yield Match(_IS_COPY, None)
    elif _FORBIDDEN.search(name) or _RESERVED.match(name):
        yield Match(_REFUSED, None)
    elif _ACTIVE.search(name):
        yield Match(_SIGNS, None, at_most="info")
    elif not name.isascii():
        yield Match(_LETTERS, None, at_most="info")


def _named(path: str) -> str:
    return f'# %% [notebook] path="{path}"\n# %%\nx = 1\n'


RULE = Rule(
    code="HN107",
    name="unnamed-notebook",
    artifact="notebook",
    severities=severities("-iw"),
    summary="The notebook's file name says nothing, or not every system takes it.",
    why=(
        "Schedulers, commits and reports call a notebook by its file name. Whoever receives "
        "`Untitled3` must open it to learn what it is, and scripts trip over special signs."
    ),
    find=find,
    given=("contract",),
    examples=tuple(
        Example(bad=f"«»{_named(bad)}", good=_named(good))
        for bad, good in (
            ("Untitled3.ipynb", "train_churn_model.ipynb"),
            ("work/churn-Copy1.ipynb", "work/churn.ipynb"),
            ("final? (2).ipynb", "churn-2024.ipynb"),
        )
    ),
    silent=tuple(
        _named(path)
        for path in (
            "churn.ipynb",
            "01-Load_data.v2.ipynb",
            "Untitled/churn.ipynb",
            "my projects (old)/churn.ipynb",
            "untitledness.ipynb",
            "copywriting.ipynb",
            "photo-copy.ipynb",
            "console.ipynb",
            "RTC:churn.ipynb",
            "C:\\\\work\\\\churn.ipynb",
            "",
        )
    ),
)
