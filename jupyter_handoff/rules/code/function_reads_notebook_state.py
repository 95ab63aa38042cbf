"""HC117: a function that takes values from the notebook's state, not from its caller."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import Notebook, Parameters, StateRead, state_reads
from ...report import Fix, Severity
from ...rule import Example, Match, Rule, related, severities

_MOST_NAMED = 3


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such function, at the first name; softer where nothing changes what it reads."""
    found = list(state_reads(notebook))
    parameters = Parameters(notebook) if found else None
    for read in found:
        uses = [use for use, _ in read.reads]
        names = ", ".join(f"`{use.name}`" for use in uses[:_MOST_NAMED])
        more = f" and {len(uses) - _MOST_NAMED} more" if len(uses) > _MOST_NAMED else ""
        here = ", and here it works with whatever ran last" if read.varies else ""
        yield Match(
            f"`{read.function.name}` reads {names}{more} from the notebook, not from its caller: "
            f"moved elsewhere it stops{here}.",
            read.cell.span(read.cell.facts.place(uses[0].node)),
            related=tuple(
                related(bound.cell.span(bound.cell.facts.place(bound.binding.node)), "bound here")
                for _, bound in read.reads[:_MOST_NAMED]
            ),
            fixes=tuple(_add(parameters, read)) if parameters else (),
            at_most=_at_most(read),
        )


def _at_most(read: StateRead) -> Severity:
    """Soft where one value is all there is, and where a decorator settles who calls."""
    decorated = not isinstance(read.function.node, ast.Lambda) and read.function.node.decorator_list
    return "error" if read.varies and not decorated else "info"


def _add(parameters: Parameters, read: StateRead) -> Iterator[Fix]:
    names = [use.name for use, _ in read.reads]
    if edits := parameters.added(read.cell, read.function, names):
        what = "a parameter" if len(names) == 1 else "parameters"
        yield Fix(f"Make {', '.join(names)} {what} of {read.function.name}", "unsafe", edits)


RULE = Rule(
    code="HC117",
    name="function-reads-notebook-state",
    artifact="code",
    severities=severities("-iw"),
    summary="A function reads a value of the notebook that nobody hands to it.",
    why=(
        "Such a function cannot be moved to a module, nor tested on its own. In the notebook its "
        "result depends on which cells ran before, and a call does not show that."
    ),
    fix="Adds parameters, and hands the values over in each call, where all calls are plain.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                rows = load("rows.csv")
                rows = rows.dropna()
                # %%
                def mean(column):
                    return «rows»[column].mean()
                # %%
                print(mean("price"))
            """,
            good="""
                # %%
                rows = load("rows.csv")
                rows = rows.dropna()
                # %%
                def mean(column, rows):
                    return rows[column].mean()
                # %%
                print(mean("price", rows=rows))
            """,
        ),
        Example(
            bad="""
                # %%
                model, rows = build(), load()
                # %%
                class Report:
                    def show(self):
                        return «model».score(rows)
            """,
            good="""
                # %%
                model, rows = build(), load()
                # %%
                class Report:
                    def show(self, model, rows):
                        return model.score(rows)
            """,
        ),
    ),
    silent=(
        "# %%\nimport numpy as np\nSIZE = f()\ndef g():\n    return np.ones(SIZE)",
        "# %%\nsize = 3\nnames = ['a', 'b']\ndef g():\n    return names * size",
        "# %%\nfrom pathlib import Path\nhome = Path('data') / 'raw'\ndef g():\n    return home",
        "# %%\nimport os\nroot = os.path.join('a', 'b')\ndef g():\n    return root",
        "# %%\ndef f(x):\n    return x\nclass A:\n    pass\ndef g():\n    return f(A())",
        "# %%\nrows = load()\ndef g(rows):\n    return rows",
        "# %%\nrows = load()\ndef g():\n    rows = 1\n    return rows",
        "# %%\nrows = load()\ng = lambda: rows",
        "# %%\nimport torch\ndevice = torch.device('cpu')\ndef g(x):\n    return x.to(device)",
        "# %%\nimport logging\nlog = logging.getLogger('a')\ndef g():\n    log.info('a')",
        "# %%\nif cuda:\n    size = 9\nelse:\n    size = 1\ndef g(x):\n    x.to(size)",
        "# %%\nrows = load()\ndef g(x=rows):\n    return x",
        "# %%\ntry:\n    import re\nexcept ImportError:\n    re = None\ndef g():\n    return re",
        "# %%\ndef g():\n    return missing",
    ),
)
