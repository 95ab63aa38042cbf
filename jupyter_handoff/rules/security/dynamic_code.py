"""HS105: text is run as code. Speaks for Ruff's S102 and S307."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ...notebook import RUNS_TEXT, Diagnostic, Notebook, OutsideValues
from ...rule import Example, Match, Rule, severities

_GIVEN_TO = ("apply", "applymap", "map", "transform")
_INSTEAD = {
    "eval": "For values, `ast.literal_eval` does the same and runs nothing.",
    "exec": "Write the code down, or keep what differs in a dictionary.",
}


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Ruff's findings but for fixed text, and `eval` that is given to a column's method."""
    places = {(item.span.cell_id, item.span.line, item.span.column): item for item in said}
    values = OutsideValues(notebook)
    for call in notebook.calls(*RUNS_TEXT) if said else ():
        item = places.get((call.cell.id, *call.cell.facts.place(call.node)[:2]))
        text = call.node.args[0] if call.node.args else None
        if item is None or isinstance(text, ast.Constant) or text is None:
            continue
        origin = values.of(text, (call.index, call.fact.order))
        if origin.server:
            continue  # HS109 speaks of downloads
        name = call.fact.method
        what = f"{origin.outside} as code" if origin.outside else "text as code"
        yield Match(_message(name, what), call.span, source=item.source)
    for call in notebook.methods(*_GIVEN_TO):
        given = call.node.args[0] if call.node.args else None
        if isinstance(given, ast.Name) and given.id == "eval" and _is_builtin(notebook):
            yield Match(_message("eval", "each value of the column as code"), call.span)


def _is_builtin(notebook: Notebook) -> bool:
    return "eval" not in notebook.links.bindings and not notebook.links.stars


def _message(name: str, what: str) -> str:
    return f"`{name}` runs {what}: whoever writes it can do anything here. {_INSTEAD[name]}"


RULE = Rule(
    code="HS105",
    name="dynamic-code",
    artifact="security",
    owner="both",
    severities=severities("iwE"),
    summary="Text is run as code.",
    why=(
        "What looks like data can then delete files or send them away, in production with "
        "production's rights. No reviewer and no tool sees code that is put together in a run."
    ),
    find=find,
    ruff=("S102", "S307"),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                movies = pd.read_csv("movies.csv")
                movies["genres"] = «movies["genres"].apply(eval)»
                first = «eval(movies.tags[0])»
                # %%
                for number in range(3):
                    «exec(f"model_{number} = build({number})")»
            """,
            good="""
                # %%
                import ast
                import pandas as pd
                movies = pd.read_csv("movies.csv")
                movies["genres"] = movies["genres"].apply(ast.literal_eval)
                # %%
                models = {number: build(number) for number in range(3)}
            """,
        ),
    ),
    silent=(
        "import torch\nmodel = torch.nn.Linear(2, 1)\nmodel.eval()",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.eval('c = a + b')\npd.eval('df.a + 1')",
        "loss.eval(session=session)",
        "import ast\nast.literal_eval(text)",
        "def eval(model):\n    return model\neval(model)",
        "eval('1 + 1')",
        "exec('import os')",
        "import re\npattern = re.compile('eval(x)')",
        "cursor.exec(query)\nq.exec_()",
        "import requests\nexec(requests.get(url).text)",  # HS109 speaks
        "def eval(x):\n    return x\ndf['a'].apply(eval)",
        "df['a'].apply(evaluate)",
    ),
)
