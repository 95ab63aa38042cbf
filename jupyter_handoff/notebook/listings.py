"""Listings of folders, which come in no order, and whether that order reaches data."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from .cells import Cell
from .document import Notebook
from .flow import Bound, Call
from .paths import is_path_object

_FUNCTIONS = ("glob.glob", "glob.iglob", "os.listdir", "os.scandir")
_PATH_METHODS = ("glob", "rglob", "iterdir")
# What gives its elements on in the order that it was given them.
_IN_ORDER = frozenset("list tuple filter map iter reversed enumerate zip tqdm trange chain".split())
# What makes data of a list.
_MAKES_DATA = frozenset(
    "concat concatenate stack vstack hstack array asarray DataFrame Series train_test_split "
    "from_tensor_slices TFRecordDataset TextLineDataset".split()
)
_READS = re.compile(r"(?:read|load|open|imread|imload)(?:_|$)|imread$|genfromtxt$")
_SHOWS = re.compile(r"show|plot|grid|display|print|^len$")
_GATHERS = frozenset(("append", "extend"))
_SORTS = frozenset("sort sorted natsorted humansorted os_sorted sort_values sort_index".split())
# What comes out the same in any order, or is only looked at.
_NO_ORDER = _SORTS | frozenset(
    "set frozenset dict Counter len sum any all min max print display".split()
)
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_HOLDS = (
    *(ast.BinOp, ast.List, ast.Tuple, ast.Dict, ast.Starred, ast.keyword, ast.IfExp),
    *(ast.ListComp, ast.GeneratorExp),
)
_DEEPEST = 8

# Where a listing's order becomes data.
Reached: TypeAlias = tuple[Cell, ast.expr]


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing whose order reaches data; ``cell`` and ``reached`` are where it does."""

    call: Call
    name: str
    cell: Cell
    reached: ast.expr


