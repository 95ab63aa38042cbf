"""What a contract file may say, and how it is told that it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff.contract import (
    BUILT_IN,
    Contract,
    ContractError,
    KnownRules,
    effective,
    fold,
    read_layers,
)
from jupyter_handoff.report import STAGES

SEVERITY = (
    "rules.HD101.severity: must be one of off, info, warning, error, or a table that gives one "
    "for each stage, not "
)
NAMES = KnownRules(
    {
        "HD101": "HD101",
        "machine-local-path": "HD101",
        "HC116": "HC116",
        "unused-import": "HC116",
    }
)


def contract_in(path: Path) -> Contract:
    layers = read_layers(path, top=path.parent, known=NAMES)
    return effective(fold(layers), path=str(path), root=str(path.parent))


def read(folder: Path, text: str, name: str = "handoff.toml") -> Contract:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return contract_in(path)


def test_all_that_it_can_say(tmp_path: Path) -> None:
    contract = read(
        tmp_path,
        """
        title = "Acme online"
        version = "2.1"
        stage = "candidate"
        [rules.machine-local-path]
        severity = "error"
        [rules.HC116]
        severity = { explore = "info", handoff = "error" }
        [code]
        python-magics = ["%%spark", "flow"]
        """,
    )
    assert (contract.title, contract.version, contract.stage_of("a.ipynb")) == (
        "Acme online",
        "2.1",
        "candidate",
    )
    assert contract.python_magics == {"spark", "flow"}
    path = contract.settings("HD101")
    assert [path.at(stage) for stage in STAGES] == ["error"] * 3
    unused = contract.settings("HC116")
    assert [unused.at(stage) for stage in STAGES] == ["info", None, "error"]
    assert contract.path == str(tmp_path / "handoff.toml")
    assert len(contract.hash) == 64


def test_it_can_stand_in_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.jupyter-handoff]\nstage = "handoff"\n'
    assert read(tmp_path, text, "pyproject.toml").stage_of("a") == "handoff"


def test_a_rule_may_be_written_in_any_case(tmp_path: Path) -> None:
    contract = read(tmp_path, "rules.hd101.severity = 'off'\nrules.Unused-Import.severity = 'off'")
    assert contract.settings("HD101").at("handoff") == "off"
    assert contract.settings("HC116").at("handoff") == "off"


def test_another_content_has_another_hash(tmp_path: Path) -> None:
    one = read(tmp_path, 'title = "a"')
    assert one.hash != read(tmp_path, 'title = "b"').hash != BUILT_IN.hash


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = [", "is not TOML: "),
        ("titel = 'x'", "titel: unknown key; did you mean title?"),
        ("stage = 'late'", "stage: must be one of explore, candidate, handoff, not 'late'"),
        ("rules = 3", "rules: must be a table, not a number"),
        ("[rules.machine-local]", "rules.machine-local: no rule has this code or name; "),
        ("[rules.HD101]\nsevrity = 'x'", "rules.HD101.sevrity: unknown key; did you mean severity"),
        ("[rules.HD101]\nseverity = 'loud'", SEVERITY + "'loud'"),
        ("[rules.HD101]\nseverity = 3", SEVERITY + "a number"),
        ("[rules]\nHD101 = 'error'", "rules.HD101: must be a table, not text"),
        ("[rules.hd101]\n[rules.HD101]", "rules.HD101: this rule is there twice, by another name"),
        ("title = []", "title: must be text, not a list"),
        ("code.python-magics = 'a'", "code.python-magics: must be a list of text, not text"),
        (
            "[rules.HD101.severity]\nexplore = 'loud'",
            "rules.HD101.severity.explore: must be one of off, info, warning, error, not 'loud'",
        ),
        (
            "[code]\npython-magics = [1]",
            "code.python-magics[0]: must be text, not a number",
        ),
    ],
)
def test_an_error_names_file_and_key_and_what_would_be_right(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ContractError) as refused:
        read(tmp_path, text)
    assert str(refused.value).startswith(f"{tmp_path / 'handoff.toml'}: {said}")


def test_what_is_no_text_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "handoff.toml"
    path.write_bytes(b'title = "\xff"')
    with pytest.raises(ContractError, match="is not UTF-8"):
        contract_in(path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(ContractError, match="larger than 1000 kB"):
        contract_in(path)
    with pytest.raises(ContractError, match="cannot be read"):
        contract_in(tmp_path / "gone.toml")
