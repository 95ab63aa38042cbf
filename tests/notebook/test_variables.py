"""Variables of the environment: which are read, and whether the code can do without."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import cells_notebook, variables_read


def read(*sources: str) -> list[tuple[str, bool]]:
    return [(item.name, item.optional) for item in variables_read(cells_notebook(sources))]


@pytest.mark.parametrize(
    ("source", "optional"),
    [
        ("os.environ['A']", False),
        ("os.getenv('A')", False),
        ("os.getenv(key='A')", False),
        ("os.getenv('A', None)", False),
        ("os.getenv('A', 'b')", True),
        ("os.environ.get('A', default=3)", True),
        ("x = os.getenv('A') or 'b'", True),
        ("x = y or os.getenv('A')", False),
        ("x = 1 if os.getenv('A') else 2", True),
        ("if os.getenv('A') == 'b':\n    x = 1", True),
        ("if os.getenv('A') is None:\n    raise ValueError", False),
        ("def f():\n    return os.environ['A']", False),
        ("from os import environ as e\ne['A']", False),
        ("%env A", False),
    ],
)
def test_a_variable_is_read(source: str, optional: bool) -> None:
    assert read(f"import os\n{source}") == [("A", optional)]


@pytest.mark.parametrize(
    "source",
    [
        "os.environ['A'] = '1'\nos.environ['A']",
        "os.getenv('A')\nos.environ.setdefault('A', '1')",
        "%set_env A 1\nos.getenv('A')",
        "os.environ.update(A='1')\nos.getenv('A')",
        "os.environ[name]\nos.getenv(name)",
        "'A' in os.environ",
        "%env",
        "del os.environ['A']",
        "x['A']\nx.get('A')",
    ],
)
def test_none_is_read(source: str) -> None:
    assert read(f"import os\n{source}") == []


def test_a_read_under_a_condition_on_the_same_variable_is_optional() -> None:
    assert read("import os\nif os.getenv('A'):\n    x = os.environ['A']") == [("A", True)] * 2


def test_what_another_cell_sets_is_no_need() -> None:
    assert read("import os\nos.environ['A']", "%env A=1") == []
