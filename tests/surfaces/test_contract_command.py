"""``jupyter handoff contract`` and ``baseline``, as a team uses them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from jupyter_handoff.contract import read_lock

from ..notebook_files import code, write
from .command_line import run

LOCAL = 'open("/home/ana/x.csv")'
COMPANY = """
title = "Acme online"
version = "2.1"
extends = ["base.toml"]
stage = "candidate"
locked = [{ key = "frameworks.deny", reason = "Serving has no room for two." }]
[[frameworks.deny]]
name = "keras"
reason = "It is not served."
alternative = "torch"
"""
BASE = '[rules.unused-import]\nseverity = "error"\nreason = "Imports cost start-up time."\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a company's contract, tagged v2.1."""
    folder = tmp_path_factory.mktemp("company")
    (folder / "contracts").mkdir()
    (folder / "contracts" / "online.toml").write_text(COMPANY, encoding="utf-8")
    (folder / "contracts" / "base.toml").write_text(BASE, encoding="utf-8")
    git(folder, "init", "--quiet")
    commit(folder)
    git(folder, "tag", "v2.1")
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@acme.test")
    git(folder, *who, "commit", "--quiet", "--message=x")


def extends(here: Path, company: Path, revision: str = "v2.1") -> str:
    reference = f"git+file://{company}@{revision}#contracts/online.toml"
    (here / "handoff.toml").write_text(f"extends = ['{reference}']\n", encoding="utf-8")
    return reference


