"""HD101: a path that exists only on one machine."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from ...notebook import Call, Literal, Notebook, leading_literal, table
from ...report import Fix
from ...rule import Example, Match, Project, Rule, severities

_LOCAL = re.compile(r"(?:/(?=[^/\s])|~[\w.-]*/|[A-Za-z]:(?:\\|/(?!/)))[^\n]*")
# Part of every machine, of a container image, or of a hosted platform.
_SHARED = re.compile(
    r"(?:~|/root)/\.|/(?:tmp|var/tmp|dev|proc|sys|etc|usr|bin|lib|opt/ml|kaggle|content|gdrive|dbfs|databricks"
    r"|Volumes|Workspace|FileStore|input|output|workspace|app)(?:/|$)"
)
_MACHINE = "This path exists only on your machine."
_HOME = "This path leads into your home folder: on another machine that is another folder."
_PLAIN = re.compile(r"[rRuU]?(\"|')[^\"'\n]*\1")


def find(notebook: Notebook, project: Project | None) -> Iterator[Match]:
    """Each such literal that reaches a call which reads or writes files."""
    spoken = set()
    for call, argument in _path_arguments(notebook):
        literal = leading_literal(notebook, argument, call)
        if literal is None or (literal.cell.id, literal.place) in spoken:
            continue
        text = literal.text
        if not _LOCAL.fullmatch(text) or _SHARED.match(text) or len(text.strip("/~")) < 3:
            continue
        spoken.add((literal.cell.id, literal.place))
        yield Match(
            _HOME if text.startswith("~") else _MACHINE,
            literal.cell.span(literal.place),
            fixes=tuple(_relative(literal, project)),
        )


def _path_arguments(notebook: Notebook) -> Iterator[tuple[Call, ast.expr]]:
    paths = table("paths")
    for name, (position, keyword) in paths["functions"].items():
        for call in notebook.calls(name):
            if (argument := call.argument(keyword, position)) is not None:
                yield call, argument
    for name, (position, keyword) in paths["methods"].items():
        for call in notebook.methods(name):
            if (argument := call.argument(keyword, position)) is not None:
                yield call, argument


def _relative(literal: Literal, project: Project | None) -> Iterator[Fix]:
    """Replace the path by one from the notebook's folder, `data/` where it lies elsewhere."""
    written = literal.written
    if not literal.whole or not _PLAIN.fullmatch(written):
        return
    path = literal.text.replace("\\", "/")
    new = _inside(path, project) or _in_data(path)
    quote = written[-1]
    if quote in new or "\\" in new:
        return
    edit = literal.cell.replace(literal.place, f"{quote}{new}{quote}")
    yield Fix(f'Use the relative path "{new}"', "unsafe", (edit,))


def _inside(path: str, project: Project | None) -> str:
    if project is None or not path.startswith(project.root.rstrip("/") + "/"):
        return ""
    return posixpath.relpath(path, project.notebook) + ("/" if path.endswith("/") else "")


def _in_data(path: str) -> str:
    name = posixpath.basename(path.rstrip("/"))
    return f"data/{name}{'/' * path.endswith('/')}"


RULE = Rule(
    code="HD101",
    name="machine-local-path",
    artifact="data",
    severities=severities("iwE"),
    summary="A path exists only on one machine.",
    why=(
        "The receiving side has no such folder, and neither has your next laptop. "
        "A path from the project's folder, or a parameter, works everywhere."
    ),
    fix="Uses a path relative to the notebook, `data/` where the file lies outside the project.",
    find=find,
    given=("project",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                df = pd.read_csv(«"/home/ana/churn.csv"»)
            """,
            good="""
                # %%
                import pandas as pd
                df = pd.read_csv("data/churn.csv")
            """,
        ),
        Example(
            bad="""
                # %%
                from pathlib import Path
                import os
                FOLDER = «r'C:\\work\\models'»
                # %%
                import joblib
                model = joblib.load(os.path.join(FOLDER, "model.joblib"))
                model.predict(rows).to_csv(«'~/out.csv'»)
            """,
            good="""
                # %%
                from pathlib import Path
                import os
                FOLDER = 'data/models'
                # %%
                import joblib
                model = joblib.load(os.path.join(FOLDER, "model.joblib"))
                model.predict(rows).to_csv('data/out.csv')
            """,
        ),
        Example(
            bad="""
                # %%
                report = open(«"/project/reports/june.txt"», "w")
            """,
            good="""
                # %%
                report = open("reports/june.txt", "w")
            """,
        ),
    ),
    silent=(
        "import pandas as pd\ndf = pd.read_csv('data/churn.csv')",
        "import pandas as pd\ndf = pd.read_csv('https://host/churn.csv')",
        "import pandas as pd\ndf = pd.read_csv('s3://bucket/churn.csv')",
        "open('/tmp/x.csv')\nopen('/dev/null')\nopen('/etc/hosts')",
        "import re\nre.compile('/home/[a-z]+')\nre.match('/home/ana', x)",
        "route = '/home/ana'\napp.get(route)",
        "import requests\nrequests.get('/home/ana/x')",
        "print('/home/ana/churn.csv')",
        "path = '/home/ana/churn.csv'",
        "open(path)\nopen(f'{folder}/x.csv')\nopen(folder + '/x.csv')",
        "import os\nos.path.join('/', name)",
        "import pandas as pd\npd.read_csv('/kaggle/input/x.csv')",
        "open('/content/drive/x.csv')",
        "from pathlib import Path\nPath('/root/.cache/huggingface')\nPath('~/.aws/credentials')",
        "text.join('/home/ana/x')",
    ),
)
