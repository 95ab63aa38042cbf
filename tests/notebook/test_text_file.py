"""A rewritten file of text keeps every byte that the change does not concern."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_handoff.notebook import UnwritableNotebook, read_notebook, rewritten

from .test_databricks import FILE as DATABRICKS
from .test_jupytext_cells import LIGHT, MARKDOWN, MYST, PERCENT

FILES = {
    "percent.py": PERCENT,
    "light.py": LIGHT,
    "markdown.md": MARKDOWN,
    "myst.md": MYST,
    "databricks.py": DATABRICKS,
    "plain.py": "import os\n\n#%% Load\nx = 1\n\n\n# %%\ndef f():\n    pass\n\n\n# %%\n",
}
CODE_LINES = st.sampled_from(
    ["x = 1", "", "    y", "# é", "'🎉'", "\t", "%cd x", "!ls", "'a\u2028b'", "print()", "%%time"]
)
MARKS = st.sampled_from(["# %%", "# %% [markdown]", "#%% a", "# %% tags=['b']", "# In[1]:"])


def rewrite(name: str, text: str, sources: dict[int, str], order: list[int] | None = None) -> str:
    """The text of a file after its cells have new sources."""
    raw = text.encode()
    count = len(read_notebook(raw, name).cells)
    new = rewritten(raw, sources, order or list(range(1, count + 1)), path=name)
    return new.decode()


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines of two texts of like length that differ, ends included."""
    pairs = zip(before.splitlines(True), after.splitlines(True), strict=True)
    return [(old, new) for old, new in pairs if old != new]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_nothing_changed_is_the_very_same_bytes(name: str, end: str, mark: str) -> None:
    raw = (mark + FILES[name].replace("\n", end)).encode()
    for written in (raw, raw.rstrip()):
        cells = read_notebook(written, name).cells
        order = [cell.number for cell in cells]
        assert rewritten(written, {}, order, path=name) == written
        same = {cell.number: cell.source for cell in cells}
        assert rewritten(written, same, order, path=name) == written


@st.composite
def scripts(draw: st.DrawFn) -> bytes:
    """A script of percent cells, with any line ends, and blank lines anywhere."""
    pieces = draw(st.lists(st.one_of(MARKS, CODE_LINES), min_size=1, max_size=14))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    head = draw(st.sampled_from(["", "\ufeff", "#!/usr/bin/python" + end]))
    return (
        f"{head}# %%{end}{end.join(pieces)}{draw(st.sampled_from(['', end, end + end]))}".encode()
    )


@given(scripts())
@settings(max_examples=60, deadline=None)
def test_any_script_is_the_very_same_bytes(raw: bytes) -> None:
    notebook = read_notebook(raw, "a.py")
    order = [cell.number for cell in notebook.cells]
    assert notebook.places is not None
    same = {cell.number: cell.source for cell in notebook.cells}
    assert rewritten(raw, same, order, path="a.py") == raw
    lines = raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    for cell in notebook.cells:
        for number, text in enumerate(cell.source.split("\n"), 1):
            line, column = notebook.places.at(cell.number, number, 1)
            assert not text or lines[line - 1][column - 1 :] == text.lstrip() or text in lines


