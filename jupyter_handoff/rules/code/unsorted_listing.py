"""HC125: the order of a folder's files, which nobody knows, reaches the data."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Listing, Notebook, unsorted_listings
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

# Both give a list, and so does `sorted`.
_LISTS = ("glob.glob", "os.listdir")


def find(notebook: Notebook) -> Iterator[Match]:
    """Listings that nothing sorts, where files are read or data made in their order."""
    for listing in unsorted_listings(notebook):
        cell = listing.cell
        reached = cell.span(cell.facts.place(listing.reached))
        yield Match(
            f"`{listing.name}` gives files in no fixed order, and data are made in that order: "
            "on the next machine it is another.",
            listing.call.span,
            related=(related(reached, "here the order reaches the data"),),
            fixes=tuple(_sort(notebook, listing)),
        )


def _sort(notebook: Notebook, listing: Listing) -> Iterator[Fix]:
    cell = listing.call.cell
    if listing.name == "os.scandir":
        yield Fix("Sort by name: sorted(…, key=lambda entry: entry.name)", "suggestion")
    elif cell.editable and "sorted" not in notebook.links.bindings:
        line, column, end_line, end_column = cell.facts.place(listing.call.node)
        edits = cell.insert(line, column, "sorted("), cell.insert(end_line, end_column, ")")
        yield Fix("Sort it", "safe" if listing.name in _LISTS else "unsafe", edits)


RULE = Rule(
    code="HC125",
    name="unsorted-listing",
    artifact="code",
    severities=severities("-ww"),
    summary="Files are read in the order that the file system happens to give.",
    why=(
        "The order differs between machines and file systems, and changes when files are copied. "
        "Rows, labels by number and seeded splits change with it, so nobody gets the same model."
    ),
    fix="Puts `sorted(…)` round the listing.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import glob, os
                import pandas as pd
                df = pd.concat([pd.read_csv(path) for path in «glob.glob("data/*.csv")»])
                # %%
                images = []
                for name in «os.listdir("images")»:
                    image = imread(os.path.join("images", name))
                    images.append(image)
            """,
            good="""
                # %%
                import glob, os
                import pandas as pd
                df = pd.concat([pd.read_csv(path) for path in sorted(glob.glob("data/*.csv"))])
                # %%
                images = []
                for name in sorted(os.listdir("images")):
                    image = imread(os.path.join("images", name))
                    images.append(image)
            """,
        ),
        Example(
            bad="""
                # %%
                from pathlib import Path
                from sklearn.model_selection import train_test_split
                DATA = Path("data")
                paths = list(«(DATA / "train").glob("*.png")»)
                # %%
                train, test = train_test_split(paths, random_state=0)
            """,
            good="""
                # %%
                from pathlib import Path
                from sklearn.model_selection import train_test_split
                DATA = Path("data")
                paths = list(sorted((DATA / "train").glob("*.png")))
                # %%
                train, test = train_test_split(paths, random_state=0)
            """,
        ),
    ),
    silent=(
        "import os\nos.listdir('data')",
        "import os\nprint(len(os.listdir('data')))",
        "import os\nif 'a.csv' in os.listdir('data'):\n    df = read_csv('a.csv')",
        "import glob\npaths = glob.glob('*')\n# %%\npaths.sort()\nrows = [read(p) for p in paths]",
        "import glob\nimages = [open(p) for p in glob.glob('*')]\nshow_grid(images[:3])",
        "import glob\nrows = [read_csv(path) for path in sorted(glob.glob('*.csv'))]",
        "import glob\nnames = set(glob.glob('*.csv'))",
        "import os, shutil\nfor name in os.listdir('a'):\n    shutil.copy('a/' + name, 'b')",
        "import glob\nfor path in glob.glob('*.png'):\n    plt.imshow(imread(path))",
        "import glob\ntotal = sum(len(read_csv(path)) for path in glob.glob('*.csv'))",
        "import glob\nnewest = read_csv(max(glob.glob('*.csv'), key=mtime))",
        "import glob\nby_name = {path: read_csv(path) for path in glob.glob('*.csv')}",
        "import glob, pandas as pd\ndf = pd.concat([read(p) for p in glob.glob('*')]).sort_index()",
        "tree.glob('*.csv')\nrows = [read_csv(path) for path in tree.glob('*.csv')]",
        "import glob\nfor path in glob.glob('*.csv'):\n    seen.append(1)",
    ),
)
