"""HD204: a transformer is fitted to the held-out part."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Leak, Notebook, wording
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Each fit on rows that are held out, and on no others."""
    for leak in notebook.lineage.fitted_on_test():
        at = notebook.site(leak.seen.site)
        score = notebook.site(leak.evaluation.site)
        name = wording.subject(leak.seen, notebook.call_at(leak.seen.site))
        rows = f"`{name}`, which is held out" if name else "rows that are held out"
        yield Match(
            f"{wording.learner(leak.seen)} is fitted to {rows}: the model sees other numbers "
            "than in training, and the score says nothing of production.",
            at,
            related=(related(score, "used here"),),
            fixes=tuple(_fix(notebook, leak)),
        )


def _fix(notebook: Notebook, leak: Leak) -> Iterator[Fix]:
    """``transform``, where the very same thing was fitted to the train part."""
    node = notebook.call_at(leak.seen.site)
    if node is None or not isinstance(node.func, ast.Attribute):
        return
    name = wording.owner(node, "")
    on_train = name.isidentifier() and any(
        wording.owner(notebook.call_at(seen.site), "") == name
        for seen in leak.fit.train.seen
        if seen.site.spot != leak.seen.site.spot
    )
    if not on_train or node.func.attr != "fit_transform" or len(node.args) != 1:
        yield Fix("Fit it on the train part, and only transform the held-out part", "suggestion")
        return
    cell = notebook.by_id[leak.seen.site.cell_id]
    _, _, line, end = cell.facts.place(node.func)
    edit = cell.replace((line, end - len("fit_transform"), line, end), "transform")
    yield Fix("Transform only", "unsafe", (edit,))


_IMPORTS = """
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
import pandas as pd
df = pd.read_csv("churn.csv")
a, b, c, d = train_test_split(df[["age"]], df["left"], random_state=1)
"""

RULE = Rule(
    code="HD204",
    name="fit-on-test",
    artifact="data",
    severities=severities("wEE"),
    summary="A transformer is fitted to the held-out part.",
    why=(
        "In production rows come one by one: there is nothing to fit to. A scaler fitted to the "
        "test rows gives them other numbers than the training rows had, an encoder may give the "
        "same word another code. The score is then that of another model."
    ),
    fix="Replaces `fit_transform` by `transform` where the same transformer knows the train part.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                from sklearn.preprocessing import StandardScaler
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="churned"), df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                scaler = StandardScaler()
                X_train = scaler.fit_transform(X_train)
                X_test = «scaler.fit_transform(X_test)»
                model = LogisticRegression().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
            good="""
                # %%
                import pandas as pd
                from sklearn.linear_model import LogisticRegression
                from sklearn.model_selection import train_test_split
                from sklearn.preprocessing import StandardScaler
                df = pd.read_csv("churn.csv")
                X, y = df.drop(columns="churned"), df["churned"]
                X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
                # %%
                scaler = StandardScaler()
                X_train = scaler.fit_transform(X_train)
                X_test = scaler.transform(X_test)
                model = LogisticRegression().fit(X_train, y_train)
                print(model.score(X_test, y_test))
            """,
        ),
    ),
    silent=(
        _IMPORTS + "s = StandardScaler()\na = s.fit_transform(a)\nb = s.transform(b)\n"
        "m = LogisticRegression().fit(a, c)\nm.score(b, d)",
        _IMPORTS + "e = LabelEncoder()\nc = e.fit_transform(c)\nd = e.fit_transform(d)\n"
        "m = LogisticRegression().fit(a, c)\nm.score(b, d)",
        _IMPORTS + "print(b.mean(), b.describe())\nm = LogisticRegression().fit(a, c)\n"
        "m.score(b, d)",
        _IMPORTS + "b = b.fillna(0)\nm = LogisticRegression().fit(a, c)\nm.score(b, d)",
        _IMPORTS + "Z = StandardScaler().fit_transform(b)\nm = LogisticRegression().fit(a, c)\n"
        "m.score(b, d)",
    ),
)
