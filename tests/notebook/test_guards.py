"""Conditions on the environment: which calls run only under one."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Guards, cells_notebook


def guarded(*sources: str) -> list[bool]:
    notebook = cells_notebook(sources)
    guards = Guards(notebook)
    return [guards.has(call) for call in notebook.methods("write")]


@pytest.mark.parametrize(
    "source",
    [
        "if ENV == 'prod':\n    x.write()",
        "if not dry_run:\n    x.write()",
        "if config.is_production:\n    x.write()",
        "import os\nif os.environ.get('WHERE') == 'live':\n    x.write()",
        "import os\nplace = os.environ['WHERE']\nif place:\n    x.write()",
        "assert ENV == 'prod'\nx.write()",
        "if ENV != 'prod':\n    raise ValueError\nx.write()",
        "def f():\n    if not publish:\n        return\n    x.write()\nf()",
        "def f():\n    x.write()",
        "def f():\n    x.write()\nif publish:\n    f()",
        "def f():\n    x.write()\ndef g():\n    f()\nif publish:\n    g()",
        "def f():\n    x.write()\n    f()\nif publish:\n    f()",
    ],
)
def test_guarded(source: str) -> None:
    assert guarded(source) == [True]


@pytest.mark.parametrize(
    "source",
    [
        "x.write()",
        "if rows > 3:\n    x.write()",
        "if improved:\n    x.write()",
        "for stage in stages:\n    x.write()",
        "x.write()\nassert ENV == 'prod'",
        "assert len(x)\nx.write()",
        "if ENV:\n    print(1)\nx.write()",
        "def f():\n    assert ENV\ndef g():\n    x.write()\ng()",
        "def f():\n    x.write()\nf()\nif publish:\n    f()",
        "environment = 3\nif environments:\n    x.write()",
    ],
)
def test_not_guarded(source: str) -> None:
    assert guarded(source) == [False]


def test_a_check_in_a_cell_above_counts() -> None:
    assert guarded("assert ENV == 'prod'", "x.write()") == [True]
    assert guarded("x.write()", "assert ENV == 'prod'") == [False]
