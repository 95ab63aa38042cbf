"""Where an install goes depends on what the requirements file lists already."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.report import FileEdit
from jupyter_handoff.rule import Project
from jupyter_handoff.rules.environment.install_in_notebook import find

LISTED = Project("/p", "/p", "requirements.txt", {"shap": "0.46", "scikit-learn": ""})


@pytest.mark.parametrize(
    ("packages", "title", "appended"),
    [
        ("xgboost", "Move to requirements.txt", "xgboost\n"),
        ("Scikit_Learn xgboost==2.1", "Move to requirements.txt", "xgboost==2.1\n"),
        ("shap", "Remove it: requirements.txt declares it", None),
        ("shap==0.46 scikit-learn", "Remove it: requirements.txt declares it", None),
        ("shap==0.45", "Settle the version: requirements.txt asks for another shap==0.45", None),
    ],
)
def test_only_what_is_missing_is_added(packages: str, title: str, appended: str | None) -> None:
    (match,) = find(read_percent(f"%pip install {packages}\nx = 1"), LISTED)
    (fix,) = match.fixes
    added = [edit.append for edit in fix.edits if isinstance(edit, FileEdit)]
    assert (fix.title, added) == (title, [appended] if appended else [])


def test_no_second_list_is_begun_beside_another_kind_of_file() -> None:
    project = Project("/p", "/p", files=("pyproject.toml",))
    (match,) = find(read_percent("%pip install shap"), project)
    (fix,) = match.fixes
    assert (fix.applicability, fix.edits) == ("suggestion", ())
    assert "pyproject.toml" in fix.title


def test_a_version_in_dispute_is_left_to_a_person() -> None:
    (match,) = find(read_percent("%pip install scikit-learn==1.0"), LISTED)
    assert [fix.applicability for fix in match.fixes] == ["suggestion"]
