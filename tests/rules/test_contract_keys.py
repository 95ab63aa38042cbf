"""Rules that speak without a contract obey what it says: louder, softer, silent, in its words."""

from __future__ import annotations

import pytest

from jupyter_handoff.contract.keys import is_key
from jupyter_handoff.engine import judge
from jupyter_handoff.notebook import read_percent
from jupyter_handoff.report import Finding, Severities
from jupyter_handoff.rule import Project, PythonNamed, severities
from jupyter_handoff.rules import load_rules

from ..contracts import contract_from
from .examples import contract_of

RULES = {rule.code: rule for rule in load_rules().rules}
PROJECT = Project(notebook="/project", root="/project", sizes={"big.onnx": 900_000_000})
SCORED = """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("churn.csv")
X_train, X_test, y_train, y_test = train_test_split(df[["age"]], df["left"], random_state=1)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
"""


def found(code: str, text: str, contract: str = "", path: str = "a.ipynb") -> list[Finding]:
    report = judge(
        read_percent(text, path=path),
        rules=[RULES[code]],
        contract=contract_from(contract),
        project=PROJECT,
    )
    assert code in report.coverage.checked, report.coverage.not_checked
    return [finding for finding in report.findings if finding.code == code]


def loud(code: str, text: str, contract: str = "") -> Severities:
    (finding,) = found(code, text, contract)
    return finding.severities


@pytest.mark.parametrize(
    ("code", "text", "contract", "without", "with_it"),
    [
        ("HC119", "open('data/a.csv')", "code.parameters-cell = true", "--i", "-iw"),
        ("HC120", SCORED, "code.parameters-cell = true", "--i", "-iw"),
        ("HM115", SCORED, "model.saved = true", "--i", "-wE"),
        ("HM118", SCORED, "model.baseline = true", "--i", "-wE"),
        ("HM108", "import pickle\npickle.load(f)", "model.pickle = 'deny'", "iwE", "wEE"),
        ("HM109", "import torch\nmodel.cuda()", "runtime.accelerator = 'none'", "-iw", "-wE"),
        ("HM109", "import torch\nmodel.cuda()", "runtime.accelerator = 'mps'", "-iw", "-wE"),
        ("HM109", "import torch\nmodel.cuda()", "runtime.accelerator = 'cuda'", "-iw", "-ii"),
    ],
)
def test_a_contract_sets_how_loud_a_rule_is(
    code: str, text: str, contract: str, without: str, with_it: str
) -> None:
    assert loud(code, text) == severities(without)
    assert loud(code, text, contract) == severities(with_it)


def test_weaker_evidence_stays_softer_under_a_contract() -> None:
    text = "import torch\ntorch.load('m.pt')"
    assert loud("HM108", text, "model.pickle = 'deny'") == severities("iii")


def test_a_required_parameters_cell_needs_nothing_hard_coded() -> None:
    text = "import pandas as pd\ndf = pd.read_csv(path)"
    assert found("HC120", text) == []
    assert found("HC120", text, "code.parameters-cell = true")
    assert found("HC120", "x = 1", "code.parameters-cell = true") == []


def test_no_pickles_is_said() -> None:
    (finding,) = found("HM108", "import pickle\npickle.load(f)", "model.pickle = 'deny'")
    assert finding.message.endswith("The contract accepts no pickles.")


def test_keras_files_are_no_pickles() -> None:
    text = "import keras\nkeras.models.load_model('m', safe_mode=False)"
    assert loud("HM108", text, "model.pickle = 'deny'") == severities("iwE")


def test_a_magic_that_production_knows_is_code_like_any_other() -> None:
    text = "%%bigquery\nSELECT 1"
    assert found("HC110", text)
    assert found("HC110", text, "code.magics = ['%%bigquery']") == []
    assert found("HC110", text, "code.magics = ['sql']")
    assert found("HC110", "!make data", "code.magics = ['!']") == []


