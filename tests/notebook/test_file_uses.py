"""A file is the same file by whatever names its path is put together."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import FileUse, cells_notebook, fetched, file_uses

IMPORTS = (
    "import os\nimport numpy as np\nimport pandas as pd\nfrom pathlib import Path\n"
    "FOLDER = 'data'\nBASE = Path('data')"
)


def used(*cells: str) -> tuple[FileUse, ...]:
    return file_uses(cells_notebook([IMPORTS, *cells]))


@pytest.mark.parametrize(
    "argument",
    [
        "'data/a.csv'",
        "'./data//a.csv'",
        "r'data\\a.csv'",
        "FOLDER + '/a.csv'",
        "f'{FOLDER}/a.csv'",
        "os.path.join(FOLDER, 'a.csv')",
        "os.path.join('.', FOLDER, 'a.csv')",
        "BASE / 'a.csv'",
        "str(BASE / 'a.csv')",
        "Path(FOLDER, 'a.csv')",
        "Path(BASE) / 'x' / '..' / 'a.csv'",
    ],
)
def test_a_path_is_known_whole(argument: str) -> None:
    (use,) = used(f"df = pd.read_csv({argument})")
    assert (use.path, use.fixed, use.way) == ("data/a.csv", True, "read")


@pytest.mark.parametrize(
    "cells",
    [
        ["p = os.environ['P']\npd.read_csv(p)\ndf.to_csv(p)"],
        ["p = q()\npd.read_csv(p + '/a')", "df.to_csv(os.path.join(p, 'a'))"],
        ["for p in ps:\n    pd.read_csv(f'{p}/a')\n    df.to_csv(p + '/a')"],
        ["cfg = load()\npd.read_csv(cfg.data.path)", "df.to_csv(cfg.data.path)"],
    ],
)
def test_a_name_that_cannot_be_followed_stands_for_itself(cells: list[str]) -> None:
    read, write = used(*cells)
    assert (read.way, write.way) == ("read", "write")
    assert read.path == write.path and not read.fixed


@pytest.mark.parametrize(
    "cells",
    [
        ["p = a()\npd.read_csv(p)\np = b()\ndf.to_csv(p)"],
        ["for p in a:\n    pd.read_csv(p)\nfor p in b:\n    df.to_csv(p)"],
        ["c = load()\npd.read_csv(c.x)\ndf.to_csv(c.y)"],
        ["if a:\n    p = 'x'\nelse:\n    p = 'y'\npd.read_csv('x')\ndf.to_csv(p)"],
    ],
)
def test_another_value_is_another_file(cells: list[str]) -> None:
    read, write = used(*cells)
    assert read.path != write.path


@pytest.mark.parametrize(
    "argument", ["p['x']", "f'{p:03}'", "f'{p!r}'", "'a' % p", "f(p)", "None", "''", "1", "*p"]
)
def test_a_path_that_is_not_said_is_empty(argument: str) -> None:
    assert not any(use.path for use in used(f"p = q()\npd.read_csv({argument})"))


def test_a_functions_own_names_are_not_followed() -> None:
    (use,) = used("p = 'a'", "def f(p):\n    return pd.read_csv(p)")
    assert use.path == ""


@pytest.mark.parametrize(
    ("call", "way"),
    [
        ("open('a')", "read"),
        ("open('a', 'rb')", "read"),
        ("open('a', 'w')", "write"),
        ("open('a', mode='wb')", "write"),
        ("open('a', 'a')", None),
        ("open('a', 'x')", None),
        ("open('a', 'r+')", None),
        ("open('a', m)", None),
        ("open('a', **m)", None),
        ("np.save('a', x)", "write"),
        ("df.to_parquet('a')", "write"),
        ("fig.savefig('a')", None),
        ("os.makedirs('a')", None),
        ("mine.open('a')", None),
    ],
)
def test_what_is_done_with_a_file(call: str, way: str | None) -> None:
    assert [use.way for use in used(call)] == ([way] if way else [])


def test_one_statement_reads_before_it_writes() -> None:
    assert [use.way for use in used("pd.read_csv('a').to_csv('a')")] == ["read", "write"]


def test_a_long_trail_of_names_ends() -> None:
    names = "p0 = 'a'\n" + "\n".join(f"p{n + 1} = p{n} + p{n}" for n in range(2_000))
    start = time.process_time()
    (use,) = used(names, "pd.read_csv(p2000)")
    assert not use.fixed
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("source", "own"),
    [
        ("client.download_file(\n    'bucket', 'key',\n    'd/a.csv'\n)", True),
        ("!wget http://host/a.csv", True),
        ("print('a.csv')", False),
        ("# nothing", False),
    ],
)
def test_a_file_that_the_notebook_gets_itself(source: str, own: bool) -> None:
    notebook = cells_notebook([source, "open('d/a.csv')", "!wget http://host/a.csv"])
    (use,) = file_uses(notebook)
    assert fetched(notebook, use) is own


def test_a_path_without_a_name_is_got_by_nothing() -> None:
    notebook = cells_notebook(["download()", "open('/')"])
    assert not fetched(notebook, file_uses(notebook)[0])


@pytest.mark.parametrize(
    ("around", "may_not_run"),
    [
        ("{}", False),
        ("with lock:\n    {}", False),
        ("def f():\n    {}", False),
        ("if big:\n    {}", True),
        ("try:\n    {}\nexcept OSError:\n    pass", True),
        (
            "def f():\n    for x in y:\n        try:\n            {}\n        except OSError: pass",
            True,
        ),
        ("class A:\n    def f(self):\n        try: pass\n        except OSError: {}", True),
        ("match x:\n    case 1:\n        try: {}\n        except OSError: pass", True),
        ("while x:\n    pass\nelse:\n    try: {}\n    except OSError: pass", True),
        ("try:\n    pass\nexcept OSError: pass\n{}", False),
    ],
)
def test_what_may_not_run(around: str, may_not_run: bool) -> None:
    (use,) = used(around.format("pd.read_csv('a.csv')"))
    assert use.may_not_run is may_not_run
