"""Screenshots of what people see, for the README and to be looked at."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from ..notebook_files import code
from .conftest import Server
from .workbench import Workbench

DEMO = Path(__file__).parents[2] / "binder" / "demo"
LINT = re.compile(r"/jupyter-handoff/lint\b")


def open_demo(bench: Workbench, server: Server) -> None:
    shutil.copytree(DEMO, server.root, dirs_exist_ok=True)
    bench.open("churn.ipynb")
    expect(bench.row("HD101")).to_be_visible()


def shot(page: Page, pictures: Path, name: str) -> None:
    page.wait_for_timeout(400)  # fonts and folding are done
    page.screenshot(path=pictures / f"{name}.png")


def test_the_demo_in_light(bench: Workbench, server: Server, pictures: Path) -> None:
    open_demo(bench, server)
    shot(bench.page, pictures, "explore")
    bench.stage("Handoff")
    expect(bench.panel).to_contain_text("4 errors")
    shot(bench.page, pictures, "handoff")
    bench.press("Fix…", bench.row("HD101"))
    bench.row("HD101").get_by_role("button", name=re.compile("This path")).click()
    shot(bench.page, pictures, "fix")
    bench.marks.first.hover()
    shot(bench.page, pictures, "tooltip")
    bench.press("Explain HD213")
    shot(bench.page, pictures, "explain")


def test_the_demo_in_dark(bench: Workbench, server: Server, pictures: Path) -> None:
    open_demo(bench, server)
    bench.run("apputils:change-theme", theme="JupyterLab Dark")
    expect(bench.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    bench.stage("Handoff")
    bench.press("Fix…", bench.row("HD101"))
    shot(bench.page, pictures, "dark")
    bench.run("apputils:change-theme", theme="JupyterLab Dark High Contrast")
    shot(bench.page, pictures, "high-contrast")
    bench.run("apputils:change-theme", theme="JupyterLab Light")
    expect(bench.page.locator("body")).to_have_attribute("data-jp-theme-light", "true")


def test_narrow_with_long_names(bench: Workbench, notebook: Any, pictures: Path) -> None:
    name = "a_very_long_name_of_a_function_that_somebody_wrote_on_a_friday_afternoon"
    path = "/home/ana/" + "/".join(["folder"] * 12) + "/churn.csv"
    bench.page.set_viewport_size({"width": 800, "height": 900})
    bench.open(notebook(code(f"print({name})\n{name} = open('{path}')"), code(f"{name} = 1")))
    bench.stage("Handoff")
    expect(bench.row("HD101")).to_be_visible()
    shot(bench.page, pictures, "narrow")


def test_states_in_words(bench: Workbench, notebook: Any, pictures: Path) -> None:
    bench.open()
    shot(bench.page, pictures, "no-notebook")
    bench.open_also(notebook(code("x = 1")))
    expect(bench.panel).to_contain_text("Nothing to say at this stage.")
    shot(bench.page, pictures, "nothing")
    bench.page.route(LINT, lambda route: route.abort())
    bench.type_into(1, "\ny = 2")
    expect(bench.panel).to_contain_text("cannot be reached", timeout=30_000)
    shot(bench.page, pictures, "unreachable")


def test_the_magics_view(bench: Workbench, server: Server, pictures: Path) -> None:
    shutil.copytree(DEMO, server.root, dirs_exist_ok=True)
    bench.open("churn.ipynb", panel=False)
    bench.run("notebook:insert-cell-above")
    bench.type_into(1, "%load_ext jupyter_handoff\n%handoff_lint --stage handoff")
    bench.run("docmanager:save")
    bench.page.keyboard.press("Control+Enter")
    output = bench.cell(1).locator(".jp-OutputArea")
    expect(output).to_contain_text("4 errors", timeout=60_000)
    output.get_by_role("button", name="Fix…").nth(1).click()
    shot(bench.page, pictures, "magic")
    bench.run("docmanager:reload")
