"""What draws random numbers, and what seeds them, by the tables of `knowledge`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..report import Fix
from .document import Notebook
from .editing import set_argument
from .flow import Call
from .knowledge import is_random, known, table

LIBRARIES = ("random", "numpy", "torch", "tensorflow")
_SEED_NAMES = tuple("SEED seed RANDOM_SEED random_seed RANDOM_STATE random_state".split())
# A function whose name says that it seeds: what it seeds cannot be seen.
_SEEDS_BY_NAME = re.compile(
    r"(?:set|fix|init|seed)_?(?:\w*_)?(?:seeds?|everything|all|random\w*)$", re.I
)


@dataclass(frozen=True, slots=True)
class Stateful:
    """A call of something that takes a random state, and that state's parameter."""

    call: Call
    keyword: str
    position: int | None = None


def unseeded(notebook: Notebook, kind: str) -> Iterator[Stateful]:
    """Calls that draw and are given no state: ``splitter``, ``estimator`` or ``draw``."""
    settled = _settled(notebook) if kind == "estimator" else frozenset()
    for library in ("sklearn", "torch"):
        rows = table(library)["takes_state"]
        for name in notebook.links.called(rows):
            row = rows[name]
            if row["kind"] == kind and not row.get("never"):
                keyword = row.get("state", "random_state")
                for call in notebook.calls(name):
                    if call.node not in settled and _is_unseeded(call, row, keyword):
                        yield Stateful(call, keyword)


def _settled(notebook: Notebook) -> frozenset[ast.AST]:
    """What stands in the call of an ensemble that gives each of its members a state."""
    rows = table("sklearn")["takes_state"]
    called = notebook.links.called(rows)
    ensembles = (name for name in called if rows[name].get("passes_on"))
    return frozenset(
        part
        for call in notebook.calls(*ensembles)
        for argument in (*call.node.args, *call.node.keywords)
        for part in ast.walk(argument)
    )


def _is_unseeded(call: Call, row: dict[str, Any], keyword: str) -> bool:
    if call.open_ended or not is_random(row, call.node):
        return False
    return _is_missing(call.argument(keyword))


def _is_missing(state: ast.expr | None) -> bool:
    """Whether no state is given, or ``None``."""
    return state is None or (isinstance(state, ast.Constant) and state.value is None)


def draws(notebook: Notebook, library: str) -> Iterator[Call]:
    """Calls that draw from a library's global generator: functions, and layers' weights.

    A random name (of a bucket, a run) is meant to differ each time and is left out.
    """
    names = notebook.links.called((*table(library)["draws"], *table(library)["layers"]))
    for name in names:
        for call in notebook.calls(name):
            if not _makes_a_name(notebook, call):
                yield call


def _makes_a_name(notebook: Notebook, call: Call) -> bool:
    return any(
        notebook.name_of(part, call).startswith("string.")
        for argument in call.node.args
        for part in ast.walk(argument)
        if isinstance(part, ast.Attribute | ast.Name)
    )


def all_draws(notebook: Notebook, library: str) -> list[Call]:
    """All that draws from a library's global generator, in document order."""
    loads = _only_loads(notebook)
    layers = known(library, "layers") if loads else frozenset()
    drawn = [call for call in draws(notebook, library) if call.name not in layers]
    if library == "numpy":
        # scikit-learn's functions draw from NumPy's generator.
        drawn += [stateful.call for stateful in unseeded(notebook, "draw")]
    return sorted(drawn, key=lambda call: (call.index, call.fact.order))


def _only_loads(notebook: Notebook) -> bool:
    """Whether weights come from a file and none are trained: then how they start is idle."""
    return any(notebook.methods("load_state_dict", "load_weights")) and not any(
        notebook.methods("fit", "backward", "minimize", "apply_gradients", "train")
    )


def unseeded_generators(notebook: Notebook, library: str) -> Iterator[Stateful]:
    """Generators of a library that are made without a seed."""
    for name, keyword in table(library)["generators"].items():
        for call in notebook.calls(name):
            if _is_missing(call.argument(keyword, 0)) and not call.open_ended:
                yield Stateful(call, keyword, 0)


def seeding(notebook: Notebook, library: str) -> Iterator[Call]:
    """Calls that seed a library's global generator, or say by their name that they do."""
    yield from notebook.calls(*known(library, "seeds"))
    for name, libraries in table("seeding")["seeds"].items():
        if library in libraries:
            yield from notebook.calls(name)
    for call in notebook.links.calls_like(_SEEDS_BY_NAME):
        if call.name not in _all_seeds():
            yield call


def seeds_run(notebook: Notebook, library: str) -> list[Call]:
    """What seeds a library's generator when its cell runs, in document order.

    A function that seeds counts where it is called; none are given where it cannot be
    told when one runs.
    """
    seeds = []
    for call in seeding(notebook, library):
        if not call.fact.deferred:
            seeds.append(call)
            continue
        function = call.fact.function
        ran = [item for item in notebook.methods(function) if item.fact.path == function]
        if not ran or any(item.fact.deferred for item in ran):
            return []
        seeds += ran
    return sorted(seeds, key=lambda call: (call.index, call.fact.order))


@lru_cache(maxsize=1)
def _all_seeds() -> frozenset[str]:
    own = (known(library, "seeds") for library in LIBRARIES)
    return frozenset().union(*own, table("seeding")["seeds"])


def seed_name(notebook: Notebook, call: Call) -> str:
    """A constant of the notebook that is its seed at a call, else a number."""
    for name in _SEED_NAMES:
        bound = notebook.links.bindings.get(name, [])
        if len(bound) != 1:
            continue
        binding = bound[0].binding
        above = (bound[0].index, binding.order) < (call.index, call.fact.order)
        whole = isinstance(binding.value, ast.Constant) and type(binding.value.value) is int
        if above and whole and binding.certain:
            return name
    return "42"


def seed_fix(notebook: Notebook, stateful: Stateful, *, seeded: bool = False) -> Iterator[Fix]:
    """The fix that gives a call its state: safe where it runs once, at top level.

    Where the library's own generator is ``seeded``, the numbers are fixed already and
    would be others.
    """
    call = stateful.call
    seed = seed_name(notebook, call)
    edit = set_argument(call, stateful.keyword, seed, position=stateful.position)
    if edit is not None:
        once = not (call.fact.in_loop or call.fact.deferred or seeded)
        title = f"Add {stateful.keyword}={seed}"
        yield Fix(title, "safe" if once else "unsafe", (edit,))
