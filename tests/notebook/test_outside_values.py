"""Where a value comes from: followed through names, loops, parts and texts put together."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import Origin, OutsideValues, cells_notebook

IMPORTS = "import json, os, shlex, requests\nimport pandas as pd\n"
TABLE, FILE = "the rows of a table", "what a file says"
PERSON, SERVER = "what a person typed", "what a server answered"


def origin(*sources: str) -> Origin:
    """Where the argument of the only call of `sink` comes from."""
    book = cells_notebook([IMPORTS, *sources])
    (call,) = book.methods("sink")
    return OutsideValues(book).of(call.node.args[0], (call.index, call.fact.order))


@pytest.mark.parametrize(
    ("source", "outside"),
    [
        ("sink(input())", PERSON),
        ("x = pd.read_csv('a.csv')\nsink(x.url[0])", TABLE),
        ("for i, row in pd.read_csv('a.csv').iterrows():\n    sink(f'a {row.b}')", TABLE),
        ("x = pd.read_csv('a.csv')\nsink('a ' + str(x['b'].iloc[0]).strip())", TABLE),
        ("x = pd.read_csv('a.csv').b.unique().tolist()\nsink(' '.join(x))", TABLE),
        ("x = pd.read_csv('a.csv')\nsink('{} b'.format(x.b[0]))", TABLE),
        ("x = pd.read_csv('a.csv')\nsink('%s b' % x.b[0])", TABLE),
        ("with open('a.txt') as file:\n    for line in file:\n        sink(line)", FILE),
        ("x = json.load(open('a.json'))\nsink(x['b'])", FILE),
        ("a, b = open('a.txt').read().split()\nsink(b)", FILE),
        ("sink(requests.get(url).text)", SERVER),
        ("x = json.loads(requests.get(url).content)\nsink(x['b'] if x else 'c')", SERVER),
        ("x = [line for line in open('a.txt')]\nsink(x[0])", FILE),
        ("sink('a')", ""),
        ("x = 'a'\nsink(f'{x} b')", ""),
        ("for x in ['a', 'b']:\n    sink(x)", ""),
        ("x = pd.read_csv('a.csv')\nsink(f'{len(x)} {x.shape[0]} {x.b.mean():.2f}')", ""),
        ("x = pd.read_csv('a.csv')\nsink(shlex.quote(x.b[0]))", ""),
        ("path = 'a.csv'\nx = pd.read_csv(path)\nsink(path)", ""),
        ("x = 'a'\nsink(x)\nx = input()", ""),
    ],
)
def test_an_origin_is_told(source: str, outside: str) -> None:
    assert origin(source) == Origin(outside, outside == SERVER, False)


@pytest.mark.parametrize(
    "source",
    [
        "sink(x)",
        "def f(x):\n    sink(x)",
        "x = mine()\nsink(x)",
        "sink(lambda: 1)",
        "x = input()\ndef f():\n    x = 'a'\n    sink(x)",  # a function's own
    ],
)
def test_what_cannot_be_followed_is_unknown(source: str) -> None:
    assert origin(source) == Origin("", False, True)


def test_names_are_followed_across_cells() -> None:
    assert origin("x = input()", "y = x.strip()", "sink(y)").outside == PERSON


@pytest.mark.parametrize("source", ["x = x + x\n" * 500, "x = [x, x]\n" * 500])
def test_a_value_that_grows_is_followed_for_so_long(source: str) -> None:
    start = time.process_time()
    assert origin(source + "sink(x)").unknown
    assert time.process_time() - start < 4