@pytest.mark.parametrize(
    ("library", "above", "logs"),
    [
        ("loguru", "from loguru import logger\n\n", 'logger.info("{} {}", "a", x)'),
        ("structlog", "import structlog\n\n", 'structlog.get_logger().info("%s %s", "a", x)'),
        ("logging", "import logging\n\n", 'logging.info("%s %s", "a", x)'),
    ],
)
def test_prints_become_calls_of_the_library_that_the_contract_logs_with(
    library: str, above: str, logs: str
) -> None:
    text = 'def f(x):\n    print("a", x)'
    (finding,) = found("HC114", text, f"code.logging = '{library}'")
    assert library in finding.message
    new = [edit.new for edit in finding.fixes[0].edits if hasattr(edit, "new")]
    assert new == [above, logs]


def test_a_logger_of_that_library_is_used_where_there_is_one() -> None:
    text = "import structlog\nlog = structlog.get_logger()\n# %%\ndef f(x):\n    print(x)"
    (finding,) = found("HC114", text, "code.logging = 'structlog'")
    assert [edit.new for edit in finding.fixes[0].edits if hasattr(edit, "new")] == ["log.info(x)"]


@pytest.mark.parametrize(
    ("path", "speaks"),
    [
        ("01-load.ipynb", False),
        ("work/01-load.ipynb", False),
        ("load.ipynb", True),
        ("1-load.ipynb", True),
        ("", False),
    ],
)
def test_names_follow_the_contracts_pattern(path: str, speaks: bool) -> None:
    contract = "notebook.name = '[0-9][0-9]-*.ipynb'"
    assert bool(found("HN107", "x = 1", contract, path)) is speaks
    assert found("HN107", "x = 1", "", path) == []


@pytest.mark.parametrize(
    ("python", "wanted", "speaks"),
    [
        ("3.9.1", ">=3.10", True),
        ("3.10.1", ">=3.10,<3.13", False),
        ("3.11.4", "==3.11", False),
        ("3.11.4", "==3.11.*", False),
        ("3.13.0", "<3.13", True),
        ("3", ">=3.10", False),
    ],
)
def test_a_kernel_lies_within_the_runtime(python: str, wanted: str, speaks: bool) -> None:
    text = f'# %% [notebook] python="{python}"\n# %%\nx = 1'
    assert bool(found("HN110", text, f"runtime.python = '{wanted}'")) is speaks
    assert found("HN110", text) == []


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("HN101", "# %% count=2\nx = 1\n# %% count=1\ny = 1"),
        ("HN102", "# %% count=2\nx = 1\n# %%\ny = 1\n# %% count=3\nz = 1"),
    ],
)
def test_who_may_store_no_outputs_owes_no_proof_of_a_run(code: str, cells: str) -> None:
    read = "# %%\nimport pandas as pd\n"
    personal = f"{read}pd.read_csv('s3://people/a.csv')\n{cells}"
    plain = f"{read}pd.read_csv('s3://lake/a.csv')\n{cells}"
    contract = """
        notebook.strip-classes = ["personal"]
        data.sources = [{pattern = "s3://people/*", class = "personal"}, {pattern = "s3://lake/*"}]
    """
    assert found(code, personal) and found(code, plain, contract)
    assert found(code, personal, contract) == []
    assert found(code, plain, "notebook.outputs = 'strip'") == []


def test_strip_clears_every_output() -> None:
    text = '# %% output="1"\n1\n# %% output="2"\n2'
    (finding,) = found("HN111", text, "notebook.outputs = 'strip'")
    assert [edit.cell for edit in finding.fixes[0].edits if hasattr(edit, "cell")] == [1, 2]
    assert found("HN111", text, "notebook.outputs = 'keep'") == []
    assert found("HN111", text) == []


