"""The magics, in an IPython shell of their own and in a real kernel."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from jupyter_client.manager import start_new_kernel

from ..notebook_files import code, write

LOCAL = 'data = open("/home/ana/x.csv")'
SECRET = "q8Zr2LmX0vTnB4wK"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    run(shell, "%load_ext jupyter_handoff")
    yield shell
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, source: str) -> CapturedIO:
    """Run a cell as a front end does; what it shows and prints."""
    captured: CapturedIO
    with capture_output() as captured:
        shell.run_cell(source, store_history=True)
    return captured


def shown(captured: CapturedIO, kind: str = "text/plain") -> str:
    """What a cell shows, as one text."""
    return "\n".join(str(output.data.get(kind, "")) for output in captured.outputs)


def test_it_lints_the_cells_run_so_far_and_says_so(shell: InteractiveShell) -> None:
    run(shell, "import os")
    run(shell, f"def load():\n    {LOCAL}")
    said = shown(run(shell, "%handoff_lint --stage handoff"))
    assert said.startswith(
        "Linted: the 2 cells run so far, in their order.\nHandoff · handoff · 1 error, 1 warning"
    )
    assert "cell 2:2:17" in said
    assert "HD101 machine-local-path" in said
    assert LOCAL in said


def test_cells_run_before_it_was_loaded_count_too(shell: InteractiveShell) -> None:
    run(shell, "%unload_ext jupyter_handoff")
    run(shell, f"def load():\n    {LOCAL}")
    run(shell, "%load_ext jupyter_handoff")
    assert "HD101" in shown(run(shell, "%handoff_lint --stage handoff"))


def test_nothing_to_say_is_one_line_with_a_look_ahead(shell: InteractiveShell) -> None:
    run(shell, "import random\nx = random.random()")
    said = shown(run(shell, "%handoff_lint"))
    assert said.splitlines()[1] == "Handoff · explore · nothing to say (at handoff: 1 error)"


def test_explain_says_what_the_contract_here_has_of_a_rule(
    shell: InteractiveShell, tmp_path: Path
) -> None:
    (tmp_path / "handoff.toml").write_text(
        'title = "<b>Acme</b>"\nlocked = ["rules.HC116"]\n[rules.HC116]\nreason = "<i>Slow</i>"',
        encoding="utf-8",
    )
    card = run(shell, "%handoff_explain HC116")
    assert "reason: <i>Slow</i>\nlocked by <b>Acme</b>\n" in shown(card)
    html = shown(card, "text/html")
    assert "Here, under &lt;b&gt;Acme&lt;/b&gt;: explore off" in html
    assert "reason: &lt;i&gt;Slow&lt;/i&gt;" in html
    assert "The contract locks this rule" in html


def test_a_path_given_is_linted(shell: InteractiveShell, tmp_path: Path) -> None:
    write(tmp_path / "my book.ipynb", code("x = 1"), code(LOCAL))
    said = shown(run(shell, '%handoff_lint "my book.ipynb" --stage handoff'))
    assert said.startswith("Linted: the file given, my book.ipynb, as it was last saved.")
    assert "cell 2:1:13" in said


def test_select_ignore_and_the_notebooks_own_stage_hold(
    shell: InteractiveShell, tmp_path: Path
) -> None:
    own = {"jupyter_handoff": {"stage": "handoff"}}
    write(tmp_path / "a.ipynb", code(f"import os\n{LOCAL}"), metadata=own)
    assert "1 error, 1 warning" in shown(run(shell, "%handoff_lint a.ipynb"))
    assert "handoff · 1 error" in shown(run(shell, "%handoff_lint a.ipynb --select data"))
    assert "handoff · 1 warning" in shown(run(shell, "%handoff_lint a.ipynb --ignore HD"))


def test_the_stage_can_be_configured(shell: InteractiveShell, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL))
    run(shell, "%config Handoff.stage = 'handoff'")
    assert "Handoff · handoff · 1 error" in shown(run(shell, "%handoff_lint a.ipynb"))
    explore = shown(run(shell, "%handoff_lint a.ipynb --stage explore"))
    assert "Handoff · explore · 1 info" in explore


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("%handoff_lint gone.ipynb", "gone.ipynb: cannot be read (No such file"),
        ("%handoff_lint bad.ipynb", "bad.ipynb: the file is empty"),
        ("%handoff_lint --stage late", "invalid choice: 'late'"),
        ("%handoff_lint --select HX", "No rule answers to HX."),
        ("%handoff_lint --nope", "unrecognized arguments: --nope"),
        ("%handoff_lint 'open", "No closing quotation"),
        ("%handoff_lint --live on --stage handoff", "--live stands alone"),
        ("%handoff_explain machine-local", "Did you mean machine-local-path?"),
        ("%handoff_explain", "No rule answers to an empty name."),
    ],
)
def test_wrong_usage_is_a_sentence_and_no_traceback(
    line: str, said: str, shell: InteractiveShell, tmp_path: Path
) -> None:
    (tmp_path / "bad.ipynb").touch()
    captured = run(shell, line)
    text = captured.stdout + captured.stderr
    assert said in text
    assert "Traceback" not in text


def test_explain_shows_a_rules_card(shell: InteractiveShell) -> None:
    captured = run(shell, "%handoff_explain HD101")
    assert "HD101 machine-local-path" in shown(captured)
    assert "<b>HD101 machine-local-path</b>" in shown(captured, "text/html")


def test_as_a_cell_magic_it_lints_the_cell_with_those_before_and_runs_it(
    shell: InteractiveShell,
) -> None:
    run(shell, "import os")
    run(shell, "FOLDER = '/home/ana'")
    captured = run(shell, "%%handoff_lint --stage handoff\nx = os.path.join(FOLDER, 'x')\ny = 2")
    assert shell.user_ns["y"] == 2
    assert "HC116" not in shown(captured), "only this cell is spoken of"
    captured = run(shell, f"%%handoff_lint --stage handoff\ndef f():\n    {LOCAL}\nz = 3")
    assert shell.user_ns["z"] == 3
    assert "HD101" in shown(captured)


def test_as_a_cell_magic_it_changes_nothing_of_how_the_cell_runs(shell: InteractiveShell) -> None:
    captured = run(shell, "%%handoff_lint\nx = 1\n\n1 / 0")
    assert captured.stdout.count(": division by zero") == 1
    assert "line 4" in captured.stdout or "----> 4" in captured.stdout
    run(shell, "%%handoff_lint\nimport asyncio\nawait asyncio.sleep(0)\nwaited = True")
    assert shell.user_ns["waited"]
    run(shell, "%%handoff_lint\n%%capture caught\nprint('inside')")
    assert shell.user_ns["caught"].stdout == "inside\n"
    run(shell, "%%time\n%%handoff_lint\ntimed = 2")
    assert shell.user_ns["timed"] == 2
    run(shell, "%%handoff_lint --stage handoff\n%%time\n1 / 0")
    assert not shell.last_execution_succeeded
    said = shown(run(shell, "%handoff_lint --stage handoff"))
    assert "waited = True" not in said, "it runs once, and is remembered as it stands"


@pytest.mark.parametrize(
    "line", ["%%handoff_lint --live on", "%%handoff_lint a.ipynb", "%%handoff_lint --stage late"]
)
def test_a_cell_magic_that_cannot_be_read_does_not_run_the_cell(
    line: str, shell: InteractiveShell
) -> None:
    captured = run(shell, f"{line}\nran = True")
    assert "UsageError" in captured.stdout + captured.stderr
    assert "ran" not in shell.user_ns


def test_with_nothing_to_lint_it_says_so(shell: InteractiveShell) -> None:
    captured = run(shell, "%handoff_lint")
    assert "There is nothing to lint yet: no cell ran." in captured.stdout + captured.stderr
    assert captured.outputs == []


def test_help_is_shown_when_it_is_asked_for(shell: InteractiveShell) -> None:
    assert "%handoff_lint --live on|off" in run(shell, "%handoff_lint --help").stdout


def test_linting_runs_nothing(shell: InteractiveShell, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", code("open('ran', 'w').close()"), code("!touch ran"))
    run(shell, "%handoff_lint a.ipynb")
    assert not (tmp_path / "ran").exists()


def test_live_speaks_of_each_cell_and_is_quiet_when_there_is_nothing(
    shell: InteractiveShell,
) -> None:
    assert "on" in run(shell, "%handoff_lint --live on").stdout
    assert run(shell, "x = 1").outputs == []
    said = shown(run(shell, f"def f():\n    {LOCAL}"))
    assert said.startswith("Handoff · explore · 1 info (at handoff: 1 error)")
    assert run(shell, "y = 1").outputs == [], "an earlier cell's finding is not said again"
    run(shell, "%handoff_lint --live off")
    assert run(shell, f"def g():\n    {LOCAL}").outputs == []


def test_a_secret_is_never_shown(shell: InteractiveShell) -> None:
    run(shell, "%handoff_lint --live on")
    captured = run(shell, f'api_key = "{SECRET}"')
    everything = json.dumps([output.data for output in captured.outputs])
    assert "HS101" in everything
    assert SECRET not in everything


def test_html_is_escaped(shell: InteractiveShell) -> None:
    run(shell, 'def f():\n    open("/home/ana/<script>alert(1)</script>")')
    html = shown(run(shell, "%handoff_lint"), "text/html")
    assert "HD101" in html
    assert "<script" not in html


def test_unloading_takes_everything_away(shell: InteractiveShell) -> None:
    run(shell, "%handoff_lint --live on")
    run(shell, "%unload_ext jupyter_handoff")
    assert run(shell, f"def f():\n    {LOCAL}").outputs == []
    assert "not found" in run(shell, "%handoff_lint").stderr
    assert not [one for one in shell.configurables if type(one).__name__ == "Handoff"]
    run(shell, "%load_ext jupyter_handoff")
    assert "Handoff" in shown(run(shell, "%handoff_lint"))


def test_vs_codes_notebook_is_found(shell: InteractiveShell, tmp_path: Path) -> None:
    write(tmp_path / "vs.ipynb", code(LOCAL))
    shell.user_ns["__vsc_ipynb_file__"] = str(tmp_path / "vs.ipynb")
    assert "VS Code's notebook, vs.ipynb" in shown(run(shell, "%handoff_lint"))


class Kernel:
    """A real kernel, spoken to as a front end does."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.manager, self.client = start_new_kernel(
            cwd=str(folder), env={**os.environ, **environment}
        )

    def run(self, source: str, cell_id: str = "") -> list[dict[str, Any]]:
        """The MIME bundles that a cell shows."""
        content = {"code": source, "silent": False, "store_history": True}
        content |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        message = self.client.session.msg("execute_request", content)
        message["metadata"] = {"cellId": cell_id}
        self.client.shell_channel.send(message)
        bundles: list[dict[str, Any]] = []
        while True:
            said = self.client.get_iopub_msg(timeout=60)
            if said["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if said["msg_type"] == "error":
                raise AssertionError("\n".join(said["content"]["traceback"]))
            if "data" in said["content"] and said["msg_type"] == "display_data":
                bundles.append(said["content"]["data"])
            if said["content"].get("execution_state") == "idle":
                return bundles

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def test_in_a_kernel_it_finds_its_own_notebook_and_shows_a_widget(tmp_path: Path) -> None:
    path = write(
        tmp_path / "mine.ipynb",
        code("%load_ext jupyter_handoff", id="load"),
        code(f"def f():\n    {LOCAL}", id="read"),
        code("%handoff_lint --stage handoff", id="lint"),
    )
    kernel = Kernel(tmp_path, JPY_SESSION_NAME=str(path))
    try:
        kernel.run("%load_ext jupyter_handoff", "load")
        (bundle,) = kernel.run("%handoff_lint --stage handoff", "lint")
        assert set(bundle) == {
            *("text/plain", "text/html", "application/vnd.jupyter.widget-view+json")
        }
        first = bundle["text/plain"].splitlines()[0]
        assert first == "Linted: this notebook, mine.ipynb, as it was last saved."
        assert "HD101" in bundle["text/plain"]
        with pytest.raises(AssertionError, match="ZeroDivisionError"):
            kernel.run("%%handoff_lint\n1 / 0", "read")
        kernel.run("%%handoff_lint\nimport asyncio\nawait asyncio.sleep(0)", "read")
        kernel.run("def f():\n    return 1", "read")
        (bundle,) = kernel.run("%handoff_lint --stage handoff", "lint")
        assert "It is older than what is on screen" in bundle["text/plain"]
        # A file that does not hold the cell is another notebook.
        write(path, code("something = 'else'", id="other"))
        (bundle,) = kernel.run("%handoff_lint", "lint")
        said = bundle["text/plain"]
        assert said.startswith("Linted: the one cell run so far. Save mine.ipynb with this cell")
    finally:
        kernel.close()
