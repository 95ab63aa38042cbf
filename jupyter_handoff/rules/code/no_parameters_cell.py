"""HC120: the notebook reads and fits, and nothing of it can be set from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...notebook import (
    HardCoded,
    Notebook,
    file_uses,
    hard_coded,
    parameter_names,
    parameters_cell,
    written_plainly,
)
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_FITS = ("fit", "fit_transform", "fit_generator", "train")
_FIT_FUNCTIONS = ("xgboost.train", "xgboost.cv", "lightgbm.train", "lightgbm.cv", "catboost.train")
# More lines than this are no proposal that one reads at a glance.
_MOST_LINES = 6
_LONGEST = 80


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """The notebook as a whole, where a parameters cell would have something to hold."""
    if parameters_cell(notebook) is not None:
        return
    required, fits = contract.code.parameters_cell, _fits(notebook)
    if not (fits or required):
        return
    reads = any(use.way == "read" for use in file_uses(notebook))
    if required and (reads or fits):
        yield Match(
            "No cell is tagged `parameters`, and the contract requires one: production cannot "
            "run this notebook on other data.",
            None,
            fixes=(Fix(_cell(notebook, hard_coded(notebook)), "suggestion"),),
            key="code.parameters-cell",
            at_least=severities("-iw"),
        )
    elif reads and (literals := hard_coded(notebook)):
        yield Match(
            "This notebook reads data and fits, and no cell is tagged `parameters`: a scheduler "
            "can run it on nothing but what is written into it.",
            None,
            fixes=(Fix(_cell(notebook, literals), "suggestion"),),
        )


def _fits(notebook: Notebook) -> bool:
    return any(True for _ in notebook.methods(*_FITS)) or any(
        True for _ in notebook.calls(*_FIT_FUNCTIONS)
    )


def _cell(notebook: Notebook, literals: Sequence[HardCoded]) -> str:
    """The cell's text, from the literals that can be shown as they are written."""
    written = {
        item.value: item.cell.text_at(item.place)
        for item in literals
        if written_plainly(item) and len(item.value) <= _LONGEST
    }
    names = parameter_names(notebook, list(written))
    lines = [f"{names[value]} = {text}" for value, text in written.items()]
    if not literals:
        return "Add a cell tagged parameters at the top, with what the next run may change"
    if not lines:
        return "Add a cell tagged parameters at the top, with the paths in it"
    more = "; …" if len(lines) > _MOST_LINES else ""
    return f"Add a cell tagged parameters: {'; '.join(lines[:_MOST_LINES])}{more}"


RULE = Rule(
    code="HC120",
    name="no-parameters-cell",
    artifact="code",
    severities=severities("--i"),
    summary="A notebook that reads and fits has no cell tagged `parameters`.",
    why=(
        "Papermill and the schedulers that build on it set values in the cell tagged `parameters`. "
        "Without one, the run for next month or for another country is a copy of the notebook."
    ),
    fix="Proposes the cell, with the notebook's own paths and dates.",
    find=find,
    given=("contract",),
    examples=(
        Example(
            bad="""
                «»# %%
                import pandas as pd
                df = pd.read_csv("data/churn.csv")
                # %%
                model.fit(df, df.pop("left"))
            """,
            good="""
                # %% tags=["parameters"]
                CHURN_PATH = "data/churn.csv"
                # %%
                import pandas as pd
                df = pd.read_csv(CHURN_PATH)
                # %%
                model.fit(df, df.pop("left"))
            """,
        ),
    ),
    silent=(
        '# %% tags=["parameters"]\nrate = 1\n# %%\nmodel.fit(open("a.csv").read())',
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.describe()",
        "from sklearn.datasets import load_iris\nmodel.fit(*load_iris(return_X_y=True))",
        "import pandas as pd\nPATH = 'a.csv'\nmodel.fit(pd.read_csv(PATH))",
        "model.fit(x)\nx.to_csv('a.csv')",
        "import joblib\nmodel = joblib.load('m.joblib')\nmodel.predict(x)",
        "import pandas as pd\nmodel.fit(pd.read_csv(path))",
        "outfit('a')\nopen('a.txt').read()",
    ),
)
