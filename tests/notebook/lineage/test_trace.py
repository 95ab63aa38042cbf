"""An edit is followed as if the notebook were read anew, and style changes nothing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_handoff.notebook import Cell, cells_notebook, read_percent
from jupyter_handoff.notebook.lineage import trace as following

from . import cases
from .test_leakage import KINDS, said

ALL = {f"{kind}: {name}": text for kind, texts in KINDS.items() for name, text in texts.items()}
ALL |= {f"right: {name}": text for name, text in cases.RIGHT.items()}
NAMES = st.sampled_from(sorted(ALL))


class Renamed(ast.NodeTransformer):
    """Renames what the notebook itself binds."""

    def __init__(self, tree: ast.AST) -> None:
        nodes = list(ast.walk(tree))
        bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        keywords = {node.arg for node in nodes if isinstance(node, ast.keyword)}
        self.names = {name: f"{name}_{number}" for number, name in enumerate(bound - keywords)}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.names.get(node.arg, node.arg)
        return node


def forget() -> None:
    """Forget all looks at cells, as in a process that has just begun."""
    following._RECENT._kept.clear()
    following._RECENT.spent = 0


@given(NAMES)
def test_other_names_change_nothing(name: str) -> None:
    source = ALL[name].replace("# %%\n", "")
    whole = ast.parse(cases.IMPORTS + source)
    renamed = Renamed(whole)
    # The frame and its columns are bound in the imports, which stay as they are.
    for given_name in ("df", "X", "y"):
        renamed.names.pop(given_name, None)
    assert said(ast.unparse(renamed.visit(ast.parse(source)))) == said(source)


@given(NAMES)
def test_a_cell_for_each_statement_changes_nothing(name: str) -> None:
    source = ALL[name].replace("# %%\n", "")
    split = "\n# %%\n".join(ast.unparse(statement) for statement in ast.parse(source).body)
    assert said(split) == said(source) == said(ALL[name])


@given(NAMES)
def test_markdown_between_cells_changes_nothing(name: str) -> None:
    source = ALL[name]
    told = source.replace("# %%\n", "# %% [markdown]\n# What comes next.\n# %%\n")
    assert said(told) == said(source)


@settings(max_examples=60)
@given(NAMES, NAMES, st.integers(0, 10))
def test_an_edit_is_followed_as_if_read_anew(name: str, other: str, where: int) -> None:
    """The cells keep their identities, so that the looks at them are used again."""
    cells = [cases.IMPORTS, *ALL[name].split("# %%\n"), *ALL[other].split("# %%\n")]
    edited = list(cells)
    edited[where % len(cells)] += "\nedited = 1\nX = X.dropna()"
    cells_notebook(cells).lineage  # noqa: B018
    quick = cells_notebook(edited).lineage
    forget()
    slow = cells_notebook(edited).lineage
    assert quick.trace == slow.trace


def test_an_edit_that_changes_no_value_reads_only_its_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What other tests left behind may be forgotten at any moment, and these cells with it.
    forget()
    cells = [cases.IMPORTS, *cases.PREPROCESSED["a scaler"].split("# %%\n"), "print('done')"]
    cells_notebook(cells).lineage  # noqa: B018
    read: list[str] = []
    first = following._read

    def counted(cell: Cell, state: Any, most: int) -> Any:
        read.append(cell.source)
        return first(cell, state, most)

    monkeypatch.setattr(following, "_read", counted)
    cells[1] += "\nprint('scaled')"
    cells_notebook(cells).lineage  # noqa: B018
    assert read == [cells[1]]


HARD = {
    "a function that calls itself": "def f(n):\n    return f(n - 1)\nf(df)",
    "functions that call each other": "def f(n):\n  return g(n)\ndef g(n):\n  return f(n)\nf(X)",
    "loops in loops": "for a in df:\n  for b in df:\n    for c in df:\n      for d in df:\n"
    "        for e in df:\n          for f in df:\n            for g in df:\n"
    "              for h in df:\n                for i in df:\n                  x = a + b + c\n"
    "                  for j in df:\n                    for k in df:\n"
    "                      for l in df:\n                        x = x + l",
    "exec": "exec('X = 1')",
    "a star import of nobody knows what": "from mine import *",
}


@pytest.mark.parametrize("name", HARD)
def test_what_cannot_be_followed_is_told(name: str) -> None:
    notebook = read_percent(f"# %%\n{cases.IMPORTS}\n# %%\n{HARD[name]}\n# %%\n{cases.TRY}")
    assert [index for index, _ in notebook.lineage.trace.gaps] == [1]
    assert len(notebook.lineage.trials) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def f(*a, **k):\n    return a\nf(*X, **y)",
        "x = y = *a, b = 1, 2",
        "lambda: (yield)",
        "[a := 1, *b]",
        "match df:\n    case {'a': x}:\n        x.fit(X, y)",
        "async def f():\n    async for x in y:\n        await x",
        "class A:\n    def fit(self, X, y):\n        return self\nA().fit(X, y).predict(X)",
        "global X\ndel X\nX.fit(X)",
        "with open(p) as (a, b):\n    a[b].c = X",
        "try:\n    X\nexcept* E as e:\n    y\nelse:\n    z\nfinally:\n    X = 1",
        "X[1:2, ..., None] += y[::2]\nX @= y\nX[[]]\nX[()]",
        "{**a, 'b': 1}['b']\n{*a}\n(x for x in y if x for z in x)",
        "pd.concat()\ntrain_test_split()\nStandardScaler().fit()\ncross_val_score()\npd.merge()",
        "accuracy_score()\nnp.mean()\nresample()\nzip()\nenumerate()\nlist(zip(X, [1]))",
        "df.drop()\ndf.sample()\ndf.apply()\ndf.groupby('a').agg()\ndf.merge()\ndf.pop()",
        "SVC.fit\nSVC().score\nSVC().predict()()\nSVC()[0]\nSMOTE().fit_resample()",
    ],
)
def test_odd_code_is_followed_without_failing(source: str) -> None:
    notebook = read_percent(f"# %%\n{cases.IMPORTS}\n# %%\n{source}\n# %%\n{cases.TRY}")
    assert notebook.lineage.trials


# Each doubled the work, or more, with every line: no answer came within a lifetime.
DOUBLED = {
    "lists in lists": "x = df\n" + "x = [x, x]\n" * 40,
    "models in lists": "x = SVC()\n" + "x = [x, x]\n" * 40,
    "dicts in dicts": "x = df\n" + "x = {'a': x, 'b': x}\n" * 40,
    "an item by itself": "x = some()\n" + "x = x[x]\n" * 40 + "x.head()",
    "conditions on conditions": "m = df.a > 1\n" + "m = m > m\n" * 40 + "x = df[m]",
    "conditions joined": "m = df.a > 1\n" + "m = m & m\n" * 40 + "x = df[m]",
    "filters by themselves": "x = df\n" + "x = x[(x.a > x.b.mean()) & (x.c < 3)]\n" * 40,
    "frames on top of frames": "x = df\n"
    + "x = pd.concat([x.sample(3), x.sample(4), x[x.a > 1]])\n" * 40,
    "models of models": "m = SVC()\n" + "m = BaggingClassifier(m, m)\n" * 40 + "m.fit(X, y)\nx = m",
}
DEEP = {
    "lists": "x = df\n" + "x = [x]\n" * 900,
    "attributes": "x = some()\n" + "x = x.a\n" * 900 + "x.head()",
    "rows made up": "x = df\n" + "x = pd.concat([x, x])\n" * 900,
}


@pytest.mark.parametrize("name", [*DOUBLED, *DEEP])
def test_values_in_values_are_followed_in_bounded_time(name: str) -> None:
    """Again after an edit too: what was made anew is then compared with what was kept."""
    source = {**DOUBLED, **DEEP}[name]
    imports = f"{cases.IMPORTS}\nfrom sklearn.ensemble import BaggingClassifier"
    start = time.process_time()
    for note in ("", "\n# once more"):
        notebook = cells_notebook([imports, source + note, "some(x)", cases.TRY])
        assert notebook.lineage.trials
        assert not list(notebook.lineage.overlapping())
    assert time.process_time() - start < 5


def test_a_number_is_not_taken_for_a_truth_value_of_the_last_look() -> None:
    after = [
        "StandardScaler().fit(df) if 0 else None\nx = df.dropna(inplace=flag)",
        "SVC().fit(x, y)",
    ]
    cells_notebook([cases.IMPORTS, "flag = 1", *after]).lineage  # noqa: B018
    quick = cells_notebook([cases.IMPORTS, "flag = True", *after]).lineage
    forget()
    assert quick.trace == cells_notebook([cases.IMPORTS, "flag = True", *after]).lineage.trace


_ORDERED = """
from jupyter_handoff.notebook import read_percent
from tests.notebook.lineage import cases
text = cases.IMPORTS + "\\n# %%\\n" + "X = pd.concat([X, X.sample(9)])\\n" * 3
text += "for c in ['a', 'b', 'c']:\\n    X[c] = X[c] / X[c].mean()\\n# %%\\n" + cases.TRY
lineage = read_percent("# %%\\n" + text).lineage
found = [*lineage.preprocessed(folds=False), *lineage.overlapping(), *lineage.trace.events]
for item in found:
    print(getattr(item, "made", None), getattr(getattr(item, "seen", None), "site", None))
"""


def test_what_is_told_does_not_hang_on_the_order_of_sets() -> None:
    """Python's sets of names come in another order at every start."""
    said_at = {
        subprocess.run(
            [sys.executable, "-c", _ORDERED],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in range(4)
    }
    assert len(said_at) == 1
    assert "Site" in said_at.pop()
