"""What surrounds a notebook: the contract that applies to it, and its project's folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .baseline import BASELINE_NAME, Baseline, BaselineError, read_baseline
from .contract import (
    BUILT_IN,
    Contract,
    ContractError,
    KnownRules,
    Layer,
    effective,
    find_contracts,
    fold,
    folders_upward,
    placed,
    read_layers,
    system_contracts,
)
from .options import options_in
from .project import read_project
from .report import STAGES, NotChecked
from .rule import Project, options_of
from .rules import load_rules
from .tools.passing import PASSING


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A contract, a project and a baseline where there are some, and what could not be read."""

    contract: Contract = BUILT_IN
    project: Project | None = None
    baseline: Baseline | None = None
    not_checked: tuple[NotChecked, ...] = ()


def look_around(
    folder: Path | None, *, top: Path | None = None, shared: Path | None = None
) -> Surroundings:
    """The surroundings of a notebook in ``folder``; None is no folder at all.

    A contract that cannot be used is *not checked*, and those below it hold instead.
    ``top`` is where the search upwards ends outside a git repository; ``shared`` is a
    contract below every project's own that the person or an admin has set.
    """
    problems: list[NotChecked] = []
    if folder is not None and not folder.is_dir():
        folder = None
    contract = _around(folder, top, shared, problems)
    if folder is None:
        return Surroundings(contract, not_checked=tuple(problems))
    sized = contract.requirements.model.max_size_mb is not None
    project = read_project(folder, top=top, sized=sized)
    problems += [NotChecked(file, why) for file, why in project.unread]
    baseline = _baseline(folder, top, problems)
    return Surroundings(contract, project, baseline, tuple(problems))


def _around(
    folder: Path | None, top: Path | None, shared: Path | None, problems: list[NotChecked]
) -> Contract:
    """The contract of a folder: the system's, and those of the project from its top down."""
    layers = [*_below(shared, problems)]
    read: list[Path] = []
    for path in find_contracts(folder, top=top) if folder is not None else ():
        own = _layers(path, contract_top(path, top=top), problems)
        first = read[0] if read else path
        prefix = path.parent.relative_to(first.parent).as_posix()
        known = {layer.label for layer in layers}
        # What it extends may be above it, and counts already.
        layers += [placed(layer, prefix) for layer in own if layer.label not in known]
        read += [path] if own else []
    return _contract(tuple(layers), read[-1] if read else None, read[0] if read else None)


def contract_top(path: Path, *, top: Path | None = None) -> Path:
    """The folder that a contract file's own paths must not leave."""
    return list(folders_upward(path.parent, top=top))[-1]


@lru_cache(maxsize=1)
def known_rules() -> KnownRules:
    """All names by which a contract may speak of a rule."""
    names = {name: rule.code for rule in load_rules().rules for name in (rule.code, rule.name)}
    passed = {name: rule.code for rule in PASSING.values() for name in (rule.code, rule.name)}
    return KnownRules(names | passed, options_of(load_rules().rules))


@lru_cache(maxsize=1)
def built_in_layer() -> Layer:
    """The rules' own severities and options, as the lowest layer of every contract."""
    own = {rule.code: rule.severities for rule in load_rules().rules}
    passed = {rule.code: rule.severities for rule in PASSING.values()}
    options = {
        ("rules", code, "options", option.name): option
        for code, schema in options_of(load_rules().rules).items()
        for option in options_in(schema)
    }
    return Layer(
        label="built-in",
        values={
            ("rules", code, "severity", stage): severities.at(stage)
            for code, severities in (own | passed).items()
            for stage in STAGES
        }
        | {path: option.default for path, option in options.items()},
        orders={path: option.order for path, option in options.items()},
    )


def _below(shared: Path | None, problems: list[NotChecked]) -> Iterator[Layer]:
    """The layers below a project's own contract."""
    for path in (*system_contracts(), *([shared] if shared else [])):
        yield from _layers(path, path.parent, problems)


def _baseline(folder: Path, top: Path | None, problems: list[NotChecked]) -> Baseline | None:
    """The nearest baseline upwards."""
    for place in folders_upward(folder, top=top):
        path = place / BASELINE_NAME
        if path.is_file():
            try:
                stands = path.stat()
                return _read_baseline(path, stands.st_mtime_ns, stands.st_size)
            except (BaselineError, OSError) as error:
                problems.append(NotChecked("the baseline", f"{error}"))
    return None


@lru_cache(maxsize=8)
def _read_baseline(path: Path, _changed: int, _size: int) -> Baseline:
    return read_baseline(path)


def _layers(path: Path, top: Path, problems: list[NotChecked]) -> tuple[Layer, ...]:
    try:
        return read_layers(path, top=top, known=known_rules())
    except ContractError as error:
        problems.append(NotChecked("the contract", f"{error}"))
        return ()


@lru_cache(maxsize=32)
def _contract(layers: tuple[Layer, ...], own: Path | None, first: Path | None) -> Contract:
    if not layers:
        return BUILT_IN
    root = first.parent.as_posix() if first is not None else None
    path = str(own) if own is not None else None
    return effective(fold([built_in_layer(), *layers]), path=path, root=root)
