"""Every rule is held by its own examples: bad, good, and what must stay silent."""

from __future__ import annotations

import ast
import functools
import json
import subprocess
import tempfile
from pathlib import Path

import pytest

from jupyter_handoff.engine import judge
from jupyter_handoff.fixes import apply_fixes
from jupyter_handoff.judging import LAST
from jupyter_handoff.notebook import Notebook, read_percent, write_percent
from jupyter_handoff.project import read_project
from jupyter_handoff.report import Finding, Fix
from jupyter_handoff.rule import Example, Project, Rule
from jupyter_handoff.rules import load_rules
from jupyter_handoff.tools.ruff import NEWER_SYNTAX
from jupyter_handoff.tools.ruff_process import executable

from .examples import Place, contract_of, read_files, read_marked

RULES = load_rules().rules
PROJECT = Project(notebook="/project", root="/project", requirements="requirements.txt")
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
SILENT = [(rule, text) for rule in RULES for text in rule.silent]


def found(rule: Rule, notebook: Notebook, text: str = "") -> list[Finding]:
    """What one rule says of a notebook, no rule failing on the way.

    ``text`` is what the notebook was read from: it may say what files lie beside it.
    """
    files = read_files(text)
    project = PROJECT if files is None else project_of(json.dumps(files))
    # Some rules speak of what became of the others.
    rules = RULES if LAST & set(rule.given) else [rule]
    report = judge(notebook, rules=rules, contract=contract_of(rule), project=project)
    assert rule.code in report.coverage.checked, report.coverage.not_checked
    return [finding for finding in report.findings if finding.code == rule.code]


@functools.cache
def project_of(files: str) -> Project:
    """The project of a folder with those files and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in json.loads(files).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return read_project(Path(folder))


def place(finding: Finding) -> Place:
    return (finding.cell, finding.line, finding.column, finding.end_line, finding.end_column)


def name(case: object) -> str:
    return case.name if isinstance(case, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=name)
def test_bad_is_marked_exactly(rule: Rule, example: Example) -> None:
    notebook, marked = read_marked(example.bad)
    assert sorted(map(place, found(rule, notebook, example.bad)), key=str) == sorted(
        marked, key=str
    )


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=name)
def test_good_is_silent(rule: Rule, example: Example) -> None:
    assert found(rule, read_percent(example.good, path="example.ipynb"), example.good) == []


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=name)
def test_hard_negative_is_silent(rule: Rule, text: str) -> None:
    assert found(rule, read_percent(text, path="example.ipynb"), text) == []


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=name)
def test_bad_becomes_good_by_its_fixes(rule: Rule, example: Example) -> None:
    notebook, _ = read_marked(example.bad)
    fixes = [finding.fixes[0] for finding in found(rule, notebook, example.bad) if finding.fixes]
    changing = [fix for fix in map(cells_only, fixes) if fix.edits]
    if not changing:
        only_files = all(fix.edits or fix.applicability == "suggestion" for fix in fixes)
        assert not rule.fix or only_files
        return
    if all(edit.__struct_config__.tag == "output" for fix in changing for edit in fix.edits):
        return  # clearing an output leaves the cells as they are
    fixed = apply_fixes(notebook, changing)
    assert fixed.refused == ()
    assert written(fixed.notebook) == written(read_percent(example.good))


def cells_only(fix: Fix) -> Fix:
    """A fix without its edits of other files, which are a person's own click."""
    edits = [edit for edit in fix.edits if edit.__struct_config__.tag != "file"]
    return Fix(fix.title, fix.applicability, tuple(edits))


def written(notebook: Notebook) -> str:
    """The cells as text, without the outputs and counts of a run."""
    lines = write_percent(notebook).split("\n")
    return "\n".join("# %%" if line.startswith("# %% count=") else line for line in lines)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_rule_says_what_it_must(rule: Rule) -> None:
    assert rule.code[0] == "H" and rule.code[2:].isdigit()
    assert rule.name == rule.name.lower() and " " not in rule.name
    assert rule.summary.endswith(".") and rule.why.endswith(".")
    assert len(rule.silent) >= 3, "hard negatives are half of a rule"
    for example in rule.examples:
        for text in (example.bad, example.good):
            assert read_marked(text)[0].cells


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=name)
def test_a_promised_fix_is_offered(rule: Rule) -> None:
    offered = [
        finding.fixes
        for example in rule.examples
        for finding in found(rule, read_marked(example.bad)[0], example.bad)
    ]
    assert any(offered)


def test_codes_and_names_are_unique() -> None:
    names = [part for rule in RULES for part in (rule.code, rule.name)]
    assert len(names) == len(set(names))


def test_ruff_knows_every_code_that_is_spoken_for() -> None:
    codes = {code for rule in RULES for code in rule.ruff} - {NEWER_SYNTAX}
    for code in sorted(codes):
        run = subprocess.run([executable(), "rule", code], capture_output=True, check=False)
        assert run.returncode == 0, code


def test_fixed_cells_still_parse() -> None:
    for rule, example in EXAMPLES:
        notebook, _ = read_marked(example.bad)
        for finding in found(rule, notebook, example.bad):
            for fix in finding.fixes:
                fixed = apply_fixes(notebook, [cells_only(fix)]).notebook
                for before, after in zip(notebook.code, fixed.code, strict=False):
                    if not before.facts.problems:
                        ast.parse(after.facts.plain.text)
