"""Addresses of data: what is read and written, by which name, and what matches them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import Address, addresses, cells_notebook, literal_of
from jupyter_handoff.report import Span

PANDAS = "import pandas as pd\n"


def said(source: str) -> list[tuple[str, str]]:
    return [(item.way, item.text) for item in addresses(cells_notebook([source]))]


@pytest.mark.parametrize(
    ("source", "way", "text"),
    [
        (PANDAS + "pd.read_csv('s3://lake/a.csv')", "read", "s3://lake/a.csv"),
        (
            PANDAS + "URL = 'https://h.org/'\npd.read_csv(URL + 'a.csv')",
            "read",
            "https://h.org/a.csv",
        ),
        (PANDAS + "pd.read_csv(f'https://h.org/{day}.csv')", "read", "https://h.org/{}.csv"),
        (
            PANDAS + "pd.read_csv('https://h.org/{}.csv'.format(day))",
            "read",
            "https://h.org/{}.csv",
        ),
        (PANDAS + "pd.read_csv('https://h.org/%s.csv' % day)", "read", "https://h.org/{}"),
        ("df.to_csv('s3://lake/a.csv')", "write", "s3://lake/a.csv"),
        ("import requests\nrequests.post('https://h.org/v1')", "write", "https://h.org/v1"),
        ("df.write.mode('append').parquet('s3://lake/a')", "write", "s3://lake/a"),
        ("spark.read.format('csv').load('s3://lake/a')", "read", "s3://lake/a"),
        ("spark.table('sales.daily')", "read", "sales.daily"),
        ("df.write.saveAsTable('sales.daily')", "write", "sales.daily"),
        ("s3.put_object(Bucket='lake', Key='a.csv', Body=x)", "write", "s3://lake/a.csv"),
        ("s3.download_file('lake', key, 'a.csv')", "read", "s3://lake/{}"),
        ("!wget -q https://h.org/a.csv", "read", "https://h.org/a.csv"),
        ("!curl -X POST https://h.org/v1", "write", "https://h.org/v1"),
        ("!aws s3 cp a.csv s3://lake/$DAY/", "write", "s3://lake/{}/"),
        ("!gsutil cp gs://lake/a.csv .", "read", "gs://lake/a.csv"),
        (
            "from sqlalchemy import create_engine\ncreate_engine(f'postgresql://{u}:{p}@db/s')",
            "read",
            "postgresql://db/s",
        ),
        ("import psycopg2\npsycopg2.connect('host=db dbname=s')", "read", "postgresql://db/s"),
        ("import pymysql\npymysql.connect(host='db', database='s')", "read", "mysql://db/s"),
        ("from datasets import load_dataset\nload_dataset('imdb')", "read", "hf://datasets/imdb"),
    ],
)
def test_an_address_is_read_or_written(source: str, way: str, text: str) -> None:
    assert said(source) == [(way, text)]


@pytest.mark.parametrize(
    "source",
    [
        PANDAS + "pd.read_csv(path)",
        PANDAS + "pd.read_csv(paths[0])",
        PANDAS + "pd.read_csv(f'{root}/a.csv')",
        PANDAS + "def load(path):\n    return pd.read_csv(path)",
        "box.table('sales')\nchart.csv('a.csv')\nbox.load('a')",
        "requests.post('https://h.org')",
        "from datasets import load_dataset\nload_dataset('csv', data_files=files)",
        "!wget https://h.org/setup.py\n!curl -LO https://h.org/get.sh",
        "# pd.read_csv('s3://lake/a.csv')",
        "!pip install https://h.org/a.whl\n!git clone https://h.org/a.git",
    ],
)
def test_no_address_can_be_told(source: str) -> None:
    assert said(source) == []


def test_to_sql_writes_to_its_table_and_its_database() -> None:
    source = (
        "from sqlalchemy import create_engine\n"
        "engine = create_engine('postgresql://me:secret@db/s')\ndf.to_sql('scores', engine)"
    )
    assert said(source)[1:] == [("write", "scores"), ("write", "postgresql://db/s")]


def address(text: str) -> Address:
    return Address(cells_notebook(["x"]).cells[0], Span("a", 1), "read", text)


@pytest.mark.parametrize(
    ("text", "remote", "absolute"),
    [
        ("https://h.org/a", True, False),
        ("https://{}/a", False, False),
        ("https://{}.h.org/a", False, False),
        ("http://localhost:80/a", False, False),
        ("sqlite:///a.db", False, False),
        ("sqlite://host/a.db", False, False),
        ("postgresql+psycopg2://db/s", True, False),
        ("data/a.csv", False, False),
        ("/mnt/a.csv", False, True),
        ("/tmp/a.csv", False, False),
        ("C:/a.csv", False, True),
        ("~/a.csv", False, True),
        ("//server/share", False, True),
    ],
)
def test_where_an_address_lies(text: str, remote: bool, absolute: bool) -> None:
    assert (address(text).is_remote, address(text).is_absolute) == (remote, absolute)


@pytest.mark.parametrize(
    ("text", "pattern", "sure", "may"),
    [
        ("s3://lake/a.csv", "s3://lake/*", True, True),
        ("s3://lake/a.csv", "s3://lake", False, False),
        ("s3://lake/{}", "s3://lake/*", True, True),
        ("s3://{}/a.csv", "s3://lake/*", False, True),
        ("s3://pool/{}", "s3://lake/*", False, False),
        ("s3://lake/{}", "s3://lake/a.csv", False, True),
        ("S3://lake/a", "s3://lake/*", False, False),
    ],
)
def test_what_a_pattern_means(text: str, pattern: str, sure: bool, may: bool) -> None:
    assert (address(text).matches(pattern), address(text).may_match(pattern)) == (sure, may)


PARTS = st.text(alphabet="ab/:.", max_size=8)


@given(PARTS, PARTS, PARTS, st.text(alphabet="ab/:.*", max_size=10))
def test_what_a_hole_stands_for_does_not_matter(
    start: str, filled: str, end: str, pattern: str
) -> None:
    if address(start + filled + end).matches(pattern):
        assert address(f"{start}{{}}{end}").may_match(pattern)


def test_the_literal_behind_a_name_is_found() -> None:
    notebook = cells_notebook([PANDAS + "URL = 'https://h.org/a.csv'\npd.read_csv(URL)"])
    (item,) = addresses(notebook)
    found = literal_of(notebook, item)
    assert found is not None and found[0].text_at(found[1]) == "'https://h.org/a.csv'"


def test_a_text_that_is_put_together_is_no_one_literal() -> None:
    notebook = cells_notebook([PANDAS + "pd.read_csv('https://h.org/' + 'a.csv')"])
    (item,) = addresses(notebook)
    assert literal_of(notebook, item) is None
