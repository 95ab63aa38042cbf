"""Rules say more where the contract requires more."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.requirements import Documentation, Model, NotebookFile, Requirements
from jupyter_handoff.rule import Match
from jupyter_handoff.rules import load_rules

RULES = {rule.name: rule for rule in load_rules().rules}
LOGGED = "import mlflow\nmlflow.sklearn.log_model(model, 'm'{})"
SAID = "# %% [markdown]\n# # Churn\n# " + "words " * 20 + "\n{}# %%\n" + "step()\n" * 8


def said(name: str, text: str, required: Requirements) -> list[Match]:
    rule = RULES[name]
    options = [] if rule.options is None else [rule.options()]
    return list(rule.find(read_percent(text), required, *options))


@pytest.mark.parametrize(
    ("model", "given", "keys"),
    [
        (Model(), ", signature=s", []),
        (Model(), "", [""]),
        (Model(signature=True), ", signature=s", []),
        (Model(signature=True), ", input_example=x", ["model.signature"]),
        (Model(input_example=True), ", signature=s", ["model.input-example"]),
        (Model(input_example=True), ", input_example=x", []),
        (Model(signature=True, input_example=True), "", ["model.signature"]),
        (Model(signature=True, input_example=True), ", signature=s, input_example=x", []),
        (Model(signature=True), ", **options", []),
    ],
)
def test_what_a_logged_model_needs(model: Model, given: str, keys: list[str]) -> None:
    found = said("logged-without-signature", LOGGED.format(given), Requirements(model=model))
    assert [match.key for match in found] == keys


def test_inputs_and_outputs_are_asked_for_only_by_the_contract() -> None:
    asks = Requirements(documentation=Documentation(required=("inputs", "outputs")))
    assert said("no-purpose", SAID.format(""), Requirements()) == []
    (match,) = said("no-purpose", SAID.format(""), asks)
    assert "inputs and outputs" in match.message and match.key == "documentation.required"
    (match,) = said("no-purpose", SAID.format("# ## Inputs\n"), asks)
    assert "inputs" not in match.message and "outputs" in match.message
    assert said("no-purpose", SAID.format("# ## Inputs\n# ## Outputs\n"), asks) == []


def test_a_notebook_is_long_only_by_the_contract() -> None:
    text = "a = 1\n# %%\nb = 2\nc = 3"
    for limits, key in (
        (NotebookFile(), None),
        (NotebookFile(max_cells=2, max_lines=3), None),
        (NotebookFile(max_cells=1), "notebook.max-cells"),
        (NotebookFile(max_lines=2), "notebook.max-lines"),
        (NotebookFile(max_cells=1, max_lines=2), "notebook.max-cells"),
    ):
        found = said("long-notebook", text, Requirements(notebook=limits))
        assert [match.key for match in found] == ([key] if key else [])


def test_a_stage_is_asked_for_where_a_contract_asks_for_something() -> None:
    asks = Model(signature=True)
    assert said("stage-not-declared", "x = 1", Requirements()) == []
    assert said("stage-not-declared", "x = 1", Requirements(model=asks)) != []
    assert said("stage-not-declared", "x = 1", Requirements(stage="handoff", model=asks)) == []
