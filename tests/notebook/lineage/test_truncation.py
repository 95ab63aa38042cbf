"""Cut-down data are followed to a fit where that is certain, and nowhere else."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Fed, Notebook, cells_notebook, cut_place, cuts_fed

READ = (
    "import pandas as pd\nfrom sklearn.model_selection import train_test_split, cross_val_score\n"
)
FIT = "model.fit(df, y)"


def fed_by(*cells: str) -> tuple[Notebook, list[Fed]]:
    notebook = cells_notebook([READ, *cells])
    return notebook, list(cuts_fed(notebook.lineage))


# Cells in which what stands between `«` and `»` reaches a fit.
REACHES = {
    "rows of a reader": ["df = «pd.read_csv(p, nrows=5)»", FIT],
    "another reader": ["df = «pd.read_excel(p, nrows=5)»", FIT],
    "at once": ["model.fit(«pd.read_csv(p, nrows=5)», y)"],
    "head": ["df = pd.read_csv(p)", "df = «df.head(5)»", FIT],
    "head without a number": ["df = «pd.read_csv(p).head()»", FIT],
    "head by keyword": ["df = «pd.read_csv(p).head(n=5)»", FIT],
    "a share": ["df = «pd.DataFrame(d).sample(frac=0.1, random_state=1)»", FIT],
    "another name": ["df = pd.read_csv(p)\nfew = «df.head(9)»", "x = few\nmodel.fit(x, y)"],
    "two names at once": ["a = b = «pd.read_csv(p, nrows=5)»\nmodel.fit(b, y)"],
    "a column": ["df = «pd.read_csv(p, nrows=5)»", "model.fit(df[['a']], df['b'])"],
    "an attribute": ["df = «pd.read_csv(p, nrows=5)»", "model.fit(df.a, df.b)"],
    "values": ["df = «pd.read_csv(p, nrows=5)»", "model.fit(df.values, y)"],
    "rows by number": ["df = «pd.read_csv(p, nrows=5)»", "model.fit(df.iloc[:, 1:], y)"],
    "methods that keep rows": [
        "df = «pd.read_csv(p, nrows=5)».dropna().fillna(0)",
        "model.fit(df.drop(columns='y').to_numpy(), y)",
    ],
    "a function that keeps rows": [
        "df = «pd.read_csv(p, nrows=5)»",
        "model.fit(pd.get_dummies(df), y)",
    ],
    "a scaler": ["df = «pd.read_csv(p, nrows=5)»", "x = s.fit_transform(df)\nmodel.fit(x, y)"],
    "a split": [
        "df = «pd.read_csv(p, nrows=5)»",
        "a, b, c, d = train_test_split(df, y)\nmodel.fit(a, c)",
    ],
    "target by keyword": ["df = «pd.read_csv(p, nrows=5)»", "model.fit(df, y=y)"],
    "scored": ["df = «pd.read_csv(p, nrows=5)»", "cross_val_score(model, df, y)"],
    "in a with block": ["with a:\n    df = «pd.read_csv(p, nrows=5)»\n    model.fit(df, y)"],
    "in a try block": ["try:\n    df = «pd.read_csv(p, nrows=5)»\nfinally:\n    model.fit(df, y)"],
    "in its else": [
        "df = «pd.read_csv(p, nrows=5)»\ntry:\n    a\nexcept E:\n    b\nelse:\n    model.fit(df, y)"
    ],
    "in its handler": [
        "df = «pd.read_csv(p, nrows=5)»\ntry:\n    a\nexcept E:\n    model.fit(df, y)"
    ],
    "in a loop": ["df = «pd.read_csv(p, nrows=5)»", "for model in models:\n    model.fit(df, y)"],
    "under a condition": ["df = «pd.read_csv(p, nrows=5)»", "if a:\n    model.fit(df, y)"],
    "in what is assigned": ["df = «pd.read_csv(p, nrows=5)»", "model = f().fit(df, y)"],
    "cut twice": ["df = «pd.read_csv(p, nrows=50)»", "df = «df.head(5)»", FIT],
    "fitted twice": ["df = «pd.read_csv(p, nrows=5)»", FIT, FIT],
    "the end only shown": ["df = pd.read_csv(p)", "df.tail()", "df = «df.head(5)»", FIT],
}


@pytest.mark.parametrize("cells", REACHES.values(), ids=REACHES.keys())
def test_rows_left_out_by_hand_are_followed_to_the_fit(cells: list[str]) -> None:
    plain = [cell.replace("«", "").replace("»", "") for cell in cells]
    # A method ends behind its frame: the whole call is what cuts.
    notebook, cut = fed_by(*plain)
    spans = [notebook.site(fed.cut.site) for fed in cut]
    shown = {(span.cell, notebook.by_id[span.cell_id].text_of(span)) for span in spans}
    wanted = set()
    for number, cell in enumerate(cells, 2):
        for part in cell.split("«")[1:]:
            wanted.add((number, part.split("»")[0]))
    assert shown == wanted
    assert len(cut) == len(wanted)


# What must stay silent: the data are whole, or nobody can tell.
SILENT = {
    "whole data": ["df = pd.read_csv(p)", FIT],
    "no fit": ["df = pd.read_csv(p, nrows=5)", "df.info()"],
    "a fit without a target": ["df = pd.read_csv(p, nrows=5)", "pca.fit(df)"],
    "a limit that is a name": ["df = pd.read_csv(p, nrows=limit)", FIT],
    "no limit": ["df = pd.read_csv(p, nrows=None)", FIT],
    "all but the last": ["df = pd.read_csv(p).head(-5)", FIT],
    "shuffled": ["df = pd.read_csv(p).sample(frac=1)", FIT],
    "shuffled, as a float": ["df = pd.read_csv(p).sample(frac=1.0)", FIT],
    "bootstrap": ["df = pd.read_csv(p).sample(frac=1.5, replace=True)", FIT],
    "only shown": ["df = pd.read_csv(p)", "df.head()", FIT],
    "only its size": ["df = pd.read_csv(p, nrows=5)", "model.fit(len(df), y)"],
    "only its columns": ["few = pd.read_csv(p, nrows=5)", "model.fit(df[few.columns], y)"],
    "only its shape": ["df = pd.read_csv(p, nrows=5)", "model.fit(df.shape, y)"],
    "read again": ["df = pd.read_csv(p, nrows=5)", "df = pd.read_csv(p)", FIT],
    "read again in a with block": [
        "df = pd.read_csv(p, nrows=5)",
        "with run():\n    df = pd.read_csv(p)\n    model.fit(df, y)",
    ],
    "bound by a with block": [
        "df = pd.read_csv(p, nrows=5)",
        "with a as df:\n    model.fit(df, y)",
    ],
    "read again in a try block": [
        "df = pd.read_csv(p, nrows=5)",
        "try:\n    df = pd.read_csv(p)\n    model.fit(df, y)\nexcept E: pass",
    ],
    "read again in a handler": [
        "try:\n    df = pd.read_csv(p, nrows=5)\nexcept E:\n    df = pd.read_csv(p)",
        FIT,
    ],
    "read again under a condition": [
        "df = pd.read_csv(p, nrows=5)",
        "if full:\n    df = pd.read_csv(p)\n    model.fit(df, y)",
    ],
    "perhaps read again": [
        "df = pd.read_csv(p, nrows=5)",
        "if full:\n    df = pd.read_csv(p)",
        FIT,
    ],
    "cut under a condition": ["df = pd.read_csv(p)", "if quick:\n    df = df.head()", FIT],
    "read again in a loop": [
        "df = pd.read_csv(p, nrows=5)",
        "for df in pd.read_csv(p, chunksize=9):\n    model.fit(df, y)",
    ],
    "taken apart again": ["df = pd.read_csv(p, nrows=5)", "df, y = load()", FIT],
    "taken apart deeper": ["df = pd.read_csv(p, nrows=5)", "(df, a), y = load()", FIT],
    "no frame any more": [
        "df = pd.read_csv(p)",
        "df, y = load()",
        "x = df.head(5)\nmodel.fit(x, y)",
    ],
    "augmented": ["df = pd.read_csv(p, nrows=5)", "df += rest", FIT],
    "annotated": ["df = pd.read_csv(p, nrows=5)", "df: object = load()", FIT],
    "something unknown": ["df = pd.read_csv(p, nrows=5)", "df = clean(df)", FIT],
    "put together": ["df = pd.read_csv(p, nrows=5)", "df = pd.concat([df, rest])", FIT],
    "no frame": ["deck = Deck()\nhand = deck.head(5)", "model.fit(hand, y)"],
    "another library": ["df = other.read_csv(p, nrows=5)", FIT],
    "in a function": ["def f():\n    df = pd.read_csv(p, nrows=5)\n    model.fit(df, y)"],
    "its rest is used": [
        "df = pd.read_csv(p)",
        "a = df.head(8)\nb = df.tail(2)",
        "model.fit(a, y)",
    ],
    "its rest is dropped out": [
        "df = pd.read_csv(p)",
        "a = df.sample(frac=0.8)\nb = df.drop(a.index)\nmodel.fit(a, y)",
    ],
    "its rest is looked up": [
        "df = pd.read_csv(p)",
        "a = df.sample(frac=0.8)\nb = df[~df.index.isin(a.index)]\nmodel.fit(a, y)",
    ],
    "a broken cell": ["df = pd.read_csv(p, nrows=5) = =", FIT],
}


@pytest.mark.parametrize("cells", SILENT.values(), ids=SILENT.keys())
def test_what_is_not_certain_is_not_followed(cells: list[str]) -> None:
    assert fed_by(*cells)[1] == []


def test_the_first_fit_is_named() -> None:
    notebook, (fed,) = fed_by("df = pd.read_csv(p, nrows=5)", "a.fit(df, y)", "b.fit(df, y)")
    span = notebook.site(fed.fit.site)
    assert span.cell == 3
    assert notebook.by_id[span.cell_id].text_of(span) == "a.fit(df, y)"


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ("pd.read_csv(p, nrows=5)", ", nrows=5"),
        ("pd.read_csv(p, nrows=5, sep=',')", ", nrows=5"),
        ("pd.read_csv(p, sep=',', \n  nrows = 5)", ", \n  nrows = 5"),
        ("pd.read_csv('é🎉', nrows=5)", ", nrows=5"),
        ("pd.read_csv(nrows=5, filepath_or_buffer=p)", None),
        ("pd.read_csv(p).head(5)", ".head(5)"),
        ("pd.read_csv(p)\\\n  .sample(frac=0.5)", "\\\n  .sample(frac=0.5)"),
    ],
)
def test_the_limit_is_what_must_go(call: str, wanted: str | None) -> None:
    notebook, (fed,) = fed_by(f"df = {call}", FIT)
    cell, made = notebook.by_id[fed.cut.site.cell_id], notebook.call_at(fed.cut.site)
    assert made is not None
    place = cut_place(cell, made, fed.cut.method)
    assert (cell.text_at(place) if place else None) == wanted
