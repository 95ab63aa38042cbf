"""A comment keeps a rule quiet about its own line, and about nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyter_handoff import Surroundings, cells_notebook, lint
from jupyter_handoff.notebook import Notebook, read_percent

from .contracts import contract_from

LOCAL = "open('/home/ana/x.csv')"


def spoken(source: str | Notebook) -> list[tuple[str, int | None]]:
    """What is said of a cell: code and line."""
    notebook = cells_notebook([source]) if isinstance(source, str) else source
    judged = lint(notebook, stage="handoff", around=Surroundings())
    return [(item.code, item.line) for item in judged.findings if item.code != "HN112"]


# Code in which everything is quiet.
QUIET = {
    "by name": f"{LOCAL}  # handoff: ignore[machine-local-path]",
    "by code": f"{LOCAL}  # handoff: ignore[HD101]",
    "with a reason": f"{LOCAL}  # handoff: ignore[HD101] the mount is everywhere",
    "among others": f"{LOCAL}  # handoff: ignore[HC101, machine-local-path,HC103]",
    "with blanks": f"{LOCAL} #handoff:  ignore[ HD101 ]",
    "behind another comment": f"{LOCAL}  # see the wiki  # handoff: ignore[HD101]",
    "twice": f"import os; {LOCAL}  # handoff: ignore[HD101] x # handoff: ignore[HC116]",
    "an outside code": "import os  # handoff: ignore[F401]",
    "an outside finding by our name": "import os  # handoff: ignore[unused-import]",
    "a finding of Ruff's own": "if __name__ is 'a':  # handoff: ignore[F632]\n    pass",
    "and by its name": "if __name__ is 'a':  # handoff: ignore[is-literal]\n    pass",
    "at the end of a statement": "open(\n    '/home/ana/x.csv',\n)  # handoff: ignore[HD101]",
    "on its own line of it": "open(\n    '/home/ana/x.csv',  # handoff: ignore[HD101]\n)",
    "emoji in front": f"x = '🎉'; {LOCAL}  # handoff: ignore[HD101]",
    "CRLF": f"x = 1\r\n{LOCAL}  # handoff: ignore[HD101]\r\n",
    "a magic": "%cd /data  # handoff: ignore[HC106]",
    "a shell line": "!pip install x  # handoff: ignore[HE101, HE102, HE103]",
    "a continued shell line": "!pip install x \\\n  y  # handoff: ignore[HE101, HE102, HE103]",
    "an indented cell": f"    x = 1\n    {LOCAL}  # handoff: ignore[HD101]",
    "a broken cell": f"x = = 1  # handoff: ignore[HC101]\n{LOCAL}  # handoff: ignore[HD101]",
    "the comment itself": "# TODO later  # handoff: ignore[HU102]",
    "noqa": "import os  # noqa",
    "noqa in capitals": "import os  # NOQA",
    "noqa by code": "import os  # noqa: F401",
    "noqa without a blank": "import os  #noqa:F401",
    "noqa in small letters": "import os  # noqa: f401",
    "noqa by several codes": "import os  # noqa: E501,F401 W291",
    "noqa with a reason": "import os  # noqa: F401 it registers",
    "noqa behind a comment": "import os  # registers # noqa: F401",
}


@pytest.mark.parametrize("source", QUIET.values(), ids=QUIET.keys())
def test_a_comment_keeps_a_rule_quiet(source: str) -> None:
    assert spoken(source) == []
    bare = source.replace("ignore[", "unknown[").replace("noqa", "no").replace("NOQA", "no")
    assert spoken(bare) != [], "without the comment something is said"


# Code, and what is said all the same.
LOUD = {
    "another rule": (f"{LOCAL}  # handoff: ignore[HC101]", [("HD101", 1)]),
    "the beginning of a code": (f"{LOCAL}  # handoff: ignore[HD]", [("HD101", 1)]),
    "nothing named": (f"{LOCAL}  # handoff: ignore[]", [("HD101", 1)]),
    "no brackets": (f"{LOCAL}  # handoff: ignore", [("HD101", 1)]),
    "the line below": (f"x = 1\n# handoff: ignore[HD101]\n{LOCAL}", [("HD101", 3)]),
    "the line above": (f"{LOCAL}\n# handoff: ignore[HD101]", [("HD101", 1)]),
    "in a string": (f"{LOCAL}; '# handoff: ignore[HD101]'", [("HD101", 1)]),
    "in a long string": (f"'''\n# noqa\n'''; {LOCAL}  # x", [("HD101", 3)]),
    "noqa for what is not Ruff's": (f"{LOCAL}  # noqa", [("HD101", 1)]),
    "noqa by our code": (f"{LOCAL}  # noqa: HD101", [("HD101", 1)]),
    "noqa for another code": ("import os  # noqa: E501", [("HC116", 1)]),
    "one of two": (f"import os; {LOCAL}  # noqa", [("HD101", 1)]),
    "a word like noqa": ("import os  # noqable", [("HC116", 1)]),
    "a line of the body": ("def f():\n    print(1)  # x\n    return 2  # noqa", [("HC114", 2)]),
}


@pytest.mark.parametrize(("source", "said"), LOUD.values(), ids=LOUD.keys())
def test_a_comment_keeps_nothing_else_quiet(source: str, said: list[tuple[str, int]]) -> None:
    assert spoken(source) == said


def test_a_comment_is_of_its_own_cell_and_not_of_its_neighbours() -> None:
    quiet = f"{LOCAL}  # handoff: ignore[HD101]"
    notebook = read_percent(f"# %%\n{quiet}\n# %%\n{LOCAL}\n# %% [markdown]\n# {quiet}")
    judged = lint(notebook, stage="handoff", around=Surroundings())
    said = [(item.code, item.cell) for item in judged.findings if item.code != "HN112"]
    assert said == [("HD101", 2)]


def test_a_cell_of_shell_commands_is_kept_quiet_line_by_line() -> None:
    quiet = "%%bash\npip install x==1  # handoff: ignore[HE101]\npip install y==1"
    assert spoken(quiet) == [("HE101", 3)]


def test_findings_about_a_whole_cell_or_notebook_are_not_kept_quiet_by_a_line() -> None:
    notebook = read_percent(
        '# %% count=2 error="E"\nx = 1  # handoff: ignore[HN101, HN103]\n# %% count=1\ny'
    )
    assert ("HN103", None) in spoken(notebook)


def test_what_a_comment_keeps_quiet_counts_for_nothing() -> None:
    loud = contract_from('rules.HD101.severity = "error"')
    notebook = cells_notebook([f"{LOCAL}  # handoff: ignore[HD101]"])
    judged = lint(notebook, around=Surroundings(contract=loud))
    assert judged.readiness["data"].errors == 0
    assert "HD101" in judged.coverage.checked
    changed = replace(notebook, cells=(replace(notebook.cells[0], source=LOCAL),))
    assert lint(changed, around=Surroundings(contract=loud)).readiness["data"].errors == 1
