"""What of a notebook was passed over is told, by cell and with the reason."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.unread import unread


def told(*sources: str) -> list[tuple[str, str]]:
    cells = "\n".join(f"# %%\n{source}" for source in sources)
    return [(item.what, item.why) for item in unread(read_percent(cells))]


def test_a_cell_of_another_language_is_told_once_for_each_magic() -> None:
    assert told("x = 1", "%%bash\nls", "%%R\nx <- 1", "%%bash\ncd") == [
        ("cells 2, 4", "`%%bash` is not known to hold Python"),
        ("cell 3", "`%%R` is not known to hold Python"),
    ]


def test_many_cells_of_another_language_are_not_all_numbered() -> None:
    assert told(*["%%sql\nselect 1"] * 9)[0][0] == "cells 1, 2, 3, …"


@pytest.mark.parametrize("source", ["%%time\nx = 1", "%%capture out\nx", "!ls", "x = 1", "%cd"])
def test_python_under_a_magic_is_read(source: str) -> None:
    assert told(source) == []


def test_a_line_too_long_to_search_is_told() -> None:
    assert told("x = 1", f"x = '{'a b ' * 5000}'") == [
        ("cell 2, secrets", "a line of it is longer than 10,000 characters")
    ]


def test_code_that_is_nested_too_deep_is_told() -> None:
    assert told("x = " + "-" * 20_000 + "1")[-1][0] == "cell 1"
