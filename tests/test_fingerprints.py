"""A finding's key outlives moved cells, formatting and edits elsewhere, and tells no secret."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff import cells_notebook, lint
from jupyter_handoff.fingerprints import fingerprints_of
from jupyter_handoff.notebook import Notebook, read_percent
from jupyter_handoff.report import Finding, Severities, Span

PATH = 'df = pd.read_csv("/home/ana/churn.csv")'
TOKEN = "ghp_" + "x7Kq2vN9mR4tB8wZ1pL6sD3fG5hJ0cY2aE4u"


def finding(at: Span | None, *, code: str = "HD101", name: str = "machine-local-path") -> Finding:
    return Finding(
        code=code,
        name=name,
        artifact="data",
        owner="data-science",
        severity="error",
        message="A sentence.",
        cell_id=at.cell_id if at else None,
        cell=at.cell if at else None,
        line=at.line if at else None,
        column=at.column if at else None,
        end_line=at.end_line if at else None,
        end_column=at.end_column if at else None,
        severities=Severities(),
    )


def fingerprint(finding: Finding, notebook: Notebook) -> str:
    """The key of a finding that is the only one."""
    return fingerprints_of([finding], notebook, notebook.path or "")[0]


def on(notebook: Notebook, text: str, nth: int = 0) -> Finding:
    """A finding on a piece of a notebook's source."""
    for cell in notebook.cells:
        start = cell.source.find(text)
        while start >= 0 and nth:
            start, nth = cell.source.find(text, start + 1), nth - 1
        if start >= 0:
            return finding(cell.span_of(start, start + len(text)))
    raise AssertionError(text)


def key(source: str, text: str = "/home/ana/churn.csv") -> str:
    notebook = read_percent(source)
    return fingerprint(on(notebook, text), notebook)


SAME = {
    "another cell": f"# %%\nimport pandas as pd\n# %% [markdown]\n# é\n# %%\n{PATH}",
    "another line": f"# %%\nx = 1\n\n{PATH}\ny = 2",
    "other quotes": "# %%\ndf = pd.read_csv('/home/ana/churn.csv')",
    "other blanks": '# %%\ndf=pd.read_csv( "/home/ana/churn.csv" )  # all of them',
    "several lines": '# %%\ndf = pd.read_csv(\n    "/home/ana/churn.csv",\n)',
    "brackets": '# %%\ndf = (pd.read_csv("/home/ana/churn.csv"))',
    "a block round it": f"# %%\nif True:\n    {PATH}",
    "a semicolon": f"# %%\nx = '😀é'; {PATH}; y = 2",
    "a magic beside it": f"# %%\n%matplotlib inline\n{PATH}",
    "a broken cell": f"# %%\n{PATH}\nx = = 3",
}
OTHER = {
    "another path": ('# %%\ndf = pd.read_csv("/home/ana/all/churn.csv")', "/home/ana"),
    "another name": ('# %%\nframe = pd.read_csv("/home/ana/churn.csv")', "/home/ana"),
    "another argument": ('# %%\ndf = pd.read_csv("/home/ana/churn.csv", sep=";")', "/home/ana"),
    "text": (f"# %% [markdown]\n# {PATH}", "/home/ana"),
}


@pytest.mark.parametrize("source", SAME.values(), ids=SAME.keys())
def test_the_same_statement_has_the_same_key(source: str) -> None:
    assert key(source) == key(f"# %%\n{PATH}")


@pytest.mark.parametrize(("source", "text"), OTHER.values(), ids=OTHER.keys())
def test_another_statement_has_another_key(source: str, text: str) -> None:
    assert key(source, text) != key(f"# %%\n{PATH}")


def test_a_key_is_the_same_in_every_python() -> None:
    source = """# %%
f"{a!r:>{w}} é {b=}", b"\\x00", 1.5e300, -1j, ..., not None, 0x1f
# %%
async def f(x, /, *y: int, z=1, **k) -> None: return [i async for i in x if (j := i)]
"""
    assert key(source, "1.5e300") == "43d393ad31c599a9603732e00e36b5d9"
    assert key(source, "async") == "c839a650aceae74c7bf3fa17d62f709b"


