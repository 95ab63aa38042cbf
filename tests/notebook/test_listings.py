"""The order of a listing is followed to where it becomes data, and no further."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import cells_notebook, unsorted_listings

IMPORTS = (
    "import glob, os, random\nimport pandas as pd\nfrom glob import glob as g\n"
    "from pathlib import Path\nfolder = Path('data')"
)

REACHED = {
    "read in a comprehension": ["x = [pd.read_csv(f) for f in g('*')]"],
    "through a name of another cell": ["fs = os.listdir('.')", "x = [open(f) for f in fs]"],
    "through an alias": ["fs = g('*')\ngs = fs", "x = [open(f) for f in gs]"],
    "through a filter": ["fs = [f for f in g('*') if f]\nx = [open(f) for f in fs]"],
    "numbered": ["for i, f in enumerate(g('*')):\n    x.append((i, open(f)))"],
    "of two folders": ["x = [open(f) for f in g('a/*') + list(b)]"],
    "a stretch of it": ["fs = g('*')\ntrain = [open(f) for f in fs[:80]]"],
    "in a function": [
        """def f(d):
            fs = os.listdir(d)
            x = []
            for f in fs:
                with open(f) as o:
                    text = o.read()
                    x.append(text)
            return x"""
    ],
    "as a column": ["pd.DataFrame({'file': g('*')})"],
    "by keyword": ["pd.DataFrame(data=g('*'))"],
    "gathered, then stacked": [
        "x = []\nfor f in g('*'):\n    y = features(f)\n    x.append(y)",
        "np.array(x)",
    ],
    "extended": ["x = []\nx.extend(g('*'))\nfor f in x:\n    y.append(open(f))"],
    "a path": ["x = [open(f) for f in (folder / 'a').iterdir()]"],
    "a path made there": ["x = [open(f) for f in Path('a').rglob('*')]"],
    "a parent": ["x = [open(f) for f in folder.parent.glob('*')]"],
    "home": ["x = [open(f) for f in Path.home().glob('*')]"],
    "entries": ["x = [open(f.path) for f in os.scandir('a')]"],
    "sorted is another name": ["x = [open(f) for f in g('*')]\ny.sort()"],
    "bound anew and sorted then": ["fs = g('*')\nx = [open(f) for f in fs]", "fs = b\nfs.sort()"],
}

NOT_REACHED = {
    "sorted at once": ["x = [open(f) for f in sorted(g('*'))]"],
    "sorted by name": ["fs = g('*')", "fs.sort()", "x = [open(f) for f in fs]"],
    "sorted in between": ["fs = g('*')\nx = [open(f) for f in sorted(fs)]"],
    "a sorted frame": ["x = pd.concat([pd.read_csv(f) for f in g('*')]).sort_values('a')"],
    "a frame sorted later": ["x = pd.concat([pd.read_csv(f) for f in g('*')])\nx.sort_index()"],
    "gathered, then sorted": ["for f in g('*'):\n    x.append(open(f))\nx.sort()"],
    "counted": ["n = len(g('*'))"],
    "looked up": ["'a' in os.listdir('.')"],
    "a set": ["x = {open(f) for f in g('*')}"],
    "by name": ["x = {f: open(f) for f in g('*')}"],
    "summed": ["sum(len(open(f)) for f in g('*'))"],
    "moved": ["for f in g('*'):\n    os.rename(f, f + 'x')"],
    "one of them": ["x = open(g('*')[0])"],
    "the newest": ["x = open(max(g('*'), key=os.path.getmtime))"],
    "something else is gathered": ["for f in g('*'):\n    t = open(f)\n    x.append(n)"],
    "shown": ["x = [open(f) for f in g('*')]\nshow(x[:3])\nprint(len(x))"],
    "a method of something": ["x = [open(f) for f in tree.glob('*')]"],
    "a path of unknown make": ["def f(d):\n    return [open(f) for f in d.glob('*')]"],
    "another function": ["x = [open(f) for f in listdir('.')]"],
    "a condition": ["x = [open(f) for f in b if g('*')]"],
    "given to a function": ["train(g('*'))"],
    "the function itself": ["x = [open(f) for f in map(os.listdir, b)]"],
}


@pytest.mark.parametrize("cells", REACHED.values(), ids=REACHED)
def test_an_order_that_reaches_data_is_found(cells: list[str]) -> None:
    (listing,) = unsorted_listings(cells_notebook([IMPORTS, *cells]))
    cell = listing.cell
    assert cell.text_at(cell.facts.place(listing.reached)) in cell.source


@pytest.mark.parametrize("cells", NOT_REACHED.values(), ids=NOT_REACHED)
def test_an_order_that_does_not_matter_is_not(cells: list[str]) -> None:
    assert not list(unsorted_listings(cells_notebook([IMPORTS, *cells])))


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(f"fs{n} = g('*')\nx{n} = list(fs{n})" for n in range(400)),
        "f0 = g('*')\n" + "\n".join(f"f{n + 1} = list(f{n})" for n in range(2_000)),
        "f = g('*')\n" * 400 + "print(f)\n" * 400,
        "for f in g('*'):\n" + "    x.append(f)\n" * 1_000 + "print(x)",
        "def f():\n" + "    fs = g('*')\n    x.extend(fs)\n" * 400,
    ],
    ids=["many", "a chain", "one name", "one list", "one function"],
)
def test_many_listings_are_followed_at_once(source: str) -> None:
    notebook = cells_notebook([IMPORTS, source])
    notebook.calls("x")
    start = time.process_time()
    assert not list(unsorted_listings(notebook))
    assert time.process_time() - start < 2
