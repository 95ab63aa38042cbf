"""Which paths are one machine's own, and which are anybody's."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.requirements import Requirements
from jupyter_handoff.rule import Match, Project
from jupyter_handoff.rules.data import machine_local_path as rule

MADE = "import os\nfrom pathlib import Path\n"

SILENT = (
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
    "import os\nos.path.expanduser('~')\nos.path.expanduser('~/.cache/models')",
    "from pathlib import Path\nopen(Path.home() / '.netrc')\nopen(Path.home() / name)",
    "%run setup.py\n%run ../a.py\n%run /content/a.py\n%run",
)


def find(notebook: Notebook, project: Project | None) -> list[Match]:
    return list(rule.find(notebook, project, Requirements()))


@pytest.mark.parametrize("text", SILENT)
def test_what_is_anybodys_is_silent(text: str) -> None:
    assert list(find(read_percent(f"# %%\n{text}"), None)) == []


@pytest.mark.parametrize(
    "text",
    [
        "import os\nfolder = os.path.expanduser('~/data')",
        "%run /home/ana/setup.py",
        "%run -i '~/setup.py'",
        "from pathlib import Path\nopen(Path.home() / 'data' / name)",
        "from pathlib import Path\nPath('/home/ana').mkdir()\nopen('/home/anatol/x')",
    ],
)
def test_what_is_one_machines_own_is_found(text: str) -> None:
    assert list(find(read_percent(f"# %%\n{text}"), None))


def test_a_path_in_the_project_becomes_relative_to_the_notebook() -> None:
    project = Project(notebook="/project/notebooks", root="/project")
    (match,) = find(read_percent("# %%\nopen('/project/reports/june.txt', 'w')"), project)
    assert [edit.new for edit in match.fixes[0].edits] == ["'../reports/june.txt'"]  # type: ignore[union-attr]


@pytest.mark.parametrize("made", ["os.makedirs('~/a')", "os.mkdir('~/a/')", "Path('~/a').mkdir()"])
def test_what_an_earlier_cell_makes_is_not_found_again(made: str) -> None:
    text = f"# %%\n{MADE}{made}\n# %%\nopen('~/a/x.csv')\nopen('~/ab/x.csv')"
    assert [
        match.at.line for match in find(read_percent(text), None) if match.at and match.at.cell == 2
    ] == [2]