@dataclass(slots=True)
class _Tree:
    """A cell's nodes, with what they stand in."""

    cell: Cell
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    names: dict[str, list[ast.Name]] = field(default_factory=dict)
    orders: dict[ast.Name, int] = field(default_factory=dict)

    def function(self, node: ast.AST) -> ast.AST | None:
        """The function that a node stands in."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, _FUNCTION):
                return node
        return None


def unsorted_listings(notebook: Notebook) -> Iterator[Listing]:
    """Listings that nothing sorts and that data are read or made from, in their order."""
    follow = _Follow(notebook)
    for name in _FUNCTIONS:
        for call in notebook.calls(name):
            yield from follow.listing(call, name)
    for call in notebook.methods(*_PATH_METHODS):
        func = call.node.func
        if isinstance(func, ast.Attribute) and is_path_object(notebook, func.value, call):
            yield from follow.listing(call, f"Path.{call.fact.method}")


@dataclass(slots=True)
class _Name:
    """A name of a function or of the notebook: its reads, and what is known of them."""

    uses: list[tuple[Cell, ast.Name]]
    is_sorted: bool = False
    followed: bool = False
    reached: Reached | None = None


class _Follow:
    """Follows a listing outwards and by name to where its order matters."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.trees: dict[str, _Tree] = {}
        self.names: dict[tuple[ast.AST | Bound | None, str], _Name] = {}
        # By name, then by the identity of the binding.
        self.reads: dict[str, defaultdict[int, list[tuple[Cell, ast.Name]]]] = {}
        self.seen: set[ast.AST] = set()
        self.depth = 0

    def listing(self, call: Call, name: str) -> Iterator[Listing]:
        self.seen = set()
        found = self.fate(call.cell, call.node)
        if found is not None:
            yield Listing(call, name, *found)

    def tree(self, cell: Cell) -> _Tree:
        if cell.id not in self.trees:
            tree = self.trees[cell.id] = _Tree(cell)
            tree.orders = {use.node: use.order for use in cell.facts.uses}
            for node in ast.walk(cell.facts.tree):
                for child in ast.iter_child_nodes(node):
                    tree.parents[child] = node
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    tree.names.setdefault(node.id, []).append(node)
        return self.trees[cell.id]

    def fate(self, cell: Cell, node: ast.AST) -> Reached | None:
        """Where a list in no order becomes data; None where it does not, or is sorted."""
        parents = self.tree(cell).parents
        while node in parents and node not in self.seen:
            self.seen.add(node)
            parent = parents[node]
            if isinstance(parent, ast.For):
                return self.loop(cell, parent) if node is parent.iter else None
            if isinstance(parent, ast.Assign):
                return self.assigned(cell, parent)
            if isinstance(parent, ast.Call) and node is not parent.func:
                if (name := _last(parent)) in _MAKES_DATA:
                    return cell, parent
                if name == "extend" and isinstance(parent.func, ast.Attribute):
                    return self.gathered(cell, parent.func.value)
            if isinstance(parent, ast.ListComp | ast.GeneratorExp) and _reads(parent.elt):
                return self.read(cell, parent)
            if not _goes_on(node, parent):
                return None
            node = parent
        return None

    def read(self, cell: Cell, made: ast.expr) -> Reached | None:
        """Files are read in a comprehension: data, unless what is made of it is sorted."""
        parents = self.tree(cell).parents
        node: ast.AST = made
        while node in parents and isinstance(node, ast.expr):
            node = parents[node]
            if isinstance(node, ast.Call) and _last(node) in _NO_ORDER:
                return None
            if isinstance(node, ast.Attribute) and node.attr in _SORTS:
                return None
            if isinstance(node, ast.Assign) and self.no_data(cell, node):
                return None
        return cell, made

    def loop(self, cell: Cell, loop: ast.For) -> Reached | None:
        """A loop over the list: what it gathers from the files is in the list's order."""
        nodes = [node for part in loop.body for node in ast.walk(part)]
        names = _made_of(nodes, _named(loop.target))
        reads = any(map(_is_read, nodes))
        for call in nodes:
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            gathered = call.func.value
            if call.func.attr not in _GATHERS or not isinstance(gathered, ast.Name):
                continue
            if not any(names & _named(argument) for argument in call.args):
                continue
            if not reads:
                if found := self.gathered(cell, gathered):
                    return found
            elif not self.name(cell, gathered).is_sorted:
                return cell, call
        return None

    def gathered(self, cell: Cell, name: ast.expr) -> Reached | None:
        return self.named(self.name(cell, name)) if isinstance(name, ast.Name) else None

    def assigned(self, cell: Cell, statement: ast.Assign) -> Reached | None:
        target = statement.targets[0]
        if len(statement.targets) > 1 or not isinstance(target, ast.Name):
            return None
        return self.named(self.name(cell, target))

    def no_data(self, cell: Cell, statement: ast.Assign) -> bool:
        """Whether what is read is sorted afterwards, or only shown."""
        names = [
            self.name(cell, target) for target in statement.targets if isinstance(target, ast.Name)
        ]
        uses = [use for name in names for use in name.uses]
        shown = bool(uses) and all(self.is_shown(*use) for use in uses)
        return shown or any(name.is_sorted for name in names)

    def is_shown(self, cell: Cell, use: ast.Name) -> bool:
        parents = self.tree(cell).parents
        parent = parents.get(use)
        if isinstance(parent, ast.Subscript):
            parent = parents.get(parent)
        return isinstance(parent, ast.Call) and _SHOWS.search(_last(parent)) is not None

    def named(self, name: _Name) -> Reached | None:
        """Where what a name stands for becomes data, unless something sorts it."""
        if not (name.followed or name.is_sorted or self.depth == _DEEPEST):
            name.followed = True
            self.depth += 1
            found = (self.fate(cell, use) for cell, use in name.uses)
            name.reached = next((item for item in found if item is not None), None)
            self.depth -= 1
        return name.reached

    def name(self, cell: Cell, node: ast.Name) -> _Name:
        """What a name stands for at a place: its function's own, or the notebook's."""
        function = self.tree(cell).function(node)
        key = (function or self.binding(cell, node), node.id)
        if key not in self.names:
            uses = list(self.inside(cell, node, function) if function else self.across(*key))
            self.names[key] = _Name(uses, any(self.sorts(*use) for use in uses))
        return self.names[key]

    def sorts(self, cell: Cell, use: ast.Name) -> bool:
        parent = self.tree(cell).parents.get(use)
        if isinstance(parent, ast.Call):
            return _last(parent) in _SORTS and use in parent.args
        return isinstance(parent, ast.Attribute) and parent.attr in _SORTS

    def inside(
        self, cell: Cell, name: ast.Name, function: ast.AST
    ) -> Iterator[tuple[Cell, ast.Name]]:
        tree = self.tree(cell)
        for use in tree.names.get(name.id, ()):
            if tree.function(use) is function:
                yield cell, use

    def across(self, bound: ast.AST | Bound | None, name: str) -> list[tuple[Cell, ast.Name]]:
        """The reads of a name of the notebook's own that refer to a binding; all for None."""
        if name not in self.reads:
            links = self.notebook.links
            grouped = self.reads[name] = defaultdict(list)
            for index, cell in enumerate(self.notebook.code):
                for use in cell.facts.uses if name in cell.source else ():
                    if use.name == name:
                        refers_to = links.binding(name, index, use.order)
                        grouped[id(refers_to)].append((cell, use.node))
        grouped = self.reads[name]
        return grouped[id(bound)] if bound else [use for uses in grouped.values() for use in uses]

    def binding(self, cell: Cell, name: ast.Name) -> Bound | None:
        """What a name refers to where it is read, or what binds it there."""
        links = self.notebook.links
        order = self.tree(cell).orders.get(name)
        if order is not None:
            return links.binding(name.id, self.notebook.code.index(cell), order)
        bound = links.bindings.get(name.id, ())
        return next((item for item in bound if item.binding.node is name), None)


def _goes_on(node: ast.AST, parent: ast.AST) -> bool:
    """Whether what a node stands in has its elements, in its order."""
    if isinstance(parent, ast.Call):
        return node is not parent.func and _last(parent) in _IN_ORDER
    if isinstance(parent, ast.Subscript):
        return node is parent.value and isinstance(parent.slice, ast.Slice)
    if isinstance(parent, ast.comprehension):
        return node is parent.iter
    return isinstance(parent, _HOLDS)


def _last(call: ast.Call) -> str:
    """The last part of what is called."""
    func = call.func
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _is_read(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _READS.match(_last(node)) is not None


def _reads(node: ast.AST) -> bool:
    return any(map(_is_read, ast.walk(node)))


def _named(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _made_of(nodes: list[ast.AST], names: set[str]) -> set[str]:
    """Some names, and those that statements in this order bind to what rests on them."""
    made = set(names)
    for node in nodes:
        if isinstance(node, ast.Assign) and made & _named(node.value):
            made.update(*map(_named, node.targets))
        elif isinstance(node, ast.withitem) and made & _named(node.context_expr):
            made |= _named(node.optional_vars) if node.optional_vars else set()
    return made
