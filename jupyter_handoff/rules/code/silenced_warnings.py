"""HC113: all warnings are switched off."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Call, Cell, Notebook, dotted, set_argument, settings
from ...report import Fix
from ...rule import Example, Match, Rule, severities

_ALL = "All warnings are switched off here, those that tell on the data and the model too."
_CHAINED = (
    "The warning about chained assignment is switched off here: a value that is set on a copy "
    "of a frame is lost, and nothing says so."
)
_NUMBERS = (
    "NumPy's errors are switched off here for the whole run: division by zero and overflow go on "
    "as inf and nan."
)
_OPTION = "mode.chained_assignment"


def find(notebook: Notebook) -> Iterator[Match]:
    """Filters without a category, pandas' option and NumPy's errors, where nothing ends them."""
    scoped = {cell.id: _scoped(cell) for cell in notebook.code}
    for call in notebook.calls("warnings.filterwarnings", "warnings.simplefilter"):
        if _silences_all(notebook, call) and call.node.lineno not in scoped[call.cell.id]:
            yield Match(_ALL, call.span, fixes=tuple(_narrow(call)))
    for call in notebook.calls("pandas.set_option"):
        value = call.argument("val", 1)
        if _is(call.argument("pat", 0), _OPTION, "chained_assignment") and _is(value, None):
            yield Match(_CHAINED, call.span, fixes=(_BY_LOC,))
    for call in notebook.calls("numpy.seterr"):
        if _is(call.argument("all", 0), "ignore"):
            yield Match(_NUMBERS, call.span, fixes=(_BY_ERRSTATE,))
    for setting in settings(notebook, f"pandas.options.{_OPTION}", "warnings.warn"):
        cell = setting.cell
        span = cell.span(cell.facts.place(setting.statement))
        if setting.name == "warnings.warn":
            yield Match(_ALL, span)
        elif _is(setting.value, None):
            yield Match(_CHAINED, span, fixes=(_BY_LOC,))


_BY_LOC = Fix("Set values by df.loc[rows, column] = …, or take a .copy() first", "suggestion")
_BY_ERRSTATE = Fix("Put `with np.errstate(…):` round the lines that need it", "suggestion")


def _is(node: ast.expr | None, *values: object) -> bool:
    return isinstance(node, ast.Constant) and node.value in values


def _silences_all(notebook: Notebook, call: Call) -> bool:
    if call.open_ended or not _is(call.argument("action", 0), "ignore"):
        return False
    simple = call.name.endswith("simplefilter")
    narrowed = [] if simple else [call.argument("message", 1), call.argument("module", 3)]
    if any(part is not None and not _is(part, "") for part in narrowed):
        return False
    category = call.argument("category", 1 if simple else 2)
    return category is None or notebook.name_of(category, call) == "Warning"


def _scoped(cell: Cell) -> frozenset[int]:
    """The lines in blocks that put the filters back at their end."""
    if "catch_warnings" not in cell.source:
        return frozenset()
    return frozenset(
        line
        for node in ast.walk(cell.facts.tree)
        if isinstance(node, ast.With) and any(_ends_them(item.context_expr) for item in node.items)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    )


def _ends_them(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func).endswith("catch_warnings")


def _narrow(call: Call) -> Iterator[Fix]:
    position = 1 if call.name.endswith("simplefilter") else 2
    edit = set_argument(call, "category", "FutureWarning", position=position)
    if edit is not None and call.cell.editable and call.argument("category", position) is None:
        yield Fix("Silence FutureWarning only", "unsafe", (edit,))


RULE = Rule(
    code="HC113",
    name="silenced-warnings",
    artifact="code",
    severities=severities("-iw"),
    summary="All warnings are switched off.",
    why=(
        "A model that did not converge, a column that was set on a copy, a function that the next "
        "release drops: each is told once, as a warning. Switched off, whoever takes over learns "
        "of it from wrong numbers."
    ),
    fix="Silences `FutureWarning` alone; name another category where that is the one.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import warnings
                «warnings.filterwarnings("ignore")»
                «warnings.simplefilter(action='ignore')»
            """,
            good="""
                # %%
                import warnings
                warnings.filterwarnings("ignore", category=FutureWarning)
                warnings.simplefilter(action='ignore', category=FutureWarning)
            """,
        ),
        Example(
            bad="""
                # %%
                import numpy as np, pandas as pd, warnings
                «pd.options.mode.chained_assignment = None»
                «pd.set_option("mode.chained_assignment", None)»
                «np.seterr(all="ignore")»
                «warnings.warn = lambda *args, **kwargs: None»
            """,
            good="""
                # %%
                import numpy as np, pandas as pd
                with np.errstate(divide="ignore"):
                    rates = paid / due
            """,
        ),
    ),
    silent=(
        "import warnings\nwarnings.filterwarnings('ignore', category=FutureWarning)",
        "import warnings\nwarnings.filterwarnings('ignore', message='.*Liblinear.*')",
        "import warnings\nwarnings.filterwarnings('ignore', module='sklearn')",
        "import warnings\nwarnings.filterwarnings('error')",
        "import warnings\nwarnings.simplefilter('ignore', DeprecationWarning)",
        "import warnings as w\nwith w.catch_warnings():\n    w.simplefilter('ignore')\n    f(x, y)",
        "import warnings\nwarnings.warn('old')",
        "import pandas as pd\npd.options.mode.chained_assignment = 'raise'",
        "import pandas as pd\npd.options.display.max_rows = None",
        "import pandas as pd\npd.set_option('display.max_columns', None)",
        "import numpy as np\nnp.seterr(divide='ignore')",
        "import numpy as np\nwith np.errstate(all='ignore'):\n    x / y",
        "import warnings\nwarnings.filterwarnings('ignore', **options)",
        "import logging\nlogging.getLogger('x').setLevel(logging.ERROR)",
    ),
)
