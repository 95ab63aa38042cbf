"""The same extension in Notebook 7, and the magic's view in a cell's output."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from ..notebook_files import code
from .workbench import Workbench

LOCAL = 'data = open("/home/ana/churn.csv")'


def test_panel_squiggles_and_fixes_work_in_notebook_7(bench: Workbench, notebook: Any) -> None:
    bench.go(f"notebooks/{notebook(code(LOCAL))}")
    expect(bench.row("HD101")).to_be_visible(timeout=30_000)
    expect(bench.page.locator(".jp-Handoff-mark")).to_have_text('"/home/ana/churn.csv"')
    bench.press("Fix…", bench.row("HD101"))
    bench.press("Apply")
    expect(bench.page.locator(".cm-content").first).to_contain_text('open("data/churn.csv")')
    expect(bench.row("HD101")).to_have_count(0, timeout=20_000)


def test_the_magics_view_shows_groups_and_a_fix(bench: Workbench, notebook: Any) -> None:
    cells = (
        code("%load_ext jupyter_handoff"),
        code(f"def read():\n    {LOCAL}\n    return data"),
        code("%handoff_lint --stage handoff"),
    )
    bench.open(notebook(*cells), panel=False)
    bench.ready()
    bench.run("notebook:run-all-cells")
    output = bench.cell(3).locator(".jp-OutputArea")
    expect(output).to_contain_text("Linted: this notebook", timeout=60_000)
    expect(output).to_contain_text("Handoff · handoff · 1 error")
    expect(output).to_contain_text("Cell 2")
    expect(output).to_contain_text("HD101 machine-local-path")
    output.get_by_role("button", name="Show fix").click()
    expect(output).to_contain_text('data = open("data/churn.csv")')
    output.get_by_role("button", name="Show fix").click()
    expect(output).not_to_contain_text('data = open("data/churn.csv")')
