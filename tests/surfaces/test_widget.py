"""The view in a cell's output: its rows and what its buttons show."""

from __future__ import annotations

from typing import Any

import ipywidgets
import msgspec

from jupyter_handoff import Surroundings, lint
from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.rule import Project
from jupyter_handoff.surfaces.widget import view


def made(text: str) -> Any:
    notebook = read_percent(text)
    report = lint(notebook, stage="handoff", around=Surroundings())
    return view(report, notebook, "Linted: a test.")


def below(widget: Any, kind: type) -> list[Any]:
    found = [widget] if isinstance(widget, kind) else []
    for child in getattr(widget, "children", ()):
        found += below(child, kind)
    return found


def texts(widget: Any) -> str:
    return "\n".join(item.value for item in below(widget, ipywidgets.HTML))


def test_findings_stand_under_their_cell_with_a_button_for_a_fix() -> None:
    widget = made('# %%\nopen("/home/ana/x.csv")\n# %%\nimport os\n# %%\nx = 1  # TODO: y')
    said = texts(widget)
    assert "Handoff · handoff · 1 error, 2 warnings" in said
    assert said.index("Cell 1") < said.index("HD101") < said.index("Cell 2") < said.index("HC116")
    buttons = below(widget, ipywidgets.Button)
    assert [button.description for button in buttons] == ["Show fix"] * 2


def test_a_button_shows_the_edited_source_and_puts_it_away_again() -> None:
    widget = made('# %%\ndata = open("/home/ana/<b>.csv")')
    (button,) = below(widget, ipywidgets.Button)
    before = texts(widget)
    button.click()
    shown = texts(widget).removeprefix(before)
    assert "open(&quot;data/&lt;b&gt;.csv&quot;)" in shown
    assert "<b>.csv" not in shown
    button.click()
    assert texts(widget) == before


def test_a_button_never_shows_a_secret() -> None:
    widget = made('# %%\nimport os\napi_key = "q8Zr2LmX0vTnB4wK"\nprint(api_key, os)')
    for button in below(widget, ipywidgets.Button):
        button.click()
    assert "os.environ[&quot;API_KEY&quot;]" in texts(widget)
    assert "q8Zr2LmX0vTnB4wK" not in texts(widget)


def test_a_report_with_hundreds_of_findings_is_cut_and_says_so() -> None:
    lines = "\n".join(f"x = {number}  # TODO: {number}" for number in range(300))
    widget = made(f"# %%\n{lines}")
    assert "101 more" in texts(widget)


def test_a_notebook_that_is_not_checked_says_why() -> None:
    from dataclasses import replace

    notebook: Notebook = replace(read_percent("x <- 1"), language="r")
    report = lint(notebook, around=Surroundings())
    assert "it is not a Python notebook (r)" in texts(view(report, notebook, ""))


def test_a_button_shows_what_a_fix_adds_to_a_file() -> None:
    notebook = read_percent("# %%\n%pip install shap\nx = 1")
    around = Surroundings(project=Project("/project", "/project", "requirements.txt"))
    report = lint(notebook, stage="handoff", around=around)
    widget = view(report, notebook, "")
    (button,) = below(widget, ipywidgets.Button)
    button.click()
    assert "At the end of requirements.txt:" in texts(widget)
    assert "shap" in texts(widget).partition("requirements.txt:")[2]


def test_code_in_a_message_is_set_as_code() -> None:
    assert "<code>os</code> is imported" in texts(made("# %%\nimport os"))


def test_nothing_shows_a_secret_of_another_cell() -> None:
    secret = "S3cr3t!" + "pw9zz"
    widget = made(
        f'# %%\npassword = "{secret}"\n# %%\nlogin("anna", "{secret}"); import re'
        f"\n# %%\n!login {secret}; x = 1  # TODO"
    )
    for button in below(widget, ipywidgets.Button):
        button.click()
    assert "login(&quot;anna&quot;, &quot;•••&quot;)" in texts(widget)
    assert secret not in texts(widget)


def test_what_a_contract_gives_for_a_finding_is_text_and_bounded() -> None:
    notebook = read_percent("# %%\nimport os")
    report = lint(notebook, stage="handoff", around=Surroundings())
    given = [
        msgspec.structs.replace(item, reason=f"<b>`No`</b> {'x' * 9_000}", locked="<i>Acme</i>")
        for item in report.findings
    ]
    said = texts(view(msgspec.structs.replace(report, findings=tuple(given)), notebook, ""))
    assert "contract: &lt;b&gt;<code>No</code>&lt;/b&gt; xx" in said
    assert "xx… · locked by &lt;i&gt;Acme&lt;/i&gt;</div>" in said
    assert len(said) < 5_000
