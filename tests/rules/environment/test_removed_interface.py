"""Only what the numpy that may be installed no longer has is told."""

from __future__ import annotations

import pytest

from jupyter_handoff.contract import BUILT_IN
from jupyter_handoff.engine import judge
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.rule import Project
from jupyter_handoff.rules.environment.removed_interface import RULE


def said(source: str, exact: str = "", wanted: str = "") -> list[str]:
    project = Project("/p", "/p", declared={"numpy": exact}, ranges={"numpy": wanted})
    report = judge(read_percent(source), rules=[RULE], contract=BUILT_IN, project=project)
    assert RULE.code in report.coverage.checked
    return [finding.message.split("`")[1] for finding in report.findings]


SOURCE = "import numpy as np\nnp.int(1)\nnp.NaN\nnp.trapz([1])\nnp.row_stack([1])"


@pytest.mark.parametrize(
    ("exact", "wanted", "told"),
    [
        ("", "", "np.int np.NaN np.trapz"),
        ("2.1.3", "", "np.int np.NaN"),
        ("2.4.0", "", "np.int np.NaN np.trapz"),
        ("1.26.4", "", "np.int"),
        ("1.23.5", "", ""),
        ("", "<2", "np.int"),
        ("", "<2.0.0,>=1.20", "np.int"),
        ("", "<2.4,>=2.1", "np.int np.NaN"),
        ("", ">=1.20", "np.int np.NaN np.trapz"),
        ("", "==1.26.*", "np.int"),
        ("", "!=1.24.0,<1.25", "np.int"),
        ("", "<1.24", ""),
        ("", "~=1.22.3", ""),
        ("nonsense", "", "np.int np.NaN np.trapz"),
    ],
)
def test_the_declared_versions_count(exact: str, wanted: str, told: str) -> None:
    assert " ".join(said(SOURCE, exact, wanted)) == told


def test_an_install_in_the_notebook_counts_more() -> None:
    assert said(f"%pip install numpy==1.22.4\n{SOURCE}", "2.1.0") == []


def test_a_name_of_another_cells_import_is_replaced_where_it_stands() -> None:
    notebook = read_percent("# %%\nimport numpy as np\n# %%\nx = 1\ny = [\n    np.product([x])]")
    report = judge(notebook, rules=[RULE], contract=BUILT_IN, project=None)
    (finding,) = report.findings
    (edit,) = finding.fixes[0].edits
    assert (edit.cell, edit.line, edit.old, edit.new) == (2, 3, "np.product", "np.prod")  # type: ignore[union-attr]
