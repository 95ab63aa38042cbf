"""Which addresses of data are pinned to one state, and where a notebook reads from others."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import is_loose, loose_remote_reads, read_percent

RAW = "https://raw.githubusercontent.com/acme/data"


@pytest.mark.parametrize(
    "address",
    [
        f"{RAW}/main/a.csv",
        f"{RAW}/refs/heads/next-2024/a.csv",
        "https://media.githubusercontent.com/media/acme/data/refs/heads/master/a%20b.csv",
        "https://github.com/acme/data/raw/main/a.csv",
        "https://github.com/acme/data/blob/master/a_2019.parquet?raw=true",
        "https://github.com/acme/data/archive/master.zip",
        "https://gitlab.com/acme/data/-/raw/main/a.csv",
        "https://huggingface.co/datasets/acme/rows/resolve/main/a.parquet",
        f"{RAW}/main/{{name 0 3}}.csv",
    ],
)
def test_a_branch_moves_on(address: str) -> None:
    assert is_loose(address, any_file=True) is True


@pytest.mark.parametrize(
    "address",
    [
        "https://host.org/a.csv",
        "http://archive.ics.uci.edu/ml/machine-learning-databases/00462/drugs.zip",
        "s3://bucket/data/train.csv",
        "gs://bucket/a.parquet",
        "https://host.org/api/v1/datasets/a.csv",
        "https://host.org/sort10k/face.csv",
    ],
)
def test_an_address_says_nothing_of_its_state(address: str) -> None:
    assert is_loose(address, any_file=False) is False


@pytest.mark.parametrize(
    "address",
    [
        *(f"{RAW}/0a1b2c3/a.csv", f"{RAW}/v1.2/a.csv", f"{RAW}/refs/tags/one/a.csv"),
        "https://github.com/acme/data/releases/download/first/a.csv",
        "https://host.org/data_v2/a.csv",
        "https://host.org/2024-05-31/a.csv",
        "https://host.org/rows_20240531.csv",
        "https://host.org/1.4.0/a.csv",
        "https://zenodo.org/record/1234/files/a.csv",
        "https://host.org/a.csv?versionId=x",
        "gs://bucket/a.csv#1700000000000000",
        "s3://{bucket 0 3}/a.csv",
        "https://host.org/{day 0 3}.csv",
        "https://localhost:8888/a.csv",
        "http://127.0.0.1/a.csv",
        *("data/a.csv", "/data/a.csv", "", "https://", f"https://host.org/{'a' * 2000}.csv"),
    ],
)
def test_an_address_that_names_its_state_or_may(address: str) -> None:
    assert is_loose(address, any_file=True) is None


@pytest.mark.parametrize(
    "address",
    [
        *("https://host.org/a.png", "https://host.org/search?q=a.csv", "https://host.org/a"),
        *("https://host.org/tool-linux-amd64.zip", "https://host.org/requirements.txt"),
    ],
)
def test_what_is_fetched_must_be_data_by_its_name(address: str) -> None:
    assert is_loose(address, any_file=False) is None
    assert is_loose(address, any_file=True) is False


def places(text: str) -> list[tuple[int, int | None]]:
    notebook = read_percent(f"import pandas as pd\nimport requests\n{text}")
    return [(read.cell.number, read.span.line) for read in loose_remote_reads(notebook)]


@pytest.mark.parametrize(
    "line",
    [
        "pd.read_csv('https://host.org/a.csv', storage_options={'anon': True})",
        "spark.read.csv('s3://bucket/rows.csv', header=True)",
        "requests.get('https://host.org/a.csv')",
        "!wget -O a.csv https://host.org/a.csv",
        "!curl -o a.csv https://host.org/a.csv",
        "!curl -sL https://host.org/a.csv > a.csv",
        "!cd data && wget 'https://host.org/a.csv'",
        "!gsutil -m cp gs://bucket/a.csv .",
        "!aws s3 cp s3://bucket/a.csv data/",
    ],
)
def test_ways_to_read(line: str) -> None:
    assert places(line) == [(1, 3)]


@pytest.mark.parametrize(
    "line",
    [
        "pd.read_csv('s3://bucket/a.csv', storage_options={'version_aware': True})",
        "requests.get('https://host.org/a.json')",
        "requests.post('https://host.org/a.csv')",
        "spark.write.csv('s3://bucket/a.csv')",
        "client.json('https://host.org/a')",
        "!curl https://host.org/a.csv | head",
        "!gsutil cp a.csv gs://bucket/a.csv",
        "!echo https://host.org/a.csv",
        "def read(url='https://host.org/a.csv'):\n    return pd.read_csv(url)",
    ],
)
def test_what_reads_nothing_or_keeps_nothing(line: str) -> None:
    assert places(line) == []


def test_shell_cells_are_read_line_by_line() -> None:
    text = "# %%\n%%bash\ncd data\nwget https://host.org/a.csv\n# wget https://host.org/b.csv\n"
    (read,) = loose_remote_reads(read_percent(text))
    span = read.span
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 1, 3, 28)


def test_a_compared_checksum_pins_what_is_read() -> None:
    read = "pd.read_csv('https://host.org/a.csv')\n"
    assert places(read) != []
    assert places(f"{read}hashlib.md5(raw).hexdigest()") == []
    assert places(f"{read}!md5sum -c sums.txt") == []
