"""Which writes a second run of their cell does not repeat, and how a new name mends them."""

from __future__ import annotations

import pytest

from jupyter_handoff.fixes import apply_fixes
from jupyter_handoff.notebook import Renaming, cells_notebook, rewrites
from jupyter_handoff.report import Fix

FRAME = "import pandas as pd\nimport numpy as np\nx = pd.read_csv('x')"
# What a cell above binds, a cell, and what each further run of it does.
CHANGES = {
    "sum": ("x = 1", "x = x + 2", "calculates"),
    "sum, the other way": ("x = 1", "x = 2 - x", "calculates"),
    "sum of more": ("x = 1", "x = (x + 2) / 3", "calculates"),
    "augmented": ("x = 1", "x += 1", "calculates"),
    "augmented item": ("x = {}", "x['a'] += 1", "calculates"),
    "augmented in a loop": ("x = 1", "for i in y:\n    x *= i", "calculates"),
    "one minus it": ("x = 1", "x = 1 - x", "calculates"),
    "minus": ("x = 1", "x = -x", "calculates"),
    "item": (FRAME, "x['a'] = x['a'] / 100", "calculates"),
    "attribute": (FRAME, "x.a = x.a / 100", "calculates"),
    "another item": (FRAME, "x['b'] = x['a'] / 100", ""),
    "logarithm": (FRAME, "x['a'] = np.log(x['a'])", "calculates"),
    "maximum": (FRAME, "x['a'] = np.maximum(x['a'], 1)", ""),
    "with itself": (FRAME, "x = (x - x.mean()) / x.std()", ""),
    "a mean taken anew": (FRAME, "m = x.mean()\nx = x - m", ""),
    "a mean taken anew, augmented": (FRAME, "m = x.mean()\nx -= m", ""),
    "a mean taken above": (f"{FRAME}\nm = x.mean()", "x = x - m", "calculates"),
    "nothing added": ("x = 1", "x = x + 0", ""),
    "times one": ("x = 1", "x *= 1.0", ""),
    "plus one": ("x = 1", "x = x + 1", "calculates"),
    "remainder": ("x = 1", "x = x % 2", ""),
    "sets": ("x = {1}", "x = x - {1}", ""),
    "where a mask holds": (FRAME, "x[x > 3] -= y", ""),
    "where a mask holds, by loc": (FRAME, "x.loc[m, 'a'] = 2015 - x.loc[m, 'a']", ""),
    "append": ("x = []", "x.append(1)", "adds"),
    "append in a loop": ("x = []", "for i in y:\n    x.append(i)", "adds"),
    "append to what is no list": ("x = Log()", "x.append(1)", ""),
    "append to what may be no list": ("x = []\nx = Log()", "x.append(1)", ""),
    "pop": ("x = [1]", "x.pop()", "takes away"),
    "sort": ("x = [1]", "x.sort()", ""),
    "add to a set": ("x = set()", "x.add(1)", ""),
    "concat": (FRAME, "x = pd.concat([x, y])", "adds"),
    "concat of others": (FRAME, "x = pd.concat([y, z])", ""),
    "rows cut off": (FRAME, "x = x[1:]", "takes away"),
    "rows cut off by iloc": (FRAME, "x = x.iloc[:-1]", "takes away"),
    "the first rows": (FRAME, "x = x[:5]", ""),
    "some rows": (FRAME, "x = x[x.a > 1]", ""),
    "columns dropped": (FRAME, "x = x.drop(columns='a')", "drops"),
    "columns dropped in place": (FRAME, "x.drop(['a'], axis=1, inplace=True)", "drops"),
    "columns dropped in a chain": (FRAME, "x = x.dropna().drop(columns='a').copy()", "drops"),
    "columns dropped of a part": (f"{FRAME}\nx = x[x.a > 1].copy()", "x = x.drop('a', 1)", "drops"),
    "columns dropped of who knows what": ("x = load()", "x = x.drop('a', axis=1)", ""),
    "columns dropped, if there": (FRAME, "x = x.drop(columns='a', errors='ignore')", ""),
    "columns dropped by a condition": (FRAME, "x = x.drop(columns=x.columns[m])", ""),
    "rows dropped": (FRAME, "x = x.drop(x[x.a > 1].index)", ""),
    "made and dropped": (FRAME, "x['t'] = 1\nx = x.drop(columns='t')", ""),
    "a column deleted": (FRAME, "del x['a']", "drops"),
    "a column popped": (FRAME, "x.pop('a')", "drops"),
    "deleted and made": (FRAME, "del x['a']\nx['a'] = 1", ""),
    "an index set": (FRAME, "x = x.set_index('a')", "drops"),
    "an index kept": (FRAME, "x = x.set_index('a', drop=False)", ""),
    "an index reset": (FRAME, "x = x.reset_index()", "adds"),
    "an index dropped": (FRAME, "x = x.reset_index(drop=True)", ""),
    "dummies of columns": (FRAME, "x = pd.get_dummies(x, columns=['a'])", "drops"),
    "dummies": (FRAME, "x = pd.get_dummies(x)", ""),
    "mapped": (FRAME, "x['a'] = x['a'].map({'m': 0, 'f': 1})", "maps"),
    "mapped by a name": (f"{FRAME}\nd = {{'m': 0}}", "x['a'] = x['a'].map(d)", "maps"),
    "mapped on itself": (FRAME, "x['a'] = x['a'].map({'m': 'f', 'f': 'm'})", ""),
    "mapped by a function": (FRAME, "x['a'] = x['a'].map(len)", ""),
    "transposed": ("x = f()", "x = x.T", "turns"),
    "a dimension more": ("import numpy as np\nx = f()", "x = np.expand_dims(x, 0)", "turns"),
    "filled": (FRAME, "x = x.fillna(0)", ""),
    "called": ("x = 1", "x = f(x)", ""),
    "transformed": (
        "from sklearn.preprocessing import StandardScaler\ns = StandardScaler().fit(x)\nx = 1",
        "x = s.transform(x)",
        "transforms",
    ),
    "fitted and transformed": (
        "from sklearn.preprocessing import StandardScaler\ns = StandardScaler()\nx = 1",
        "s.fit(x)\nx = s.transform(x)",
        "",
    ),
    "trained": ("import keras\nx = keras.Sequential()", "h = x.fit(a)", "trains"),
    "trained in the cell": ("import keras\nx = 1", "x = keras.Sequential()\nx.fit(a)", ""),
    "fitted anew": ("from sklearn.svm import SVC\nx = SVC()", "x.fit(a)", ""),
    "bound in the cell": ("x = 1", "x = 2\nx += 1", ""),
    "in a function": ("x = 1", "def f():\n    global x\n    x += 1", ""),
    "guarded": ("x = 1", "try:\n    x += 1\nexcept NameError:\n    x = 1", ""),
}


