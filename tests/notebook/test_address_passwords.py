"""Passwords in addresses are found, whatever the address, and stand-ins are not.

No password stands here: they are put together when the tests run, so that scanners of
pushed commits see none.
"""

from __future__ import annotations

import time

import pytest

from jupyter_handoff import Surroundings, lint
from jupyter_handoff.notebook import cells_notebook
from jupyter_handoff.notebook.secrets import LONGEST_LINE, find_secrets

STRONG = "Tr0ub4dor" + "3.Zebra"
SHORT = "hx" + "81Qz"

# Addresses with a password, `§` for it.
FOUND = [
    "postgresql://ana:§@db.corp.de/sales",
    "postgresql+psycopg2://ana:§@localhost:5432/sales",
    "mongodb+srv://svc:§@cluster0.ab1.mongodb.net/?retryWrites=true",
    "redis://:§@cache.corp.io:6379/0",
    "amqp://ana:§@10.0.0.5:5672//",
    "!git clone https://ana:§@git.corp.de/x.git",
    "!pip install --extra-index-url https://ana:§@pypi.corp.de/simple x",
    "%sql mysql+pymysql://ana:§@db:3306/sales",
    "jdbc:postgresql://db.corp.de/sales?user=ana&password=§",
    "jdbc:sqlserver://db.corp.de:1433;user=sa;password=§;",
    "connect('host=db.corp.de dbname=sales user=ana password=§')",
    "connect('DRIVER={SQL Server};SERVER=db;UID=sa;PWD=§')",
    "password = 'postgresql://ana:§@db.corp.de/sales'",
    "first https://ana:§@a.corp.de, then",
]


@pytest.mark.parametrize("address", FOUND)
@pytest.mark.parametrize("value", [STRONG, SHORT])
def test_a_password_in_an_address_is_found(address: str, value: str) -> None:
    text = f"x = 1\n{address.replace('§', value)}\ny = 2"
    (secret,) = find_secrets(text)
    assert text[secret.start : secret.end] == value
    assert secret.in_address


def test_a_word_is_a_password_where_others_reach_the_host() -> None:
    far, near = ("postgresql://ana:" + "geheimnis@{host}/x" for _ in range(2))
    assert find_secrets(far.format(host="db.corp.de"))
    assert not find_secrets(near.format(host="localhost"))
    assert not find_secrets(far.replace("ana", "user").format(host="db.corp.de"))


INNOCENT = [
    "postgresql://user:password@db.corp.de/x",
    "postgresql://postgres:postgres@localhost/x",
    "postgresql://postgres:postgres1@localhost/x",
    "mysql://root:root123@127.0.0.1/x",
    "oracle://scott:tiger@db.corp.de/x",
    "postgresql://ana:hunter2@localhost/x",
    "https://user:xxxxxxxx@db.corp.de",
    f"https://ana:{STRONG}@example.com",
    f"https://ana:{STRONG}@your-host.com",
    "https://ana:$PASSWORD@db.corp.de",
    "https://ana:%s@db.corp.de",
    "https://ana:{password}@db.corp.de",
    "https://ana:<password>@db.corp.de",
    "https://ana:***@db.corp.de",
    "https://git@github.com:22/ana/x.git",
    "http://localhost:8080/a@b",
    "https://cdn.jsdelivr.net/npm/vega@5",
    "https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o12.ingest.sentry.io/34",
    "[link](https://a.de) and mail to:ana@corp.de",
    "host=db.corp.de user=ana password=$PGPASSWORD",
    "at 12:30:15 //ana:12@x",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_a_stand_in_is_left_alone(text: str) -> None:
    assert [text[secret.start : secret.end] for secret in find_secrets(text)] == []


@pytest.mark.parametrize("value", [STRONG, SHORT])
def test_one_rule_speaks_of_an_address_and_nothing_repeats_its_password(value: str) -> None:
    url = f"postgresql://ana:{value}@db.corp.de/sales"
    book = cells_notebook(
        [
            f"engine = create('{url}')",
            f"import os\nother = os.getenv('DB', '{url}')",
            f"%sql {url}",
            f"x = '{url}'  # TODO {url}",
        ]
    )
    report = lint(book, around=Surroundings(), stage="handoff")
    codes = [item.code for item in report.findings if item.code.startswith("HS10")]
    assert sorted(codes) == ["HS103", "HS104", "HS104", "HS104", "HS104"]
    assert value not in str(report)
    assert value not in book.known_secrets.mask(f"see {url}")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (f"connect('ana', '{STRONG}')", [STRONG]),
        (f"connect('ana:{SHORT}')", [SHORT]),
        (f"connect('ana', '{SHORT}')", []),  # so short, it may be anything
    ],
)
def test_the_password_of_an_address_is_known_in_other_cells(written: str, found: list[str]) -> None:
    value = SHORT if SHORT in written else STRONG
    book = cells_notebook([f"engine = create('postgresql://ana:{value}@db.corp.de/x')", written])
    secrets = book.secrets[book.cells[1].id]
    assert [written[secret.start : secret.end] for secret in secrets] == found


def test_a_word_is_no_secret_elsewhere() -> None:
    book = cells_notebook(["'postgresql://ana:" + "geheimnis@db.corp.de'", "x = 'geheimnis'"])
    assert [len(book.secrets[cell.id]) for cell in book.cells] == [1, 0]


@pytest.mark.parametrize(
    "piece",
    ["://", "://a:b", "://a:", ":@", "@", ";PWD=", "host=a ", "host=", "a=b ", "?password="],
)
def test_no_line_takes_long(piece: str) -> None:
    find_secrets("://a:b@c")  # imports what it needs
    for start in ("", "x://a:", "user=a password="):
        began = time.process_time()
        find_secrets(f"{start}{piece * LONGEST_LINE}"[:LONGEST_LINE])
        assert time.process_time() - began < 0.5
