"""Screenshots of what people see, to be looked at; `make pictures` keeps the README's."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..notebook_files import code, write
from .conftest import TOKEN, Server, running
from .workbench import Workbench

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "binder" / "demo"
SHOTS = ROOT / ".cache" / "screenshots"
LINT = re.compile(r"/jupyter-handoff/lint\b")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with nothing in it but the demo."""
    yield from running(tmp_path_factory.mktemp("gallery"), "/")


@pytest.fixture
def bench(page: Page, gallery: Server) -> Workbench:
    for file in gallery.root.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    shutil.copytree(DEMO, gallery.root, dirs_exist_ok=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    return Workbench(page, gallery, TOKEN)


@pytest.fixture
def shot(page: Page) -> Callable[[str], None]:
    """Takes a screenshot of a name."""
    SHOTS.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> None:
        page.wait_for_timeout(400)  # fonts and folding are done
        page.screenshot(path=SHOTS / f"{name}.png")

    return take


def open_demo(bench: Workbench) -> None:
    bench.open("churn.ipynb")
    expect(bench.row("HD101")).to_be_visible()


def test_the_demo_in_light(bench: Workbench, shot: Callable[[str], None]) -> None:
    open_demo(bench)
    shot("explore")
    bench.run("application:toggle-left-area")
    bench.stage("Handoff")
    expect(bench.panel).to_contain_text("6 errors")
    bench.ready()
    shot("handoff")
    bench.press("Fix…", bench.row("HD101"))
    bench.row("HD101").get_by_role("button", name=re.compile("This path")).click()
    shot("fix")
    bench.marks.first.hover()
    shot("tooltip")
    bench.press("Explain HD213")
    shot("explain")


def test_the_demo_in_dark(bench: Workbench, shot: Callable[[str], None]) -> None:
    open_demo(bench)
    bench.run("apputils:change-theme", theme="JupyterLab Dark")
    expect(bench.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    bench.stage("Handoff")
    bench.press("Fix…", bench.row("HD101"))
    shot("dark")
    bench.run("apputils:change-theme", theme="JupyterLab Dark High Contrast")
    shot("high-contrast")
    bench.run("apputils:change-theme", theme="JupyterLab Light")
    expect(bench.page.locator("body")).to_have_attribute("data-jp-theme-light", "true")


def test_narrow_with_long_names(
    bench: Workbench, gallery: Server, shot: Callable[[str], None]
) -> None:
    name = "a_very_long_name_of_a_function_that_somebody_wrote_on_a_friday_afternoon"
    path = "/home/ana/" + "/".join(["folder"] * 12) + "/churn.csv"
    cells = code(f"print({name})\n{name} = open('{path}')"), code(f"{name} = 1")
    write(gallery.root / f"{name}.ipynb", *cells)
    bench.page.set_viewport_size({"width": 800, "height": 900})
    bench.open(f"{name}.ipynb")
    bench.stage("Handoff")
    expect(bench.row("HD101")).to_be_visible()
    shot("narrow")


@pytest.mark.parametrize("width", [240, 300, 400])
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_widths(bench: Workbench, shot: Callable[[str], None], width: int, theme: str) -> None:
    open_demo(bench)
    bench.run("apputils:change-theme", theme=f"JupyterLab {theme}")
    dark = json.dumps(theme == "Light")
    expect(bench.page.locator("body")).to_have_attribute("data-jp-theme-light", dark)
    bench.run("application:toggle-left-area")
    bench.page.set_viewport_size({"width": 1000, "height": 1300})
    bench.widen(width)
    shot(f"explore-{width}-{theme}")
    bench.stage("Handoff")
    expect(bench.panel).to_contain_text("6 errors")
    shot(f"handoff-{width}-{theme}")
    bench.press("Explain HD213")
    shot(f"explain-{width}-{theme}")
    bench.press("Back")
    bench.press("Fix 5 safe")
    expect(bench.panel).to_contain_text("5 fixed")
    bench.run("apputils:change-theme", theme="JupyterLab Light")
    shot(f"fixed-{width}-{theme}")


def test_states_in_words(bench: Workbench, gallery: Server, shot: Callable[[str], None]) -> None:
    write(gallery.root / "short.ipynb", code("x = 1"))
    bench.open()
    expect(bench.panel).to_contain_text("Open a notebook")
    shot("no-notebook")
    bench.open_also("short.ipynb")
    expect(bench.panel).to_contain_text("Nothing to say at this stage.")
    shot("nothing")
    bench.page.route(LINT, lambda route: route.abort())
    bench.type_into(1, "\ny = 2")
    expect(bench.panel).to_contain_text("cannot be reached", timeout=30_000)
    shot("unreachable")


def test_the_magics_view(bench: Workbench, shot: Callable[[str], None]) -> None:
    bench.open("churn.ipynb", panel=False)
    bench.ready()
    bench.run("application:toggle-left-area")
    bench.run("notebook:insert-cell-above")
    bench.type_into(1, "%load_ext jupyter_handoff\n%handoff_lint --stage handoff")
    bench.run("docmanager:save")
    bench.page.keyboard.press("Control+Enter")
    output = bench.cell(1).locator(".jp-OutputArea")
    expect(output).to_contain_text("6 errors", timeout=60_000)
    output.get_by_role("button", name="Show fix").nth(3).click()
    shot("magic")
