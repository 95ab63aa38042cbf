"""What statements and magics set, whatever they call it."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import cells_notebook, settings, variables_set

IMPORTS = "import os, sys\nimport sys as system\nfrom os import environ\nfrom sys import path"
NAMES = ("sys.path", "os.environ[MODE]")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("sys.path = []", "sys.path"),
        ("system.path = []", "sys.path"),
        ("sys.path += ['a']", "sys.path"),
        ("sys.path[:0] = ['a']", "sys.path"),
        ("sys.path[0] = 'a'", "sys.path"),
        ("path[0] = 'a'", "sys.path"),
        ("if x:\n    sys.path = []", "sys.path"),
        ("def f():\n    a = sys.path = []", "sys.path"),
        ("os.environ['MODE'] = 'a'", "os.environ[MODE]"),
        ("environ['MODE']: str = 'a'", "os.environ[MODE]"),
    ],
)
def test_a_setting_is_found(source: str, name: str) -> None:
    (found,) = settings(cells_notebook([IMPORTS, source]), *NAMES)
    assert (found.name, found.cell.number) == (name, 2)
    assert found.cell.text_at(found.cell.facts.place(found.statement)) in source


@pytest.mark.parametrize(
    "source",
    [
        "path = []",
        "path += ['a']",
        "mine = sys.path",
        "x.sys.path = []",
        "sys.path.x = []",
        "sys.argv = []",
        "os.environ['OTHER'] = 'a'",
        "os.environ[MODE] = 'a'",
        "os.environ[b'MODE'] = 'a'",
        "os.environ = {}",
        "os.path = MODE",
        "'sys.path = []'",
        "del sys.path[0]",
        "f().path = []",
    ],
)
def test_anything_else_is_not(source: str) -> None:
    assert not list(settings(cells_notebook([IMPORTS, source]), *NAMES))


@pytest.mark.parametrize(
    "magic", ["%env MODE=a", "%env MODE a", "%set_env MODE = a", " %env MODE=a"]
)
def test_a_magic_that_sets_a_variable_is_found(magic: str) -> None:
    ((cell, start, end),) = variables_set(cells_notebook([f"x = 1\n{magic}"]), "MODE")
    assert cell.source[start:end] == magic.strip()


@pytest.mark.parametrize(
    "magic", ["%env MODE", "%env", "%env OTHER=MODE", "!MODE=a", "%run MODE=a"]
)
def test_a_magic_that_sets_none_is_not(magic: str) -> None:
    assert not list(variables_set(cells_notebook([magic]), "MODE"))
