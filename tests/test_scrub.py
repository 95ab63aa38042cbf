"""A secret of the notebook stands in nothing that is said of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from jupyter_handoff import Report, Surroundings, lint, read_notebook
from jupyter_handoff.engine import judge
from jupyter_handoff.notebook import Cell, Notebook, cells_notebook, read_percent
from jupyter_handoff.report import (
    CellEdit,
    FileEdit,
    Finding,
    Fix,
    NotChecked,
    Related,
    Severities,
    SourceEdit,
)
from jupyter_handoff.rule import Project
from jupyter_handoff.rules import load_rules
from jupyter_handoff.scrub import scrubbed, scrubbed_gaps
from jupyter_handoff.surfaces.cli import main

from .contracts import contract_from
from .notebook_files import code, document, markdown

# Put together here, so that scanners of pushed commits see no secret.
KEY = "gh" + "p_q8Zr2LmX0vTnB4wKj7YhD3sFpQ9aGc5ExU1o"
PASSWORD = "Wv7kQ2xLm9" + "Zt4RbN"
PROJECT = Project(notebook="/project", root="/project", requirements="requirements.txt")


def leaked(secret: str, said: str) -> list[str]:
    """The parts of a secret, eight characters long, that a text gives away."""
    lower = said.lower()
    parts = {secret[start : start + 8] for start in range(len(secret) - 7)}
    return sorted(part for part in parts if part.lower() in lower)


def report(notebook: Notebook) -> Report:
    around = Surroundings(project=PROJECT)
    return lint(notebook, stage="handoff", around=around)


def said(judged: Report) -> str:
    return msgspec.json.encode(judged).decode()


# Cells that hold a secret, in all the places where a rule could repeat it; each stands in a
# notebook of its own, below an import of all that they need.
PLACES = {
    "a value": 'key = "{}"',
    "a path": 'open("/home/ana/{}/x.csv")',
    "a path by name": 'password = "/home/{}/x"\nopen(password)',
    "a bare name": "token = {}",
    "an import": "import {}",
    "an import from": "from a import {} as b",
    "a star import": "from {} import *",
    "an attribute": "os.{}()",
    "a function": "def {}(): print(1)",
    "a function that prints it": 'def f():\n    print("{}")',
    "a comment": "# TODO: the key is {}",
    "a hack": 'x = "{}"  # FIXME {}',
    "broken code": 'x = "{}',
    "broken code without quotes": "x = {} {} =",
    "a dictionary's key": 'd = {{"{}": "{}", "password": "{}"}}',
    "a shell line": "!git clone https://{}@github.com/a/b",
    "a shell install": "!pip install git+https://{}@github.com/a/b",
    "a pip magic": "%pip install git+https://{}@github.com/a/b",
    "an install by call": "os.system('pip install git+https://{}@github.com/a/b')",
    "an unset environment": "%env TOKEN={}",
    "a directory": "%cd /home/{}\nos.chdir('{}')",
    "a request": 'requests.get("https://host?token={}")',
    "a request with a header": 'requests.get(url, headers={{"token": "{}"}})',
    "an unsafe load": 'torch.load("{}")\npickle.load(open("/home/{}"))',
    "a seed": 'train_test_split(a, "{}")',
    "a used import on its line": 'import json; key = "{}"',
    "comparison": 'if x is "{}": pass',
    "an f-string without holes": 'print(f"{}")',
    "an undefined name": "print({})",
    "another language": "%%bash\nexport TOKEN={}",
    "an unknown cell magic": "%%{}\nx",
    "a long string": '"""\nThe key:\n{}\n"""',
    "a swallowed error": 'try:\n    f("{}")\nexcept:\n    pass',
    "a truncated read": 'df = pd.read_csv("https://{}@host/x", nrows=5)\nmodel.fit(df, y)',
}
IMPORTS = (
    "import os, requests, torch, pickle, pandas as pd\n"
    "from sklearn.model_selection import train_test_split\n"
)


@pytest.mark.parametrize("source", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("above", [IMPORTS, ""], ids=["together", "apart"])
def test_no_rule_repeats_a_secret(source: str, above: str) -> None:
    text = above + source.replace("{}", KEY).replace("{{", "{").replace("}}", "}")
    judged = report(cells_notebook([*([IMPORTS] if not above else []), text, "", "import math"]))
    assert "HS101" in {finding.code for finding in judged.findings}
    assert "HN106" in {finding.code for finding in judged.findings}
    assert leaked(KEY, said(judged)) == []


def test_a_secret_in_outputs_metadata_and_text_is_not_repeated() -> None:
    outputs: list[dict[str, Any]] = [
        {"output_type": "stream", "name": "stdout", "text": f"token: {KEY}"},
        {"output_type": "error", "ename": "KeyError", "evalue": KEY, "traceback": [KEY]},
        {"output_type": "display_data", "data": {"text/html": f"<b>{KEY}</b>"}, "metadata": {}},
    ]
    raw = document(
        markdown(f"# TODO {KEY}"),
        code("x = 1", outputs=outputs, execution_count=2),
        code("y = 1", execution_count=1, metadata={"token": KEY}),
        {"cell_type": "raw", "metadata": {}, "source": f"[a](https://{KEY})"},
        metadata={"token": KEY},
    )
    judged = report(read_notebook(json.dumps(raw).encode(), "n.ipynb"))
    messages = [item.message for item in judged.findings if item.code == "HS102"]
    assert len(messages) == 7
    assert leaked(KEY, said(judged)) == []


def test_the_command_line_repeats_no_secret(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "n.ipynb"
    sources = [text.replace("{}", KEY) for text in PLACES.values()]
    path.write_text(json.dumps(document(*map(code, sources))))
    for arguments in ([], ["--format", "json"], ["--diff"], ["--diff", "--unsafe-fixes"]):
        main(["lint", str(path), "--stage", "handoff", *arguments])
        out, err = capsys.readouterr()
        assert out
        assert leaked(KEY, out + err) == [], arguments


def finding(message: str = "", *fixes: Fix, related: tuple[Related, ...] = ()) -> Finding:
    return Finding(
        code="X",
        name="x",
        artifact="code",
        owner="both",
        severity="info",
        message=message,
        severities=Severities(),
        cell_id="cell-1",
        cell=1,
        line=1,
        column=1,
        end_line=1,
        end_column=2,
        related=related,
        fixes=fixes,
    )


BOOK = cells_notebook([f'password = "{PASSWORD}"\nx = 1'])


def scrub(item: Finding) -> Finding:
    (only,) = scrubbed([item], BOOK)
    return only


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (f"the password is {PASSWORD}.", "the password is •••."),
        (f"{PASSWORD}{PASSWORD}", "•••"),
        (f"{PASSWORD}, {PASSWORD}", "•••, •••"),
        (f"cut short: {PASSWORD[:11]}…", "cut short: •••…"),
        (f"its end: …{PASSWORD[-9:]}", "its end: …•••"),
        (f"in upper case: {PASSWORD.upper()}", "in upper case: •••"),
        (f"no more than {PASSWORD[:7]}", f"no more than {PASSWORD[:7]}"),
        ("🎉 nothing of it", "🎉 nothing of it"),
        ("", ""),
    ],
)
def test_a_secret_and_its_parts_are_hidden(message: str, shown: str) -> None:
    place = Related("cell-1", 1, 1, 1, 1, 2, message)
    item = scrub(finding(message, Fix(message, "safe"), related=(place,)))
    assert item.message == shown
    assert item.fixes[0].title == shown
    assert item.related[0].message == shown


def test_a_fix_that_replaces_a_secret_does_not_show_it_and_one_that_writes_it_is_left_out() -> None:
    (cell,) = BOOK.cells
    hidden = cell.replace((1, 13, 1, 29), "x")
    whole = CellEdit("remove", cell.id, 1, old=cell.source)
    open_ = cell.replace((2, 1, 2, 2), "y")
    writes = cell.replace((2, 1, 2, 2), f'"{PASSWORD}"')
    item = scrub(
        finding(
            "",
            Fix("hidden", "safe", (hidden, open_)),
            Fix("whole", "safe", (whole,)),
            Fix("writes", "safe", (open_, writes)),
            Fix("appends", "unsafe", (FileEdit(".env", f"PASSWORD={PASSWORD}\n"),)),
        )
    )
    assert [fix.title for fix in item.fixes] == ["hidden", "whole"]
    first, second = item.fixes[0].edits
    assert isinstance(first, SourceEdit) and first.old is None and hidden.old == PASSWORD
    assert second == open_
    (removed,) = item.fixes[1].edits
    assert isinstance(removed, CellEdit) and removed.old is None


def test_what_was_not_checked_says_no_secret_either() -> None:
    missing = NotChecked(f"the file {PASSWORD}", f"`{PASSWORD}` failed")
    assert scrubbed_gaps([missing], BOOK) == [NotChecked("the file •••", "`•••` failed")]


def test_a_private_key_is_hidden_line_by_line_and_its_frame_is_not() -> None:
    lines = [f"{KEY[4:]}{number}Zk{KEY[9:31]}" for number in range(4)]
    frame = "RSA PRIV" + "ATE KEY-----"
    block = "\n".join([f"-----BEGIN {frame}", *lines, f"-----END {frame}"])
    book = replace(BOOK, cells=(Cell("c", 1, "code", f'"""{block}"""'),))
    kind = frame.rstrip("-")
    (item,) = scrubbed([finding(f"{lines[2]} of an {kind}")], book)
    assert item.message == f"••• of an {kind}"


def test_without_a_secret_nothing_changes() -> None:
    item = finding(f"the password is {PASSWORD}", Fix("x", "safe"))
    assert scrubbed([item], cells_notebook(["x = 1"])) == [item]


def test_a_secret_of_the_contract_is_not_repeated() -> None:
    contract = contract_from("""
        rules.HD102.reason = "ask with token 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"
        [[data.sources]]
        pattern = "postgresql://ana:Tr0ub4dor3.Zebra@db.corp.de/sales"
        replaces = ["s3://old/*"]
    """)
    text = "import pandas as pd\npd.read_csv('s3://old/a.csv')"
    report = judge(read_percent(text), rules=load_rules().rules, contract=contract, project=None)
    (finding,) = [item for item in report.findings if item.code == "HD102"]
    said = msgspec.json.encode(finding).decode()
    assert "postgresql" in said and "ask with token" in said
    assert "Tr0ub4dor" not in said and "QwErTyUi" not in said
