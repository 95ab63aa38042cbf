"""Judges several notebooks together: each outside program is started once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from .contract import Contract
from .engine import ask_ruff, judge
from .notebook import Notebook
from .report import NotChecked, Report, Stage
from .rules import load_rules
from .selection import Selection
from .surroundings import Surroundings
from .tools import nbqa
from .tools.answer import Answer
from .tools.ruff_process import Batch

# What stands for the contract's list of tools among those that a person asks for.
CONTRACTS_TOOLS = "contract"


def lint_together(
    items: Sequence[tuple[Notebook, Surroundings]],
    *,
    stage: Stage | None = None,
    selection: Selection | None = None,
    external: Sequence[str] = (),
    folder: Path | None = None,
) -> Iterator[Report]:
    """The reports on several notebooks, in order, as `lint` makes them one by one.

    ``folder`` is what the notebooks' paths are relative to, and where ``external``
    tools run. Among those, ``contract`` means the tools that a notebook's contract lists.
    """
    loaded = load_rules()
    said = _outside(items, external, folder or Path.cwd())
    with Batch() as batch:
        alone = len(items) == 1
        asked = [None if alone else ask_ruff(item, loaded.rules, batch.ask) for item, _ in items]
        batch.start()
        for number, (notebook, around) in enumerate(items):
            answers = said[number] + _turned_off(external, around.contract)
            yield judge(
                notebook,
                rules=loaded.rules,
                contract=around.contract,
                project=around.project,
                stage=stage,
                selection=selection,
                plugins=loaded.plugins,
                baseline=around.baseline,
                outside=[item for answer in answers for item in answer.diagnostics],
                not_checked=(
                    *around.not_checked,
                    *loaded.failed,
                    *(missing for answer in answers for missing in answer.not_checked),
                ),
                asked=asked[number],
            )


def _outside(
    items: Sequence[tuple[Notebook, Surroundings]], external: Sequence[str], folder: Path
) -> dict[int, list[Answer]]:
    """What the outside tools say, by the notebook's number; live notebooks have no file."""
    wanted: dict[nbqa.Tool, list[int]] = defaultdict(list)
    for number, (notebook, around) in enumerate(items):
        if notebook.path:
            for tool in _tools(external, around.contract):
                wanted[tool].append(number)
    said: dict[int, list[Answer]] = defaultdict(list)
    for tool, numbers in wanted.items():
        files = [(Path(items[number][0].path or ""), items[number][0]) for number in numbers]
        for number, answer in zip(numbers, nbqa.run(tool, files, folder=folder), strict=True):
            said[number].append(answer)
    return said


def _turned_off(external: Sequence[str], contract: Contract) -> list[Answer]:
    """Word that the contract's tools were not run, as nobody here turned them on."""
    named = {*external}
    if CONTRACTS_TOOLS in named:
        return []
    why = "the contract asks for it, and it was not turned on: --external contract"
    missing = [NotChecked(f"{item.tool} (through nbQA)", why) for item in contract.external]
    left = tuple(item for item in missing if item.what.partition(" ")[0] not in named)
    return [Answer((), left, available=False)] if left else []


def _tools(external: Sequence[str], contract: Contract) -> Iterator[nbqa.Tool]:
    """The tools that a person asked for, each once."""
    asked = [nbqa.Tool(name) for name in external if name != CONTRACTS_TOOLS]
    if CONTRACTS_TOOLS in external:
        asked += [nbqa.Tool(item.tool, item.arguments) for item in contract.external]
    yield from dict.fromkeys(asked)
