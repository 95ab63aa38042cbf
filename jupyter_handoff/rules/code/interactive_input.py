"""HC109: the notebook waits for a person."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...notebook import Call, Cell, Magic, Notebook, known, remove_statement
from ...report import Fix
from ...rule import Example, Match, Rule, severities

_WAITS = "a run without you stops here"
# Reading the environment: what asks beside it is only asked where that gave nothing.
_READS_VARIABLE = re.compile(
    r"environ\.get\(|getenv\(|environ\[[^\]\r\n]{0,80}\](?![ \t]*=[^=])|in os\.env"
)


def find(notebook: Notebook) -> Iterator[Match]:
    """Questions, dialogs, and debuggers that were left in."""
    for call in (*notebook.calls(*known("interactive", "asks")), *_python_two(notebook)):
        if not _falls_back(call.cell):
            said = f"`{call.fact.method}` asks a person here: {_WAITS}. Make it a parameter."
            yield Match(said, call.span, fixes=tuple(_parameter(call)))
    for call in notebook.calls(*known("interactive", "asks_secret")):
        if not _falls_back(call.cell):
            said = f"`{call.fact.method}` asks a person for a secret here: {_WAITS}."
            fix = Fix("Read it from an environment variable, by os.environ", "suggestion")
            yield Match(said, call.span, fixes=(fix,))
    for call in notebook.calls(*known("interactive", "chooses")):
        said = f"`{call.fact.method}` opens a dialog here: {_WAITS}. Make the path a parameter."
        yield Match(said, call.span, fixes=tuple(_parameter(call)))
    for call in notebook.calls(*known("interactive", "stops")):
        said = f"`{call.fact.method}` starts a debugger here: {_WAITS}."
        yield Match(said, call.span, fixes=tuple(_without(call)))
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            if _debugs(magic):
                said = f"`{magic.name}` starts a debugger: {_WAITS}."
                yield Match(said, cell.span_of(magic.start, magic.end))


def _python_two(notebook: Notebook) -> Iterator[Call]:
    if "raw_input" not in notebook.links.bindings:
        for call in notebook.methods("raw_input"):
            if isinstance(call.node.func, ast.Name):
                yield call


def _debugs(magic: Magic) -> bool:
    if magic.name == "pdb":
        return magic.kind == "line" and magic.text not in ("off", "0")
    if magic.name == "run":
        return magic.kind == "line" and magic.text.split()[:1] == ["-d"]
    return magic.name == "debug" and magic.kind in ("line", "cell")


def _falls_back(cell: Cell) -> bool:
    """Whether the cell asks only for what the environment does not give."""
    return "env" in cell.source and _READS_VARIABLE.search(cell.source) is not None


def _parameter(call: Call) -> Iterator[Fix]:
    statement = call.fact.statement
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name = statement.targets[0].id
        if call.fact.deferred:
            yield Fix(f"Take {name} as a parameter of the function", "suggestion")
        else:
            yield Fix(f"Set {name} in a cell tagged parameters", "suggestion")


def _without(call: Call) -> Iterator[Fix]:
    """Remove the call, where it is a statement of its own and the cell holds others."""
    cell, statement = call.cell, call.fact.statement
    if isinstance(statement, ast.Expr) and statement.value is call.node:
        edit = remove_statement(cell, statement)
        if edit is not None and cell.editable and len(cell.facts.tree.body) > 1:
            yield Fix("Remove it", "safe", (edit,))


RULE = Rule(
    code="HC109",
    name="interactive-input",
    artifact="code",
    severities=severities("-wE"),
    summary="The notebook waits for a person: a question, a dialog, a debugger.",
    why=(
        "A scheduler has no keyboard: the run fails here, or hangs until somebody kills it. "
        "And nobody can repeat a run whose answers were typed and not written down."
    ),
    fix="Removes a forgotten `breakpoint()`; says what to make a parameter.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                rows = load()
                «breakpoint()»
                rows.describe()
                # %%
                import pdb
                «pdb.set_trace()»
            """,
            good="""
                # %%
                rows = load()
                rows.describe()
                # %%
                import pdb
            """,
        ),
        Example(
            bad="""
                # %%
                from getpass import getpass
                rate = float(«input("Learning rate: ")»)
                key = «getpass("Key: ")»
                # %%
                «%debug»
                # %%
                from tkinter import filedialog
                path = «filedialog.askopenfilename()»
            """,
            good="""
                # %%
                import os
                rate = 0.1
                key = os.environ["KEY"]
            """,
        ),
    ),
    silent=(
        "def input(text):\n    return text\ninput('x')",
        "input = 'rows.csv'\nprint(input)",
        "layer.input('x')",
        "from mine import input\ninput('x')",
        "import os, getpass\nkey = os.environ.get('KEY') or getpass.getpass()",
        "import os, getpass\nif 'K' not in os.environ:\n    os.environ['K'] = getpass.getpass()",
        "import os\ntry:\n    rate = os.environ['RATE']\nexcept KeyError:\n    rate = input()",
        "import getpass\nuser = getpass.getuser()",
        "%pdb off",
        "# breakpoint()\nx = 1",
        "import ipywidgets as widgets\nwidgets.IntSlider()\nwidgets.interact(f, x=10)",
        "from IPython import display\ndisplay.Image('a.png')",
        "gdb.set_trace()",
        "inputs = keras.Input(shape=(3,))",
    ),
)
