"""The notebook as a frozen value, and the questions that rules ask of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from ..report import Span
from .cells import Cell
from .flow import Call, Links, link
from .kept_secrets import KeptSecret, kept_secrets
from .known_secrets import KnownSecrets, known_secrets
from .lineage import Lineage, Site, lineage, place_of
from .names import CallFact, dotted
from .reaching import Reaching, cells_as_run
from .secrets import Secret
from .text_places import TextPlaces

Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Notebook:
    """Cells in document order.

    ``path`` is the file as the person named it, if there is one. ``language`` is in
    lower case (``python``); ``python_version`` what the metadata say of the kernel's.
    ``notes`` are what reading had to leave out or repair, in words. ``places`` tell where
    the cells of a file of text stand in it. ``placeholders`` are texts that look like
    secrets and are none.
    """

    cells: tuple[Cell, ...]
    path: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    language: str = "python"
    python_version: str = ""
    notes: tuple[str, ...] = ()
    places: TextPlaces | None = None
    placeholders: frozenset[str] = frozenset()

    @cached_property
    def code(self) -> tuple[Cell, ...]:
        """The code cells."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @cached_property
    def by_id(self) -> Mapping[str, Cell]:
        return {cell.id: cell for cell in self.cells}

    @cached_property
    def links(self) -> Links:
        """Names across cells."""
        return link(self.code)

    @cached_property
    def lineage(self) -> Lineage:
        """Where the rows of data come from, and which models they reach."""
        return lineage(self.code)

    @cached_property
    def reaching(self) -> Reaching:
        """What each use of a name can refer to, cells taken in document order."""
        return Reaching(self.links)

    @cached_property
    def reaching_as_run(self) -> Reaching | None:
        """The same with cells in the order in which they last ran, where their counts tell it.

        Indexes count the cells in that order (``links.cells``).
        """
        cells = cells_as_run(self.code)
        return None if cells is None else Reaching(link(cells))

    @cached_property
    def known_secrets(self) -> KnownSecrets:
        """The secrets that the sources of all cells give away, by value."""
        return known_secrets(self.cells, self.placeholders)

    @cached_property
    def secrets(self) -> Mapping[str, tuple[Secret, ...]]:
        """Where secrets stand in the cells' sources, those of other cells too, by cell id."""
        return {cell.id: self.known_secrets.find(cell.source) for cell in self.cells}

    @cached_property
    def kept_secrets(self) -> tuple[KeptSecret, ...]:
        """Where secrets stand beside the code: in outputs, in text, in metadata."""
        return tuple(kept_secrets(self.cells, self.metadata, self.known_secrets))

    def once(self, find: Callable[[Notebook], Found]) -> Found:
        """What several rules ask of this notebook, found when it is first asked for."""
        if find not in self._found:
            self._found[find] = find(self)
        found: Found = self._found[find]
        return found

    @cached_property
    def _found(self) -> dict[Callable[[Notebook], Any], Any]:
        return {}

    @property
    def own_metadata(self) -> Mapping[str, Any]:
        """What this tool keeps in the notebook (``metadata.jupyter_handoff``)."""
        own = self.metadata.get("jupyter_handoff")
        return own if isinstance(own, dict) else {}

    def calls(self, *names: str) -> Iterator[Call]:
        """Calls of functions and classes by qualified name (``pandas.read_csv``)."""
        return self.links.calls(*names)

    def methods(self, *names: str) -> Iterator[Call]:
        """Calls of methods by name, whatever they are called on."""
        return self.links.methods(*names)

    def site(self, site: Site) -> Span:
        """Where a site of the lineage stands."""
        cell = self.by_id[site.cell_id]
        return cell.span(cell.facts.place_at(*site.place))

    def call_at(self, site: Site) -> ast.Call | None:
        """The call that stands at a site of the lineage, if it is one."""
        call = self.linked_call(site)
        return call.node if call else None

    def linked_call(self, site: Site) -> Call | None:
        """The same, with its place among the code cells."""
        found = self._calls_by_place.get(site.spot)
        return Call(*found, "") if found else None

    @cached_property
    def _calls_by_place(self) -> Mapping[object, tuple[int, Cell, CallFact]]:
        return {
            (cell.id, place_of(fact.node)): (index, cell, fact)
            for index, cell in enumerate(self.code)
            for fact in cell.facts.calls
        }

    def name_of(self, node: ast.expr, call: Call) -> str:
        """The qualified name of an expression written in or near ``call``."""
        path = dotted(node)
        return self.links.qualified(path, call.index, call.fact.order, deferred=call.fact.deferred)
