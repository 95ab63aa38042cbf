"""A JupyterLab server of its own for the tests, a browser, and pages in it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ..notebook_files import write
from .workbench import Workbench

TOKEN = "a-token"
_QUIET = {"fetchNews": "false", "checkForUpdates": False}
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
_FLAGS = [
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-gpu", "--disable-quic", "--no-first-run"),
]

expect.set_options(timeout=15_000)


class Server:
    """A running JupyterLab; ``root`` is its folder, ``url`` ends with its base URL."""

    def __init__(self, home: Path, base_url: str) -> None:
        self.root = home / "notebooks"
        self.home = home
        self.base_url = base_url
        self.root.mkdir(parents=True, exist_ok=True)
        settings = home / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True, exist_ok=True)
        quiet = settings / "notification.jupyterlab-settings"
        quiet.write_text(json.dumps(_QUIET))
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start it, on the port that it had before where it ran before."""
        environment = {
            **os.environ,
            "HOME": str(self.home),
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.home / "workspaces"),
        }
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ip=127.0.0.1", f"--port={self.port}", f"--ServerApp.root_dir={self.root}"),
            *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.base_url={self.base_url}"),
            "--LabApp.expose_app_in_browser=True",
        ]
        self.log = (self.home / "server.log").open("ab")
        self.process = subprocess.Popen(
            command, env=environment, cwd=self.root, stdout=self.log, stderr=self.log
        )
        self.url = self._address()

    def _address(self) -> str:
        runtime = self.home / "runtime"
        for _ in range(300):
            for file in runtime.glob(f"jpserver-{self.process.pid}.json"):
                told = json.loads(file.read_text() or "{}")
                if told and self._answers(told["url"]):
                    self.port = told["port"]
                    return str(told["url"])
            time.sleep(0.1)
        raise RuntimeError((self.home / "server.log").read_text()[-2000:])

    def _answers(self, url: str) -> bool:
        try:
            urllib.request.urlopen(f"{url}api?token={TOKEN}", timeout=5).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End it at once, as a machine that goes down does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


def running(home: Path, base_url: str) -> Iterator[Server]:
    """A server for a fixture, ended behind it; a test may have ended it before."""
    server = Server(home, base_url)
    yield server
    server.kill()


@pytest.fixture
def jp_asyncio_loop() -> None:
    """pytest-jupyter would start a loop of its own beside the browser's."""


@pytest.fixture
def jp_server_cleanup() -> None:
    """pytest-jupyter's server is not in use here."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; its base URL is not the root, as behind a hub."""
    yield from running(tmp_path_factory.mktemp("lab"), "/user/ana/")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may kill."""
    yield from running(tmp_path, "/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    ours = [error for error in errors if "andoff" in error]
    assert not ours, ours


@pytest.fixture
def bench(page: Page, server: Server) -> Workbench:
    """A fresh JupyterLab workspace."""
    return Workbench(page, server, TOKEN)


@pytest.fixture
def notebook(server: Server) -> Any:
    """Writes a notebook of given cells; gives its path in the server."""

    def make(*cells: dict[str, Any], **metadata: Any) -> str:
        name = f"{uuid.uuid4().hex[:8]}.ipynb"
        write(server.root / name, *cells, metadata=metadata)
        return name

    return make
