"""HS108: a shell command is put together from data. Speaks for Ruff's S602, S604, S605."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ...notebook import Call, Diagnostic, Notebook, OutsideValues, ShellHoles, shell_lines
from ...rule import Example, Match, Rule, severities

_INSTEAD = "Give the program a list of arguments and no shell, or quote them (`shlex.quote`)."


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Shell lines, then Ruff's calls, where what they are built from comes from outside."""
    values = OutsideValues(notebook)
    indexes = {cell.id: index for index, cell in enumerate(notebook.code)}
    holes = ShellHoles(notebook, values)
    for line in shell_lines(notebook):
        if outside := holes.outside(line):
            yield Match(_message(outside), line.cell.span(line.place))
    places = {(item.span.cell_id, item.span.line, item.span.column): item for item in said}
    for cell_id in {item.span.cell_id for item in said}:
        cell, index = notebook.by_id[cell_id], indexes[cell_id]
        for fact in cell.facts.calls:
            item = places.get((cell_id, *cell.facts.place(fact.node)[:2]))
            call = Call(index, cell, fact, "")
            command = call.argument("args", 0) or call.argument("cmd") if item else None
            if item is None or command is None:
                continue
            origin = values.of(command, (index, fact.order))
            if origin.outside:
                yield Match(_message(origin.outside), call.span, source=item.source)
            elif origin.unknown and fact.deferred and not isinstance(command, ast.List):
                said_so = "This shell command is put together from what the function is given: "
                message = f"{said_so}called with data, it runs whatever stands there. {_INSTEAD}"
                yield Match(message, call.span, source=item.source, at_most="info")


def _message(outside: str) -> str:
    return (
        f"This shell command is put together from {outside}: whatever stands there can run "
        f"any command. {_INSTEAD}"
    )


RULE = Rule(
    code="HS108",
    name="shell-from-data",
    artifact="security",
    owner="both",
    severities=severities("-wE"),
    summary="A shell command is put together from data.",
    why=(
        "A file name or a cell of a table with a semicolon in it is then a command of its own. "
        "A person would notice; a job that runs every night does not."
    ),
    find=find,
    ruff=("S602", "S604", "S605"),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                files = pd.read_csv("files.csv")
                for url in files["url"]:
                    «!wget {url}»
                # %%
                import os
                for _, row in files.iterrows():
                    «os.system(f"unzip {row.path}")»
                # %%
                name = input("Project: ")
                «!gcloud config set project $name»
                # %%
                import json, subprocess
                settings = json.load(open("settings.json"))
                command = "convert " + settings["picture"] + " out.png"
                «subprocess.run(command, shell=True)»
            """,
            good="""
                # %%
                import subprocess
                import pandas as pd
                files = pd.read_csv("files.csv")
                for url in files["url"]:
                    subprocess.run(["wget", url], check=True)
            """,
        ),
        Example(
            bad="""
                # %%
                import subprocess
                def run(command):
                    return «subprocess.run(command, shell=True)»
            """,
            good="""
                # %%
                import subprocess
                def run(words):
                    return subprocess.run(words)
            """,
        ),
    ),
    silent=(
        "folder = 'data'\n!mkdir -p {folder}",
        "import os\nfolder = 'data'\nos.system(f'mkdir -p {folder}')",
        "import subprocess\nsubprocess.run('ls | wc -l', shell=True)",
        "import subprocess\nsubprocess.run(['ls'])",
        "import os\nos.system('pip install numpy')",
        "import os\nbucket = os.environ['BUCKET']\n!gsutil ls gs://{bucket}",
        "for name in ['a', 'b']:\n    !unzip {name}.zip",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n!echo {len(df)}",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n!echo {df.shape[0]}",
        "project = !gcloud config get-value project\n!gsutil ls gs://{project[0]}",
        "import shlex, pandas as pd\ndf = pd.read_csv('a.csv')\n!wget {shlex.quote(df.url[0])}",
        "!ls -l | awk '{print $1}'",
        "import pandas as pd\npath = 'a.csv'\ndf = pd.read_csv(path)\n!head {path}",
        "import os\nfor n in range(3):\n    os.system(f'touch {n}.txt')",
        "%%bash\nname=$(cat name.txt)\necho $name",
    ),
)
