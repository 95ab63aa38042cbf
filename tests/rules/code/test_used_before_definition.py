"""When a name that is read above its definition is no defect."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.rules.code.used_before_definition import find

SILENT = (
    "# %%\n%run setup.py\n# %%\nprint(rate)\n# %%\nrate = 1",
    "# %%\nfrom setup import *\n# %%\nprint(rate)\n# %%\nrate = 1",
    "# %%\nprint([rate for rate in (1, 2)])\n# %%\nrate = 1",
    "# %%\nprint(max(1, 2))\n# %%\nmax = 3",
    "# %%\nprint(sum)\n# %%\ndef sum(x):\n    return x",
    "# %%\nclass A:\n    rate = 1\n    twice = rate * 2\n# %%\nrate = 1",
    "# %%\nprint(rate)\nrate = 1",
    "# %%\nkey = lambda x: rate * x\n# %%\nrate = 1",
    "# %%\nprint(never_defined)",
    "# %%\n%run setup.py\nrate += 1\n# %%\nrate = 1",
    "# %%\nrate = rate + 1\n# %%\nrate = rate * 2",
    "# %%\nfor n in (0, 1):\n    rate = rate + n if n else 1\n    rate = 2\n# %%\nrate = 1",
    "# %%\nfrom __future__ import annotations\ndef f(x: A) -> A: ...\n# %%\nclass A: ...",
    "# %%\nrate = rate if 'rate' in globals() else 1\n# %%\nrate = 1",
    "# %%\nready = 'rate' in globals() and rate > 0\n# %%\nrate = 1",
    "# %%\ntry:\n    rate += 1\nexcept NameError:\n    rate = 0\n# %%\nrate = 1",
    "# %%\ntry:\n    del rate\nexcept NameError:\n    pass\n# %%\nrate = 1",
    "# %%\nif 'rate' in globals():\n    del rate\n# %%\nrate = 1",
)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_defect_is_silent(text: str) -> None:
    assert list(find(read_percent(text))) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# %%\ndef f(x: A): ...\n# %%\nclass A: ...", "A"),
        ("# %%\nx: A = 1\n# %%\nclass A: ...\nfrom __future__ import annotations", "A"),
        ("# %%\nif ready:\n    rate = rate + 1\n# %%\nrate = 1", "rate"),
        ("# %%\nrate = rate + 1\n# %%\nprint(rate)\n# %%\nrate = 1", "rate"),
    ],
)
def test_what_stops_a_run_is_said_once(text: str, name: str) -> None:
    (match,) = find(read_percent(text))
    assert match.message.startswith(f"`{name}` is used here, but first defined below")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((2, 1), " It ran because cell 2 had run before it."),
        ((1, 2), ""),
        ((None, 1), ""),
        ((1, 1), ""),
    ],
)
def test_the_order_of_the_last_run_is_a_second_opinion(
    counts: tuple[int | None, int], told: str
) -> None:
    heads = ["# %%" if count is None else f"# %% count={count}" for count in counts]
    notebook = read_percent(f"{heads[0]}\nprint(rate)\n{heads[1]}\nrate = 0.1")
    (match,) = find(notebook)
    assert match.message.endswith(f"a run from the top stops here.{told}")