def test_a_git_contract_is_fetched_only_on_request_and_then_obeyed(
    here: Path, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = extends(here, company)
    write(here / "a.ipynb", code("import os"))
    status, _, err = run(capsys, "lint", "a.ipynb")
    assert status == 2
    assert "is not fetched yet: jupyter handoff contract sync" in err
    status, out, _ = run(capsys, "contract", "sync")
    assert (status, out.count("fetched")) == (0, 2)
    assert set(read_lock(here)) == {reference, reference.replace("online", "base")}
    git(company, "tag", "--delete", "v2.1")
    status, out, _ = run(capsys, "lint", "a.ipynb")
    assert (status, "HC116" in out, "candidate" in out) == (1, True, True)
    assert run(capsys, "contract", "check")[0] == 0


def test_a_tag_that_moved_is_an_error_until_it_is_taken(
    here: Path, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extends(here, company)
    assert run(capsys, "contract", "sync")[0] == 0
    before = (here / "handoff.lock").read_bytes()
    assert run(capsys, "contract", "sync")[0] == 0
    assert (here / "handoff.lock").read_bytes() == before
    (company / "contracts" / "online.toml").write_text('title = "Other"', encoding="utf-8")
    commit(company)
    git(company, "tag", "--force", "v2.1")
    status, _, err = run(capsys, "contract", "sync")
    assert (status, "is not what was fetched before" in err) == (2, True)
    assert (here / "handoff.lock").read_bytes() == before
    assert run(capsys, "contract", "sync", "--update")[0] == 0
    assert "Other" in run(capsys, "contract", "show")[1]


def test_a_lock_file_that_was_changed_by_hand_is_refused(
    here: Path, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extends(here, company)
    run(capsys, "contract", "sync")
    lock = here / "handoff.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("keras", "karas"), encoding="utf-8")
    status, _, err = run(capsys, "contract", "check")
    assert (status, "the hash differs" in err) == (2, True)
    lock.write_text("[]", encoding="utf-8")
    assert "make it again: jupyter handoff contract sync" in run(capsys, "contract", "check")[2]


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("v9", "there is no such tag there"),
        ("main", "a branch will not do"),
        ("-x", "must name a tag or commit"),
    ],
)
def test_only_a_tag_or_a_commit_will_do(
    revision: str, said: str, here: Path, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extends(here, company, revision)
    git(company, "branch", "--force", "main2")
    status, _, err = run(capsys, "contract", "sync")
    assert (status, said in err) == (2, True), err


def test_a_commit_is_as_good_as_a_tag(
    here: Path, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = subprocess.run(
        ["git", "-C", str(company), "rev-parse", "HEAD"], capture_output=True, check=True
    )
    git(company, "config", "uploadpack.allowAnySHA1InWant", "true")
    extends(here, company, told.stdout.decode().strip())
    assert run(capsys, "contract", "sync")[0] == 0


def test_show_says_where_each_value_stands_and_who_locks_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "team.toml").write_text(COMPANY.replace('["base.toml"]', "[]"), encoding="utf-8")
    (here / "handoff.toml").write_text(
        'extends = ["team.toml"]\n\n# why\ncode.python-magics = [\n  "flow",\n]\n'
        '[rules.machine-local-path]\nseverity = "error"\n'
        '[append]\nmodel.formats = ["onnx"]\n',
        encoding="utf-8",
    )
    status, out, _ = run(capsys, "contract", "show", "--origin")
    lines = {line.partition(" = ")[0]: line for line in out.splitlines()}
    assert status == 0
    assert lines["code.python-magics"].endswith(f'["flow"]  # {here / "handoff.toml"}:4')
    assert lines["rules.HD101.severity.explore"].endswith(f"{here / 'handoff.toml'}:8")
    assert lines["model.formats"].endswith(f"{here / 'handoff.toml'}:10")
    assert lines["stage"].endswith(f"{here / 'team.toml'}:5")
    assert lines["frameworks.deny"].endswith("locked by Acme online: Serving has no room for two.")
    assert "rules.HC116.severity.handoff" not in lines
    assert "rules.HC116.severity.handoff" in run(capsys, "contract", "show", "--all")[1]


def test_check_tells_attempts_and_errors(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No contract applies" in run(capsys, "contract", "check")[1]
    (here / "team.toml").write_text(COMPANY.replace('["base.toml"]', "[]"), encoding="utf-8")
    own = here / "handoff.toml"
    own.write_text('extends = ["team.toml"]\nframeworks.deny = []\n', encoding="utf-8")
    status, out, _ = run(capsys, "contract", "check")
    assert status == 1
    assert "`handoff.toml` would loosen frameworks.deny, which Acme online locks" in out
    own.write_text('frameworks.denied = ["x"]', encoding="utf-8")
    status, _, err = run(capsys, "contract", "check")
    assert status == 2
    assert f"{own}: frameworks.denied: unknown key; did you mean deny?" in err


def test_init_writes_a_contract_that_is_good_and_forbids_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = 'import torch\nimport pandas as pd\npd.read_csv("https://u:pw1@data.acme.test/a.csv")'
    write(here / "a.ipynb", code(source), code("%%time\n1"))
    (here / "broken.ipynb").write_text("{", encoding="utf-8")
    before = run(capsys, "lint", "--stage", "handoff", "--format", "json", "a.ipynb")[1]
    status, out, _ = run(capsys, "contract", "init")
    assert (status, "from 1 notebook." in out) == (0, True)
    text = (here / "handoff.toml").read_text(encoding="utf-8")
    assert "https://data.acme.test/*" in text
    assert "pw1" not in text
    assert '#allow = ["torch"]' in text
    assert run(capsys, "contract", "check")[0] == 0
    after = run(capsys, "lint", "--stage", "handoff", "--format", "json", "a.ipynb")[1]
    found = [{item["code"] for item in json.loads(it)[0]["findings"]} for it in (before, after)]
    assert found[1] - found[0] <= {"HU103"}, "a contract without owners asks who they are"
    assert "it is there already" in run(capsys, "contract", "init")[2]
    uncommented = "\n".join(
        line[1:] if line.startswith("#") and not line.startswith("# ") else line
        for line in text.splitlines()
    )
    uncommented = uncommented.replace('extends = ["recommended"]', "")
    (here / "handoff.toml").write_text(uncommented, encoding="utf-8")
    assert run(capsys, "contract", "check")[0] == 0, "its examples are right, too"


def test_the_schema_takes_what_the_contract_takes(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "contract", "schema")
    schema = json.loads(out)
    assert status == 0
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    good = {"stage": "candidate", "rules": {"HD101": {"severity": {"explore": "info"}}}}
    assert not list(validator.iter_errors(good))
    wrong: list[dict[str, object]] = [{"stge": "x"}, {"stage": "late"}, {"rules": {"HD999": {}}}]
    for bad in wrong:
        assert list(validator.iter_errors(bad)), bad


def test_a_baseline_makes_the_known_pass_and_the_new_fail(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "nb").mkdir()
    write(here / "nb" / "a.ipynb", code(LOCAL))
    assert run(capsys, "lint", "--stage", "handoff", "nb")[0] == 1
    status, out, _ = run(capsys, "baseline", "nb")
    assert (status, "known finding" in out) == (0, True)
    kept = json.loads((here / "handoff-baseline.json").read_text(encoding="utf-8"))
    assert "HD101 machine-local-path" in {item["rule"] for item in kept["notebooks"]["nb/a.ipynb"]}
    assert run(capsys, "lint", "--stage", "handoff", "nb")[0] == 0
    write(here / "nb" / "a.ipynb", code("x = 1"), code(LOCAL), code('open("/home/ana/new.csv")'))
    status, out, _ = run(capsys, "lint", "--stage", "handoff", "nb")
    assert (status, out.count("HD101")) == (1, 1)
    write(here / "nb" / "a.ipynb", code("x = 1"))
    assert "--prune" in run(capsys, "lint", "--stage", "handoff", "nb")[1]
    run(capsys, "baseline", "--prune", "nb")
    kept = json.loads((here / "handoff-baseline.json").read_text(encoding="utf-8"))
    rules = {item["rule"] for known in kept["notebooks"].values() for item in known}
    assert "HD101 machine-local-path" not in rules
    (here / "nb" / "a.ipynb").unlink()
    write(here / "nb" / "b.ipynb", code(LOCAL))
    run(capsys, "baseline", "--prune", "nb")
    kept = json.loads((here / "handoff-baseline.json").read_text(encoding="utf-8"))
    assert kept["notebooks"] == {}, "pruning adds nothing and forgets what is gone"


def test_a_broken_baseline_is_told_and_hides_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "a.ipynb", code(LOCAL))
    (here / "handoff-baseline.json").write_text("{}", encoding="utf-8")
    status, out, err = run(capsys, "lint", "--stage", "handoff", "a.ipynb")
    assert (status, "HD101" in out) == (2, True)
    assert "is no baseline of this version" in err
    assert run(capsys, "baseline", "a.ipynb")[0] == 2


def test_explain_says_what_the_contract_here_has_of_a_rule(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, alone, _ = run(capsys, "explain", "HC116")
    assert (status, "Here, under" in alone) == (0, False)
    assert "# handoff: ignore[unused-import] why" in alone
    (here / "base.toml").write_text(BASE, encoding="utf-8")
    locked = """locked = [{ key = "rules", reason = "All\u202e of them." }]
[rules.unused-import.severity]
explore = "error"
"""
    (here / "handoff.toml").write_text(COMPANY.split("locked")[0] + locked, encoding="utf-8")
    status, out, _ = run(capsys, "explain", "unused-import")
    lines = out.splitlines()
    assert status == 0
    assert "Here, under Acme online 2.1: explore error · candidate error · handoff error" in lines
    assert "settled by data science" in lines
    assert "reason: Imports cost start-up time." in lines
    assert "locked by Acme online: All of them." in lines
    assert lines[-1] == "The contract locks this rule: no comment keeps it quiet."


def test_explain_says_that_a_contract_cannot_be_read(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "handoff.toml").write_text("nonsense = [", encoding="utf-8")
    status, out, err = run(capsys, "explain", "HC116")
    assert (status, "HC116 unused-import" in out) == (2, True)
    assert "handoff.toml" in err
    assert "Here, under" not in out


def test_a_findings_reason_is_told_below_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "handoff.toml").write_text(
        'locked = ["rules.HC116"]\n' + BASE.replace("time.", f"time.\\u001b[31m\\n{'long ' * 200}"),
        encoding="utf-8",
    )
    write(here / "a.ipynb", code("import os"))
    _, out, _ = run(capsys, "lint", "a.ipynb")
    (line,) = [line.strip() for line in out.splitlines() if line.strip().startswith("contract:")]
    assert line.startswith("contract: Imports cost start-up time. [31m long")
    assert line.endswith("… · locked by `handoff.toml`")
    assert len(line) < 400
