"""The server extension, through real requests to a real Jupyter server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_handoff.live import LintRequest, LiveCell
from jupyter_handoff.surfaces.server import Handoff

Fetch = Callable[..., Awaitable[HTTPResponse]]
LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/x.csv")'


@pytest.fixture
def jp_server_config(jp_server_config: dict[str, Any]) -> dict[str, Any]:
    return jp_server_config | {"ServerApp": {"jpserver_extensions": {"jupyter_handoff": True}}}


def body(*sources: str, path: str = "a.ipynb", **more: Any) -> dict[str, Any]:
    cells = [{"id": f"c{n}", "kind": "code", "source": source} for n, source in enumerate(sources)]
    return {"client": "test", "sequence": 1, "path": path, "cells": cells} | more


async def lint(jp_fetch: Fetch, request: object) -> dict[str, Any]:
    answer = await post(jp_fetch, json.dumps(request))
    report: dict[str, Any] = json.loads(answer.body)["report"]
    return report


async def post(jp_fetch: Fetch, text: str, **more: Any) -> HTTPResponse:
    return await jp_fetch("jupyter-handoff", "lint", method="POST", body=text, **more)


async def refused(jp_fetch: Fetch, text: str) -> tuple[int, str]:
    with pytest.raises(HTTPClientError) as error:
        await post(jp_fetch, text)
    assert error.value.response is not None
    return error.value.code, json.loads(error.value.response.body)["message"]


async def test_live_cells_come_back_as_a_report(jp_fetch: Fetch) -> None:
    answer = await post(jp_fetch, json.dumps(body(LOCAL, "import os", sequence=7)))
    assert answer.headers["Content-Type"].startswith("application/json")
    said = json.loads(answer.body)
    assert said["sequence"] == 7
    findings = {item["code"]: item for item in said["report"]["findings"]}
    assert findings["HD101"]["cell_id"] == "c0"
    assert findings["HD101"]["severities"] == {
        "explore": "info",
        "candidate": "warning",
        "handoff": "error",
    }
    assert findings["HC116"]["severity"] == "off"


async def test_the_rules_come_with_their_words(jp_fetch: Fetch) -> None:
    answer = await jp_fetch("jupyter-handoff", "rules")
    cards = {card["code"]: card for card in json.loads(answer.body)}
    assert cards["HD101"]["name"] == "machine-local-path"
    assert cards["HD101"]["examples"][0]["good"]
    assert "F632" in cards


@pytest.mark.parametrize(("method", "place"), [("POST", "lint"), ("GET", "rules")])
async def test_an_anonymous_call_is_refused(jp_fetch: Fetch, method: str, place: str) -> None:
    text = json.dumps(body(LOCAL)) if method == "POST" else None
    with pytest.raises(HTTPClientError) as error:
        await jp_fetch(
            *("jupyter-handoff", place),
            method=method,
            body=text,
            headers={"Authorization": "token wrong"},
        )
    assert error.value.code == 403


async def test_a_browsers_call_needs_its_xsrf_token(jp_fetch: Fetch) -> None:
    page = await jp_fetch("api", "status")
    cookies = "; ".join(item.partition(";")[0] for item in page.headers.get_list("Set-Cookie"))
    assert cookies, "a first call sets the cookie that logs a browser in"
    headers = {"Authorization": "", "Cookie": cookies}
    assert (await jp_fetch("jupyter-handoff", "rules", headers=headers)).code == 200
    with pytest.raises(HTTPClientError) as error:
        await post(jp_fetch, json.dumps(body(LOCAL)), headers=headers)
    assert error.value.code == 403
    assert error.value.response is not None
    assert b"_xsrf" in error.value.response.body


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "The request cannot be read: "),
        ("[]", "The request cannot be read: Expected `object`, got `array`"),
        ('{"client": "x"}', "Object missing required field `sequence`"),
        (json.dumps(body(sequence="1")), "Expected `int`, got `str`"),
        (json.dumps(body("x") | {"cells": [{"id": 3}]}), "`$.cells[0].id`"),
        ("[" * 100_000, "The request cannot be read: "),
    ],
)
async def test_a_request_that_cannot_be_read_is_refused_in_words(
    text: str, said: str, jp_fetch: Fetch
) -> None:
    status, message = await refused(jp_fetch, text)
    assert status == 400
    assert said in message


async def test_a_request_is_bounded(jp_fetch: Fetch, jp_serverapp: Any) -> None:
    settings = jp_serverapp.web_app.settings["jupyter_handoff"]
    settings.max_cells = 2
    assert (await refused(jp_fetch, json.dumps(body("1", "2", "3"))))[0] == 413
    settings.max_request_bytes = 1000
    status, message = await refused(jp_fetch, json.dumps(body("x" * 2000)))
    assert status == 413
    assert "it is not linted live" in message


@pytest.mark.parametrize("path", ["../a.ipynb", "a/../../b.ipynb", "..", "/../a.ipynb", "a\0b"])
async def test_a_path_that_leaves_the_root_is_refused(path: str, jp_fetch: Fetch) -> None:
    status, message = await refused(jp_fetch, json.dumps(body("x = 1", path=path)))
    assert status == 400
    assert message == "The path leaves the server's root folder."


async def test_a_notebook_that_is_no_local_file_has_no_project(
    jp_fetch: Fetch, jp_root_dir: Path
) -> None:
    (jp_root_dir / "handoff.toml").write_text('title = "Acme"')
    report = await lint(jp_fetch, body("x = 1", path="S3:bucket/a.ipynb"))
    assert report["made_by"]["contract"]["title"] == "built-in"
    assert {item["what"] for item in report["coverage"]["not_checked"]} >= {"the contract"}


async def test_the_contract_is_searched_upwards_past_the_root(
    jp_fetch: Fetch, jp_root_dir: Path
) -> None:
    (jp_root_dir / "sub").mkdir()
    (jp_root_dir.parent / ".git").mkdir()
    (jp_root_dir.parent / "handoff.toml").write_text('title = "Acme"\nstage = "handoff"')
    report = await lint(jp_fetch, body(LOCAL, path="sub/a.ipynb"))
    assert report["made_by"]["contract"]["title"] == "Acme"
    assert (report["stage"], report["stage_from"]) == ("handoff", "contract")
    assert report["findings"][0]["severity"] == "error"


async def test_a_broken_contract_is_said_and_hides_nothing(
    jp_fetch: Fetch, jp_root_dir: Path
) -> None:
    (jp_root_dir / "handoff.toml").write_text("stage = 3")
    report = await lint(jp_fetch, body(LOCAL))
    (missing,) = [i for i in report["coverage"]["not_checked"] if i["what"] == "the contract"]
    assert "handoff.toml: stage: " in missing["why"]
    assert report["findings"]


async def test_nothing_of_the_user_or_the_project_is_run(
    jp_fetch: Fetch, jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = jp_root_dir / "ran"
    touch = f"open({str(ran)!r}, 'w').close()\n"
    for name in ("pandas.py", "sitecustomize.py", "conftest.py", "setup.py", "ruff.py"):
        (jp_root_dir / name).write_text(touch)
    (jp_root_dir / "ruff.toml").write_text("this is no TOML")
    monkeypatch.chdir(jp_root_dir)
    report = await lint(jp_fetch, body(f"{touch}{LOCAL}", "!touch ran", "%run setup.py"))
    assert {"HD101"} <= {item["code"] for item in report["findings"]}
    assert not ran.exists()


async def test_lone_surrogates_of_an_editor_are_read(jp_fetch: Fetch) -> None:
    text = json.dumps(body(f"x = '\ud83d'\n{LOCAL}"))
    assert r"\ud83d" in text
    answer = await post(jp_fetch, text)
    assert json.loads(answer.body)["report"]["findings"]


async def test_outputs_are_the_clients(jp_fetch: Fetch, jp_root_dir: Path) -> None:
    cell = {"id": "a", "kind": "code", "source": "1 / 0", "execution_count": 3}
    outputs = [{"error": "ZeroDivisionError"}, {"text": {"text/plain": "hi"}, "sizes": {}}]
    report = await lint(jp_fetch, body() | {"cells": [cell | {"outputs": outputs}]})
    assert [item["code"] for item in report["findings"]] == ["HN103"]


async def test_a_secret_never_comes_back(jp_fetch: Fetch) -> None:
    secret = "q8Zr2LmX0vTnB4wK"
    source = f'api_key = "{secret}"; open("/home/ana/{secret}")'
    answer = await post(jp_fetch, json.dumps(body(source)))
    assert secret not in answer.body.decode()
    findings = json.loads(answer.body)["report"]["findings"]
    assert "HS101" in {item["code"] for item in findings}


async def test_many_requests_at_once_are_all_answered(jp_fetch: Fetch) -> None:
    requests = [
        post(jp_fetch, json.dumps(body(LOCAL, path=f"{n}.ipynb", sequence=n))) for n in range(20)
    ]
    answers = await asyncio.gather(*requests)
    assert all(json.loads(answer.body)["report"]["findings"] for answer in answers)


def request(sequence: int, *, client: str = "tab", path: str = "a.ipynb") -> LintRequest:
    return LintRequest(client, sequence, path, (LiveCell("a", "code", LOCAL),))


def test_a_newer_request_overtakes_an_older_one_of_its_tab_and_notebook() -> None:
    handoff = Handoff()
    for newer in (request(1), request(1, path="b.ipynb"), request(1, client="other"), request(2)):
        handoff.announce(newer)
    assert handoff.report(request(1), None, None) is None
    assert handoff.report(request(2), None, None) is not None
    assert handoff.report(request(1, path="b.ipynb"), None, None) is not None
    assert handoff.report(request(1, client="other"), None, None) is not None


def test_an_older_request_that_comes_late_overtakes_nothing() -> None:
    handoff = Handoff()
    handoff.announce(request(5))
    handoff.announce(request(4))
    assert handoff.report(request(5), None, None) is not None
    assert handoff.report(request(4), None, None) is None


def test_long_closed_notebooks_are_forgotten() -> None:
    handoff = Handoff()
    for number in range(1500):
        handoff.announce(request(1, path=f"{number}.ipynb"))
    assert len(handoff.newest) == 1000


async def test_a_path_that_no_folder_can_have_is_not_checked_and_no_error(jp_fetch: Fetch) -> None:
    report = await lint(jp_fetch, body(LOCAL, path=f"{'a' * 5000}/{'b' * 300}/x.ipynb"))
    assert [item["code"] for item in report["findings"]] == ["HD101"]
    (missing,) = [i for i in report["coverage"]["not_checked"] if i["what"] == "the contract"]
    assert "its folder cannot be read" in missing["why"]


async def test_half_characters_from_a_browser_are_no_error(jp_fetch: Fetch) -> None:
    code, message = await refused(jp_fetch, json.dumps(body(LOCAL, path="\ud800/x.ipynb")))
    assert (code, "surrogates not allowed" in message) == (400, True)
    request = body(f"{LOCAL}\ny = '\ud800'")
    request["cells"][0] |= {"execution_count": 1, "outputs": [{"error": "\ud800" * 200}]}
    assert "HD101" in {item["code"] for item in (await lint(jp_fetch, request))["findings"]}


def test_what_an_admin_locks_holds_for_notebooks_of_another_drive(tmp_path: Path) -> None:
    shared = tmp_path / "company.toml"
    shared.write_text('title = "Company"\nstage = "handoff"\nlocked = ["stage"]')
    handoff = Handoff(contract=str(shared))
    asked = request(1, path="RTC:a.ipynb")
    handoff.announce(asked)
    report = handoff.report(asked, None, None)
    assert report is not None
    assert (report.stage, report.made_by.contract.title) == ("handoff", "Company")
    assert "no local file" in report.coverage.not_checked[0].why
