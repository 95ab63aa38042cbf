"""The command line, run as people run it: arguments, exit status, output and files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_handoff.surfaces import mending, work
from jupyter_handoff.surfaces.cli import main

from ..notebook_files import code, document, markdown, write
from .command_line import run

LOCAL_PATH = 'import pandas as pd\ndf = pd.read_csv("/home/ana/churn.csv")\ndf.info()'
UNUSED = "import os\nimport math\nprint(math.pi)"
FIELDS = set(
    "code name artifact owner severity message cell_id cell line column end_line end_column "
    "related fixes".split()
)


pytestmark = pytest.mark.usefixtures("wide_terminal")


def declare(folder: Path) -> None:
    """A list of what the notebooks here need, so that nothing is said of that."""
    (folder / "requirements.txt").write_text("pandas==2.2.3\n")


def test_it_runs_as_a_subcommand_of_jupyter(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    command = [str(Path(sys.executable).parent / "jupyter"), "handoff", "lint", "a.ipynb"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Nothing to say in 1 notebook" in done.stdout


def test_a_finding_names_cell_line_and_column_and_shows_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path)
    write(tmp_path / "a.ipynb", markdown("# Title"), code(LOCAL_PATH))
    status, out, _ = run(capsys, "lint", "a.ipynb", "--stage", "handoff")
    assert status == 1
    lines = out.splitlines()
    assert lines[0] == "a.ipynb  (handoff)"
    assert lines[1].split()[:5] == ["cell", "2:2:18", "error", "HD101", "machine-local-path"]
    assert lines[2].strip() == 'df = pd.read_csv("/home/ana/churn.csv")'
    start = lines[2].index('"')
    assert lines[3][start : start + 23] == "^" * 21 + "  "
    assert 'fix: Use the relative path "data/churn.csv" (unsafe)' in lines[3]
    assert lines[-1] == "1 error in 1 notebook"


def test_a_long_line_is_cut_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.ipynb", code(f"import json  # {'x' * 200}"))
    _, out, _ = run(capsys, "lint", "a.ipynb", "--stage", "handoff")
    (line,) = (line.strip() for line in out.splitlines() if "xxx" in line)
    assert line.startswith("import json  # xxx")
    assert line.endswith("x…")
    assert len(line) == 101


def test_the_stage_decides_what_is_said_and_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL_PATH))
    assert run(capsys, "lint", "a.ipynb")[0] == 0
    assert run(capsys, "lint", "a.ipynb", "--stage", "candidate")[0] == 0
    assert run(capsys, "lint", "a.ipynb", "--stage", "handoff")[0] == 1
    own = {"jupyter_handoff": {"stage": "handoff"}}
    write(tmp_path / "a.ipynb", code(LOCAL_PATH), metadata=own)
    assert run(capsys, "lint", "a.ipynb")[0] == 1
    assert run(capsys, "lint", "a.ipynb", "--stage", "explore")[0] == 0


def test_folders_are_walked_and_hidden_ones_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("b/deep", ".ipynb_checkpoints", ".venv", "env"):
        (tmp_path / folder).mkdir(parents=True)
        write(tmp_path / folder / "n.ipynb", code("x = 1"))
    (tmp_path / "env" / "pyvenv.cfg").touch()
    write(tmp_path / "a.ipynb", code("x = 1"))
    status, out, _ = run(capsys, "lint", ".", "a.ipynb", "--format", "json")
    assert status == 0
    assert [item["path"] for item in json.loads(out)] == ["a.ipynb", "b/deep/n.ipynb"]


def test_a_bad_file_hides_no_other_and_gives_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path)
    (tmp_path / "a.ipynb").write_text("{]")
    write(tmp_path / "b.ipynb", code(LOCAL_PATH))
    status, out, _ = run(capsys, "lint", ".", "--stage", "handoff")
    assert status == 2
    assert "a.ipynb  not checked: it is not JSON (line 1, column 2:" in out
    assert "HD101" in out
    assert out.splitlines()[-1] == "1 error in 1 notebook · 1 could not be read"
    status, out, _ = run(capsys, "lint", ".", "--format", "json")
    assert status == 2
    bad, good = json.loads(out)
    assert bad["coverage"]["not_checked"][0]["what"] == "the notebook"
    assert bad["findings"] == []
    assert good["findings"]


def test_what_macos_leaves_beside_a_notebook_is_said_and_fails_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    (tmp_path / "._a.ipynb").write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
    status, out, _ = run(capsys, "lint", ".")
    assert status == 0
    assert "._a.ipynb  not checked: this is a macOS resource file" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lint", "nowhere.ipynb"], "nowhere.ipynb: there is no such file or folder"),
        (["lint", "script.sh"], "script.sh: is no .ipynb, .py or .md file"),
        (["lint", ".", "--select", "HX"], "No rule answers to HX."),
        (["lint", ".", "--ignore", "machine-local"], "Did you mean machine-local-path?"),
        (["lint", ".", "--diff", "--format", "json"], "does not go with --format json"),
        (["lint", ".", "--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        (["explain", "HD999"], "No rule answers to HD999."),
    ],
)
def test_wrong_usage_has_status_2_and_a_reason(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "script.sh").touch()
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert said in err


@pytest.mark.parametrize("arguments", [[], ["lint"], ["lint", ".", "--stage", "late"]])
def test_the_parser_refuses_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


def test_a_good_file_is_linted_beside_a_path_that_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL_PATH))
    status, out, _ = run(capsys, "lint", "a.ipynb", "gone.ipynb", "--stage", "handoff")
    assert status == 2
    assert "HD101" in out


def test_select_and_ignore_go_by_code_name_artifact_and_tool_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path)
    write(tmp_path / "a.ipynb", code(f"{LOCAL_PATH}\nimport os"))

    def codes(*arguments: str) -> set[str]:
        command = ("lint", "a.ipynb", "--stage", "handoff", "--format", "json", *arguments)
        report = json.loads(run(capsys, *command)[1])[0]
        return {finding["code"] for finding in report["findings"]}

    assert codes() == {"HD101", "HC116"}
    assert codes("--select", "HD101") == {"HD101"}
    assert codes("--select", "HD") == {"HD101"}
    assert codes("--select", "data,F401") == {"HD101", "HC116"}
    assert codes("--ignore", "machine-local-path") == {"HC116"}
    assert codes("--select", "H", "--ignore", "F401") == {"HD101"}


def test_json_has_the_fields_that_other_tools_rely_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        tmp_path / "a.ipynb",
        markdown("# 😀"),
        code('é = "😀"; import pandas as pd; pd.read_csv("/home/ana/x.csv")', id="read"),
        code("print(rate)", execution_count=2),
        code("rate = 1", execution_count=1),
    )
    _, out, _ = run(capsys, "lint", "a.ipynb", "--stage", "handoff", "--format", "json")
    (report,) = json.loads(out)
    assert report["path"] == "a.ipynb"
    assert report["stage"] == "handoff"
    assert set(report["coverage"]) == {"checked", "not_checked"}
    assert "HD101" in report["coverage"]["checked"]
    assert set(report["readiness"]["data"]) == {"errors", "warnings", "infos", "checked"}
    assert report["readiness"]["data"]["errors"] == 1
    by_code = {finding["code"]: finding for finding in report["findings"]}
    assert all(set(finding) >= FIELDS for finding in report["findings"])
    path = by_code["HD101"]
    assert (path["cell_id"], path["cell"], path["line"]) == ("read", 2, 1)
    # Columns count code points from 1: the emoji is one.
    assert (path["column"], path["end_column"]) == (43, 60)
    assert path["fixes"][0]["applicability"] == "unsafe"
    assert path["fixes"][0]["edits"][0]["kind"] == "source"
    late = by_code["HC103"]
    assert late["related"][0] == {
        "cell_id": "id-4",
        "cell": 4,
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 5,
        "message": "defined here",
    }
    whole = by_code["HN101"]
    assert [whole[key] for key in ("cell_id", "cell", "line", "column")] == [None] * 4


def test_fix_makes_safe_fixes_and_keeps_every_other_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        tmp_path / "a.ipynb",
        code(UNUSED, outputs=[{"output_type": "stream", "name": "stdout", "text": ["3.14\n"]}]),
        code(LOCAL_PATH),
    )
    before = path.read_text(encoding="utf-8")
    status, out, _ = run(capsys, "lint", "a.ipynb", "--stage", "handoff", "--fix")
    assert status == 1  # the path is an unsafe fix, and stays
    assert "1 fixed" in out
    assert "HC116" not in out
    after = path.read_text(encoding="utf-8")
    assert after == before.replace('    "import os\\n",\n', "")


def test_unsafe_fixes_are_made_when_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path)
    path = write(tmp_path / "a.ipynb", code(LOCAL_PATH))
    arguments = ("lint", "a.ipynb", "--stage", "handoff", "--fix", "--unsafe-fixes")
    assert run(capsys, *arguments)[0] == 0
    assert 'read_csv(\\"data/churn.csv\\")' in path.read_text(encoding="utf-8")


def test_fixes_speak_at_the_stage_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    before = path.read_bytes()
    run(capsys, "lint", "a.ipynb", "--fix")
    assert path.read_bytes() == before
    run(capsys, "lint", "a.ipynb", "--fix", "--stage", "candidate", "--ignore", "HC116")
    assert path.read_bytes() == before


def test_fix_never_touches_outputs_or_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "token: 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"
    output = {"output_type": "stream", "name": "stdout", "text": [secret]}
    path = write(tmp_path / "a.ipynb", code("%pip install shap\nshow()", outputs=[output]))
    before = path.read_bytes()
    status, out, _ = run(capsys, "lint", "a.ipynb", "--fix", "--unsafe-fixes", "--stage", "handoff")
    assert status == 1
    assert "HS102" in out
    assert "hf_QwErTyUi" not in out
    assert path.read_bytes() == before
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.ipynb"]


def test_fix_removes_and_moves_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(
        tmp_path / "a.ipynb", code("print(rate)"), code(""), code("rate = 1"), markdown("end")
    )
    run(capsys, "lint", "a.ipynb", "--fix", "--unsafe-fixes", "--stage", "handoff")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells] == ["id-3", "id-1", "id-4"]


def test_a_fixed_file_keeps_its_mode_and_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    path.chmod(0o640)
    link = tmp_path / "link.ipynb"
    link.symlink_to(path)
    run(capsys, "lint", "link.ipynb", "--fix", "--stage", "handoff")
    assert link.is_symlink()
    assert "import os" not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.ipynb", "link.ipynb"]


def test_diff_shows_what_fix_would_do_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED), code(""), code("x = 1"))
    before = path.read_bytes()
    _, out, _ = run(capsys, "lint", "a.ipynb", "--stage", "handoff", "--diff")
    assert path.read_bytes() == before
    assert "-import os\n import math\n" in out
    assert "a.ipynb cell 2: removed" in out


def test_secrets_are_never_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "q8Zr2LmX0vTnB4wK"
    source = f'import os\napi_key = "{secret}"; open("/home/ana/x.csv")\nprint(api_key)'
    write(tmp_path / "a.ipynb", code(source))
    for arguments in ([], ["--format", "json"], ["--diff", "--unsafe-fixes"], ["--ignore", "HS"]):
        _, out, err = run(capsys, "lint", "a.ipynb", "--stage", "handoff", *arguments)
        assert secret not in out + err
    assert "•••" in out


def test_a_secret_is_never_shown_from_another_cell_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "S3cr3t!" + "pw9zz"
    login = f'login("anna", "{secret}"); import re\n!login {secret}'
    # A cell that a fix takes the secret out of still hides it in the others.
    write(tmp_path / "a.ipynb", code(f'password = "{secret}"'), code(login))
    for arguments in ([], ["--format", "json"], ["--diff"], ["--diff", "--unsafe-fixes"]):
        _, out, err = run(capsys, "lint", "a.ipynb", "--stage", "handoff", *arguments)
        assert secret not in out + err
    assert "+password = os.environ" in out
    assert '-login("anna", "•••"); import re' in out


def test_control_characters_cannot_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code('open("/home/ana/\x1b[2Jx.csv")  # \x1b]0;title\x07'))
    _, out, _ = run(capsys, "lint", "a.ipynb", "--stage", "handoff")
    assert "HD101" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_markup_in_a_notebook_is_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "[red]a.ipynb", code('open("/home/ana/[bold]x.csv")'))
    _, out, _ = run(capsys, "lint", ".", "--stage", "handoff")
    assert "[red]a.ipynb" in out
    assert "[bold]x.csv" in out


def test_a_file_changed_meanwhile_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    other = json.dumps(document(code("print('mine')"))).encode()
    real = mending.write_mended

    def late(mended: mending.Mended, *, top: Path) -> str:
        path.write_bytes(other)
        return real(mended, top=top)

    monkeypatch.setattr(work, "write_mended", late)
    status, _, err = run(capsys, "lint", "a.ipynb", "--fix", "--stage", "handoff")
    assert status == 2
    assert "a.ipynb: not fixed: it was changed by someone else meanwhile" in err
    assert path.read_bytes() == other


def test_a_file_that_cannot_be_written_is_named_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.ipynb", code(UNUSED))
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = run(capsys, "lint", "a.ipynb", "--fix", "--stage", "handoff")
    assert status == 2
    assert "a.ipynb: not fixed: it could not be written (No space left on device)" in err
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["a.ipynb"]


def test_old_formats_are_linted_and_not_rewritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = {"cell_type": "code", "language": "python", "input": [UNUSED], "outputs": []}
    old = {"metadata": {"name": "x"}, "nbformat": 3, "nbformat_minor": 0}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(old | {"worksheets": [{"cells": [cell | {"collapsed": False}]}]}))
    before = path.read_bytes()
    _, out, err = run(capsys, "lint", "a.ipynb", "--fix", "--stage", "handoff")
    assert "HC116" in out
    assert "not fixed: an old notebook format" in err
    assert path.read_bytes() == before


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules")
    assert status == 0
    assert "HD101  iwE  machine-local-path" in out
    assert "iwE" in out
    assert "F632" in out


@pytest.mark.parametrize("name", ["HD101", "hd101", "machine-local-path"])
def test_explain_goes_by_code_and_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", name)
    assert status == 0
    assert out.startswith("HD101 machine-local-path")
    assert "/home/ana/churn.csv" in out
    assert "# handoff: ignore[machine-local-path] why" in out


def test_explain_goes_by_the_outside_tools_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert "HC116 unused-import" in run(capsys, "explain", "F401")[1]


def test_a_contract_that_cannot_be_used_is_said_and_the_notebook_judged_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "handoff.toml").write_text("[rule]\n")
    write(tmp_path / "a.ipynb", code(LOCAL_PATH))
    status, out, err = run(capsys, "lint", "a.ipynb", "--stage", "handoff")
    assert status == 2
    assert "handoff.toml: rule: unknown key; did you mean rules?" in err
    assert "unknown key" not in out, "it is told once"
    assert "HD101" in out


def test_python_cells_under_a_magic_of_the_contract_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code('%%spark\nopen("/home/ana/x.csv")'))
    assert "HD101" not in run(capsys, "lint", "a.ipynb")[1]
    (tmp_path / "handoff.toml").write_text('[code]\npython-magics = ["spark"]\n')
    assert "HD101" in run(capsys, "lint", "a.ipynb")[1]
