"""Which files of text are notebooks, told by how they begin."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import is_paired, is_text, text_kind

HEADER = "# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:light\n# ---\n"
MARKDOWN = "---\njupytext:\n  formats: md:myst\nkernelspec:\n  name: python3\n---\n# Title\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# %%\nx = 1\n", "script"),
        ("#%%\nx = 1\n", "script"),
        ("import os\n\n# %% Load\nx = 1\n", "script"),
        ("# %% [markdown]\n# Words\n", "script"),
        ('"""What it does."""\n# %%\nx = 1\n', "script"),
        ("x = 'it\\'s'\n# %%\n", "script"),
        ("# don't\n# %%\n", "script"),
        ("\ufeff# %%\r\nx = 1\r\n", "script"),
        (HEADER, "script"),
        ("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n" + HEADER, "script"),
        (HEADER.replace("\n", "\r\n"), "script"),
        ("# Databricks notebook source\nx = 1\n", "databricks"),
        ("\ufeff# Databricks notebook source\r\nx = 1", "databricks"),
        ("x = 1\n", None),
        ("", None),
        ('CELLS = """\n# %%\nx = 1\n"""\n', None),
        ("CELLS = '''\n# %%\n", None),
        ('print("%d %%" % 3)  # %% of all\n', None),
        ("    # %%\n", None),
        ("# %%time\nx = 1\n", None),
        ("# ---\n# Copyright\n# ---\nx = 1\n", None),
        ("x = 1\n# Databricks notebook source\n", None),
    ],
)
def test_a_script_with_cells_is_a_notebook_and_a_module_is_none(
    text: str, kind: str | None
) -> None:
    assert text_kind(text.encode(), ".py") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MARKDOWN, "markdown"),
        (MARKDOWN.replace("\n", "\r\n"), "markdown"),
        ("---\njupyter:\n  kernelspec:\n    name: python3\n---\n", "markdown"),
        ("<!--\n\n---\njupyter:\n  jupytext: {}\n---\n\n-->\n", "markdown"),
        ("# Title\n\n```python\nx = 1\n```\n", None),
        ("---\ntitle: kernelspec\n---\njupytext: no header\n", None),
        ("# Title\n\n---\nkernelspec: x\n---\n", None),
        ("---\njupytext:\n", None),
        ("# %%\nx = 1\n", None),
    ],
)
def test_a_page_is_a_notebook_only_by_its_header(text: str, kind: str | None) -> None:
    assert text_kind(text.encode(), ".md") == kind


def test_a_header_says_whether_the_cells_are_in_an_ipynb_file_too() -> None:
    assert is_paired(HEADER.encode(), ".py")
    assert is_paired(MARKDOWN.replace("md:myst", "ipynb,md:myst").encode(), ".md")
    assert not is_paired(MARKDOWN.encode(), ".md")
    assert not is_paired(b"# %%\n# formats: ipynb,py\n", ".py")


def test_a_name_tells_how_a_file_is_written() -> None:
    assert is_text("a/b.py")
    assert is_text("b.pct.py")
    assert is_text("b.md")
    assert not is_text("b.ipynb")
    assert not is_text("py")
    assert not is_text(None)


@pytest.mark.parametrize(
    "piece", ['"\\', "'", '"""', "'''\n", "# %%x\n", "---\n", "# ---\n#\n", "#", " ", "<!--\n"]
)
def test_a_file_of_anything_is_told_at_once(piece: str) -> None:
    head = ("# ---\n" + piece * 60_000).encode()[:65_000] + b"\n# %%"
    start = time.process_time()
    for suffix in (".py", ".md"):
        text_kind(head, suffix)
        text_kind(head[6:], suffix)
        is_paired(head, suffix)
    assert time.process_time() - start < 2
