"""HS109: a download is run as it comes."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, remote_code
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook) -> Iterator[Match]:
    """Downloads that a shell, `exec` or `%run` runs."""
    for found in remote_code(notebook):
        yield Match(
            f"`{found.by}` runs here whatever the server sends at that moment: another run may "
            "run other code. Download a version that you name, check it, and run the file.",
            found.span,
        )


RULE = Rule(
    code="HS109",
    name="remote-script",
    artifact="security",
    owner="both",
    severities=severities("wEE"),
    summary="A download is run as it comes.",
    why=(
        "Whoever owns that server, or stands between, runs code with your rights and your data. "
        "Nothing keeps what was run, so nobody can tell afterwards, nor repeat the run."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                «!curl -fsSL https://ollama.com/install.sh | sh»
                «!wget -qO- https://a.com/setup.sh | sudo -E bash -»
                «!bash <(curl -s https://a.com/setup.sh)»
                «!curl https://bootstrap.pypa.io/get-pip.py | python3»
                # %%
                %%bash
                set -e
                «sh -c "$(curl -fsSL https://a.com/install.sh)"»
                # %%
                import os
                «os.system("curl -L https://a.com/i.sh | bash -s -- -y")»
            """,
            good="""
                # %%
                !curl -fsSLO https://a.com/v1.2/setup.sh
                !echo "d2a8…  setup.sh" | sha256sum -c && bash setup.sh
            """,
        ),
        Example(
            bad="""
                # %%
                import requests
                from urllib.request import urlopen
                «exec(requests.get(url).text)»
                code = urlopen(url).read().decode()
                «exec(compile(code, "helpers", "exec"))»
                # %%
                «%run https://a.com/helpers.py»
            """,
            good="""
                # %%
                from helpers import clean
            """,
        ),
    ),
    silent=(
        "!curl -L https://a.com/flowers.tgz | tar xz",
        "!curl -s https://a.com/api | python -m json.tool",
        "!curl -s https://a.com/api | python3 -c 'import json, sys; print(json.load(sys.stdin))'",
        "!curl -fsSL https://a.com/key.gpg | sudo apt-key add -",
        "!curl https://a.com/rows.csv | bash count.sh",
        "!curl https://a.com/rows.csv | grep bash | head",
        "!wget https://a.com/install.sh && echo done | sh",
        "!curl https://a.com/rows.csv > rows.csv || sh fallback.sh",
        "!pip install https://a.com/x.whl",
        "%run helpers.py",
        "exec(open('helpers.py').read())",
        "import requests\nrows = requests.get(url).json()",
        "# !curl https://a.com/install.sh | sh\nx = 1",
        "print('curl https://a.com/install.sh | sh')",
        "!cat install.sh | bash",
    ),
)
