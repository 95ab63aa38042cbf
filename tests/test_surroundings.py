"""Which contracts lie round a notebook, one over the other, and what a broken one hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_handoff import look_around
from jupyter_handoff.contract import BUILT_IN

FORMATS = '[model]\nformats = ["{}"]\n'


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on Jupyter's configuration path, as an admin has one."""
    folder = tmp_path / "etc"
    folder.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    return folder


def test_the_order_is_system_then_shared_then_project(
    tmp_path: Path, system: Path, project: Path
) -> None:
    assert look_around(project).contract is BUILT_IN
    (system / "handoff.toml").write_text(
        'stage = "candidate"\nlocked = ["stage"]\n' + FORMATS.format("system"), encoding="utf-8"
    )
    around = look_around(project)
    assert around.contract.stage_of("a") == "candidate"
    assert around.contract.path is None
    shared = tmp_path / "shared.toml"
    shared.write_text(FORMATS.format("shared"), encoding="utf-8")
    around = look_around(project, shared=shared)
    assert around.contract.requirements.model.formats == ("shared",)
    (project / "handoff.toml").write_text(
        'stage = "explore"\n' + FORMATS.format("project"), encoding="utf-8"
    )
    around = look_around(project, shared=shared)
    assert around.contract.requirements.model.formats == ("project",)
    assert around.contract.stage_of("a") == "candidate", "the system's lock holds"
    assert [item.key for item in around.contract.folded.loosened] == ["stage"]
    assert around.contract.path == str(project / "handoff.toml")


def test_a_broken_contract_hides_no_other(system: Path, project: Path) -> None:
    (system / "handoff.toml").write_text("stage = 'late'", encoding="utf-8")
    (project / "handoff.toml").write_text("stage = 'handoff'", encoding="utf-8")
    around = look_around(project)
    assert around.contract.stage_of("a") == "handoff"
    (gap,) = around.not_checked
    assert gap.why.startswith(f"{system / 'handoff.toml'}: stage: must be one of")
    (system / "handoff.toml").write_text("stage = 'candidate'", encoding="utf-8")
    (project / "handoff.toml").write_text("stage = 'late'", encoding="utf-8")
    around = look_around(project)
    assert around.contract.stage_of("a") == "candidate", "what lies below holds"
    assert around.contract.path is None


def test_a_contract_that_changes_is_read_anew(project: Path) -> None:
    path = project / "handoff.toml"
    path.write_text("stage = 'handoff'", encoding="utf-8")
    first = look_around(project).contract
    assert look_around(project).contract is first
    path.write_text("stage = 'explore'", encoding="utf-8")
    assert look_around(project).contract.stage_of("a") == "explore"
    assert look_around(project).contract.hash != first.hash


def test_a_contract_further_down_adds_to_those_above_it(project: Path) -> None:
    """A folder's own contract is no way round the repository's."""
    inner = project / "team"
    inner.mkdir()
    (project / "handoff.toml").write_text(
        'title = "Company"\nlocked = ["model.signature"]\nmodel.signature = true\n'
        'stages."team/*" = "candidate"\n',
        encoding="utf-8",
    )
    own = inner / "handoff.toml"
    own.write_text('model.signature = false\n[stages]\n"done/*" = "handoff"\n', encoding="utf-8")
    contract = look_around(inner).contract
    assert contract.requirements.model.signature
    assert [item.by for item in contract.folded.loosened] == ["`handoff.toml`"]
    assert (contract.path, contract.root) == (str(own), project.as_posix())
    assert contract.stage_of("team/done/a.ipynb") == "handoff"
    assert contract.stage_of("team/a.ipynb") == "candidate"
    assert contract.stage_of("done/a.ipynb") is None
    again = 'extends = ["../handoff.toml"]\n' + own.read_text(encoding="utf-8")
    own.write_text(again, encoding="utf-8")
    assert len(look_around(inner).contract.folded.layers) == len(contract.folded.layers)
    own.write_text("stage = 'late'", encoding="utf-8")
    assert look_around(inner).contract.title == "Company"
