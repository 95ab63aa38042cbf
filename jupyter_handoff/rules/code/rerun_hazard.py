"""HC104: a cell that changes what an earlier cell made, so that running it twice is not once."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, Renaming, rewrites
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """The first write to each such name in a cell."""
    found = list(rewrites(notebook))
    renaming = Renaming(notebook) if found else None
    for rewrite in found:
        edits = renaming.edits(rewrite) if renaming else ()
        cell, first = rewrite.cell, rewrite.first
        name = rewrite.use.name
        place = first.cell.span(first.cell.facts.place(first.binding.node))
        yield Match(
            f"`{name}` comes from cell {first.cell.number}, and each further run of this cell "
            f"{rewrite.change}.",
            cell.span(cell.facts.place(rewrite.statement)),
            related=(related(place, "made here"),),
            fixes=(Fix(f"Give what is made of {name} a new name", "unsafe", edits),)
            if edits
            else (),
            at_most="info" if rewrite.is_training else "error",
        )


RULE = Rule(
    code="HC104",
    name="rerun-hazard",
    artifact="code",
    severities=severities("-iw"),
    summary="A cell changes what an earlier cell made, so running it twice is not once.",
    why=(
        "Whoever tries something out runs cells again. This one then stops, or goes on with other "
        "numbers without a word, and the result no longer follows from the notebook."
    ),
    fix="Binds a new name and uses it below, where all later uses are plain.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                rows = pd.read_csv("rows.csv")
                # %%
                «rows = rows.drop(columns=["id"])»
                # %%
                print(rows.shape)
            """,
            good="""
                # %%
                import pandas as pd
                rows = pd.read_csv("rows.csv")
                # %%
                rows_2 = rows.drop(columns=["id"])
                # %%
                print(rows_2.shape)
            """,
        ),
        Example(
            bad="""
                # %%
                total = 0
                names = []
                sizes = {"S": 1, "M": 2}
                # %%
                for row in load():
                    «total += row.price»
                    «names.append(row.name)»
                # %%
                import numpy as np
                import pandas as pd
                shirts = pd.read_csv("shirts.csv")
                prices = np.array([1, 2])
                # %%
                «shirts["size"] = shirts["size"].map(sizes)»
                «prices /= 100»
            """,
            good="""
                # %%
                total = 0
                names = []
                sizes = {"S": 1, "M": 2}
                for row in load():
                    total += row.price
                    names.append(row.name)
                # %%
                import numpy as np
                import pandas as pd
                shirts = pd.read_csv("shirts.csv")
                shirts["size"] = shirts["size"].map(sizes)
                prices = np.array([1, 2])
                prices /= 100
            """,
        ),
    ),
    silent=(
        "# %%\nx = 1\n# %%\nx = 2\nx += 1",
        "# %%\nx = load()\n# %%\nx = x.fillna(0)\n# %%\nx = x.astype(int).sort_values('a')",
        "# %%\nimport pandas as pd\nx = pd.read_csv('x')\n# %%\nx = x.rename(columns={'a': 'b'})",
        "# %%\nimport pandas as pd\nx = pd.read_csv('x')\n# %%\nx = x.drop(x[x.a > 1].index)",
        "# %%\nimport pandas as pd\nx = pd.read_csv(f)\n# %%\nx['t'] = 1\nx = x.drop('t', axis=1)",
        "# %%\nimport pandas as pd\nx = pd.read_csv(f)\n# %%\nx.drop(columns=t, errors='ignore')",
        "# %%\nimport pandas as pd\nx = pd.read_csv('x')\n# %%\ny = x.drop(columns='t')",
        "# %%\nx = load()\n# %%\nx = (x - x.mean()) / x.std()",
        "# %%\nx = load()\n# %%\nmean = x.mean()\nx = x - mean",
        "# %%\nx = load()\n# %%\nx[x > 5] = x[x > 5] - limit",
        "# %%\nx = {1}\n# %%\nx -= {2}\n# %%\nx |= {3}",
        "# %%\nseen = set()\n# %%\nseen.add(1)\n# %%\nlog.append(2)",
        "# %%\ni = 0\n# %%\nfor i in rows:\n    i += 1",
        "# %%\ncount = 0\n# %%\ndef more():\n    global count\n    count += 1",
        "# %%\nmodel = build()\n# %%\nmodel.fit(x, y)",
        "# %%\nfrom sklearn.svm import SVC\nmodel = SVC()\n# %%\nmodel.fit(x, y)",
        "# %%\nx = load()\n# %%\nx = clean(x)\n# %%\nx = x.apply(lambda v: v + 1)",
        "# %%\nsizes = {'a': 'a'}\nx = load()\n# %%\nx['s'] = x['s'].map(sizes)",
    ),
)
