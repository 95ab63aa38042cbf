"""What a person does at JupyterLab, in words: open, type, click, look."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, expect


class Served(Protocol):
    url: str
    home: Path


class Workbench:
    """A page with JupyterLab in it."""

    def __init__(self, page: Page, server: Served, token: str) -> None:
        self.page = page
        self.server = server
        self.token = token
        self.workspace = uuid.uuid4().hex[:8]

    def open(self, path: str = "", *, panel: bool = True) -> None:
        """Open JupyterLab with a notebook, or with none."""
        place = f"lab/workspaces/{self.workspace}" + (f"/tree/{path}" if path else "")
        self.go(place, panel=panel)
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")
        if path:
            expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()

    def go(self, place: str, *, panel: bool = True) -> None:
        settings = self.server.home / "settings" / "jupyter-handoff"
        settings.mkdir(parents=True, exist_ok=True)
        chosen = json.dumps({"openAtStart": panel})
        (settings / "plugin.jupyterlab-settings").write_text(chosen)
        self.page.goto(f"{self.server.url}{place}?token={self.token}")

    def open_also(self, path: str) -> None:
        """Open another notebook beside the ones that are open."""
        self.run("docmanager:open", path=path)
        expect(self.page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text(path)

    def run(self, command: str, **arguments: Any) -> None:
        """Run one of JupyterLab's commands."""
        self.page.evaluate(
            "([id, args]) => { void window.jupyterapp.commands.execute(id, args); }",
            [command, arguments],
        )

    def set(self, key: str, value: object) -> None:
        """Change a setting of the extension, as the settings editor does."""
        script = """async ([key, value]) => {
            const { pluginRegistry } = window.jupyterapp;
            const tokens = [...pluginRegistry._services.keys()];
            const token = tokens.find(one => one.name.endsWith(':ISettingRegistry'));
            const registry = await window.jupyterapp.resolveRequiredService(token);
            await registry.set('jupyter-handoff:plugin', key, value);
        }"""
        self.page.evaluate(script, [key, value])

    @property
    def panel(self) -> Locator:
        return self.page.locator(".jp-Handoff").first

    @property
    def rows(self) -> Locator:
        return self.panel.locator(".jp-Handoff-row")

    def row(self, code: str) -> Locator:
        return self.rows.filter(has_text=code)

    @property
    def marks(self) -> Locator:
        return self.page.locator(".jp-Notebook:visible .jp-Handoff-mark")

    def cell(self, number: int) -> Locator:
        """A cell of the notebook in sight, from 1."""
        return self.page.locator(".jp-Notebook:visible .jp-Cell").nth(number - 1)

    def ready(self) -> None:
        """Wait for the kernel of the notebook in front."""
        expect(self.page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)

    def type_into(self, number: int, text: str) -> None:
        """Type at the end of a cell, as fast as a person who pastes."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def source(self, number: int) -> str:
        """A cell's source, as the shared model has it."""
        script = """number => {
            const panel = window.jupyterapp.shell.currentWidget;
            return panel.content.model.sharedModel.cells[number].source;
        }"""
        return str(self.page.evaluate(script, number - 1))

    def sources(self) -> list[str]:
        script = """() => window.jupyterapp.shell.currentWidget
            .content.model.sharedModel.cells.map(cell => cell.source)"""
        return list(self.page.evaluate(script))

    def metadata(self) -> dict[str, Any]:
        script = """() => window.jupyterapp.shell.currentWidget
            .content.model.sharedModel.getMetadata()"""
        return dict(self.page.evaluate(script))

    def point_at_mark(self) -> Locator:
        """Rest the pointer on the first mark; its tooltip.

        The page may still move under the pointer: a person would point again.
        """
        tooltip = self.page.locator(".jp-Handoff-tooltip")
        for _ in range(5):
            self.page.mouse.move(0, 0)
            self.marks.first.hover()
            self.page.wait_for_timeout(1500)
            if tooltip.is_visible():
                break
        return tooltip

    def stage(self, name: str) -> None:
        """Choose a stage in the panel."""
        self.panel.get_by_role("radio", name=name).check()

    def widen(self, width: int) -> None:
        """Drag the panel's edge until it has a width in pixels."""
        box = self.panel.bounding_box()
        assert box
        self.page.mouse.move(box["x"] - 1, 500)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] - width - 1, 500, steps=3)
        self.page.mouse.up()

    @property
    def focused(self) -> Locator:
        """What has the focus."""
        return self.page.locator("*:focus")

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button by its name."""
        (within or self.panel).get_by_role("button", name=name, exact=True).first.click()