def test_a_class_that_forbids_outputs_wins_over_keeping_them() -> None:
    text = '# %% [notebook] metadata={"jupyter_handoff": {"data-class": "secret"}}\n# %%\nx = 1'
    keeps = "notebook.outputs = 'keep'\n"
    assert found("HN111", text, keeps)
    assert found("HN111", text, f"{keeps}notebook.strip-classes = ['secret']") == []


def test_a_file_that_is_too_large_is_told_where_it_is_known() -> None:
    text = "import onnx\nonnx.save(model, 'big.onnx')\nonnx.save(model, 'small.onnx')"
    (finding,) = found("HM107", text, "model.max-size-mb = 500")
    assert finding.line == 2 and "900 MB" in finding.message
    assert found("HM107", text, "model.max-size-mb = 1000") == []


def test_decisions_are_asked_only_where_they_are_required() -> None:
    assert loud("HU104", "x = 1", "documentation.required = ['decisions']") == severities("-iw")
    assert found("HU104", "x = 1", "documentation.required = ['purpose']") == []


def test_programs_of_unix_are_no_programs_of_windows() -> None:
    listed = "code.programs = []\n"
    assert found("HE111", "!grep a b", listed) == []
    assert found("HE111", "!grep a b", f"{listed}runtime.os = ['windows']")
    assert found("HE111", "!dir", f"{listed}runtime.os = ['windows']") == []


def test_words_of_a_contract_stay_one_short_line() -> None:
    reason = "No\\nmore.\\u0007 " + "x" * 1000
    contract = f'[[frameworks.deny]]\nname = "torch"\nreason = "{reason}"\nalternative = "jax"'
    (finding,) = found("HM101", "import torch", contract)
    assert "No more. xxx" in finding.message and finding.message.endswith("… Instead: jax.")
    assert len(finding.message) < 400 and finding.message.isprintable()


def test_a_framework_is_refused_once() -> None:
    contract = """
        packages.allow = ["pandas"]
        frameworks.deny = [{name = "theano", reason = "Old", alternative = "torch"}]
    """
    text = "import theano\nimport lightgbm"
    assert [finding.line for finding in found("HM101", text, contract)] == [1]
    assert [finding.line for finding in found("HE108", text, contract)] == [2]
    allows = f"{contract}\nframeworks.allow = ['torch']"
    assert [finding.line for finding in found("HM101", text, allows)] == [1, 2]
    assert found("HE108", text, allows) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("https://files.acme.org/rows.csv", "HD102"),
        ("https://github.com/acme/data/raw/main/rows.csv", "HD102"),
        ("s3://registry/codes.csv", "HD102"),
        ("/home/ana/old.csv", "HD102"),
        ("/home/ana/Desktop/older.csv", "HD102"),
        ("/mnt/exports/rows.csv", "HD101"),
        ("/kaggle/input/rows.csv", "HD102"),
        ("/home/ana/rows.csv", "HD101"),
        ("C:/work/rows.csv", "HD101"),
        ("/home/ana/Desktop/rows.csv", "HD103"),
        ("s3://lake/rows.csv", "HD104"),
    ],
)
def test_one_address_is_told_once(path: str, code: str) -> None:
    contract = """
        [[data.sources]]
        pattern = "s3://lake/*"
        replaces = ["/home/ana/old*", "/home/ana/Desktop/old*"]

        [[data.sources]]
        pattern = "s3://registry/*"
        snapshot = true
    """
    for text in (f"pd.read_csv('{path}')", f"FILE = '{path}'\n# %%\ndf = pd.read_csv(FILE)"):
        text = f"import pandas as pd\n{text}"
        told = [
            rule
            for rule in ("HD101", "HD102", "HD103", "HD104")
            for _ in found(rule, text, contract)
        ]
        assert told == [code]


NEEDS = ("HC130", "HN111", "HD102", "HM101", "HM107", "HE108", "HE110", "HE111", "HU103", "HU104")


