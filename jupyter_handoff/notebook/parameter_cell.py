"""Literals that belong into the parameters cell, the cell that runs may be given values for."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .cells import Cell
from .document import Notebook
from .facts import Place
from .file_uses import file_uses

_TAGS = frozenset(("parameters", "injected-parameters"))
# An address, a date, or a path with a folder and an ending, as a literal.
_SPECIFIC = re.compile(
    r"""(?P<quote>["'])(?P<text>(?:https?|s3|gs|abfss?|hdfs)://[^"'\s{}]+|\d{4}-\d\d-\d\d"""
    r"""|(?:[\w.-]+/|/)+[\w-]+\.\w{2,7})(?P=quote)"""
)
_PLAIN = re.compile(r"""(?P<quote>["'])[^"'\\\r\n]+(?P=quote)""")
# Paths of one machine or platform are another matter, told of before handoff.
_LOCAL = re.compile(r"~|/home/|/Users/|/content/|/kaggle/|/dbfs/|[A-Za-z]:[\\/]|\\\\")
_TEMPORARY = re.compile(r"/dev/|(?:/|\./)?te?mp(?:\d|[/._-]|$)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class HardCoded:
    """A literal in the code that another run may need another value for."""

    cell: Cell
    place: Place
    value: str

    @property
    def is_date(self) -> bool:
        return _DATE.fullmatch(self.value) is not None


def parameters_cell(notebook: Notebook) -> Cell | None:
    """The cell that is tagged to hold the parameters."""
    return next((cell for cell in notebook.code if "parameters" in cell.tags), None)


def hard_coded(notebook: Notebook) -> tuple[HardCoded, ...]:
    """Paths that calls read or write, and paths, addresses and dates that two cells repeat.

    In document order; what is in the parameters cell, or holds a secret, is left out.
    """
    return notebook.once(_hard_coded)


def _hard_coded(notebook: Notebook) -> tuple[HardCoded, ...]:
    found = {(item.cell.number, item.place): item for item in _repeated(notebook)}
    for use in file_uses(notebook):
        cell, node = use.call.cell, use.argument
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            place = cell.facts.place(node)
            found[cell.number, place] = HardCoded(cell, place, node.value)
    kept = (item for item in found.values() if not _left_out(notebook, item))
    return tuple(sorted(kept, key=lambda item: (item.cell.number, item.place)))


def _repeated(notebook: Notebook) -> Iterator[HardCoded]:
    """Literals of such a form that stand in two cells or more."""
    cells: dict[str, list[Cell]] = {}
    for cell in notebook.code:
        for text in {match["text"] for match in _SPECIFIC.finditer(cell.facts.python)}:
            cells.setdefault(text, []).append(cell)
    wanted = {text for text, there in cells.items() if len(there) > 1}
    literals: dict[str, list[HardCoded]] = {}
    for cell in notebook.code:
        if wanted and any(cell in cells[text] for text in wanted):
            for item in _literals(cell, wanted):
                literals.setdefault(item.value, []).append(item)
    for items in literals.values():
        if len({item.cell.id for item in items}) > 1:
            yield from items


def _literals(cell: Cell, wanted: Collection[str]) -> Iterator[HardCoded]:
    for node in ast.walk(cell.facts.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in wanted:
            item = HardCoded(cell, cell.facts.place(node), node.value)
            # Parts of f-strings have no place of their own.
            if cell.text_at(item.place)[1:-1] == node.value:
                yield item


def _left_out(notebook: Notebook, item: HardCoded) -> bool:
    if _TAGS.intersection(item.cell.tags):
        return True
    if _TEMPORARY.match(item.value) or _LOCAL.match(item.value):
        return True
    if "://" in item.value and ("@" in item.value or "?" in item.value):
        return True  # a password or a signature may stand there
    start, end = item.cell.offsets(item.place)
    secrets = notebook.secrets[item.cell.id]
    return any(secret.start < end and start < secret.end for secret in secrets)


def parameter_names(notebook: Notebook, values: Sequence[str]) -> dict[str, str]:
    """A free name for each value, after the file or what it is."""
    taken = set(notebook.links.bindings)
    names: dict[str, str] = {}
    for value in values:
        name = wanted = _name(value)
        number = 2
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        taken.add(name)
        names[value] = name
    return names


def _name(value: str) -> str:
    if _DATE.fullmatch(value):
        return "DATE"
    kind = "URL" if value.startswith(("http://", "https://")) else "PATH"
    last = value.rstrip("/").replace("\\", "/").rpartition("/")[2]
    words = re.findall(r"[A-Za-z0-9]+", last.partition(".")[0])
    name = "_".join(words).upper()[:30].strip("_")
    return f"{name}_{kind}" if name and not name[0].isdigit() else f"DATA_{kind}"


def written_plainly(item: HardCoded) -> bool:
    """Whether a literal can be written elsewhere just as it stands here."""
    return _PLAIN.fullmatch(item.cell.text_at(item.place)) is not None
