"""Percent cells give a notebook, and say what they must of it."""

from __future__ import annotations

from jupyter_handoff.notebook import read_percent, write_percent


def test_a_first_header_tells_of_the_notebook_and_begins_no_cell() -> None:
    header = '# %% [notebook] path="a b.ipynb" python="2.7"\n'
    for body in ("# %%\nx = 1\n", "x = 1"):
        book = read_percent(header + body, path="other.ipynb")
        assert (book.path, book.python_version) == ("a b.ipynb", "2.7")
        assert [(cell.number, cell.source) for cell in book.cells] == [(1, "x = 1")]


def test_without_such_a_header_nothing_is_told() -> None:
    book = read_percent("# %%\nx = 1", path="x.ipynb")
    assert (book.path, book.python_version) == ("x.ipynb", "")
    assert read_percent("# %% [notebook]\nx = 1", path="x.ipynb").path == "x.ipynb"


def test_cells_are_written_as_they_are_read() -> None:
    text = '# %% count=2 tags=["a"] output="1"\nx = 1\n# %% [markdown]\n# Words.\n'
    assert write_percent(read_percent(text)) == text


def test_a_notebook_says_what_is_kept_in_its_metadata() -> None:
    notebook = read_percent('# %% [notebook] metadata={"a": {"b": 1}}\n# %%\nx = 1')
    assert notebook.metadata == {"a": {"b": 1}}
    assert [cell.source for cell in notebook.cells] == ["x = 1"]
    assert read_percent("x = 1").metadata == {}
