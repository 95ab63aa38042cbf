"""Installs are pinned to what the project declares, and addresses keep their secrets."""

from __future__ import annotations

import pytest

from jupyter_handoff.fixes import apply_fixes
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.rule import Project
from jupyter_handoff.rules.environment.unpinned_install import find

DECLARED = Project("/p", "/p", "requirements.txt", {"shap": "0.46.0", "scikit-learn": "1.6"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("%pip install shap", "%pip install shap==0.46.0"),
        ("!pip install -U shap Scikit_Learn", "!pip install -U shap==0.46.0 Scikit_Learn==1.6"),
        ("!pip install 'shap'", "!pip install 'shap==0.46.0'"),
        (
            "import os\nos.system('pip install shap')",
            "import os\nos.system('pip install shap==0.46.0')",
        ),
        ("%%bash\ncd x && pip install shap", "%%bash\ncd x && pip install shap==0.46.0"),
    ],
)
def test_what_the_project_pins_is_written(before: str, after: str) -> None:
    notebook = read_percent(before)
    fixes = [fix for match in find(notebook, DECLARED) for fix in match.fixes]
    assert apply_fixes(notebook, fixes).notebook.cells[0].source == after


@pytest.mark.parametrize(
    "source",
    [
        "%pip install shap unknown",
        "%conda install shap",
        "!pip install --target shap shap shap",
        "%pip install git+https://host/shap",
    ],
)
def test_what_is_not_plain_is_left_to_a_person(source: str) -> None:
    (match,) = find(read_percent(source), DECLARED)
    assert [fix.applicability for fix in match.fixes] == ["suggestion"]


def test_an_address_is_named_without_its_password() -> None:
    source = "%pip install git+https://me:hunter2@host/org/tool.git#egg=other"
    (match,) = find(read_percent(source), None)
    assert "hunter2" not in match.message
    assert "tool" in match.message


@pytest.mark.parametrize(
    ("source", "loose"),
    [
        ("%pip install git+https://me:word@host/tool.git@v1", False),
        ("%pip install git+ssh://git@host/org/tool.git", True),
        ("%pip install git+ssh://git@host/org/tool.git@v1", False),
        ("%pip install 'tool @ git+https://host/tool'", True),
        ("%pip install 'tool @ git+https://host/tool@v1'", False),
        ("%pip install tool>=1", True),
        ("%pip install 'tool!=1.3'", True),
        ("%pip install 'tool<2'", False),
        ("!apt-get install -y graphviz", True),
        ("!brew install graphviz", True),
    ],
)
def test_what_leaves_the_version_open(source: str, loose: bool) -> None:
    assert bool(list(find(read_percent(source), None))) is loose
