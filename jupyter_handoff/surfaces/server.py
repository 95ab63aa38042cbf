"""The Jupyter server extension: live cells in, report out; and the rules' cards."""

from __future__ import annotations

import asyncio
import gc
import json
import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.contents.fileio import FileManagerMixin
from jupyter_server.utils import url_path_join
from tornado import web
from traitlets import Int, Unicode
from traitlets.config import LoggingConfigurable

from .. import Surroundings, lint, live_notebook, look_around, rule_cards
from ..live import LintRequest, LintResponse, Problem
from ..report import NotChecked, Report

# Notebooks of tabs that are long closed are forgotten, oldest first.
_MOST_NOTEBOOKS = 1000
_BAD_REQUEST, _TOO_LARGE = 400, 413


class Handoff(LoggingConfigurable):
    """Jupyter Handoff in the server (``c.Handoff`` in ``jupyter_server_config.py``)."""

    max_request_bytes = Int(
        50_000_000, min=1, config=True, help="The largest notebook that is linted live, in bytes."
    )
    contract = Unicode(
        "",
        config=True,
        help="A contract below every project's own: the path of a TOML file on the server.",
    )
    max_cells = Int(
        10_000, min=1, config=True, help="The most cells of a notebook that is linted live."
    )

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.workers = ThreadPoolExecutor(2, thread_name_prefix="jupyter-handoff")
        self.newest: OrderedDict[tuple[str, str], int] = OrderedDict()
        self.warm = False

    def announce(self, request: LintRequest) -> None:
        """Remember a request as the newest of its tab for its notebook."""
        key = request.client, request.path
        self.newest[key] = max(request.sequence, self.newest.get(key, request.sequence))
        self.newest.move_to_end(key)
        while len(self.newest) > _MOST_NOTEBOOKS:
            self.newest.popitem(last=False)

    def is_newest(self, request: LintRequest) -> bool:
        return self.newest.get((request.client, request.path)) == request.sequence

    def answer(self, request: LintRequest, folder: Path | None, top: Path | None) -> bytes:
        """The response's body, made in a worker's thread."""
        report = self.report(request, folder, top)
        return msgspec.json.encode(LintResponse(request.sequence, report))

    def report(self, request: LintRequest, folder: Path | None, top: Path | None) -> Report | None:
        """The report, in a worker's thread; None where a newer request has come."""
        if not self.is_newest(request):
            return None
        around = _around(folder, top, Path(self.contract).expanduser() if self.contract else None)
        notebook = live_notebook(request, python_magics=around.contract.python_magics)
        report = _opening(lint(notebook, around=around), top)
        if not self.warm:
            # The tables and rules stay for good: later collections need not look at them.
            self.warm = True
            gc.freeze()
        return report if self.is_newest(request) else None


def _opening(report: Report, top: Path | None) -> Report:
    """The report with the path by which a front end opens the contract's file."""
    card = report.made_by.contract
    root = top.resolve() if top is not None else None
    if card.path is None or root is None or not Path(card.path).is_relative_to(root):
        return report
    opens = Path(card.path).relative_to(root).as_posix()
    made_by = msgspec.structs.replace(
        report.made_by, contract=msgspec.structs.replace(card, opens=opens)
    )
    return msgspec.structs.replace(report, made_by=made_by)


def _around(folder: Path | None, top: Path | None, shared: Path | None) -> Surroundings:
    why = "this notebook is no local file, so its contract and project are not known"
    if folder is not None:
        try:
            return look_around(folder, top=top, shared=shared)
        except OSError as error:
            why = f"its folder cannot be read ({error.strerror})"
    # What an admin has set holds wherever the notebook comes from.
    around = look_around(None, shared=shared)
    told = (*around.not_checked, NotChecked("the contract", why))
    return Surroundings(around.contract, not_checked=told)


def _read(body: bytes) -> LintRequest:
    """The request. Raises `ValueError` or `RecursionError` for what is none."""
    # json, unlike msgspec, reads the lone surrogates that an editor may hold.
    request = msgspec.convert(json.loads(body), LintRequest)
    request.path.encode()  # a path with half a character in it is nobody's
    return request


class _Handler(APIHandler):
    auth_resource = "jupyter-handoff"

    @property
    def handoff(self) -> Handoff:
        found: Handoff = self.settings["jupyter_handoff"]
        return found

    def refuse(self, status: int, message: str) -> None:
        self.set_status(status)
        self.finish(msgspec.json.encode(Problem(message)))


class LintHandler(_Handler):
    """``POST jupyter-handoff/lint``."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        if len(self.request.body) > self.handoff.max_request_bytes:
            limit = self.handoff.max_request_bytes // 1_000_000
            self.refuse(
                _TOO_LARGE, f"This notebook is larger than {limit} MB: it is not linted live."
            )
            return
        loop = asyncio.get_running_loop()
        try:
            # A large notebook takes a while to be read: not on the event loop.
            request = await loop.run_in_executor(None, _read, self.request.body)
        except (ValueError, RecursionError) as error:
            self.refuse(_BAD_REQUEST, f"The request cannot be read: {str(error)[:200]}")
            return
        if len(request.cells) > self.handoff.max_cells:
            most = self.handoff.max_cells
            self.refuse(
                _TOO_LARGE, f"This notebook has more than {most} cells: it is not linted live."
            )
            return
        try:
            folder, top = self.folders(request.path)
        except ValueError as error:
            self.refuse(_BAD_REQUEST, str(error))
            return
        self.handoff.announce(request)
        self.finish(
            await loop.run_in_executor(
                self.handoff.workers, self.handoff.answer, request, folder, top
            )
        )

    def folders(self, path: str) -> tuple[Path | None, Path | None]:
        """The notebook's folder and the server's root; none for what is no local file.

        Raises `ValueError` for a path that leaves the root.
        """
        manager = self.contents_manager
        if ":" in path.partition("/")[0] or not isinstance(manager, FileManagerMixin):
            return None, None
        root = os.path.abspath(manager.root_dir)
        place = os.path.abspath(os.path.join(root, path.lstrip("/")))
        if os.path.commonpath([root, place]) != root or "\0" in path:
            raise ValueError("The path leaves the server's root folder.")
        return Path(place).parent, Path(root)


class RulesHandler(_Handler):
    """``GET jupyter-handoff/rules``."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        loop = asyncio.get_running_loop()
        cards = await loop.run_in_executor(self.handoff.workers, rule_cards)
        self.finish(msgspec.json.encode(cards))


def load(serverapp: Any) -> None:
    """Add the handlers to a Jupyter server."""
    serverapp.web_app.settings["jupyter_handoff"] = Handoff(parent=serverapp)
    base = serverapp.web_app.settings["base_url"]
    serverapp.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "jupyter-handoff", "lint"), LintHandler),
            (url_path_join(base, "jupyter-handoff", "rules"), RulesHandler),
        ],
    )
