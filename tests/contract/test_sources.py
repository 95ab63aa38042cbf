"""Where contracts come from, and how hostile ones are refused."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from jupyter_handoff.contract import Contract, ContractError, effective, fold, read_layers
from jupyter_handoff.contract.sources import packaged_contracts
from jupyter_handoff.report import STAGES
from jupyter_handoff.requirements import _RANGES
from jupyter_handoff.surroundings import built_in_layer, known_rules


def contract_in(path: Path, top: Path | None = None) -> Contract:
    layers = read_layers(path, top=top or path.parent, known=known_rules())
    return effective(fold([built_in_layer(), *layers]), path=str(path), root=str(path.parent))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path, top: Path | None = None) -> str:
    with pytest.raises(ContractError) as refused:
        contract_in(path, top)
    return str(refused.value)


def test_contracts_are_extended_in_order(tmp_path: Path) -> None:
    write(tmp_path / "one.toml", 'title = "one"\ncode.logging = "loguru"\nstage = "candidate"')
    write(tmp_path / "two.toml", 'code.logging = "structlog"')
    own = write(tmp_path / "p" / "handoff.toml", 'extends = ["../one.toml", "../two.toml"]')
    contract = contract_in(own, tmp_path)
    assert contract.title == "one"
    assert contract.requirements.code.logging == "structlog"
    assert contract.stage_of("a") == "candidate"


def test_no_order_of_extends_loosens_a_lock(tmp_path: Path) -> None:
    waiver = (
        '[[waivers]]\nrule = "HD101"\nreason = "r"\nowner = "o"\nuntil = 2999-01-01\n'
        'approved-by = "me"'
    )
    write(tmp_path / "base.toml", 'rules.HD101.severity.handoff = "warning"\nmodel.saved = true')
    write(
        tmp_path / "company.toml",
        'extends = ["base.toml"]\nlocked = ["rules.HD101", "model"]',
    )
    write(
        tmp_path / "mine.toml",
        f'extends = ["base.toml"]\nrules.HD101.severity = "off"\nmodel.saved = false\n{waiver}',
    )
    for listed in ('"mine.toml", "company.toml"', '"company.toml", "mine.toml"'):
        contract = contract_in(write(tmp_path / "handoff.toml", f"extends = [{listed}]"))
        settings = contract.settings("HD101")
        assert [settings.at(stage) for stage in STAGES] == ["info", "warning", "warning"]
        assert contract.requirements.model.saved
        tried = {(item.by, item.key) for item in contract.folded.loosened}
        assert {("`mine.toml`", "rules.HD101.severity"), ("`mine.toml`", "model.saved")} == tried
        lock = contract.lock_on_rule("HD101")
        ((number, _),) = contract.folded.waivers
        assert lock is not None and not lock.lets(number)
    alone = contract_in(write(tmp_path / "handoff.toml", 'extends = ["company.toml"]'))
    assert not alone.folded.loosened


@pytest.mark.parametrize("name", ["recommended", "strict"])
def test_the_built_in_contracts_can_be_extended(name: str, tmp_path: Path) -> None:
    contract = contract_in(write(tmp_path / "handoff.toml", f'extends = ["{name}"]'))
    assert contract.requirements.model.signature is (name == "strict")


def test_a_contract_that_is_extended_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", 'append.model.formats = ["onnx"]')
    for name in ("one", "two"):
        write(tmp_path / f"{name}.toml", 'extends = ["base.toml"]')
    own = write(tmp_path / "handoff.toml", 'extends = ["one.toml", "two.toml"]')
    contract = contract_in(own)
    assert contract.requirements.model.formats == ("onnx",)
    labels = [layer.label for layer in contract.folded.layers]
    assert len(labels) == len(set(labels)) == 5


def test_a_circle_is_refused_with_its_way(tmp_path: Path) -> None:
    own = write(tmp_path / "handoff.toml", 'extends = ["b.toml"]')
    write(tmp_path / "b.toml", 'extends = ["handoff.toml"]')
    assert "it comes back to itself" in refusal(own)
    write(own, 'extends = ["handoff.toml"]')
    assert "it comes back to itself" in refusal(own)


def test_a_long_chain_and_a_large_family_are_refused(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path / f"c{number}.toml", f'extends = ["c{number + 1}.toml"]')
    assert "too many contracts" in refusal(tmp_path / "c0.toml")
    for number in range(40):
        write(tmp_path / f"d{number}.toml", "")
    listed = ", ".join(f'"d{number}.toml"' for number in range(40))
    assert "too many contracts" in refusal(write(tmp_path / "all.toml", f"extends = [{listed}]"))


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("../secret.toml", "leaves"),
        ("a/../../secret.toml", "leaves"),
        ("/etc/passwd", "is no path from this file"),
        ("/etc/handoff.toml", "is no path from this file"),
        ("./passwd", "is no .toml file"),
        ("C:\\\\x.toml", "is no path from this file"),
        ("gone.toml", "cannot be read (No such file or directory)"),
        ("folder.toml", "is no ordinary file"),
        ("recomended", "is no built-in contract; did you mean recommended?"),
        ("package:acme", "is not of the form package:NAME/CONTRACT"),
        ("package:acme-none/online", "no installed package offers this contract"),
        ("git+https://host/repo#a.toml", "is not of the form git+https://"),
        ("git+https://host/repo@v1#../a.toml", "same package or repository"),
        ("git+https://host/repo@--upload-pack=x#a.toml", "must name a tag or commit"),
        ("git+https://host/repo@v1#a.toml", "is not fetched yet"),
        ("https://host/a.toml", "cannot be read"),
        ("git+https://ana:mine@host/repo@v1#a.toml", "must not say how to log in"),
        ("git+https://mine@host/repo@v1#a.toml", "must not say how to log in"),
        ("git+ssh://git:mine@host/repo@v1#a.toml", "must not say how to log in"),
        ("git+https://ana:mine@host/repo#a.toml", "must not say how to log in"),
        ("git+ssh://git@host/repo@v1#a.toml", "is not fetched yet"),
    ],
)
def test_a_reference_that_will_not_do_is_named_with_what_would(
    reference: str, said: str, tmp_path: Path
) -> None:
    write(tmp_path / "secret.toml", 'title = "mine"')
    inner = tmp_path / "project"
    (inner / "folder.toml").mkdir(parents=True)
    own = write(inner / "handoff.toml", f'extends = ["{reference}"]')
    words = refusal(own)
    assert said in words
    assert "mine" not in words


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.toml", 'title = "mine"')
    own = write(tmp_path / "p" / "handoff.toml", 'extends = ["link.toml"]')
    (tmp_path / "p" / "link.toml").symlink_to(outside)
    assert "leaves" in refusal(own)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"#" * 10_000_000, "is larger than 1000 kB"),
        (b'title = "\xff"', "is not UTF-8"),
        (b"title: Acme\nstage: candidate\n", "(it looks like YAML)"),
        (b"---\ntitle: x\n", "(it looks like YAML)"),
        (b'{"title": "x"}', "(it looks like JSON)"),
        (b"a = " + b"[" * 100_000, "is not TOML"),
        (b"\x00\x01", "is not TOML"),
        ("title = 'x'".encode("utf-16"), "is not UTF-8"),
    ],
)
def test_hostile_bytes_are_refused_in_words(raw: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "handoff.toml"
    path.write_bytes(raw)
    words = refusal(path)
    assert words.startswith(f"{path}: ")
    assert said in words


def test_a_broken_contract_that_is_extended_is_named_itself(tmp_path: Path) -> None:
    write(tmp_path / "team.toml", "stage = 'late'")
    own = write(tmp_path / "handoff.toml", 'extends = ["team.toml"]')
    assert refusal(own).startswith(f"{tmp_path / 'team.toml'}: stage: must be one of explore")


MORE_ERRORS = {
    "locked = ['framework']": "locked[0]: there is no key framework; did you mean frameworks?",
    "locked = ['rules.HD999']": "locked[0]: no rule has this code or name",
    "append.stage = 'handoff'": "append.stage: only lists can be added to",
    "append.frameworks.denied = []": "append.frameworks.denied: unknown key; did you mean deny?",
    "frameworks.deny = [{name = 'x'}]": "frameworks.deny[0]: reason is missing here",
    "frameworks.deny = ['keras']": "frameworks.deny[0]: must be a table, not text",
    "runtime.python = '3.11'": "runtime.python: must be text such as `>=3.10,<3.13`",
    "runtime.accelerator = 'gpu'": "runtime.accelerator: must be one of ",
    "notebook.max-cells = 'ten'": "notebook.max-cells: must be a whole number, not text",
    "model.signature = 1": "model.signature: must be true or false, not a number",
    "stages.\"a/*\" = 'late'": 'stages."a/*": must be one of explore, candidate, handoff',
    "[[waivers]]\nrule = 'x'": "waivers[0]: ",
    "[[external]]\ntool = 'rm -rf'": "external[0].tool: must be text such as `mypy`",
    "documentation.required = ['why']": "documentation.required[0]: must be one of ",
    "runtime.python = '>=3.10.*'": "runtime.python: must be text such as `>=3.10,<3.13`",
    "runtime.memory-gb = nan": "runtime.memory-gb: must be a number, more than 0",
    "model.max-size-mb = 0.0": "model.max-size-mb: must be a number, more than 0",
    "notebook.max-cells = 0": "notebook.max-cells: must be a whole number, at least 1",
    "title = 2027-01-31": "title: must be text, not a date",
    f"model.formats = {['x'] * 4000}": "model.formats: is too long: 3000 at most",
    f"append.model.formats = {['x'] * 4000}": "append.model.formats: is too long: 3000 at most",
    f"locked = {['stage'] * 600}": "locked: is too long: 500 at most",
    "[stages]\n" + "\n".join(f"a{n} = 'explore'" for n in range(600)): "stages: is too long: ",
    f"rules.{'x' * 50_000} = {{}}": "rules.xxx",
    f"rules.HD101.options{'.a' * 5000} = 1": "is nested too deep",
    f"append{'.a' * 5000} = 1": "",
}

LONG = {text: said for text, said in MORE_ERRORS.items() if len(text) > 200}


def test_hostile_contracts_are_refused_soon_and_in_a_line(tmp_path: Path) -> None:
    for text in LONG:
        path = write(tmp_path / "handoff.toml", text)
        begun = time.process_time()
        words = refusal(path)
        assert len(words) < 1200 and words.isprintable()
        assert time.process_time() - begun < 10


def test_large_lists_meet_soon(tmp_path: Path) -> None:
    base = [f"base-{number}" for number in range(3000)]
    write(tmp_path / "base.toml", f"packages.allow = {base}\nlocked = ['packages']")
    more = [f"mine-{number}" for number in range(3000)]
    own = write(
        tmp_path / "handoff.toml", f"extends = ['base.toml']\nappend.packages.allow = {more}"
    )
    begun = time.process_time()
    assert len(contract_in(own).requirements.packages.allow or ()) == 3000
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("sign", ["==", "!=", "<=", ">=", "~=", "<", ">"])
@pytest.mark.parametrize(
    "version", ["3", "3.10", "3.*", "3.*.*", "3.10.*", "3.1rc1", "1.post2", "3.1.x", "3" * 9, ""]
)
def test_a_range_is_read_where_packaging_reads_it(sign: str, version: str) -> None:
    try:
        SpecifierSet(f"{sign}{version}")
        reads = len(version) < 8
    except InvalidSpecifier:
        reads = False
    assert bool(re.fullmatch(_RANGES, f" {sign} {version} , >=1")) is reads


@pytest.mark.parametrize("text", MORE_ERRORS)
def test_every_error_names_the_key_and_what_would_be_right(text: str, tmp_path: Path) -> None:
    path = write(tmp_path / "handoff.toml", text)
    assert refusal(path).startswith(f"{path}: {MORE_ERRORS[text]}")


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with two contracts, whose code must never run."""
    site = tmp_path / "site"
    write(site / "acme_handoff" / "__init__.py", "raise RuntimeError('I was run')")
    write(
        site / "acme_handoff" / "contracts" / "online.toml",
        'title = "Acme online"\nextends = ["../base.toml"]\ncode.logging = "loguru"',
    )
    write(site / "acme_handoff" / "base.toml", 'stage = "handoff"')
    info = site / "acme_handoff-1.0.dist-info"
    write(info / "METADATA", "Metadata-Version: 2.1\nName: Acme.Handoff\nVersion: 1.0\n")
    write(
        info / "entry_points.txt",
        "[jupyter_handoff.contracts]\nonline = acme_handoff.contracts:online.toml\n",
    )
    monkeypatch.syspath_prepend(str(site))
    packaged_contracts.cache_clear()
    return site


def test_a_packages_contract_is_read_as_data_and_nothing_is_run(acme: Path, tmp_path: Path) -> None:
    try:
        own = write(tmp_path / "p" / "handoff.toml", 'extends = ["package:acme-handoff/online"]')
        contract = contract_in(own)
        assert contract.title == "Acme online"
        assert contract.stage_of("a") == "handoff"
        assert "acme_handoff" not in sys.modules
        near = write(tmp_path / "q" / "handoff.toml", 'extends = ["package:acme-handoff/onlin"]')
        assert "did you mean package:acme-handoff/online?" in refusal(near)
    finally:
        packaged_contracts.cache_clear()
