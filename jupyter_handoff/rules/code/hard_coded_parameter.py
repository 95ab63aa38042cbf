"""HC119: paths and dates are written into the code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from ...notebook import (
    HardCoded,
    Notebook,
    add_line_after,
    hard_coded,
    newline_of,
    parameter_names,
    parameters_cell,
    written_plainly,
)
from ...options import Options
from ...orders import SMALLER
from ...report import Edit, Fix
from ...requirements import Requirements, says
from ...rule import Example, Match, Rule, related, severities


class Borne(Options, frozen=True):
    """What is let pass."""

    most: Annotated[
        int, Meta(ge=0), says("So many paths and dates may stand in the code.", SMALLER)
    ] = 0


def find(notebook: Notebook, contract: Requirements, borne: Borne) -> Iterator[Match]:
    """One finding for the notebook, at the first literal."""
    literals = hard_coded(notebook)
    if len({item.value for item in literals}) <= borne.most:
        return
    first, *others = literals
    required = contract.code.parameters_cell
    yield Match(
        f"{_said(literals)} written into the code: a run on other data means editing it.",
        first.cell.span(first.place),
        related=tuple(related(item.cell.span(item.place), "here too") for item in others[:5]),
        fixes=(_lift(notebook, literals),),
        key="code.parameters-cell" if required else "",
        at_least=severities("-iw") if required else None,
    )


def _said(literals: Sequence[HardCoded]) -> str:
    values = {item.value: item for item in literals}
    dates = sum(item.is_date for item in values.values())
    paths = len(values) - dates
    parts = [f"{paths} path{'s' * (paths > 1)}"] * bool(paths)
    parts += [f"{dates} date{'s' * (dates > 1)}"] * bool(dates)
    return f"{' and '.join(parts)} {'is' if len(values) == 1 else 'are'}"


def _lift(notebook: Notebook, literals: Sequence[HardCoded]) -> Fix:
    """Name them in the parameters cell, where that stands above and all can be moved."""
    target = parameters_cell(notebook)
    named = "Give it a name" if len(literals) == 1 else "Give them names"
    plain = all(item.cell.editable and written_plainly(item) for item in literals)
    if target is None or not target.editable or target.number > literals[0].cell.number:
        return Fix(f"{named} in a cell tagged parameters", "suggestion")
    if not plain or not target.facts.tree.body or target.facts.problems:
        return Fix(f"{named} in the parameters cell", "suggestion")
    names = parameter_names(notebook, list(dict.fromkeys(item.value for item in literals)))
    written = {item.value: item.cell.text_at(item.place) for item in reversed(literals)}
    lines = newline_of(target).join(f"{name} = {written[value]}" for value, name in names.items())
    added = add_line_after(target, target.facts.tree.body[-1], lines)
    edits: list[Edit] = [added]
    edits += [item.cell.replace(item.place, names[item.value]) for item in literals]
    return Fix("Lift into the parameters cell", "unsafe", tuple(edits))


RULE = Rule(
    code="HC119",
    name="hard-coded-parameter",
    artifact="code",
    severities=severities("--i"),
    summary="Paths, addresses or dates are written into the code.",
    why=(
        "Next month's run reads another file. Where the path has a name in a parameters cell, a "
        "scheduler (papermill, a pipeline) sets it; else somebody edits the notebook each time."
    ),
    fix="Gives them names in the cell tagged `parameters`, where there is one.",
    find=find,
    given=("contract", "options"),
    options=Borne,
    examples=(
        Example(
            bad="""
                # %% tags=["parameters"]
                rate = 0.1
                # %%
                import pandas as pd
                df = pd.read_csv(«"data/churn.csv"»)
                # %%
                df.to_csv('out/scores.csv')
            """,
            good="""
                # %% tags=["parameters"]
                rate = 0.1
                CHURN_PATH = "data/churn.csv"
                SCORES_PATH = 'out/scores.csv'
                # %%
                import pandas as pd
                df = pd.read_csv(CHURN_PATH)
                # %%
                df.to_csv(SCORES_PATH)
            """,
        ),
        Example(
            bad="""
                # %%
                train = df[df.day < «"2024-01-31"»]
                # %%
                test = df[df.day >= "2024-01-31"]
            """,
            good="""
                # %%
                CUT = "2024-01-31"
                # %%
                train = df[df.day < CUT]
            """,
        ),
    ),
    silent=(
        '# %% tags=["parameters"]\nPATH = "data/a.csv"\n# %%\nopen(PATH)\nopen(FOLDER + PATH)',
        "import pandas as pd\nPATH = 'data/a.csv'\npd.read_csv(PATH)",
        "import pandas as pd\npd.read_csv(f'{FOLDER}/a.csv')",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1]})\ndf['a'].sum()",
        "x = 0.35\n# %%\ny = 0.35",
        "train_test_split(x, random_state=42)\n# %%\nmodel = Forest(random_state=42)",
        "df['Survived']\n# %%\ndf['Survived'].mean()",
        "plt.plot(x, color='red')\nplt.savefig('a.png')\n# %%\nplt.plot(y, color='red')",
        "# see 'data/a.csv'\nx = 1\n# %%\n# 'data/a.csv'\ny = 1",
        "import os\nos.makedirs('out', exist_ok=True)",
    ),
)
