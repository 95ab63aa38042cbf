"""When a name that no cell of Ruff's binds is bound all the same, and when it is not."""

from __future__ import annotations

import pytest

from jupyter_handoff import Surroundings, lint
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.report import Finding

SILENT = (
    "# %%\n!ls\nif _exit_code == 0:\n    print(1)",
    "# %%\ndef load():\n    global rows\n    rows = [1]\nload()\nprint(rows)",
    "# %%\n%pylab inline\n# %%\nplot(arange(10))",
    "# %%\n%%bash --out listing\nls\n# %%\nprint(listing)",
    "# %%\n%sql rows << SELECT 1\n# %%\nprint(rows)",
    "# %%\n    rate = 1\n# %%\nprint(rate)",
    "# %%\nexec(open('setup.py').read())\n# %%\nprint(rate)",
    "# %%\nglobals().update(settings())\ndef settings(): ...\n# %%\nprint(rate)",
    "# %%\nif 'rate' in globals():\n    print(rate)",
    "# %%\ntry:\n    display(rate)\nexcept:\n    print(0)",
    "# %%\nfrom __future__ import annotations\n# %%\ndef read(path: Path):\n    return path",
    "# %%\nrows = [1]\ndel rows\n# %%\nrows = [2]\n# %%\nprint(rows)",
    "# %%\nrows = [1]\nif len(rows) > 2:\n    del rows\n# %%\nprint(rows)",
    "# %%\n! curl -X POST\n-d @request.json\n$URL",
)


def found(text: str) -> list[Finding]:
    report = lint(read_percent(text), around=Surroundings(), stage="handoff")
    return [item for item in report.findings if item.code in ("HC102", "HC103")]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_bound_in_some_way_is_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("print(rate)", "HC102", "error"),
        ("if slow:\n    print(1)\nprint(2)", "HC102", "error"),
        ("slow = 1\nif slow:\n    print(rate)", "HC102", "warning"),
        ("def f():\n    return rate", "HC102", "warning"),
        ("def f():\n    return rate\nf()", "HC102", "error"),
        ("%run setup.py\nrate = 1\ndel rate\nprint(rate)", "HC102", "error"),
        ("print(rate)\n%run setup.py", "HC102", "error"),
        ("def f(x: Frame):\n    return x", "HC102", "error"),
        ("print(rate)\n# %%\nrate = 1", "HC103", "error"),
        ("slow = 1\nif slow:\n    print(rate)\n# %%\nrate = 1", "HC103", "warning"),
        ("rate = 1\ndel rate\nprint(rate)\n# %%\nrate = 1", "HC102", "error"),
    ],
)
def test_one_rule_speaks_as_loud_as_it_is_sure(text: str, code: str, severity: str) -> None:
    assert [(item.code, item.severity) for item in found(f"# %%\n{text}")] == [(code, severity)]


def test_a_name_is_named_once() -> None:
    assert len(found("# %%\nprint(rate, rate)\n# %%\nprint(rate)")) == 1
