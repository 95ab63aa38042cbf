"""HD103: a file that one person or one office keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...notebook import (
    Call,
    Notebook,
    PersonalPlace,
    below_home,
    fetched,
    file_uses,
    folders_made,
    leading_literal,
    left_to_contract,
    path_arguments,
    personal_place,
)
from ...report import Span
from ...requirements import Requirements
from ...rule import Example, Match, Project, Rule, related, severities

_WHERE: dict[PersonalPlace, str] = {
    "desktop": "to one person's desktop",
    "downloads": "to one person's downloads",
    "synchronised": "to a folder that one person's account synchronises",
}
_MINE = "This path leads {}: nobody else has what lies there, nor knows in which state you read it."
_SHARE = (
    "This path leads to a network share: production does not reach it, and whoever may write there "
    "changes it without a trace."
)
_EXCEL = (
    "An Excel workbook is read: somebody who sorts, renames or retypes by hand changes the "
    "numbers, and leaves no trace."
)
_MOST_PLACES = 8


def find(notebook: Notebook, project: Project | None, contract: Requirements) -> Iterator[Match]:
    """Each such path, then the workbooks that are read, as one finding.

    HD102 speaks of what the contract has a source for.
    """
    root = project.root if project else ""
    left = left_to_contract(notebook, contract.data.sources, root)
    spoken: dict[Span, PersonalPlace] = {}
    told = set()
    for call, span, place in _personal(notebook, root, left):
        spoken.setdefault(span, place)
        told.add(call.node)
    for span, place in spoken.items():
        yield Match(_SHARE if place == "share" else _MINE.format(_WHERE[place]), span)
    workbooks = [call for call in _workbooks(notebook, left) if call.node not in told]
    if workbooks:
        first, *others = workbooks
        more = [related(call.span, "here too") for call in others[:_MOST_PLACES]]
        yield Match(_EXCEL, first.span, related=tuple(more), at_most="info")


def _personal(
    notebook: Notebook, root: str, left: Collection[str]
) -> Iterator[tuple[Call, Span, PersonalPlace]]:
    """Paths that lead to such a place, which the notebook has not made itself."""
    made = list(folders_made(notebook))
    for call, argument in path_arguments(notebook):
        literal = leading_literal(notebook, argument, call)
        text = literal.text if literal else below_home(notebook, argument, call)
        place = personal_place(text, root)
        if (
            place is None
            or text.replace("\\", "/") in left
            or any(call.index >= index and f"{text}/".startswith(folder) for index, folder in made)
        ):
            continue
        facts = call.cell.facts
        at = literal.cell.span(literal.place) if literal else call.cell.span(facts.place(argument))
        yield call, at, place


def _workbooks(notebook: Notebook, left: Collection[str]) -> Iterator[Call]:
    """Reads of workbooks that are neither written nor fetched by the notebook."""
    uses = file_uses(notebook)
    written = {use.path for use in uses if use.way == "write"}
    # What stands in the folder of a competition is the same for everybody.
    shared = ("/kaggle/", "../input/", "http:", "https:", "s3:", "gs:")
    for use in uses:
        is_excel = use.call.name == "pandas.read_excel" and use.way == "read"
        own = use.path in left or use.path in written or use.path.startswith(shared)
        if is_excel and use.path and not own and not fetched(notebook, use):
            yield use.call


_READ = "import pandas as pd\nimport os\n"

RULE = Rule(
    code="HD103",
    name="personal-file",
    artifact="data",
    severities=severities("iwE"),
    summary="A file is read from a place where one person or one office keeps it.",
    why=(
        "Nobody else can run the notebook, and when the file is tidied away or changed, your "
        "numbers cannot be made again. Ask where the data come from, and read them from there, or "
        "put a dated copy where the project keeps its data. Excel workbooks alone are only noted."
    ),
    find=find,
    given=("project", "contract"),
    examples=(
        Example(
            bad="""
                # %%
                import os
                import pandas as pd
                from pathlib import Path
                FOLDER = «r"C:\\Users\\ana\\Desktop\\churn"»
                # %%
                old = pd.read_csv(os.path.join(FOLDER, "old.csv"))
                new = pd.read_csv(«"~/Downloads/new.csv"»)
                prices = pd.read_parquet(«r"\\\\fileserver\\sales\\prices.parquet"»)
                rates = pd.read_csv(«Path.home() / "Downloads" / "rates.csv"»)
                budget = «pd.read_excel("data/budget.xlsx")»
            """,
            good="""
                # %%
                import pandas as pd
                old = pd.read_csv("data/old.csv")
                new = pd.read_csv("data/2024-05-31/new.csv")
                budget = pd.read_parquet("data/budget.parquet")
            """,
        ),
    ),
    silent=(
        _READ + "pd.read_csv('downloads/a.csv')\npd.read_csv('Desktop.csv')\nopen('Downloads/a')",
        _READ + "pd.read_csv('/home/ana/data/a.csv')\npd.read_csv('/tmp/Desktop/a.csv')",
        _READ + "pd.read_csv('/project/Desktop/a.csv')",
        _READ + "pd.read_csv('https://host.org/Downloads/a.csv')\nopen('s3://Desktop/a.csv')",
        _READ + "os.makedirs('~/Downloads/rows')\n# %%\npd.read_csv('~/Downloads/rows/a.csv')",
        _READ + "df.to_excel('out.xlsx')\npd.read_excel('out.xlsx')",
        _READ + "pd.read_excel('/kaggle/input/a/b.xlsx')\npd.read_excel('https://host.org/a.xls')",
        _READ + "!wget https://host.org/a.xlsx\npd.read_excel('a.xlsx')\ndf.to_excel('b.xlsx')",
        _READ + "print('~/Desktop/a.csv')\n# pd.read_csv('~/Desktop/a.csv')",
        "tree.xpath('//div/a')\nimport re\nre.match(r'\\\\\\\\a\\\\b', x)",
        "open('//')\nopen('/Volumes/catalog/schema/a.csv')\nopen('/mnt/data/a.csv')",
    ),
)
