"""The panel and the squiggles in JupyterLab: what a person sees and can do."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Response, Route, expect

from ..notebook_files import code, markdown, write
from .conftest import TOKEN, Server
from .workbench import Workbench

LOCAL = 'data = open("/home/ana/churn.csv")'
SPLIT = "from sklearn.model_selection import train_test_split\na, b = train_test_split(range(9))"
LINT = re.compile(r"/jupyter-handoff/lint\b")
SECRET = "q8Zr2LmX0vTnB4wK"


def test_typing_brings_row_and_squiggle_and_keeps_the_focus(
    bench: Workbench, notebook: Any
) -> None:
    bench.open(notebook(code("x = 1"), markdown("# Title")))
    expect(bench.panel).to_contain_text("Nothing to say at this stage.")
    bench.type_into(1, f"\n{LOCAL}")
    expect(bench.row("HD101")).to_contain_text("This path exists only on your machine.")
    expect(bench.row("HD101")).to_contain_text("machine-local-path")
    expect(bench.row("HD101")).to_contain_text("data science")
    expect(bench.marks).to_have_text('"/home/ana/churn.csv"')
    bench.page.keyboard.insert_text("  # typed on")
    assert bench.source(1).endswith("# typed on"), "the focus stayed in the cell"
    expect(bench.panel.locator(".jp-Handoff-groupTitle")).to_contain_text("Cell 1")


def test_the_squiggle_goes_with_its_text(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    expect(bench.marks).to_have_count(1)
    bench.cell(1).locator(".cm-content").click()
    bench.page.keyboard.press("Control+a")
    bench.page.keyboard.press("Delete")
    expect(bench.marks).to_have_count(0, timeout=1000)
    expect(bench.rows).to_have_count(0)


def test_columns_hold_behind_an_emoji_and_in_a_later_line(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(markdown("😀"), code(f"x = 1\ny = '😀é'; {LOCAL}")))
    expect(bench.marks).to_have_text('"/home/ana/churn.csv"')
    bench.row("HD101").get_by_role("button", name=re.compile("This path")).click()
    chosen = bench.page.evaluate("() => window.getSelection().toString()")
    assert chosen == '"/home/ana/churn.csv"'


def test_a_fix_is_shown_then_made_and_undone_in_one_step(bench: Workbench, notebook: Any) -> None:
    source = f"first = 1\n{LOCAL}"
    bench.open(notebook(code(source)))
    bench.press("Fix…", bench.row("HD101"))
    preview = bench.panel.locator(".jp-Handoff-preview")
    expect(preview).to_contain_text('"/home/ana/churn.csv"')
    expect(preview).to_contain_text('"data/churn.csv"')
    assert bench.source(1) == source, "nothing is done before Apply"
    bench.press("Cancel")
    expect(preview).to_have_count(0)
    bench.press("Fix…", bench.row("HD101"))
    bench.press("Apply")
    expect(bench.panel.locator(".jp-mod-fixed")).to_contain_text("fixed")
    assert bench.source(1) == source.replace("/home/ana/churn.csv", "data/churn.csv")
    bench.cell(1).locator(".cm-content").click()
    bench.page.keyboard.press("Control+z")
    assert bench.source(1) == source
    expect(bench.row("HD101")).to_have_count(1)


def test_a_fix_of_several_cells_is_undone_from_its_row(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("print(rate)"), code("y = 2"), code("rate = 1")))
    bench.stage("Candidate")
    bench.press("Fix…", bench.row("HC103"))
    bench.press("Apply")
    expect(bench.panel.locator(".jp-mod-fixed")).to_be_visible()
    assert bench.sources() == ["rate = 1", "print(rate)", "y = 2"]
    bench.press("undo")
    expect(bench.row("HC103")).to_be_visible()
    assert bench.sources() == ["print(rate)", "y = 2", "rate = 1"]


def test_all_safe_fixes_are_made_at_once(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(f"import os\n{SPLIT}"), code(""), code(LOCAL)))
    bench.stage("Handoff")
    # Of them one is that nothing declares what the notebook needs.
    expect(bench.rows).to_have_count(5)
    bench.press("Fix 3 safe")
    expect(bench.panel).to_contain_text("3 fixed")
    assert bench.sources() == [
        SPLIT.replace("(range(9))", "(range(9), random_state=42)"),
        LOCAL,
    ]
    bench.press("undo")
    expect(bench.rows).to_have_count(5)
    assert bench.source(1) == f"import os\n{SPLIT}"


def test_fixes_of_several_cells_stay_in_sight_while_they_can_be_undone(
    bench: Workbench, notebook: Any
) -> None:
    bench.open(notebook(code("import os\nx = 1"), code("import re\ny = 2")))
    bench.stage("Handoff")
    bench.press("Fix 2 safe")
    line = bench.panel.locator(".jp-Handoff-fixed")
    expect(line).to_have_text("2 fixed · undo")
    expect(line).to_have_attribute("title", re.compile("Undo Cell Operation"))
    bench.page.wait_for_timeout(6500)  # longer than a single fix stays
    expect(line).to_have_text("2 fixed · undo")
    bench.run("notebook:undo-cell-action")
    expect(bench.rows).to_have_count(2)
    expect(line).to_have_count(0)
    assert bench.sources() == ["import os\nx = 1", "import re\ny = 2"]
    bench.press("Fix 2 safe")
    expect(line).to_have_text("2 fixed · undo")
    bench.type_into(1, "0")
    expect(line).to_have_count(0)


def test_several_fixes_of_one_cell_are_undone_in_the_cell(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("import os\nimport re\nx = 1")))
    bench.stage("Handoff")
    bench.press("Fix 2 safe")
    line = bench.panel.locator(".jp-Handoff-fixed")
    expect(line).to_have_attribute("title", re.compile("in the cell"))
    bench.cell(1).locator(".cm-content").click()
    bench.page.keyboard.press("Control+z")
    expect(line).to_have_count(0)
    assert bench.source(1) == "import os\nimport re\nx = 1"


def test_a_fix_that_is_undone_in_the_cell_is_no_longer_told(
    bench: Workbench, notebook: Any
) -> None:
    bench.open(notebook(code(LOCAL)))
    bench.press("Fix…", bench.row("HD101"))
    bench.press("Apply")
    fixed = bench.panel.locator(".jp-mod-fixed")
    expect(fixed).to_be_visible()
    bench.cell(1).locator(".cm-content").click()
    bench.page.keyboard.press("Control+z")
    expect(bench.row("HD101")).to_be_visible(timeout=2500)
    expect(fixed).to_have_count(0, timeout=500)


def test_typing_on_after_a_fix_lets_its_row_go(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    bench.press("Fix…", bench.row("HD101"))
    bench.press("Apply")
    fixed = bench.panel.locator(".jp-mod-fixed")
    expect(fixed).to_contain_text("undo")
    bench.type_into(1, "\nx = 1")
    expect(fixed).to_have_count(0, timeout=2500)
    expect(bench.rows).to_have_count(0)


def test_the_keyboard_keeps_its_place_through_fix_and_undo(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("x = 1"), code(LOCAL)))
    row = bench.row("HD101")
    row.get_by_role("button", name="Fix…").focus()
    bench.page.keyboard.press("Enter")
    expect(bench.focused).to_have_text("Apply")
    bench.page.keyboard.press("Enter")
    expect(bench.focused).to_have_text("undo")
    bench.page.keyboard.press("Enter")
    expect(bench.focused).to_have_text("Fix…")
    expect(row).to_be_visible()
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.press("Enter")
    expect(bench.focused).to_have_text("undo")
    # The row goes by itself: the list keeps the focus.
    expect(bench.panel.locator(".jp-Handoff-groups")).to_be_focused()


def test_undoing_all_safe_fixes_leads_to_the_first_row(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("import os\nx = 1"), code("import re\ny = 2")))
    bench.stage("Handoff")
    bench.press("Fix 2 safe")
    expect(bench.rows).to_have_count(0)
    bench.panel.get_by_role("button", name="undo").focus()
    bench.page.keyboard.press("Enter")
    expect(bench.rows).to_have_count(2)
    expect(bench.rows.first.get_by_role("button", name="Fix")).to_be_focused()


def test_a_fix_is_refused_when_the_text_has_changed(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    bench.press("Fix…", bench.row("HD101"))
    # The text changes, and the next report is a minute away.
    bench.set("delay", 60_000)
    script = """() => window.jupyterapp.shell.currentWidget
        .content.model.sharedModel.cells[0].setSource('changed = 1')"""
    bench.page.evaluate(script)
    expect(bench.panel).to_contain_text("Not applied: the text has changed meanwhile.")
    expect(bench.panel.get_by_role("button", name="Apply")).to_be_disabled()
    assert bench.source(1) == "changed = 1"


def test_a_locked_cell_is_not_edited(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL, metadata={"editable": False})))
    bench.press("Fix…", bench.row("HD101"))
    expect(bench.panel).to_contain_text("Not applied: the cell is not editable.")
    assert bench.source(1) == LOCAL


def test_a_read_only_notebook_is_never_written(
    bench: Workbench, notebook: Any, server: Server
) -> None:
    path = notebook(code(LOCAL))
    before = (server.root / path).read_bytes()

    def read_only(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"writable": False})

    bench.page.route(re.compile(rf"api/contents/{path}\?"), read_only)
    bench.open(path)
    bench.stage("Handoff")
    expect(bench.panel).to_contain_text("This notebook is read-only")
    expect(bench.panel).to_contain_text("1 error")
    assert "jupyter_handoff" not in bench.metadata()
    bench.press("Fix…", bench.row("HD101"))
    expect(bench.panel).to_contain_text("Not applied: this notebook is read-only.")
    assert (server.root / path).read_bytes() == before


def test_the_stage_judges_anew_without_a_request_and_is_kept(
    bench: Workbench, notebook: Any, server: Server
) -> None:
    path = notebook(code(f"import os\n{LOCAL}"))
    bench.open(path)
    expect(bench.panel).to_contain_text("1 info")
    expect(bench.panel).to_contain_text("at candidate:")
    assert "jupyter_handoff" not in bench.metadata(), "nothing is written without a click"
    bench.page.wait_for_timeout(2000)  # JupyterLab writes the kernel's metadata meanwhile
    requests: list[str] = []
    bench.page.on("request", lambda request: requests.append(request.url))
    bench.stage("Handoff")
    expect(bench.panel).to_contain_text("1 error")
    expect(bench.panel).to_contain_text("1 warning")
    expect(bench.marks).to_have_count(2)
    bench.page.wait_for_timeout(800)
    assert not [url for url in requests if "jupyter-handoff" in url]
    assert bench.metadata()["jupyter_handoff"] == {"stage": "handoff"}
    bench.run("docmanager:save")
    bench.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    saved = json.loads((server.root / path).read_text())
    assert saved["metadata"]["jupyter_handoff"] == {"stage": "handoff"}


def test_the_panel_follows_the_notebook_in_front(bench: Workbench, notebook: Any) -> None:
    first, second = notebook(code(LOCAL)), notebook(code("!pip install shap"))
    bench.open(first)
    expect(bench.row("HD101")).to_be_visible()
    bench.open_also(second)
    expect(bench.row("HE103")).to_be_visible()
    expect(bench.row("HD101")).to_have_count(0)
    expect(bench.panel).to_contain_text(second)
    bench.page.locator(".lm-DockPanel-tabBar").get_by_text(first).click()
    expect(bench.row("HD101")).to_be_visible()
    expect(bench.row("HE103")).to_have_count(0)


def test_a_long_notebook_is_marked_where_cells_are_out_of_sight(
    bench: Workbench, notebook: Any
) -> None:
    cells = [code(f"# cell {n}\nx_{n} = {n}\n" + "y = 1\n" * 8) for n in range(149)]
    bench.open(notebook(*cells, code(f"z = 1\n{LOCAL}")))
    row = bench.row("HD101")
    expect(row).to_be_visible()
    expect(bench.panel.locator(".jp-Handoff-groupTitle")).to_contain_text("Cell 150")
    row.get_by_role("button", name=re.compile("This path")).click()
    expect(bench.marks).to_be_visible()
    expect(bench.marks).to_be_in_viewport()
    chosen = bench.page.evaluate("() => window.getSelection().toString()")
    assert chosen == '"/home/ana/churn.csv"'


def test_a_related_place_is_a_link(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("print(rate)"), code("y = 2"), code("rate = 1")))
    bench.stage("Candidate")
    bench.row("HC103").get_by_role("button", name="cell 3", exact=True).click()
    assert bench.page.evaluate("() => window.getSelection().toString()") == "rate"
    expect(bench.cell(3)).to_have_class(re.compile("jp-mod-active"))


def test_the_tooltip_says_it_and_leads_to_the_fix(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    tooltip = bench.point_at_mark()
    expect(tooltip).to_contain_text("This path exists only on your machine.")
    expect(tooltip).to_contain_text("HD101 machine-local-path")
    bench.press("Fix…", tooltip)
    expect(bench.panel.locator(".jp-Handoff-preview")).to_contain_text("data/churn.csv")


def test_explain_opens_over_the_list_and_leads_back(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    bench.press("Explain HD101")
    expect(bench.panel).to_contain_text("The receiving side has no such folder")
    expect(bench.panel).to_contain_text("# handoff: ignore[machine-local-path]")
    severities = bench.panel.get_by_role("list", name="Severity by stage").get_by_role("listitem")
    expect(severities).to_have_text(["Explore: Info", "Candidate: Warning", "Handoff: Error"])
    bench.press("Back")
    expect(bench.row("HD101")).to_be_visible()


def test_a_secret_is_not_repeated_in_the_preview(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(f'import os\nlogin(token="{SECRET}")\nprint(os)')))
    bench.press("Fix…", bench.row("HS101"))
    preview = bench.panel.locator(".jp-Handoff-preview")
    expect(preview).to_contain_text("•••")
    expect(preview).not_to_contain_text(SECRET)
    bench.press("Apply")
    expect(bench.panel.locator(".jp-mod-fixed")).to_be_visible()
    assert 'login(token=os.environ["TOKEN"])' in bench.source(1)


def test_a_fix_can_append_to_a_file_and_loses_nothing_of_it(
    bench: Workbench, notebook: Any, server: Server
) -> None:
    requirements = server.root / "requirements.txt"
    requirements.write_text("numpy==2.0")
    try:
        bench.open(notebook(code("%pip install shap\nx = 1")))
        bench.press("Fix…", bench.row("HE101"))
        bench.press("Apply")
        expect(bench.panel.locator(".jp-mod-fixed")).to_be_visible()
        assert requirements.read_text() == "numpy==2.0\nshap\n"
        assert bench.source(1) == "x = 1"
    finally:
        requirements.unlink()


def test_a_fix_makes_a_file_that_is_missing_without_asking_for_it(
    bench: Workbench, server: Server
) -> None:
    folder = server.root / "fresh"
    folder.mkdir()
    try:
        write(folder / "a.ipynb", code("%pip install shap\nx = 1"))
        (folder / "pyproject.toml").write_text("")
        bench.open("fresh/a.ipynb")
        bench.press("Fix…", bench.row("HE101"))
        missing: list[str] = []

        def note(answer: Response) -> None:
            if answer.status == 404:
                missing.append(answer.url)

        bench.page.on("response", note)
        bench.press("Apply")
        expect(bench.panel.locator(".jp-mod-fixed")).to_be_visible()
        assert (folder / "requirements.txt").read_text() == "shap\n"
        assert not missing
        bench.press("undo")
        expect(bench.row("HE101")).to_be_visible()
        assert not (folder / "requirements.txt").exists()
    finally:
        shutil.rmtree(folder)


def test_a_contract_that_cannot_be_read_is_told_in_the_head(
    bench: Workbench, server: Server
) -> None:
    folder = server.root / "broken"
    folder.mkdir()
    try:
        (folder / "handoff.toml").write_text("nonsense = [")
        write(folder / "a.ipynb", code("x = 1"))
        bench.open("broken/a.ipynb")
        told = bench.panel.locator(".jp-Handoff-contract")
        expect(told).to_have_text("contract: not read")
        expect(told.locator(".jp-mod-warning")).to_be_visible()
        expect(told).to_have_attribute("title", re.compile("handoff.toml"))
        toggle = bench.panel.get_by_role("button", name="Not checked")
        expect(toggle).to_have_attribute("aria-expanded", "true")
        toggle.click()
        expect(toggle).to_have_attribute("aria-expanded", "false")
    finally:
        shutil.rmtree(folder)


def test_what_says_nothing_at_a_stage_is_ticked(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    readiness = bench.panel.get_by_role("list", name="Readiness").get_by_role("listitem")
    data = readiness.filter(has_text="Data")
    expect(data).to_have_attribute("title", "Data: 1 info")
    expect(data).to_have_text("Data 1")
    security = readiness.filter(has_text="Security")
    expect(security).to_have_attribute("title", "Security: nothing to say")
    expect(security).to_have_text("Security ✓")
    outlook = bench.panel.locator(".jp-Handoff-outlook")
    expect(outlook.get_by_role("img", name="1 warning more than now")).to_be_visible()


def test_examples_of_several_cells_show_where_each_begins(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("print(rate)"), code("rate = 1")))
    bench.stage("Candidate")
    bench.press("Explain HC103")
    expect(bench.panel).to_contain_text("In the examples # %% begins a cell.")
    expect(bench.panel.locator(".jp-Handoff-explanation pre").first).to_contain_text(
        re.compile(r"^# %%[^#]*# %%")
    )


def test_no_separator_dangles_at_the_end_of_a_line(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    expect(bench.row("HD101")).to_be_visible()
    for width in (240, 300, 400):
        bench.widen(width)
        places = """list => [...list.children].map(item =>
            item.getBoundingClientRect().left - list.getBoundingClientRect().left)"""
        starts = bench.panel.locator(".jp-Handoff-readiness").evaluate(places)
        assert all(start == 0 or start > 20 for start in starts), (
            "a dot is clipped at a line's start"
        )
        assert starts.count(0) > 1, "it is wrapped"


def test_a_secret_in_an_output_is_cleared_by_a_click(bench: Workbench, notebook: Any) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": [f"token = '{SECRET}'"]}
    bench.open(notebook(code("show()", outputs=[output], execution_count=1)))
    expect(bench.row("HS102")).to_be_visible()
    bench.press("Fix", bench.row("HS102"))
    bench.press("Apply")
    expect(bench.page.locator(".jp-OutputArea-output")).to_have_count(0)
    expect(bench.row("HS102")).to_have_count(0, timeout=20_000)


def test_running_a_cell_tells_of_its_output(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("1 / 0"), code("x = 1")))
    bench.stage("Candidate")
    bench.ready()
    bench.cell(1).locator(".cm-content").click()
    bench.page.keyboard.press("Control+Enter")
    expect(bench.row("HN103")).to_contain_text("ZeroDivisionError", timeout=30_000)


def test_what_was_not_checked_is_listed(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code("    indented = 1\n    more = 2")))
    expect(bench.panel).to_contain_text("Not checked (1)")
    bench.panel.get_by_text("Not checked (1)").click()
    expect(bench.panel).to_contain_text("its first line is indented")


def test_no_notebook_and_another_language_have_words(bench: Workbench, notebook: Any) -> None:
    bench.open()
    expect(bench.panel).to_contain_text("Open a notebook")
    r = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    bench.open_also(notebook(code("x <- 1"), **r))
    said = "This notebook was not checked: it is not a Python notebook (r)."
    expect(bench.panel).to_contain_text(said, timeout=30_000)
    expect(bench.panel.get_by_text("not a Python notebook")).to_have_count(1)
    expect(bench.rows).to_have_count(0)


def test_html_in_a_notebook_is_text(bench: Workbench, notebook: Any) -> None:
    evil = "/home/ana/<img src=x onerror=window.hacked=1>.csv"
    bench.open(notebook(code(f'open("{evil}")  # TODO: <b>bold</b>')))
    bench.stage("Handoff")
    expect(bench.row("HU102")).to_contain_text("<b>bold</b>")
    bench.press("Fix…", bench.row("HD101"))
    expect(bench.panel.locator(".jp-Handoff-preview")).to_contain_text("<img src=x")
    assert bench.page.evaluate("() => window.hacked") is None


def test_nothing_is_asked_for_a_notebook_that_nobody_sees(bench: Workbench, notebook: Any) -> None:
    first, second = notebook(code(LOCAL)), notebook(code("x = 1"))
    bench.open(first)
    expect(bench.row("HD101")).to_be_visible()
    bench.open_also(second)
    expect(bench.panel).to_contain_text("Nothing to say")
    asked: list[str] = []
    bench.page.on("request", lambda request: asked.append(request.post_data or ""))
    script = """path => {
        const { shell } = window.jupyterapp;
        const hidden = [...shell.widgets('main')].find(w => w.context?.path === path);
        hidden.content.model.sharedModel.cells[0].setSource('y = 3');
    }"""
    bench.page.evaluate(script, first)
    bench.page.wait_for_timeout(1000)
    assert not [text for text in asked if first in text and '"client"' in text]


def test_settings_switch_squiggles_off(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    expect(bench.marks).to_have_count(1)
    bench.set("squiggles", False)
    expect(bench.marks).to_have_count(0)
    expect(bench.row("HD101")).to_be_visible()
    bench.set("squiggles", True)
    expect(bench.marks).to_have_count(1)


@pytest.mark.parametrize("status", [404, 500])
def test_a_failing_server_part_has_words_and_a_retry(
    bench: Workbench, notebook: Any, status: int
) -> None:
    bench.page.route(LINT, lambda route: route.fulfill(status=status))
    bench.open(notebook(code(LOCAL)))
    bench.ready()  # nothing else asks again
    said = "is not installed or not enabled" if status == 404 else "Linting failed"
    expect(bench.panel).to_contain_text(said)
    expect(bench.marks).to_have_count(0)
    with bench.page.expect_request(LINT):
        bench.press("Retry")
    bench.page.unroute(LINT)
    bench.press("Lint now")
    expect(bench.row("HD101")).to_be_visible()


def test_who_is_logged_out_is_told(bench: Workbench, notebook: Any) -> None:
    bench.open(notebook(code(LOCAL)))
    expect(bench.row("HD101")).to_be_visible()
    bench.page.route(LINT, lambda route: route.fulfill(status=403))
    bench.type_into(1, "\nx = 1")
    expect(bench.panel).to_contain_text("log in again")
    expect(bench.rows).to_have_count(0)


def test_a_server_that_is_gone_leaves_nothing_stale_and_comes_back(
    own_server: Server, page: Any, tmp_path: Path
) -> None:
    write(own_server.root / "a.ipynb", code(LOCAL))
    bench = Workbench(page, own_server, TOKEN)
    bench.open("a.ipynb")
    expect(bench.row("HD101")).to_be_visible()
    # JupyterLab's own word on it may come at any time, and would catch the clicks.
    lost = page.get_by_role("dialog", name=re.compile("Server Connection Error"))
    page.add_locator_handler(lost, lambda: page.keyboard.press("Escape"))
    own_server.kill()
    bench.type_into(1, "\nx = 1")
    expect(bench.panel).to_contain_text("The Jupyter server cannot be reached", timeout=30_000)
    expect(bench.rows).to_have_count(0)
    expect(bench.marks).to_have_count(0)
    own_server.start()
    bench.press("Retry")
    expect(bench.row("HD101")).to_be_visible(timeout=30_000)
