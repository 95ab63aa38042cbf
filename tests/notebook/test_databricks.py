"""Databricks source files as notebooks: their cells, and where each line stands."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Notebook, read_notebook

FILE = """\
# Databricks notebook source
# MAGIC %md
# MAGIC # Títle
# MAGIC
# MAGIC Words

# COMMAND ----------

# DBTITLE 1,Load the data
import pandas as pd

df = pd.read_csv("é.csv")

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT 1

# COMMAND ----------

# MAGIC %pip install pandas
# MAGIC %run ./setup
"""


def read(text: str) -> Notebook:
    return read_notebook(text.encode(), "a.py")


def test_cells_are_read_with_their_kinds() -> None:
    notebook = read(FILE)
    assert [(cell.kind, cell.source) for cell in notebook.cells] == [
        ("markdown", "# Títle\n\nWords"),
        ("code", 'import pandas as pd\n\ndf = pd.read_csv("é.csv")'),
        ("code", "%%sql\nSELECT 1"),
        ("code", "%pip install pandas\n%run ./setup"),
    ]
    assert notebook.cells[1].metadata == {"title": "Load the data"}
    assert notebook.language == "python"


@pytest.mark.parametrize("text", [FILE, FILE.replace("\n", "\r\n"), "\ufeff" + FILE])
def test_each_line_stands_where_the_file_has_it(text: str) -> None:
    places = read(text).places
    assert places is not None
    # In front of them stand `# MAGIC ` (8), nothing, `# MAGIC ` less the second `%`.
    assert places.at(1, 1, 1) == (3, 9)
    assert places.at(1, 1, 4) == (3, 12)
    assert places.at(1, 3, 1) == (5, 9)
    assert places.at(2, 1, 1) == (10, 1)
    assert places.at(2, 3, 18) == (12, 18)
    assert places.at(3, 1, 1) == (16, 9)
    assert places.at(3, 1, 3) == (16, 10)
    assert places.at(3, 2, 1) == (17, 9)
    assert places.at(4, 2, 6) == (22, 14)
    assert places.at(4) == (21, 9)
    assert places.at(None) == (1, 1)


@pytest.mark.parametrize(
    ("cell", "kind", "source"),
    [
        ("# MAGIC %md # Title", "markdown", "# Title"),
        ("# MAGIC %md-sandbox\n# MAGIC <b>x</b>", "markdown", "<b>x</b>"),
        ("# MAGIC  %md Two blanks\n# MAGIC  more", "markdown", "Two blanks\n more"),
        ("# MAGIC\n# MAGIC %sh\n# MAGIC ls", "code", "\n%%sh\nls"),
        ("# MAGIC %python\n# MAGIC x = 1", "code", "x = 1"),
        ("# MAGIC %%time\n# MAGIC x = 1", "code", "%%time\nx = 1"),
        ("# MAGIC %scala\n# MAGIC val x = 1", "code", "%%scala\nval x = 1"),
        ("# MAGIC %r\n# MAGIC x <- 1", "code", "%%r\nx <- 1"),
        ("# MAGIC %pip install x\nimport y", "code", "%pip install x\nimport y"),
        ("x = '# MAGIC %md'", "code", "x = '# MAGIC %md'"),
        ("# MAGIC %md", "markdown", ""),
        ("# DBTITLE 1,Only a title", "code", ""),
    ],
)
def test_a_magic_at_the_top_says_what_a_cell_is(cell: str, kind: str, source: str) -> None:
    notebook = read(f"# Databricks notebook source\n{cell}\n\n# COMMAND ----------\n\nlast = 1\n")
    assert [(cell.kind, cell.source) for cell in notebook.cells] == [
        (kind, source),
        ("code", "last = 1"),
    ]
    assert notebook.places is not None
    last = cell.count("\n") + 6
    assert notebook.places.at(2, 1, 1) == (last, 1)


def test_other_languages_are_no_python() -> None:
    notebook = read("# Databricks notebook source\n# MAGIC %sql\n# MAGIC SELECT * FROM (\n")
    assert notebook.code[0].facts.plain.opaque == "sql"
    assert not notebook.code[0].facts.problems


def test_stretches_without_text_are_no_cells() -> None:
    text = "# Databricks notebook source\n\n# COMMAND ----------\n\nx = 1\n\n# COMMAND ----------\n"
    assert [cell.source for cell in read(text).cells] == ["x = 1"]
    assert read("# Databricks notebook source").cells == ()
