"""HD107: a file that the notebook read is written over."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ...notebook import FileUse, Notebook, fetched, file_uses
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

# Text that `open` reads may be code or settings, which people do edit in place.
_DATA = re.compile(r".*\.(?:csv|tsv|txt|jsonl|ndjson|dat|data|arff|psv)(?:\.gz|\.bz2)?", re.DOTALL)
_TEMPORARY = re.compile(r"(?:.*/)?te?mp(?:[/._-]|$)", re.IGNORECASE)
# A literal with nothing in it that would have to be written otherwise.
_PLAIN = re.compile(r"""(?P<quote>["'])[^"'\\{}]+(?P=quote)""")


def find(notebook: Notebook) -> Iterator[Match]:
    """The first write to each path that was read above, where nothing made the file before."""
    read: dict[str, FileUse] = {}
    settled: set[str] = set()
    uses = [use for use in file_uses(notebook) if use.path and _holds_data(use)]
    for number, use in enumerate(uses):
        if use.path in settled:
            continue
        if use.may_not_run:
            settled.add(use.path)  # a cache, most likely: read it, or make it
        elif use.way == "read":
            read.setdefault(use.path, use)
        else:
            settled.add(use.path)
            if use.path in read and not fetched(notebook, read[use.path]):
                again = any(later.path == use.path for later in uses[number + 1 :])
                yield _match(read[use.path], use, again)


def _holds_data(use: FileUse) -> bool:
    if _TEMPORARY.match(use.path):
        return False
    return not use.call.name.endswith("open") or _DATA.fullmatch(use.path) is not None


def _match(read: FileUse, write: FileUse, again: bool) -> Match:
    where = "this cell" if read.call.cell is write.call.cell else f"cell {read.call.cell.number}"
    return Match(
        f"`{write.call.fact.method}` writes over the file that {where} read: the raw data are "
        "lost, and a second run starts from its own result.",
        write.call.span,
        related=(related(read.call.span, "the file is read here"),),
        fixes=(_elsewhere(write, again),),
    )


def _elsewhere(write: FileUse, again: bool) -> Fix:
    """Write to a new path, where it is spelt out in the call and nothing reads it back."""
    cell, argument = write.call.cell, write.argument
    place = cell.facts.place(argument)
    written = cell.text_at(place)
    if again or not cell.editable or not _PLAIN.fullmatch(written):
        return Fix("Write to another path than the one that was read", "suggestion")
    stem, ending = posixpath.splitext(written[1:-1])
    new = f"{stem}_processed{ending}"
    return Fix(f'Write to "{new}"', "unsafe", (cell.replace(place, written[0] + new + written[0]),))


RULE = Rule(
    code="HD107",
    name="raw-data-overwritten",
    artifact="data",
    owner="both",
    severities=severities("wwE"),
    summary="The notebook writes over a file that it read.",
    why=(
        "After one run nobody has the data that came in, and no run can be repeated: the second "
        "cleans what is clean, drops more rows, scales twice."
    ),
    fix="Writes to a new path, where the path stands in the call.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                df = pd.read_csv("data/churn.csv")
                # %%
                df = df.dropna()
                «df.to_csv("./data/churn.csv", index=False)»
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_csv("data/churn.csv")
                # %%
                df = df.dropna()
                df.to_csv("./data/churn_processed.csv", index=False)
            """,
        ),
        Example(
            bad="""
                # %%
                import os
                import pandas as pd
                FOLDER = "data"
                PATH = os.path.join(FOLDER, "churn.csv")
                # %%
                df = pd.read_csv(FOLDER + "/churn.csv")
                «df.drop_duplicates().to_csv(PATH)»
                # %%
                for path in paths:
                    rows = pd.read_parquet(path)
                    «rows.to_parquet(path)»
            """,
            good="""
                # %%
                import os
                import pandas as pd
                FOLDER = "data"
                PATH = os.path.join(FOLDER, "clean.csv")
                # %%
                df = pd.read_csv(FOLDER + "/churn.csv")
                df.drop_duplicates().to_csv(PATH)
            """,
        ),
    ),
    silent=(
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.to_csv('b.csv')",
        "import pandas as pd\ndf.to_csv('a.csv')\ndf = pd.read_csv('a.csv')\ndf.to_csv('a.csv')",
        "import pandas as pd\nif there:\n    x = pd.read_csv('a')\nelse:\n    x.to_csv('a')",
        "import pandas as pd\ntry:\n    df = pd.read_csv('a')\nexcept OSError:\n    df.to_csv('a')",
        "import pandas as pd\ndf = pd.read_csv(f'{folder}/a.csv')\ndf.to_csv(f'{folder}/a.csv')",
        "import pandas as pd\np = 'a'\ndf = pd.read_csv(p)\np = 'b'\ndf.to_csv(p)",
        "import pandas as pd\ndef f(p):\n    return pd.read_csv(p)\ndef g(p):\n    df.to_csv(p)",
        "import pandas as pd\nfor p in a:\n    pd.read_csv(p)\nfor p in b:\n    df.to_csv(p)",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.plot().figure.savefig('a.csv.png')",
        "text = open('a.txt').read()\nopen('a.txt', 'a').write('b')",
        "text = open('a.py').read()\nopen('a.py', 'w').write(text.replace('a', 'b'))",
        "import pandas as pd\ndf = pd.read_csv('/tmp/a.csv')\ndf.to_csv('/tmp/a.csv')",
        "import joblib\nm = joblib.load('m.pkl')\njoblib.dump(m, 'm.pkl')",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ntext = df.to_csv()",
        "!wget http://host/a.csv\n# %%\nimport pandas as pd\npd.read_csv('a.csv').to_csv('a.csv')",
    ),
)
