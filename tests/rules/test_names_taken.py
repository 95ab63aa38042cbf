"""No fix uses a name that stands for something else in the notebook."""

from __future__ import annotations

import pytest

from jupyter_handoff import Surroundings, lint
from jupyter_handoff.notebook import read_percent

PRINTS = "def f():\n    print('a')"
KEY = 'api_key = "q8Zr2LmX0vTnB4wK"'
DRAWS = "import random\nrandom.random()"


def titles(source: str, code: str) -> list[str]:
    report = lint(read_percent(source), around=Surroundings(), stage="handoff")
    (found,) = (item for item in report.findings if item.code == code)
    return [fix.title.partition(" (")[0] for fix in found.fixes]


@pytest.mark.parametrize(
    ("source", "code", "offered"),
    [
        (f"# %%\n{PRINTS}", "HC114", ["Log it at level info"]),
        (f"# %%\nlogging = 3\n# %%\n{PRINTS}", "HC114", []),
        (f"# %%\nimport logging\n# %%\nlogging = 3\n# %%\n{PRINTS}", "HC114", []),
        ("# %%\ndef f(logging):\n    print('a')", "HC114", []),
        ("# %%\ndef f():\n    import re\n    logging = re\n    print('a')", "HC114", []),
        (
            f"# %%\nimport logging\nlog = logging.getLogger()\n# %%\n{PRINTS}",
            "HC114",
            ["Log it at level info"],
        ),
        (f"# %%\n{KEY}", "HS101", ["Read it from the environment variable API_KEY"]),
        (f"# %%\nos = 3\n# %%\n{KEY}", "HS101", []),
        (f"# %%\nimport os\n{KEY}\n# %%\nfor os in ('mac', 'linux'):\n    pass", "HS101", []),
        (f"# %%\n{DRAWS}", "HM102", ["Seed with random.seed(42)"]),
        (f"# %%\n{DRAWS}\n# %%\nrandom = 3", "HM102", []),
    ],
)
def test_a_fix_is_offered_where_its_name_is_free(
    source: str, code: str, offered: list[str]
) -> None:
    assert titles(source, code) == offered


def test_a_logger_that_is_bound_to_something_else_too_is_not_logged_with() -> None:
    source = f"# %%\nimport logging\nlog = logging.getLogger()\nlog = 3\n# %%\n{PRINTS}"
    report = lint(read_percent(source), around=Surroundings(), stage="handoff")
    (found,) = (item for item in report.findings if item.code == "HC114")
    assert [edit.new for edit in found.fixes[0].edits] == ["logging.info('a')"]  # type: ignore[union-attr]