@pytest.mark.parametrize("code", NEEDS)
def test_without_a_contract_nothing_is_asked(code: str) -> None:
    for example in RULES[code].examples:
        assert found(code, example.bad.replace("«", "").replace("»", "")) == []


@pytest.mark.parametrize("code", RULES)
def test_the_key_of_a_rule_is_one_of_a_contract(code: str) -> None:
    rule = RULES[code]
    assert not rule.key or is_key(tuple(rule.key.split(".")))
    if "ruff" in rule.given or {"silenced", "loosened"} & set(rule.given):
        return
    options = rule.options() if rule.options is not None else None
    known = {"project": PROJECT, "contract": contract_of(rule).requirements, "options": options}
    for example in rule.examples:
        notebook = read_percent(example.bad.replace("«", "").replace("»", ""), path="a.ipynb")
        for match in rule.find(notebook, *(known[name] for name in rule.given)):
            assert not match.key or is_key(tuple(match.key.split(".")))


SECRETS = {
    "HS101": "api_key = 'q8Zr2LmX0vTnB4wK'",
    "HS102": '# %% output="token: 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"\nshow()',
    "HS103": "import os\nos.getenv('API_KEY', 'q8Zr2LmX0vTnB4wK')",
    "HS104": "url = 'postgresql://ana:Tr0ub4dor3.Zebra@db.corp.de/sales'",
}
NONE = ["q8Zr2LmX0vTnB4wK", "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", "Tr0ub4dor3.Zebra"]


@pytest.mark.parametrize("code", SECRETS)
def test_secrets_have_a_place_and_stand_ins_are_none(code: str) -> None:
    (finding,) = found(code, SECRETS[code], "secrets.store = 'Vault, path team/ds'")
    assert finding.message.endswith(" The contract keeps secrets here: Vault, path team/ds.")
    assert found(code, SECRETS[code], f"secrets.placeholders = {NONE}") == []
    assert found(code, SECRETS[code], f"secrets.placeholders = {[name[:-1] for name in NONE]}")


def test_outputs_of_a_teams_own_library_may_run() -> None:
    text = '# %% html="<script>acmeviz.draw()</script>"\nshow()'
    assert found("HS112", text)
    assert found("HS112", text, "notebook.active-outputs = ['acmeviz']") == []
    assert found("HS112", text, "notebook.active-outputs = ['', 'other']")


@pytest.mark.parametrize(
    ("wanted", "speaks"), [(">=3.12", True), ("==3.12.*", True), (">=3.10,<3.13", False)]
)
def test_what_names_a_python_is_held_to_the_contracts(wanted: str, speaks: bool) -> None:
    image = Project("/project", "/project", pythons=(PythonNamed("Dockerfile", "==3.11.*"),))
    contract = contract_from(f"runtime.python = '{wanted}'")
    report = judge(
        read_percent("x = 1", path="a.ipynb"),
        rules=[RULES["HE107"]],
        contract=contract,
        project=image,
    )
    said = [item.message for item in report.findings if "contract" in item.message]
    assert bool(said) is speaks
    for message in said:
        assert message.startswith("The contract asks for Python")
        assert "and Dockerfile asks for Python 3.11" in message


def test_one_rule_speaks_of_a_kernel_that_the_contract_does_not_run() -> None:
    text = '# %% [notebook] python="3.12.1"\n# %%\nx = 1'
    contract = "runtime.python = '==3.14.*'"
    assert found("HN110", text, contract)
    assert found("HE107", text, contract) == []


def test_what_nobody_can_answer_is_told_in_the_report() -> None:
    report = judge(
        read_percent("x = 1"),
        rules=[],
        contract=contract_from("runtime.memory-gb = 8\nmodel.max-size-mb = 500"),
        project=None,
    )
    told = [item.what for item in report.coverage.not_checked]
    assert {"the contract's runtime.memory-gb", "the contract's model.max-size-mb"} <= set(told)
