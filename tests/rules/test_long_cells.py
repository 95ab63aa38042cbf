"""Rules that look from one call to others stay quick where a cell has thousands of them."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import cells_notebook
from jupyter_handoff.rule import Rule
from jupyter_handoff.rules import load_rules

from .examples import contract_of

RULES = {rule.code: rule for rule in load_rules().rules}
SET_UP = """import numpy as np, pandas as pd, torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV
df = pd.read_csv("x.csv")
m = LogisticRegression().fit(X, y)
search = GridSearchCV(m, {}).fit(X, y)
"""
LONG = {
    "HM103": "np.random.rand()\n" * 3_000 + "np.random.seed(1)\n" * 3_000,
    "HM119": "p = m.predict(X)\nroc_auc_score(y, p)\n" * 2_000,
    "HM120": "x = search.best_score_\nprint(search.best_score_)\n" * 2_000,
    "HM126": "m.fit(df.values, y)\nm.predict(df.values)\n" * 1_500,
    "HD112": "df['a'][df.b > 1] = 1\n" * 3_000,
    "HD117": "df['a'].shift(1)\nx = pd.to_datetime(df)\n" * 2_000,
    "HM109": "m.to('cuda')\ntorch.load(x)\n" * 3_000,
    "HS109": "exec(x)\n!ls | sh\n" * 3_000,
    "HS110": "app.run(host='0.0.0.0')\n!serve --host 0.0.0.0\n" * 2_100,
    "HN110": "xrange(3)\n" * 3_000,
    "HD102": "pd.read_csv(f'https://host/{day}.csv')\n" * 2_000,
    "HC130": "x = f(x)\nx.to_csv('s3://prod/a.csv')\nif y: f(y)\n" * 1_500,
    "HE110": "import os\nos.environ['A']\nos.getenv('B', x)\n" * 2_000,
    "HE111": "import os\nos.system('abc x | cde y')\n!abc\n" * 2_000,
    "HM107": "import joblib\njoblib.dump(m, 'm.joblib')\n" * 2_000,
}


def given(rule: Rule) -> list[object]:
    """What a rule is called with beside the notebook."""
    known = {"ruff": (), "project": None, "contract": contract_of(rule).requirements}
    return [known[name] for name in rule.given]


@pytest.mark.parametrize("code", LONG)
def test_a_long_cell_takes_no_long_time(code: str) -> None:
    notebook = cells_notebook([SET_UP + LONG[code]])
    assert len(notebook.links.cells[0].facts.uses) > 2_000
    start = time.process_time()
    list(RULES[code].find(notebook, *given(RULES[code])))
    assert time.process_time() - start < 4