@pytest.mark.parametrize(("above", "cell", "change"), CHANGES.values(), ids=CHANGES.keys())
def test_what_a_second_run_does_is_known(above: str, cell: str, change: str) -> None:
    found = [item.change for item in rewrites(cells_notebook([above, cell]))]
    assert [words[: len(change)] for words in found] == ([change] if change else [])
    assert not list(rewrites(cells_notebook([f"{above}\n{cell}"])))


@pytest.mark.parametrize(
    ("cells", "fixed"),
    [
        (["x = 1", "x = x + 1", "x"], ["x = 1", "x_2 = x + 1", "x_2"]),
        (["x = 1", "x = x + 1\nf(x)", "x_2"], ["x = 1", "x_3 = x + 1\nf(x_3)", "x_2"]),
        (["x = 1", "x = x + 1", "x = f(x)\nx"], ["x = 1", "x_2 = x + 1", "x = f(x_2)\nx"]),
        (["x = 1", "x = x + 1", "if c:\n    x = 3\nx"], None),
        (["x = 1", "x = x + 1", "def f(): x"], None),
        (["x = 1", "x = x + 1", "!echo {x}"], None),
        (["x = 1", "for i in y:\n    x = x + 1"], None),
        (["x = 1", "x += 1"], None),
        (["def f(): x", "x = 1", "x = x + 1", "f()"], None),
        (["import keras\nx = keras.Sequential()", "x = x.fit(a)"], None),
    ],
)
def test_a_new_name_is_given_where_all_uses_are_known(
    cells: list[str], fixed: list[str] | None
) -> None:
    notebook = cells_notebook(cells)
    (found,) = rewrites(notebook)
    edits = Renaming(notebook).edits(found)
    assert bool(edits) is (fixed is not None)
    if fixed is not None:
        new = apply_fixes(notebook, [Fix("", "unsafe", edits)]).notebook
        assert [cell.source for cell in new.cells] == fixed
        assert not any(item.statement.lineno == 1 for item in rewrites(new))
