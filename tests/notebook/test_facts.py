"""What a cell says: names bound and used, in which scope, and what it calls."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Cell, Facts
from jupyter_handoff.notebook.facts import cell_facts

# Code, the names it binds in the notebook, and those that must be bound before it runs.
NAMES = {
    "assignment": ("x = a", "x", "a"),
    "to several targets": ("x = y = a", "x y", "a"),
    "to a tuple": ("x, (y, *z) = a", "x y z", "a"),
    "to an item": ("d[k] = a", "", "a d k"),
    "to an attribute": ("o.x = a", "", "a o"),
    "augmented": ("x += a", "x", "a x"),
    "augmented item": ("d[k] += 1", "", "d k"),
    "annotated": ("x: t = a", "x", "t a"),
    "annotated only": ("x: t", "", "t"),
    "walrus": ("f(x := a)", "x", "f a"),
    "walrus that is used": ("(x := a) + x", "x", "a x"),
    "del": ("del x", "x", ""),
    "del of an item": ("del d[k]", "", "d k"),
    "import": ("import a.b, c as d", "a d", ""),
    "import from": ("from a import b, c as d", "b d", ""),
    "star import": ("from a import *", "", ""),
    "for": ("for i, j in a:\n    x = i\nelse:\n    y = j", "i j x y", "a i j"),
    "while": ("while a:\n    x = 1", "x", "a"),
    "with": ("with a as x, b as (y, z):\n    x", "x y z", "a b x"),
    "try": ("try:\n    x = a\nexcept E as e:\n    y = e\nfinally:\n    z = 1", "x e y z", "a E e"),
    "async": ("async with a as x:\n    async for y in x:\n        await y", "x y", "a x y"),
    "function": ("def f(a, *b, c=d, **e) -> t:\n    x = a\n    return x + b + c + e", "f", "d t"),
    "annotations": ("def f(a: t, *b: u, c: v = 1): pass", "f", "t u v"),
    "decorator": ("@d(k)\ndef f(): pass", "f", "d k"),
    "lambda": ("g = lambda a, b=c: a + b", "g", "c"),
    "class": ("class A(b, metaclass=m):\n    x = y\n    z = x", "A", "b m y"),
    "decorated class": ("@d\nclass A: pass", "A", "d"),
    "method": ("class A:\n    x = 1\n    def f(self):\n        return self.x", "A", ""),
    "list comprehension": ("[i + a for i in b if i > c]", "", "b a c"),
    "comprehension within one": ("[j for i in b for j in i if a]", "", "b a"),
    "dict comprehension": ("{k: v for k, v in b}", "", "b"),
    "generator": ("sum(i for i in b)", "", "sum b"),
    "walrus in a comprehension": ("[y := i for i in b]", "y", "b"),
    "its iterable is the outer name": ("[i for i in i]", "", "i"),
    "match": ("match a:\n    case [x, *y]: x", "x y", "a x"),
    "match of a mapping": ("match a:\n    case {'k': x, **y}: y", "x y", "a y"),
    "match of a class": ("match a:\n    case P(x=v) as w if v: w", "v w", "a P v w"),
    "match of a value": ("match a:\n    case c.V | 1: b\n    case _: d", "", "a c b d"),
    "global": ("def f():\n    global x\n    x = 1", "f x", ""),
    "global in a class": ("class A:\n    global x\n    x = 1", "A x", ""),
    "f-string": ("f'{a:{b}} {c!r}'", "", "a b c"),
    "starred and keywords": ("f(*a, k=b, **c)", "", "f a b c"),
    "slice": ("a[b:c, d]", "", "a b c d"),
    "await": ("x = await a", "x", "a"),
    "a magic's target": ("x = !ls", "x", ""),
    "an indented cell": ("    x = a\n    y = b", "x y", "a b"),
    "what parses of a broken cell": ("x = a\ny = = b\nz = c", "x z", "a c"),
}


@pytest.mark.parametrize(("source", "bound", "needed"), NAMES.values(), ids=NAMES.keys())
def test_names_that_a_cell_binds_and_needs(source: str, bound: str, needed: str) -> None:
    facts = cell_facts(source)
    assert {binding.name for binding in facts.bindings} == set(bound.split())
    assert {use.name for use in facts.uses if use.at_once} == set(needed.split())


# Code in which `a` is used, and whether it must be bound when the cell runs.
USES = {
    "a": True,
    "if x:\n    a": True,
    "def f():\n    a": False,
    "def f():\n    return [a for b in c]": False,
    "def f(x=a): pass": True,
    "lambda: a": False,
    "class A:\n    x = a": True,
    "class A:\n    def f(self): a": False,
    "try:\n    a\nexcept NameError:\n    pass": False,
    "try:\n    a\nexcept (KeyError, NameError):\n    pass": False,
    "try:\n    a\nexcept Exception:\n    pass": False,
    "try:\n    a\nexcept:\n    pass": False,
    "try:\n    a\nexcept KeyError:\n    pass": True,
    "try:\n    b\nexcept NameError:\n    a": True,
    "try:\n    a\nfinally:\n    pass": True,
    "if 'a' in globals():\n    a": False,
    "if 'a' not in dir():\n    pass\nelse:\n    a": False,
    "if 'a' in names:\n    a": True,
}


@pytest.mark.parametrize("source", USES, ids=repr)
def test_a_use_tells_whether_it_runs_at_once(source: str) -> None:
    (use,) = [use for use in cell_facts(source).uses if use.name == "a"]
    assert use.at_once is USES[source]


def test_names_that_are_a_scopes_own_are_no_ones_else() -> None:
    for source in (
        "def f(a):\n    a = 1\n    del a\n    return a",
        "def f():\n    import a\n    return a.b",
        "def f():\n    from b import a\n    return a",
        "def f():\n    for a in 1, 2: a",
        "def f():\n    try: 1\n    except E as a: a",
        "def f():\n    def a(): a\n    class b: a",
        "def f():\n    if (a := 1): return a",
        "def f():\n    return [a := 1 for b in ()] + a",
        "def f():\n    match 1:\n        case a: return a",
        "def f():\n    def g():\n        nonlocal a\n        a = 2\n    a = 1\n    return a",
        "g = lambda: (a := 1) + a",
        "class A:\n    a = 1\n    b = a",
        "[a for a in ()]",
        "[lambda: a for a in ()]",
    ):
        facts = cell_facts(source)
        assert "a" not in {binding.name for binding in facts.bindings}, source
        assert "a" not in {use.name for use in facts.uses}, source


def test_a_class_bodys_names_are_not_those_of_its_methods() -> None:
    facts = cell_facts("class A:\n    a = 1\n    def f(self):\n        return a")
    assert [(use.name, use.deferred) for use in facts.uses] == [("a", True)]


# A binding of `x`: its kind, whether it is certain, and whether it is deferred.
BINDINGS = {
    "x = 1": ("value", True, False),
    "import x": ("import", True, False),
    "def x(): pass": ("function", True, False),
    "class x: pass": ("class", True, False),
    "del x": ("delete", True, False),
    "with a as x: pass": ("value", True, False),
    "try:\n    x = 1\nexcept E:\n    pass": ("value", True, False),
    "try:\n    pass\nexcept E as x:\n    pass": ("other", False, False),
    "try:\n    pass\nexcept E:\n    x = 1": ("value", False, False),
    "if a:\n    x = 1": ("value", False, False),
    "for x in a: pass": ("value", False, False),
    "while a:\n    x = 1": ("value", False, False),
    "match a:\n    case x: pass": ("other", False, False),
    "def f():\n    global x\n    x = 1": ("value", False, True),
    "if a:\n    pass\nx = 1": ("value", True, False),
}


@pytest.mark.parametrize("source", BINDINGS, ids=repr)
def test_a_binding_tells_its_kind_and_whether_it_is_certain(source: str) -> None:
    (found,) = [binding for binding in cell_facts(source).bindings if binding.name == "x"]
    assert (found.kind, found.certain, found.deferred) == BINDINGS[source]


def test_a_binding_keeps_its_value_where_it_is_bound_whole() -> None:
    facts = cell_facts("a = b = 1\nc, d = 2, 3\ne, f = g\n(h, *i) = 4, 5\nj: int = 6\nk += 7")
    values = {found.name: found.value and ast.unparse(found.value) for found in facts.bindings}
    whole = {"a": "1", "b": "1", "c": "2", "d": "3", "h": "4", "j": "6"}
    assert values == whole | dict.fromkeys("efik")


@pytest.mark.parametrize(
    ("source", "imports"),
    [
        ("import a.b.c", [("a", "a")]),
        ("import a.b.c as d", [("d", "a.b.c")]),
        ("from a.b import c as d", [("d", "a.b.c")]),
        ("from . import a", [("a", ".a")]),
        ("from ..a import b", [("b", "..a.b")]),
        ("from a import *", [("*", "a")]),
        ("from .a import *", [("*", ".a")]),
    ],
)
def test_imports_are_known_by_their_full_name(source: str, imports: list[Any]) -> None:
    assert [(found.name, found.target) for found in cell_facts(source).imports] == imports


def call_of(source: str, method: str = "call") -> Any:
    (call,) = [call for call in cell_facts(source).calls if call.method == method]
    return call


@pytest.mark.parametrize(
    ("source", "path", "resolved"),
    [
        ("call()", "call", False),
        ("a.b.call(1)", "a.b.call", False),
        ("a().call()", "", False),
        ("a[0].call()", "", False),
        ("'x'.call()", "", False),
        ("def f(a): a.call()", "", False),
        ("def f(): a.call()", "a.call", False),
        ("def f():\n    import b.c as a\n    a.call()", "b.c.call", True),
        ("def f():\n    from b import call\n    call()", "b.call", True),
        ("def f():\n    import a\n    def g():\n        a.call()", "a.call", True),
        ("[a.call() for a in b]", "", False),
        ("[a.call() for b in a]", "a.call", False),
    ],
)
def test_a_call_is_known_by_its_path(source: str, path: str, resolved: bool) -> None:
    call = call_of(source, "call")
    assert (call.path, call.resolved) == (path, resolved)


@pytest.mark.parametrize(
    ("source", "function", "in_loop", "deferred", "tests"),
    [
        ("call()", "", False, False, ""),
        ("for i in call(): pass", "", False, False, ""),
        ("for i in a: call()", "", True, False, ""),
        ("while call(): pass", "", False, False, ""),
        ("for i in a: pass\nelse: call()", "", False, False, ""),
        ("[call() for i in a]", "", True, False, ""),
        ("[i for i in call()]", "", False, False, ""),
        ("def f(): call()", "f", False, True, ""),
        ("def f():\n    def g(): call()", "g", False, True, ""),
        ("for i in a:\n    def f(): call()", "f", False, True, ""),
        ("class A:\n    def f(self): call()", "f", False, True, ""),
        ("a = lambda: call()", "<lambda>", False, True, ""),
        ("if a:\n    if b: call()", "", False, False, "a b"),
        ("if a: pass\nelif b: pass\nelse: call()", "", False, False, "a b"),
        ("if a: pass\ncall()", "", False, False, ""),
    ],
)
def test_a_call_tells_where_it_runs(
    source: str, function: str, in_loop: bool, deferred: bool, tests: str
) -> None:
    call = call_of(source)
    assert (call.function, call.in_loop, call.deferred) == (function, in_loop, deferred)
    assert " ".join(map(ast.unparse, call.tests)) == tests


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("!echo {a + b} $c e", {"a", "b", "c"}),
        ("%sql select a", {"select", "a"}),
        ("%time a(b)", set()),
        ("%%bash\necho a", {"bash", "echo", "a"}),
        ("a b\nc = 1", {"a", "b"}),
        ("df.query('a > @b')", {"a", "b"}),
        ("eval('a + 1')", {"a"}),
        ("df.head('a')", set()),
    ],
)
def test_names_whose_use_cannot_be_told_are_mentioned(source: str, names: set[str]) -> None:
    assert cell_facts(source).mentions == names


def test_a_separate_process_shares_no_names() -> None:
    facts = cell_facts("%%python\nimport os\nx = os.path.join(a)")
    assert (facts.bindings, facts.uses) == ((), ())
    assert [call.path for call in facts.calls] == ["os.path.join"]


def test_a_magic_that_a_contract_names_is_python() -> None:
    assert cell_facts("%%spark\nx = 1").bindings == ()
    bound = cell_facts("%%spark\nx = 1", frozenset(["spark"])).bindings
    assert [binding.name for binding in bound] == ["x"]


SOURCES = st.lists(st.sampled_from([source for source, _, _ in NAMES.values()]), max_size=5)


@given(SOURCES)
def test_order_grows_and_places_lie_in_the_cell(sources: list[str]) -> None:
    source = "\n".join(sources)
    cell = Cell("id", 1, "code", source)
    facts: Facts = cell.facts
    for found in (facts.bindings, facts.uses, facts.calls):
        orders = [item.order for item in found]
        assert orders == sorted(orders)
    for use in facts.uses:
        assert cell.text_at(facts.place(use.node)) == use.name
    for call in facts.calls:
        assert cell.text_at(facts.place(call.node)).endswith(")")
