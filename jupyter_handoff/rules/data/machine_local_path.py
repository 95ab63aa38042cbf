"""HD101: a path that exists only on one machine; HD103 tells of those that are one person's."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ...notebook import (
    Literal,
    Notebook,
    below_home,
    folders_made,
    is_machine_local,
    leading_literal,
    left_to_contract,
    path_arguments,
    personal_place,
    scripts_run,
)
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Project, Rule, severities

_MACHINE = "This path exists only on your machine."
_HOME = "This path leads into your home folder: on another machine that is another folder."
_PLAIN = re.compile(r"[rRuU]?(\"|')[^\"'\n]*\1")


def find(notebook: Notebook, project: Project | None, contract: Requirements) -> Iterator[Match]:
    """Each such literal that reaches a call which reads or writes files.

    HD102 speaks of what the contract has a source for.
    """
    spoken = set()
    made = list(folders_made(notebook))
    root = project.root if project else ""
    left = left_to_contract(notebook, contract.data.sources, root)
    for cell, magic, path in scripts_run(notebook):
        if is_machine_local(path):
            yield Match(_about(path), cell.span_of(magic.start, magic.end))
    for call, argument in path_arguments(notebook):
        path = below_home(notebook, argument, call)
        if is_machine_local(path) and not personal_place(path, root):
            yield Match(_about(path), call.cell.span(call.cell.facts.place(argument)))
        literal = leading_literal(notebook, argument, call)
        if literal is None or (literal.cell.id, literal.place) in spoken:
            continue
        text = literal.text
        if (
            text.replace("\\", "/") in left
            or not is_machine_local(text)
            or personal_place(text, root)
        ):
            continue
        if any(call.index > index and f"{text}/".startswith(folder) for index, folder in made):
            continue
        spoken.add((literal.cell.id, literal.place))
        yield Match(
            _about(text),
            literal.cell.span(literal.place),
            fixes=tuple(_relative(literal, project)),
        )


def _about(path: str) -> str:
    return _HOME if path.startswith("~") else _MACHINE


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
    given=("project", "contract"),
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
    ),
    silent=(
        "import pandas as pd\ndf = pd.read_csv('data/churn.csv')",
        "import pandas as pd\ndf = pd.read_csv('https://host/churn.csv')",
        "import pandas as pd\ndf = pd.read_csv('s3://bucket/churn.csv')",
        "open('/tmp/x.csv')\nopen('/dev/null')\nopen('/etc/hosts')",
        "import pandas as pd\ndf = pd.read_csv('C:/Users/ana/Downloads/a.csv')",
        "import re\nre.compile('/home/[a-z]+')\nre.match('/home/ana', x)",
    ),
)
