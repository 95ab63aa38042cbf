"""Notebooks that jupytext reads: their cells as Jupyter shows them, their lines in the file."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from jupyter_handoff.notebook import Notebook, UnreadableNotebook, read_notebook

KERNEL = """\
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
"""
PERCENT = f"""\
#!/usr/bin/env python
# -*- coding: UTF-8 -*-
# ---
# jupyter:
{KERNEL}# ---

# %% [markdown]
# # Títle
#
# Words

# %% Load tags=["parameters"]
# %pip install pandas
größe = "🎉"; print(größe)

if True:
    # !ls -l
    pass

# %% [markdown]
\"\"\"
Quoted
\"\"\"

# %%
last = 1
"""
LIGHT = f"""\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: light
#       format_version: '1.5'
#       jupytext_version: 1.16.0
{KERNEL}# ---

# Words
# and more

import os

# +
x = 1

y = 2
# -

z = 3
"""
MARKDOWN = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Title

```python tags=["a"]
x = 1
print(x)
```

```bash
ls
```
"""
MYST = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

# Title

```{code-cell} ipython3
:tags: [hide-input]

x = 1
```

+++ {"a": 1}

More

```{code-cell} ipython3
---
tags: [b]
---
y = 2
```
"""


def read(text: str, name: str = "a.py") -> Notebook:
    return read_notebook(text.encode(), name)


def kinds(notebook: Notebook) -> list[tuple[str, str]]:
    return [(cell.kind, cell.source) for cell in notebook.cells]


def table(notebook: Notebook) -> list[list[tuple[int, int]]]:
    """For each cell, where its lines begin in the file."""
    assert notebook.places is not None
    return [
        [
            notebook.places.at(cell.number, number, 1)
            for number in range(1, cell.source.count("\n") + 2)
        ]
        for cell in notebook.cells
    ]


@pytest.mark.parametrize(
    "text", [PERCENT, PERCENT.replace("\n", "\r\n"), "\ufeff" + PERCENT.replace("\n", "\r\n")]
)
def test_percent_cells_and_their_lines(text: str) -> None:
    notebook = read(text)
    assert kinds(notebook) == [
        ("markdown", "# Títle\n\nWords"),
        (
            "code",
            '%pip install pandas\ngröße = "🎉"; print(größe)\n\nif True:\n    !ls -l\n    pass',
        ),
        ("markdown", "Quoted"),
        ("code", "last = 1"),
    ]
    assert table(notebook) == [
        [(12, 3), (13, 2), (14, 3)],
        [(17, 3), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1)],
        [(26, 1)],
        [(30, 1)],
    ]
    places = notebook.places
    assert places is not None
    # Columns are code points; the comment of an indented magic stands behind its indentation.
    assert places.at(2, 2, 20) == (18, 20)
    assert places.at(2, 5, 4) == (21, 4)
    assert places.at(2, 5, 5) == (21, 7)
    assert notebook.cells[1].tags == ("parameters",)
    assert notebook.language == "python"


def test_a_script_without_a_header() -> None:
    notebook = read('"""What it does."""\nimport os\n\n#%% Load\nx = 1\n# %%\n\n# In[3]:\ny = 2\n')
    assert kinds(notebook) == [
        ("code", '"""What it does."""\nimport os'),
        ("code", "x = 1"),
        ("code", ""),
        ("code", "y = 2"),
    ]
    assert table(notebook) == [[(1, 1), (2, 1)], [(5, 1)], [(6, 1)], [(9, 1)]]


def test_light_cells_and_their_lines() -> None:
    notebook = read(LIGHT)
    assert kinds(notebook) == [
        ("markdown", "Words\nand more"),
        ("code", "import os"),
        ("code", "x = 1\n\ny = 2"),
        ("code", "z = 3"),
    ]
    assert table(notebook) == [
        [(15, 3), (16, 3)],
        [(18, 1)],
        [(21, 1), (22, 1), (23, 1)],
        [(26, 1)],
    ]


def test_markdown_cells_and_their_lines() -> None:
    notebook = read(MARKDOWN, "a.md")
    assert kinds(notebook) == [
        ("markdown", "# Title"),
        ("code", "x = 1\nprint(x)"),
        ("code", "%%bash\nls"),
    ]
    # The magic of another language is jupytext's: it stands at the fence.
    assert table(notebook) == [[(9, 1)], [(12, 1), (13, 1)], [(16, 1), (17, 1)]]
    assert notebook.cells[1].tags == ("a",)


def test_myst_cells_and_their_lines() -> None:
    notebook = read(MYST, "a.md")
    assert kinds(notebook) == [
        ("markdown", "# Title"),
        ("code", "x = 1"),
        ("markdown", "More"),
        ("code", "y = 2"),
    ]
    assert table(notebook) == [[(11, 1)], [(16, 1)], [(21, 1)], [(27, 1)]]
    assert notebook.cells[3].tags == ("b",)


def test_what_else_a_header_says_is_a_cell_of_its_own() -> None:
    text = LIGHT.replace("# jupyter:\n", "# title: A study\n# jupyter:\n")
    notebook = read(text)
    assert notebook.cells[0].kind == "raw"
    assert notebook.cells[0].source == "---\ntitle: A study\n---"
    assert table(notebook)[0] == [(1, 3), (2, 3), (14, 3)]
    assert table(notebook)[2] == [(19, 1)]


@pytest.mark.parametrize("character", "\x0b\x0c\x1c\x85\u2028")
def test_a_character_that_ends_no_line_of_python_ends_none_here(character: str) -> None:
    notebook = read(f"# %%\nx = 'a{character}b'\ny = 1\n# %%\nz = 2\n")
    assert kinds(notebook) == [("code", f"x = 'a{character}b'\ny = 1"), ("code", "z = 2")]
    assert table(notebook) == [[(2, 1), (3, 1)], [(5, 1)]]


def test_nothing_is_said_of_a_run() -> None:
    notebook = read(PERCENT)
    assert all(cell.execution_count is None and not cell.outputs for cell in notebook.cells)
    assert "it keeps no outputs" in notebook.notes[0]


def test_ids_are_the_same_at_every_reading() -> None:
    assert [cell.id for cell in read(PERCENT).cells] == [cell.id for cell in read(PERCENT).cells]


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("x = 1\n", "a.py", "it has no cell markers (`# %%`)"),
        ("# Title\n", "a.md", "plain Markdown and no notebook"),
        (" \n", "a.py", "the file is empty"),
        ("# -*- coding: latin-1 -*-\n# %%\n", "a.py", "written in iso8859-1: save it as UTF-8"),
        ("# %%\n" + "x = 1\n" * 200_000, "a.py", "longer than 1,000,000 characters"),
        ("# %%\n" * 20_000, "a.py", "too many cells"),
        ("# %% " + "a=" * 5_000, "a.py", "what it says of a cell is too long"),
        (MYST.replace("  name: python3", "  name: [") + "x", "a.md", "YAML of its header"),
        (MYST.replace("  name: python3", "  name: " + "[" * 5_000), "a.md", "nested too deep"),
        (LIGHT.replace("#     display_name: Python 3\n", ""), "a.py", "'display_name' is a req"),
        (MYST.replace("+++ {", "+++ {{"), "a.md", "jupytext cannot read it"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, name: str, why: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableNotebook) as caught:
        read(text, name)
    assert why in caught.value.why
    assert time.process_time() - start < 20


def test_bytes_that_are_no_text_say_so() -> None:
    with pytest.raises(UnreadableNotebook, match=r"it is not UTF-8 \(byte 7\)"):
        read_notebook(b"# %%\n'\xff'\n", "a.py")


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (MYST.replace("kernelspec:", f"{LAUGHS}kernelspec:"), "a.md"),
        (MYST.replace("tags: [b]\n", LAUGHS), "a.md"),
        (
            MYST.replace(":tags: [hide-input]\n", LAUGHS.replace("\n", "\n:").join([":", "\n"])),
            "a.md",
        ),
        (LIGHT.replace(KERNEL, "#   " + LAUGHS.replace("\n", "\n#   ") + "\n"), "a.py"),
    ],
)
def test_yaml_that_grows_when_it_is_read_is_not_read(text: str, name: str) -> None:
    with pytest.raises(UnreadableNotebook, match="anchors"):
        read(text, name)


@pytest.mark.parametrize("name", ["pandoc", "quarto", "marimo", "sphinx"])
def test_no_other_program_is_asked_to_read(name: str) -> None:
    kind = (
        f"  jupytext:\n    text_representation:\n      extension: .md\n      format_name: {name}\n"
    )
    with pytest.raises(UnreadableNotebook, match=f"format {name} is not read here"):
        read(MARKDOWN.replace("jupyter:\n", f"jupyter:\n{kind}"), "a.md")


def test_yaml_makes_no_objects() -> None:
    text = MYST.replace("  name: python3", "  name: !!python/object/apply:os.getcwd []")
    with pytest.raises(UnreadableNotebook, match="the YAML of its header"):
        read(text, "a.md")


def test_jupytext_is_not_loaded_for_other_files() -> None:
    code = (
        "import sys; from jupyter_handoff import read_notebook;"
        "read_notebook(b'# Databricks notebook source\\nx = 1', 'a.py');"
        "read_notebook(b'{\"cells\": []}', 'a.ipynb');"
        "print('jupytext' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_the_language_of_a_page_is_told_by_its_header_or_its_fences() -> None:
    text = MARKDOWN.replace("    language: python\n", "").replace("name: python3", "name: ir")
    assert read(MARKDOWN, "a.md").language == "python"
    assert (
        read(text.replace("```python", "```R").replace("```bash", "```R"), "a.md").language == "r"
    )
