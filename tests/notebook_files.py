"""Notebook files for tests, written as Jupyter writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PYTHON = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def code(source: str, **more: Any) -> dict[str, Any]:
    """A code cell as JSON."""
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    return cell | {"source": source.splitlines(keepends=True)} | more


def markdown(source: str, **more: Any) -> dict[str, Any]:
    """A Markdown cell as JSON."""
    cell = {"cell_type": "markdown", "metadata": {}}
    return cell | {"source": source.splitlines(keepends=True)} | more


def document(*cells: dict[str, Any], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """A notebook as JSON; cells without an id get one."""
    listed = [{"id": f"id-{number}"} | cell for number, cell in enumerate(cells, 1)]
    return {
        "cells": listed,
        "metadata": PYTHON | (metadata or {}),
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write(path: Path, *cells: dict[str, Any], metadata: dict[str, Any] | None = None) -> Path:
    """Write a notebook file; its path."""
    text = json.dumps(document(*cells, metadata=metadata), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path
