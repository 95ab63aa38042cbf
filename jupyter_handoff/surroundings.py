"""What surrounds a notebook: the contract that applies to it, and its project's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .contract import BUILT_IN, Contract, ContractError, find_contract, read_contract
from .project import read_project
from .report import NotChecked
from .rule import Project
from .rules import load_rules


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A contract, a project where there is one, and what of them could not be read."""

    contract: Contract = BUILT_IN
    project: Project | None = None
    not_checked: tuple[NotChecked, ...] = ()


def look_around(folder: Path | None, *, top: Path | None = None) -> Surroundings:
    """The surroundings of a notebook in ``folder``; None is no folder at all.

    A contract that cannot be used is *not checked*, and the built-in one holds instead.
    ``top`` is where the search upwards ends outside a git repository.
    """
    if folder is None or not folder.is_dir():
        return Surroundings()
    contract, problems = BUILT_IN, []
    path = find_contract(folder, top=top)
    if path is not None:
        names = [name for rule in load_rules().rules for name in (rule.code, rule.name)]
        try:
            contract = read_contract(path, rule_names=names)
        except ContractError as error:
            problems.append(NotChecked("the contract", f"{error}"))
    project = read_project(folder, top=top)
    problems += [NotChecked(file, why) for file, why in project.unread]
    return Surroundings(contract, project, tuple(problems))
