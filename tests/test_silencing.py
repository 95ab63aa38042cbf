"""What keeps findings quiet, what becomes of it, and locks attacked from every side."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

from jupyter_handoff import Selection, Surroundings, cells_notebook, lint
from jupyter_handoff.baseline import Baseline, Known, known_of
from jupyter_handoff.contract import Contract
from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.report import Finding, Report, Stage
from jupyter_handoff.rule import Project

from .contracts import contract_from

LOCAL = "open('/home/ana/x.csv')"
LOCK = 'locked = [{ key = "rules.HD101", reason = "We lost a week." }]'
PROJECT = Project(notebook="/work/nb", root="/work")


def report(
    notebook: Notebook | str,
    contract: Contract | None = None,
    *,
    stage: Stage | None = "handoff",
    selection: Selection | None = None,
    baseline: Baseline | None = None,
) -> Report:
    if isinstance(notebook, str):
        notebook = cells_notebook([notebook])
    named = dataclasses.replace(notebook, path="a.ipynb")
    around = Surroundings(contract or contract_from(""), PROJECT, baseline)
    return lint(named, stage=stage, selection=selection, around=around)


def said(judged: Report, *codes: str) -> list[str]:
    return [item.message for item in judged.findings if item.code in codes]


def codes(judged: Report) -> list[str]:
    return [item.code for item in judged.findings]


def with_metadata(notebook: Notebook, **own: object) -> Notebook:
    return dataclasses.replace(notebook, metadata={"jupyter_handoff": own})


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    return Baseline(Path("/work"), {"nb/a.ipynb": known_of(tuple(findings))})


QUIET = {
    "a comment alone on the first line": f"# handoff: ignore[HD101] all have it\nx = 1\n{LOCAL}",
    "blank lines above it": f"\n\n# handoff: ignore[HD101] all have it\n{LOCAL}",
    "after a cell magic": f"%%time\n# handoff: ignore[HD101] all have it\n{LOCAL}",
    "below two cell magics": f"%%time\n%%capture\n# handoff: ignore[HD101] all have it\n{LOCAL}",
    "below a shell's magic": "%%bash\n# handoff: ignore[notebook-only-code] why\nrm -r out",
    "above a magic": "x = 1\n# handoff: ignore[HC106] the demo needs it\n%cd /data",
    "above a shell line": "x = 1\n# handoff: ignore[HE101, HE103] Colab\n!pip install rich==13.0",
}


@pytest.mark.parametrize("source", QUIET.values(), ids=QUIET.keys())
def test_comments_for_a_cell_and_above_a_magic(source: str) -> None:
    asked = {"HD101", "HC106", "HE101", "HE103", "HN112"}
    asked |= {"HC110"} if "notebook-only-code" in source else set()
    assert not asked & set(codes(report(source)))
    assert asked & set(codes(report(source.replace("ignore[", "unknown["))))


def test_a_comment_above_a_python_statement_is_for_nothing() -> None:
    judged = report(f"x = 1\n# handoff: ignore[HD101] why\n{LOCAL}")
    assert "HD101" in codes(judged)
    (why,) = said(judged, "HN112")
    assert why.endswith("Put it behind the code that it is for.")
    (finding,) = [item for item in judged.findings if item.code == "HN112"]
    assert (finding.line, finding.fixes) == (2, ()), "it is to be moved, not removed"


WRITTEN = "is written `# handoff: ignore[rule-name] reason`."


@pytest.mark.parametrize(
    "comment",
    [
        *("# handoff: ignore", "# handoff: ignore[] why", "# handoff: ignore [HD101] x"),
        *("# handoff: ignore(HD101)", "# Handoff: Ignore[HD101]", "# handoff: ignore[HD101"),
        *("# handoff: ignore[all] x", "# handoff: ignore[HC] x", "# handoff: ignore[data] x"),
    ],
)
def test_a_suppression_in_a_wrong_form_is_told_how_it_is_written(comment: str) -> None:
    judged = report(f"x = 1\n{LOCAL}  {comment}")
    assert "HD101" in codes(judged)
    (finding,) = [item for item in judged.findings if item.code == "HN112"]
    assert finding.message.endswith(WRITTEN)
    assert "silences nothing" in finding.message
    assert (finding.line, finding.column) == (2, len(LOCAL) + 3)


@pytest.mark.parametrize("ignore", [["machine-local-path"], {"nosuch": "x"}, "HD101", {"": "x"}])
def test_metadata_in_a_wrong_form_are_told_how_they_are_written(ignore: object) -> None:
    notebook = cells_notebook([LOCAL])
    judged = report(with_metadata(notebook, ignore=ignore))
    assert "HD101" in codes(judged)
    (why,) = said(judged, "HN112")
    assert why.endswith('is written `"ignore": {"rule-name": "reason"}`.')
    own = {"jupyter_handoff": {"ignore": ignore}}
    cells = (dataclasses.replace(notebook.cells[0], metadata=own),)
    of_cell = report(dataclasses.replace(notebook, cells=cells))
    assert [item.cell for item in of_cell.findings if item.code == "HN112"] == [1]


def test_names_of_other_tools_rules_are_not_taken_for_ours() -> None:
    names = "arg-type, C0114, B101, UP006, misc, no-untyped-call"
    assert said(report(f"x = 1  # handoff: ignore[{names}] why"), "HN112") == []
    listed = with_metadata(cells_notebook(["x = 1"]), ignore={"arg-type": "x", "C0114": "y"})
    assert said(report(listed), "HN112") == []


def test_a_tag_and_metadata_count_for_the_cell() -> None:
    tagged = read_percent(f'# %% tags=["handoff-ignore:HD101"]\n{LOCAL}\n# %%\n{LOCAL}')
    judged = report(tagged)
    assert [item.cell for item in judged.findings if item.code == "HD101"] == [2]
    (why,) = said(judged, "HN112")
    assert "gives no reason, as no tag can" in why
    assert "into the cell's metadata" in why
    own = {"jupyter_handoff": {"ignore": {"machine-local-path": "it is a demo"}}}
    cell = dataclasses.replace(cells_notebook([LOCAL]).cells[0], metadata=own)
    notebook = dataclasses.replace(cells_notebook([LOCAL]), cells=(cell,))
    assert not {"HD101", "HN112"} & set(codes(report(notebook)))


def test_the_notebooks_metadata_count_for_all_of_it() -> None:
    notebook = cells_notebook([LOCAL, LOCAL])
    quiet = with_metadata(notebook, ignore={"HD101": "each machine has it"})
    assert not {"HD101", "HN112"} & set(codes(report(quiet)))
    unused = with_metadata(cells_notebook(["x = 1"]), ignore={"HD101": "each machine has it"})
    assert "silences nothing" in said(report(unused), "HN112")[0]


def test_unused_is_judged_with_every_stage_on_and_only_where_the_rule_ran() -> None:
    later = "import os  # handoff: ignore[HC116] it registers"
    assert said(report(later, stage="explore"), "HN112") == []
    broken = "x = = 1\ny = 2  # handoff: ignore[HD101] why"
    assert said(report(broken), "HN112") == []
    notebook = cells_notebook(["import numpy  # handoff: ignore[HE104] it comes with the image"])
    alone = lint(notebook, stage="handoff", around=Surroundings())
    assert said(alone, "HN112") == []


def test_a_misspelt_name_is_said_with_what_was_meant() -> None:
    judged = report(f"{LOCAL}  # handoff: ignore[machine-locl-path] why")
    (why,) = said(judged, "HN112")
    assert why.endswith("Did you mean `machine-local-path`?")
    assert "HD101" in codes(judged)
    assert (
        "no rule is named `HX999`" in said(report("x = 1  # handoff: ignore[HX999] w"), "HN112")[0]
    )


WAIVER = """
[[waivers]]
rule = "machine-local-path"
where = "nb/*"
reason = "The mount is on its way."
owner = "Ana"
until = {until}
approved-by = "Bo"
"""


def test_a_waiver_holds_until_its_day() -> None:
    holds = contract_from(WAIVER.format(until="2999-01-01"), root="/work")
    assert "HD101" not in codes(report(LOCAL, holds))
    elsewhere = contract_from(
        WAIVER.format(until="2999-01-01").replace("nb/*", "x/*"), root="/work"
    )
    assert "HD101" in codes(report(LOCAL, elsewhere))
    past = report(LOCAL, contract_from(WAIVER.format(until="2020-01-31"), root="/work"))
    assert "HD101" in codes(past)
    assert "ended on 2020-01-31" in said(past, "HN112")[0]


def test_a_baseline_keeps_what_was_known_and_nothing_else() -> None:
    first = report(f"x = 1\n{LOCAL}")
    baseline = baseline_of(first.findings)
    assert "HD101" not in codes(report(f"x = 1\n{LOCAL}", baseline=baseline))
    moved = read_percent(f"# %%\ny = 2\n# %%\nx  =  1\n\n\n{LOCAL.replace(chr(39), chr(34))}")
    assert "HD101" not in codes(report(moved, baseline=baseline)), "moved and formatted"
    twice = report(f"{LOCAL}\n{LOCAL}", baseline=baseline)
    assert codes(twice).count("HD101") == 1, "a second one is new"
    other = report("open('/home/ana/other.csv')", baseline=baseline)
    assert "HD101" in codes(other)


def test_mended_findings_of_a_baseline_are_told() -> None:
    baseline = baseline_of(report(LOCAL).findings)
    (why,) = said(report("x = 1", baseline=baseline), "HN112")
    assert "--prune" in why


def test_secrets_never_go_into_a_baseline() -> None:
    secret = "key = '" + "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'"
    judged = report(secret)
    assert "HS101" in codes(judged)
    known = known_of(judged.findings)
    assert not [item for item in known if item.rule.startswith("HS101")]
    forged = Baseline(
        Path("/work"),
        {"nb/a.ipynb": tuple(Known("HS101", item.key) for item in judged.findings)},
    )
    assert "HS101" in codes(report(secret, baseline=forged))


# From where a locked rule is attacked, and what is said of it.
ATTACKS = {
    "a comment": (f"{LOCAL}  # handoff: ignore[HD101] please", {}, "`ignore[HD101]` would loosen"),
    "a comment for the cell": (
        f"# handoff: ignore[machine-local-path] please\n{LOCAL}",
        {},
        "`ignore[machine-local-path]` would loosen",
    ),
    "the selection": (LOCAL, {"selection": Selection(("HC116",))}, "The selection of rules"),
    "what is ignored": (LOCAL, {"selection": Selection((), ("HD101",))}, "The selection of rules"),
    "metadata": (
        with_metadata(cells_notebook([LOCAL]), ignore={"HD101": "please"}),
        {},
        "The notebook's metadata (HD101)",
    ),
    "severities in metadata": (
        with_metadata(cells_notebook([LOCAL]), rules={"HD101": {"severity": "off"}}),
        {},
        "The notebook's metadata would loosen `rules.HD101.severity`",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_locked_rule_is_never_loosened_and_the_attempt_is_said(attack: str) -> None:
    notebook, given, begins = ATTACKS[attack]
    contract = contract_from(LOCK)
    judged = report(notebook, contract, **given)  # type: ignore[arg-type]
    found = [item for item in judged.findings if item.code == "HD101"]
    assert [item.severity for item in found] == ["error"]
    (why,) = said(judged, "HN114")
    assert why.startswith(begins)
    assert "contract 1 locks" in why
    assert "We lost a week" in why
    free = report(notebook, contract_from(""), **given)  # type: ignore[arg-type]
    assert said(free, "HN114") == []
    assert "error" not in [item.severity for item in free.findings if item.code == "HD101"]


def test_of_a_locked_comment_without_a_reason_only_the_lock_is_said() -> None:
    source = f"{LOCAL}  # handoff: ignore[HD101]"
    locked = report(source, contract_from(LOCK))
    assert [code for code in codes(locked) if code in ("HN112", "HN114")] == ["HN114"]
    assert "HN112" in codes(report(source))
    both = report(f"import os; {LOCAL}  # handoff: ignore[HD101, HC116]", contract_from(LOCK))
    assert {"HN112", "HN114"} <= set(codes(both)), "one of the two it does keep quiet"


@pytest.mark.parametrize("name", ["HN114", "loosened-lock"])
def test_the_rule_on_locks_is_never_quieter_than_it_comes(name: str) -> None:
    source = f"{LOCAL}  # handoff: ignore[HD101] please"
    off = f'[rules]\n{name} = {{ severity = "off" }}'
    notebook = with_metadata(cells_notebook([source]), rules={name: {"severity": "off"}})
    for judged in (
        report(source, contract_from(LOCK, off)),
        report(source, contract_from(off, LOCK)),
        report(source, contract_from(f"{LOCK}\n{off}")),
        report(notebook, contract_from(LOCK)),
    ):
        assert {item.severity for item in judged.findings if item.code == "HN114"} == {"error"}


DENY = """
locked = ["frameworks.deny"]
[[frameworks.deny]]
name = "tensorflow"
reason = "Nobody keeps it."
alternative = "torch"
"""


def test_a_rule_that_holds_people_to_a_locked_key_cannot_be_switched_off() -> None:
    off = 'rules.HM101.severity = "off"'
    loud = report("import tensorflow", contract_from(DENY))
    own = with_metadata(cells_notebook(["import tensorflow"]), rules={"HM101": {"severity": "off"}})
    for judged in (
        report("import tensorflow", contract_from(DENY, off)),
        report(own, contract_from(DENY)),
    ):
        (why,) = said(judged, "HN114")
        assert "would loosen `rules.HM101.severity`" in why
        severities = [[x.severity for x in r.findings if x.code == "HM101"] for r in (loud, judged)]
        assert severities[0] == severities[1] == ["error"]


def test_a_list_that_a_contract_gives_anew_is_told_to_be_added_to() -> None:
    (why,) = said(
        report("x = 1", contract_from(DENY, 'title = "mine"\nframeworks.deny = []')), "HN114"
    )
    assert why == (
        "mine would loosen `frameworks.deny`, which contract 1 locks: what is locked holds. "
        "To add to it, write it under `[append]`."
    )
    allow = 'locked = ["model.formats"]\nmodel.formats = ["onnx"]'
    wider = contract_from(allow, 'model.formats = ["onnx", "joblib"]')
    assert "append" not in said(report("x = 1", wider), "HN114")[0], "that would loosen it too"


def test_the_baseline_does_not_loosen_a_lock() -> None:
    baseline = baseline_of(report(LOCAL).findings)
    judged = report(LOCAL, contract_from(LOCK), baseline=baseline)
    assert "HD101" in codes(judged)
    assert said(judged, "HN114")[0].startswith("The baseline would loosen")


def test_a_waiver_from_below_the_lock_holds_and_one_from_above_does_not() -> None:
    waiver = WAIVER.format(until="2999-01-01")
    own = contract_from(LOCK + "\n" + waiver, root="/work")
    assert "HD101" not in codes(report(LOCAL, own)), "who locks may waive"
    below = contract_from(waiver, LOCK, root="/work")
    assert "HD101" not in codes(report(LOCAL, below))
    above = report(LOCAL, contract_from(LOCK, waiver, root="/work"))
    assert "HD101" in codes(above)
    assert said(above, "HN114")[0].startswith("The waiver for nb/*")


def test_a_locked_stage_is_not_lowered() -> None:
    contract = contract_from('stage = "candidate"\nlocked = ["stage"]')
    asked = report(LOCAL, contract, stage="explore")
    assert (asked.stage, asked.stage_from, asked.lowest) == ("candidate", "contract", "candidate")
    assert said(asked, "HN114")[0].startswith("The stage asked for (explore) would loosen")
    own = report(with_metadata(cells_notebook([LOCAL]), stage="explore"), contract, stage=None)
    assert own.stage == "candidate"
    assert said(own, "HN114")[0].startswith("The notebook's stage (explore)")
    stricter = report(LOCAL, contract, stage="handoff")
    assert (stricter.stage, said(stricter, "HN114")) == ("handoff", [])


def test_no_selection_hides_an_attempt() -> None:
    judged = report(
        f"{LOCAL}  # handoff: ignore[HD101] please",
        contract_from(LOCK),
        selection=Selection(("HC116",)),
    )
    assert "HN114" in codes(judged)


def test_a_locked_key_locks_the_rules_that_rest_on_it() -> None:
    contract = contract_from('stage = "candidate"\nlocked = ["rules"]')
    judged = report("import os  # handoff: ignore[HC116] it registers", contract)
    assert {"HC116", "HN114"} <= set(codes(judged))
    (finding,) = [item for item in judged.findings if item.code == "HC116"]
    assert finding.locked == "contract 1"


def test_bad_metadata_are_not_checked_and_hide_nothing() -> None:
    notebook = with_metadata(cells_notebook([LOCAL]), rules={"HD999": {}})
    judged = report(notebook)
    assert "HD101" in codes(judged)
    (gap,) = [item for item in judged.coverage.not_checked if "own settings" in item.what]
    assert gap.why.startswith("rules.HD999: no rule has this code or name")
    forbidden = report(with_metadata(cells_notebook(["x = 1"]), locked=["rules"]))
    assert "a notebook cannot say this" in forbidden.coverage.not_checked[0].why


def test_a_finding_carries_the_contracts_owner_and_reason() -> None:
    contract = contract_from('rules.HD101 = { owner = "mlops", reason = "Ask for a mount." }')
    (finding,) = [item for item in report(LOCAL, contract).findings if item.code == "HD101"]
    assert (finding.owner, finding.reason) == ("mlops", "Ask for a mount.")