def test_what_a_finding_says_and_its_severity_do_not_matter() -> None:
    notebook = read_percent(f"# %%\nimport pandas as pd\n{PATH}")
    report = lint(notebook, stage="handoff")
    (found,) = (item for item in report.findings if item.name == "machine-local-path")
    assert fingerprint(found, notebook) == fingerprint(on(notebook, "/home"), notebook)


def test_another_rule_has_another_key() -> None:
    notebook = read_percent(f"# %%\n{PATH}")
    place = notebook.cells[0].span_of(0, 3)
    keys = {fingerprint(finding(place, code=code), notebook) for code in ("HD101", "HD102")}
    assert len(keys) == 2


def test_equal_statements_are_told_apart_by_their_order() -> None:
    notebook = read_percent(f"# %%\n{PATH}\n{PATH}\n# %%\nx = 1\n# %%\n{PATH}")
    cells = (notebook.cells[0], notebook.cells[0], notebook.cells[2])
    lines = (1, 2, 1)
    found = [
        finding(cell.span((line, 1, line, 3))) for cell, line in zip(cells, lines, strict=True)
    ]
    keys = fingerprints_of(found, notebook, "")
    assert len(set(keys)) == 3
    assert keys[0] == fingerprint(found[1], notebook)


def test_of_a_block_only_the_head_counts() -> None:
    keys = {
        key("# %%\nfor row in rows:\n    work(row)", "for"),
        key("# %%\nfor row in rows:\n    other(row)\n    more()\nelse:\n    done()", "for"),
    }
    assert len(keys) == 1
    assert keys != {key("# %%\nfor row in lines:\n    work(row)", "for")}


def test_decorators_belong_to_the_head() -> None:
    source = "# %%\n@cached(1)\ndef f():\n    return 1"
    assert key(source, "cached") == key(source, "def f")
    assert key(source, "cached") != key(source, "return")


def test_markdown_and_magics_are_known_by_their_words() -> None:
    assert key("# %%\n!pip  install x", "install") == key("# %%\ny = 1\n!pip install x", "install")
    assert key("# %%\n!pip install x", "install") != key("# %%\n!pip install y", "install")


def test_a_cell_as_a_whole_is_known_by_its_text() -> None:
    keys = []
    for source in ("# %%\nx = 1\n# %%\ny = 2", "# %%\ny = 2", "# %%\ny = 3"):
        notebook = read_percent(source)
        keys.append(fingerprint(finding(notebook.cells[-1].whole()), notebook))
    assert keys[0] == keys[1] != keys[2]


def test_the_whole_notebook_is_known_by_its_path() -> None:
    keys = [
        fingerprint(finding(None), cells_notebook([source], path=path))
        for source, path in (("x", "a/b.ipynb"), ("y", "a/b.ipynb"), ("x", "a/c.ipynb"))
    ]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    "source",
    [
        "token = '{}'",
        "client = Client(url, token='{}', retries=3)",
        "%env GITHUB_TOKEN={}",
        "f(\n    1,\n    '{}',\n)",
    ],
)
def test_nothing_of_a_secret_is_in_a_key(source: str) -> None:
    keys = []
    for secret in (TOKEN, TOKEN[:-1] + "Q"):
        notebook = cells_notebook([source.replace("{}", secret)], path="a.ipynb")
        assert notebook.secrets[notebook.cells[0].id]
        keys.append(fingerprint(finding(notebook.cells[0].span((1, 1, 1, 4))), notebook))
        whole = finding(None)
        assert keys[-1] == fingerprint(whole, notebook)
    assert keys[0] == keys[1]


def test_a_secret_in_an_output_is_known_by_the_path() -> None:
    keys = []
    for source in ("print(key)", "print(other)"):
        notebook = cells_notebook([source], path="a.ipynb")
        at = notebook.cells[0].whole()
        keys.append(fingerprint(finding(at, name="secret-in-output"), notebook))
    assert keys[0] == keys[1]


def test_keys_are_quick_in_a_long_cell() -> None:
    for source in ("x = f(1)\n" * 5_000, "x = f(1); " * 5_000, f"x = [{'f(1), ' * 5_000}]"):
        notebook = cells_notebook([source])
        cell = notebook.cells[0]
        places = [cell.span_of(start, start + 1) for start in range(0, len(source), 9)]
        assert cell.facts.tree.body
        start = time.process_time()
        fingerprints_of(map(finding, places), notebook, "")
        assert time.process_time() - start < 10
