"""HD104: data from an address that may hold something else tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, RemoteRead, left_to_contract, loose_remote_reads
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

_BRANCH = (
    "This reads from a branch, which moves on: link to a commit, or a later run may get other data."
)
_ADDRESS = (
    "This reads what lies at the address on the day it runs: with no version, date or checksum, "
    "a later run may get other data, and nothing says so."
)
_NAME = (
    "`fetch_openml` without `version=` takes the version that is active on the day: "
    "a later run may get other data."
)
_MOST_PLACES = 8


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding for all that comes from one folder of an address, at the first read.

    HD102 speaks of what the contract does not want to be read.
    """
    left = left_to_contract(notebook, contract.data.sources)
    places: dict[str, list[RemoteRead]] = {}
    for number, read in enumerate(loose_remote_reads(notebook)):
        if read.address in left:
            continue
        folder = read.address.rpartition("/")[0] or f"\0{number}"
        places.setdefault(folder, []).append(read)
    for first, *others in places.values():
        message = (_BRANCH if first.branch else _ADDRESS) if first.address else _NAME
        more = [related(read.span, "from there too") for read in others[:_MOST_PLACES]]
        yield Match(message, first.span, related=tuple(more))


_USE = "import pandas as pd\nimport requests\nfrom urllib.request import urlretrieve\n"

RULE = Rule(
    code="HD104",
    name="unpinned-remote-data",
    artifact="data",
    severities=severities("-wE"),
    summary="Data come from an address, without a version, a checksum or a date.",
    why=(
        "Whoever keeps the file may change it or take it away. Then a rerun gives other numbers, "
        "or none, and the rows that your model learned from cannot be found again. A copy under "
        "your own control, a link to a commit, or a checksum that is compared settles it."
    ),
    find=find,
    given=("contract",),
    examples=(
        Example(
            bad="""
                # %%
                import pandas as pd
                from urllib.request import urlretrieve
                CARS = "https://raw.githubusercontent.com/acme/data/main/cars.csv"
                cars = pd.read_csv(«CARS»)
                more = pd.read_csv("https://raw.githubusercontent.com/acme/data/main/more.csv")
                iris = pd.read_csv(«"s3://acme-data/iris.csv"»)
                urlretrieve(«"https://host.org/data/rows.zip"», "rows.zip")
                # %%
                «!wget -q https://host.org/models/net.onnx»
                from sklearn.datasets import fetch_openml
                digits = «fetch_openml("mnist_784")»
            """,
            good="""
                # %%
                import pandas as pd
                SHA = "0a1b2c3d4e5f"
                URL = "https://raw.githubusercontent.com/acme/data/0a1b2c3d4e5f/cars.csv"
                cars = pd.read_csv(URL)
                iris = pd.read_csv("s3://acme-data/2024-05-31/iris.csv")
                # %%
                from sklearn.datasets import fetch_openml
                digits = fetch_openml("mnist_784", version=1)
            """,
        ),
    ),
    silent=(
        _USE + "pd.read_csv('data/churn.csv')\npd.read_csv(f'{BASE}/churn.csv')",
        _USE + "pd.read_csv('https://zenodo.org/record/123/files/rows.csv')",
        _USE + "pd.read_csv('https://raw.githubusercontent.com/acme/data/v1.2/rows.csv')",
        _USE + "pd.read_csv('https://host.org/rows_v2.csv')\npd.read_csv(f'https://a.b/{day}.csv')",
        _USE
        + "urlretrieve('https://host.org/logo.png')\nrequests.get('https://host.org/api/rows')",
        _USE
        + "requests.get('https://host.org/search?q=a.csv')\npd.read_html('https://host.org/a')",
        "import pooch\npooch.retrieve('https://host.org/a.csv', known_hash='sha256:1')",
        _USE + "import hashlib\nurlretrieve('https://host.org/a.csv', 'a.csv')\n"
        "assert hashlib.sha256(open('a.csv', 'rb').read()).hexdigest() == KNOWN",
        "!wget https://host.org/a.zip\n!echo '0 a.zip' | sha256sum -c",
        "!pip install https://host.org/a.zip\n!curl -X POST https://host.org/a.json",
        "!gsutil cp rows.csv gs://acme/rows.csv\n!aws s3 cp a.csv s3://acme/a.csv",
        "# pd.read_csv('https://host.org/a.csv')\nprint('https://host.org/a.csv')",
        _USE + "df.to_csv('s3://acme/rows.csv')\npd.read_csv('http://localhost:8000/a.csv')",
        (
            "from sklearn.datasets import fetch_openml, load_iris\nfetch_openml(data_id=554)\n"
            "load_iris()"
        ),
    ),
)