@given(scripts(), st.lists(CODE_LINES, max_size=4), st.data())
@settings(max_examples=60, deadline=None)
def test_a_new_source_is_read_again_or_refused(
    raw: bytes, lines: list[str], data: st.DataObject
) -> None:
    before = read_notebook(raw, "a.py").cells
    number = data.draw(st.sampled_from([cell.number for cell in before]))
    order = [cell.number for cell in before]
    try:
        new = rewritten(raw, {number: "\n".join(lines)}, order, path="a.py")
    except UnwritableNotebook:
        return
    after = [cell.source.strip() for cell in read_notebook(new, "a.py").cells]
    wanted = [cell.source.strip() for cell in before]
    wanted[number - 1] = "\n".join(lines).strip()
    assert after == wanted
    assert new.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_line_of_code_changes_and_no_other(end: str) -> None:
    text = PERCENT.replace("\n", end)
    source = "%pip install pandas\ngröße = 2\n\nif True:\n    !ls -l\n    pass"
    new = rewrite("a.py", text, {2: source})
    assert changed_lines(text, new) == [(f'größe = "🎉"; print(größe){end}', f"größe = 2{end}")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_come_and_go(end: str) -> None:
    text = PERCENT.replace("\n", end)
    source = "%pip install pandas\nimport os\nimport sys\n\nif True:\n    !ls -l"
    new = rewrite("a.py", text, {2: source})
    assert new == text.replace(
        f'größe = "🎉"; print(größe){end}', f"import os{end}import sys{end}"
    ).replace(f"    # !ls -l{end}    pass{end}", f"    # !ls -l{end}")


def test_a_changed_magic_stays_a_comment() -> None:
    source = '%pip install pandas==2.2\ngröße = "🎉"; print(größe)\n\nif True:\n    !ls\n    pass'
    assert changed_lines(PERCENT, rewrite("a.py", PERCENT, {2: source})) == [
        ("# %pip install pandas\n", "# %pip install pandas==2.2\n"),
        ("    # !ls -l\n", "    # !ls\n"),
    ]
    new = rewrite("a.py", DATABRICKS, {4: "%pip install pandas==2.2\n%run ./setup"})
    assert changed_lines(DATABRICKS, new) == [
        ("# MAGIC %pip install pandas\n", "# MAGIC %pip install pandas==2.2\n")
    ]


def test_a_new_magic_is_a_comment_too() -> None:
    assert "# %cd data\nlast = 1\n" in rewrite("a.py", PERCENT, {4: "%cd data\nlast = 1"})
    new = rewrite("a.py", DATABRICKS, {4: "%pip install pandas\n%pip install x\n%run ./setup"})
    assert "# MAGIC %pip install x\n# MAGIC %run ./setup\n" in new


def test_markdown_cells_are_written_as_comments() -> None:
    new = rewrite("a.py", PERCENT, {1: "# Títle\n\nOther words\n\nmore"})
    assert "# # Títle\n#\n# Other words\n#\n# more\n\n# %% Load" in new
    new = rewrite("a.py", DATABRICKS, {1: "# Títle\n\nOther words"})
    assert changed_lines(DATABRICKS, new) == [("# MAGIC Words\n", "# MAGIC Other words\n")]


def test_cells_of_markdown_files_are_written() -> None:
    new = rewrite("a.md", MARKDOWN, {2: "import os\nx = 1\nprint(x)"})
    assert new == MARKDOWN.replace("x = 1\n", "import os\nx = 1\n")
    new = rewrite("a.md", MYST, {4: "z = 3"})
    assert changed_lines(MYST, new) == [("y = 2\n", "z = 3\n")]


def test_a_last_line_without_an_end_gets_one_only_where_it_needs_it() -> None:
    text = "# %%\nx = 1"
    assert rewrite("a.py", text, {1: "x = 2"}) == "# %%\nx = 2"
    assert rewrite("a.py", text, {1: "x = 1\ny = 2"}) == "# %%\nx = 1\ny = 2"
    assert rewrite("a.py", text, {1: "w = 0\nx = 1"}) == "# %%\nw = 0\nx = 1"


def test_percent_cells_move_with_their_markers() -> None:
    text = "import os\n\n# %% A\na = 1\n\n\n# %% B\nb = 1\n\n# %% [markdown]\n# C\n"
    assert rewrite("a.py", text, {}, [1, 4, 2]) == (
        "import os\n\n# %% [markdown]\n# C\n\n\n# %% A\na = 1\n"
    )


def test_cells_of_databricks_keep_what_stands_between_them() -> None:
    new = rewrite("a.py", DATABRICKS, {3: "%%sql\nSELECT 2"}, [1, 3, 2])
    assert [cell.source for cell in read_notebook(new.encode(), "a.py").cells] == [
        "# Títle\n\nWords",
        "%%sql\nSELECT 2",
        'import pandas as pd\n\ndf = pd.read_csv("é.csv")',
    ]
    assert new.count("# COMMAND ----------") == 2
    assert "# DBTITLE 1,Load the data\nimport pandas as pd\n" in new


@pytest.mark.parametrize(
    ("name", "text", "sources", "order", "why"),
    [
        ("a.md", MYST, {}, [2, 1, 3, 4], "moved or removed"),
        ("a.py", LIGHT, {}, [1, 3, 4], "moved or removed"),
        ("a.py", "x = 1\n# %%\ny = 2\n", {}, [2, 1], "read as other cells"),
        ("a.py", "# %%\nx = 1\n", {1: "x = 1\n# %%\ny = 2"}, None, "read as other cells"),
        ("a.py", LIGHT, {2: "import os\n\nimport sys"}, None, "read as other cells"),
        ("a.py", DATABRICKS, {3: "import os\n%%sql\nSELECT 1"}, None, "read as other cells"),
        ("a.py", "# %%\n# %%\nx = 1\n", {1: "y = 2"}, None, "no lines of its own"),
        ("a.md", MARKDOWN, {3: "%%sh\nls"}, None, "not the file's own"),
    ],
)
def test_what_the_file_cannot_hold_is_refused(
    name: str, text: str, sources: dict[int, str], order: list[int] | None, why: str
) -> None:
    with pytest.raises(UnwritableNotebook, match=why):
        rewrite(name, text, sources, order)
