"""Installs of packages in a notebook, in all the ways that people write them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from .cells import Cell
from .columns import place_of
from .document import Notebook
from .magics import Magic
from .package_addresses import name_at

_INSTALL = re.compile(
    r"""(?:^|&&|;|\|\|)\s*(?:sudo\s+)?
        (?P<tool>(?:\{?sys\.executable\}?|python[\d.]*)\s+-m\s+pip|uv\s+pip|pip[\d.]*|conda|mamba
         |apt(?:-get)?|npm|yarn|brew)
        \s+(?:-[^\s;&|]+\s+)*(?:install|add|i)\b(?P<rest>[^;&|]*)""",
    re.VERBOSE,
)
_OPTION_WITH_VALUE = frozenset(
    "-r --requirement -c --constraint -i --index-url --extra-index-url -f --find-links -t --target "
    "--trusted-host -e --editable -n --name --channel --prefix --timeout --retries".split()
)
_HARMLESS = frozenset("-q -qq -qqq --quiet -U --upgrade -y --yes --user --no-cache-dir".split())
_SHELL_CELLS = ("bash", "sh", "script")
_STARTS = (
    *("os.system", "os.popen", "subprocess.run", "subprocess.call", "subprocess.check_call"),
    *("subprocess.check_output", "subprocess.getoutput", "subprocess.Popen"),
)
_GUARD = re.compile(r"colab|kaggle", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Install:
    """One install.

    ``start`` and ``end`` are indexes of its line in the cell. ``plain`` is true where
    it is a statement that does nothing but install named packages with options that do
    not matter.
    """

    cell: Cell
    magic: Magic | None
    tool: str
    packages: tuple[str, ...]
    requirements: bool
    plain: bool
    start: int
    end: int
    how: Literal["magic", "shell", "cell", "call"]

    @property
    def installer(self) -> str:
        """The installer's plain name: ``pip`` for all of its forms."""
        name = self.tool.split()[-1].rstrip("0123456789.")
        return "apt" if name == "apt-get" else name

    @property
    def indented(self) -> bool:
        _, column = place_of(self.cell.source, self.start)
        return column > 1


def installs(notebook: Notebook) -> Iterator[Install]:
    """Installs in magics, shell lines, shell cells and calls of other programs.

    Those that only run on a hosted platform (under ``if "google.colab" in …``) are
    left out.
    """
    for cell in notebook.code:
        inside = [found for magic in cell.facts.plain.magics if (found := _in_magic(cell, magic))]
        hosted = platform_lines(cell) if inside else frozenset()
        for found in inside:
            if place_of(cell.source, found.start)[0] not in hosted:
                yield found
        if cell.facts.plain.opaque in _SHELL_CELLS:
            yield from _in_shell_cell(cell)
    # What is given to `system` is a command, whether or not the notebook imports `os`.
    for call in (*notebook.calls(*_STARTS), *notebook.methods("system")):
        command = command_text(call.node)
        guarded = any(_GUARD.search(ast.unparse(test)) for test in call.fact.tests)
        if not guarded and (match := _INSTALL.search(command)):
            span = call.cell.facts.place(call.node)
            start, end = call.cell.offsets(span)
            found = _install(call.cell, None, match, command, start, end, "call")
            statement = call.fact.statement
            alone = isinstance(statement, ast.Expr) and statement.value is call.node
            yield found if alone else replace(found, plain=False)


def installed(notebook: Notebook) -> dict[str, SpecifierSet]:
    """What a notebook installs, by normalised name, with the versions it asks for."""
    found: dict[str, SpecifierSet] = {}
    for install in installs(notebook):
        for package in install.packages:
            try:
                requirement = Requirement(package)
                found[canonicalize_name(requirement.name)] = requirement.specifier
            except InvalidRequirement:
                # A file, an address, conda's `a=1`.
                if name := name_at(package):
                    found[name] = SpecifierSet()
    return found


def _in_magic(cell: Cell, magic: Magic) -> Install | None:
    if magic.kind == "shell":
        match = _INSTALL.search(magic.text)
        text, how = magic.text, "shell"
    elif magic.kind == "line" and magic.name in ("pip", "conda", "mamba", "uv"):
        text, how = f"{magic.name} {magic.text}", "magic"
        match = _INSTALL.search(text)
    else:
        return None
    if match is None:
        return None
    return _install(
        cell, magic, match, text, magic.start, magic.end, "shell" if how == "shell" else "magic"
    )


def _in_shell_cell(cell: Cell) -> Iterator[Install]:
    start = 0
    for line in cell.source.splitlines(keepends=True):
        if match := _INSTALL.search(line.strip()):
            end = start + len(line.rstrip("\r\n"))
            yield _install(cell, None, match, line.strip(), start, end, "cell")
        start += len(line)


def _install(
    cell: Cell,
    magic: Magic | None,
    match: re.Match[str],
    text: str,
    start: int,
    end: int,
    how: Literal["magic", "shell", "cell", "call"],
) -> Install:
    packages, requirements, harmless = _arguments(match["rest"])
    whole = match.start() == 0 and match.end() == len(text) and not re.search(r"[<>|&;{}$`#]", text)
    return Install(
        cell=cell,
        magic=magic,
        tool=match["tool"],
        packages=packages,
        requirements=requirements,
        plain=whole and harmless and not (magic is not None and magic.target),
        start=start,
        end=end,
        how=how,
    )


def _arguments(rest: str) -> tuple[tuple[str, ...], bool, bool]:
    """Packages, whether a requirements file is installed, and whether options matter."""
    packages, requirements, harmless = [], False, True
    words = iter(re.findall(r"\"[^\"]*\"|'[^']*'|\S+", rest.partition(" #")[0]))
    for word in words:
        if word.startswith((">", "2>")):
            harmless = False
            if word.endswith(">"):
                next(words, None)
        elif word.startswith("-"):
            requirements |= word.startswith(("-r", "--requirement"))
            harmless &= word in _HARMLESS
            if word in _OPTION_WITH_VALUE:
                next(words, None)
        else:
            packages.append(word.strip("\"'"))
    return tuple(packages), requirements, harmless


def command_text(call: ast.Call) -> str:
    """The command that a call starts, as far as it is written out; names in braces."""
    argument = call.args[0] if call.args else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            f"{{{ast.unparse(part.value)}}}"
            if isinstance(part, ast.FormattedValue)
            else str(getattr(part, "value", ""))
            for part in argument.values
        )
    if isinstance(argument, ast.List | ast.Tuple):
        words = [
            str(item.value) if isinstance(item, ast.Constant) else ast.unparse(item)
            for item in argument.elts
        ]
        return " ".join(words)
    return ""


def names_platform(test: ast.expr) -> bool:
    """Whether a condition asks for a hosted platform."""
    return bool(_GUARD.search(ast.unparse(test)))


def platform_lines(cell: Cell) -> frozenset[int]:
    """The lines of a cell under a condition that names a hosted platform."""
    if not _GUARD.search(cell.source):
        return frozenset()
    return frozenset(
        line
        for node in ast.walk(cell.facts.tree)
        if isinstance(node, ast.If) and names_platform(node.test)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    )
