"""What a rule is: one check, with its reasons, its examples and its fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from msgspec import Struct

from .report import Artifact, Edit, Fix, Owner, Related, Severities, Severity, Source, Span

# What a rule is given beside the notebook.
Given: TypeAlias = Literal["ruff", "project", "contract", "options", "silenced", "loosened"]

_LETTERS: dict[str, Severity] = {"-": "off", "i": "info", "w": "warning", "E": "error"}


def severities(letters: str) -> Severities:
    """Severities at explore, candidate and handoff from three letters of ``-iwE``."""
    explore, candidate, handoff = (_LETTERS[letter] for letter in letters)
    return Severities(explore, candidate, handoff)


@dataclass(frozen=True, slots=True)
class Example:
    """A bad piece of a notebook and a good one, as percent cells.

    ``«…»`` in ``bad`` stand round what must be pointed at; round a part of a cell's
    header they mean the cell as a whole, alone on the first line the notebook. Where
    the finding has a fix, ``good`` is what the fix makes of ``bad``. The header of the
    notebook may give ``files``, the text of each that lies beside it.
    """

    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a rule speaks; ``at`` is None for the notebook as a whole.

    ``at_most`` caps the severity where the evidence is weaker than the rule's, and
    ``at_least`` raises it where the contract asks for what is missing. ``key`` is the
    contract's key that the finding rests on, where it is not the rule's own.
    """

    message: str
    at: Span | None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    at_most: Severity = "error"
    source: Source | None = None
    key: str = ""
    at_least: Severities | None = None


@dataclass(frozen=True, slots=True)
class PythonNamed:
    """A file of the project that says which Python runs there: a range of versions as pip
    writes it (``==3.11.*``).
    """

    file: str
    range: str


@dataclass(frozen=True, slots=True)
class Project:
    """What a rule may know of the folder around a notebook.

    ``notebook`` is the notebook's folder and ``root`` the top of the project, as absolute
    paths with forward slashes. All other paths are relative to the notebook's folder.

    ``files`` declare dependencies: those of the nearest folder upwards that has any.
    ``declared`` is what they list, by normalised distribution name: an exact version where
    they or a lock beside them ask for one, else empty; ``ranges`` are the ranges as written.
    ``unpinned`` is what neither has an exact version nor a lock; ``package`` is whether the
    files describe nothing but a package that others install. ``further`` is declared
    anywhere on the way up, the project's own distribution included. ``whole`` is false where
    a part of all this could not be read. ``requirements`` is the list that a line can be
    appended to, where there is one.

    ``modules`` are modules and packages of the project's own, ``folders`` its folders that
    can be imported like packages, ``unpackaged`` the modules beside the notebook that no
    description of a package names. ``unread`` are files that could not be read, and why.
    ``sizes`` are those of files below the notebook's folder that may be models, in bytes;
    None where nobody looked.
    """

    notebook: str
    root: str
    requirements: str | None = None
    declared: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    ranges: Mapping[str, str] = field(default_factory=dict)
    unpinned: tuple[str, ...] = ()
    package: bool = False
    further: frozenset[str] = frozenset()
    whole: bool = True
    pythons: tuple[PythonNamed, ...] = ()
    modules: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    unpackaged: frozenset[str] = frozenset()
    unread: tuple[tuple[str, str], ...] = ()
    sizes: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Silenced:
    """A suppression, and what became of it once all rules had run.

    ``said`` is how it is written, ``at`` where. ``unused`` are names that silenced
    nothing at any stage although their rule ran, ``unknown`` names that no rule has,
    with what was meant. ``expired`` is the day a waiver ended, ``mended`` how many
    findings of the baseline are gone. ``wrong`` and ``misplaced`` are as in a suppression,
    ``locked`` is true where a lock held all that it was for.
    """

    said: str
    at: Span | None
    reason: str
    unused: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    expired: str = ""
    mended: int = 0
    removal: Edit | None = None
    wrong: bool = False
    misplaced: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Loosened:
    """An attempt to loosen what a contract locks: what tried, which key, who locked it and why.

    ``replaces`` is true where a contract gave a list anew that it may only add to.
    """

    tried: str
    key: str
    by: str
    reason: str
    at: Span | None = None
    replaces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check.

    ``find`` is called with the notebook and with what ``given`` names, in that order:
    the diagnostics of Ruff for the rule's ``ruff`` codes, the project (None where
    there is none), the contract's `Requirements`, the rule's own ``options``, or, when
    all others ran, what was `Silenced` and `Loosened`. ``silent`` are notebooks on
    which the rule must say nothing. ``python2`` is true where the rule is asked of
    Python 2 notebooks too, as no other is.

    ``options`` are the settings that a contract may give the rule, each with a default.
    ``key`` is the contract's key that the rule holds people to (``frameworks.deny``):
    where that is locked, nothing silences the rule. ``contract`` is the piece of a
    contract, in TOML, under which its examples are judged.
    """

    code: str
    name: str
    artifact: Artifact
    severities: Severities
    summary: str
    why: str
    find: Callable[..., Iterator[Match]]
    examples: tuple[Example, ...]
    silent: tuple[str, ...] = ()
    fix: str = ""
    owner: Owner = "data-science"
    ruff: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    python2: bool = False
    key: str = ""
    contract: str = ""
    options: type[Struct] | None = None


def related(span: Span, message: str) -> Related:
    """A place that a finding speaks of, and what happened there."""
    return Related(
        span.cell_id, span.cell, span.line, span.column, span.end_line, span.end_column, message
    )


def options_of(rules: Iterable[Rule]) -> dict[str, type[Struct]]:
    """The options that rules have, by code."""
    return {rule.code: rule.options for rule in rules if rule.options is not None}
