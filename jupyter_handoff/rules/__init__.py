"""The rules: one file a rule, found by walking this package; plugins add theirs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, metadata
from pkgutil import walk_packages

from ..options import options_in
from ..report import NotChecked, RuleCard, RuleExample, RuleOption, Source
from ..rule import Rule
from ..tools.passing import Passing

_ENTRY_POINTS = "jupyter_handoff.rules"


@dataclass(frozen=True, slots=True)
class Loaded:
    """All rules, the names of the plugins they come from, and plugins that failed."""

    rules: tuple[Rule, ...]
    plugins: tuple[str, ...]
    failed: tuple[NotChecked, ...]


@lru_cache(maxsize=1)
def load_rules() -> Loaded:
    """The rules of this package and those of installed plugins, in order of code."""
    rules = list(built_in_rules())
    plugins, failed = [], []
    for entry in metadata.entry_points(group=_ENTRY_POINTS):
        try:
            rule = entry.load()
            if not isinstance(rule, Rule):
                raise TypeError("it is no jupyter_handoff.rule.Rule")
            if any({rule.code, rule.name} & {known.code, known.name} for known in rules):
                raise ValueError("its code or name is taken")
        except Exception as error:
            # A plugin is somebody else's code: whatever it raises, the others go on.
            failed.append(NotChecked(f"the plugin rule {entry.name}", f"{error}"[:200]))
        else:
            rules.append(rule)
            if entry.dist is not None:
                plugins.append(f"{entry.dist.name} {entry.dist.version}")
    rules.sort(key=lambda rule: rule.code)
    return Loaded(tuple(rules), tuple(sorted(set(plugins))), tuple(failed))


def built_in_rules() -> tuple[Rule, ...]:
    """The rules of this package."""
    names = (found.name for found in walk_packages(__path__, f"{__name__}.") if not found.ispkg)
    return tuple(import_module(name).RULE for name in names)


def card(rule: Rule) -> RuleCard:
    """What people are told of a rule."""
    return RuleCard(
        code=rule.code,
        name=rule.name,
        artifact=rule.artifact,
        owner=rule.owner,
        severities=rule.severities,
        summary=rule.summary,
        why=rule.why,
        fix=rule.fix,
        examples=tuple(RuleExample(plain(item.bad), plain(item.good)) for item in rule.examples),
        sources=tuple(Source("ruff", code) for code in rule.ruff if code[:1].isupper()),
        options=tuple(_options(rule)),
    )


def _options(rule: Rule) -> Iterator[RuleOption]:
    for option in options_in(rule.options) if rule.options is not None else ():
        # Text and numbers are written alike in JSON and TOML.
        default = json.dumps(option.default, ensure_ascii=False)
        yield RuleOption(option.name, default, option.description, option.order.words)


def passing_card(rule: Passing) -> RuleCard:
    """What people are told of a rule of Ruff's that is passed on as it is."""
    return RuleCard(
        code=rule.code,
        name=rule.name,
        artifact=rule.artifact,
        owner=rule.owner,
        severities=rule.severities,
        summary=rule.summary,
        why=(
            "It is certain to be a mistake. The rule is Ruff's and keeps its code and name: "
            f"https://docs.astral.sh/ruff/rules/{rule.name}"
        ),
        fix="",
        sources=(Source("ruff", rule.code),),
    )


def plain(example: str) -> str:
    """An example as people read it: no marks, no indentation of ours."""
    from textwrap import dedent

    return dedent(example).strip("\n").replace("«", "").replace("»", "")
