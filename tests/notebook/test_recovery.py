"""Within a broken cell what parses is read, and what does not is named and blanked."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook.columns import split_lines
from jupyter_handoff.notebook.parsing import parse, parses
from jupyter_handoff.notebook.recovery import Statements, read_statements

# A cell; `«…»` round what is lost, lines on their own.
LOST = {
    "nothing": "x = 1\ny = 2",
    "the first statement": "«print 'a'»\nx = 1",
    "the last statement": "x = 1\n«y = (»",
    "the middle one": "x = 1\n«y = = 2»\nz = 3",
    "two of four": "«a b»\nx = 1\n«c d»\ny = 2",
    "a whole function": "x = 1\n«def f(a):\n    b = = 2\n    return b»\nz = 3",
    "an open bracket takes its lines": "x = 1\n«y = f(a,\n    b,»\nz = 3",
    "a stray indent alone": "x = 1\n«    y = 2»\nz = 3",
    "stray indents": "x = 1\n«    y = 2\n    z = 3»",
    "a handler with its try": "«try:\n    f(\nexcept E:\n    pass»\nx = 1",
    "an else with its if": "«if x:\n    a b\nelse:\n    c»\ny = 1",
    "a comment within": "«def f():\n# why\n    a b»\nx = 1",
    "a closing bracket": "x = 1\n«f(a b,\n)»\ny = 2",
    "smart quotes": "«x = “a”»\ny = 1",
    "a non-breaking space": "«x\xa0= 1»\ny = 1",
    "tabs mixed": "«if x:\n\ta = 1\n        b = 2»\ny = 1",
    "a null byte": "x = 1\n«y = '\0'»\nz = 3",
    "a null byte in a comment": "x = 1\n«y = 2  # \0»\nz = 3",
    "half of a character": "«x = '\ud83d'»\ny = 1",
    "shell without its sign": "«git clone https://host/x»\ny = 1",
    "words": "«This is a note about it.»\nx = 1",
    "a merge conflict": "«<<<<<<< HEAD»\nx = 1\n«=======»\nx = 2\n«>>>>>>> other»",
}


def unmarked(text: str) -> tuple[str, str]:
    """The cell, and what must be left of it."""
    kept, lost = "", False
    for character in text:
        if character in "«»":
            lost = character == "«"
        else:
            kept += " " if lost and character != "\n" else character
    return text.replace("«", "").replace("»", ""), kept


@pytest.mark.parametrize("text", LOST.values(), ids=LOST.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_only_the_statement_that_is_broken_is_lost(text: str, end: str) -> None:
    source, kept = (part.replace("\n", end) for part in unmarked(text))
    read = read_statements(source)
    assert read.text == kept
    assert len(read.problems) == text.count("«")
    assert ast.dump(read.tree) == ast.dump(parse(kept))


# Where the problem is, and Python's words for it.
PROBLEMS = {
    "x = 1 +": ("invalid syntax", 1, 7, 1, 8),
    "x = 1\nprint 'a'": (
        *("Missing parentheses in call to 'print'. Did you mean print(...)?", 2, 1, 2, 10),
    ),
    "s = '🎉'; x = = 1": ("invalid syntax", 1, 14, 1, 15),
    "🎉": ("invalid character '🎉' (U+1F389)", 1, 1, 1, 2),
    "x = f(": ("'(' was never closed", 1, 6, 1, 7),
    "if x:\ny": ("expected an indented block after 'if' statement on line 1", 2, 1, 2, 2),
    "a = 1\nb = '🎉\0'": ("a null byte", 2, 7, 2, 8),
    "x = '": ("unterminated string literal (detected at line 1)", 1, 5, 1, 6),
}


@pytest.mark.parametrize("source", PROBLEMS, ids=repr)
def test_a_problem_is_told_in_pythons_words_where_it_stands(source: str) -> None:
    problem = read_statements(source).problems[0]
    message, *place = PROBLEMS[source]
    found = [problem.line, problem.column, problem.end_line, problem.end_column]
    assert place == found
    assert problem.message == message


def test_columns_are_those_of_the_cell_where_an_indent_was_taken_off() -> None:
    read = read_statements("    x = 1\n    y = = 2", indent="    ")
    (problem,) = read.problems
    assert (problem.line, problem.column) == (2, 9)
    assert [ast.unparse(node) for node in read.tree.body] == ["x = 1"]


def test_what_is_nested_too_deep_is_no_problem_of_the_persons() -> None:
    read = read_statements("x = " + "-" * 50_000 + "1\ny = 2")
    assert read.too_deep
    assert not read.problems
    assert read.text.strip() == ""
    assert len(read.text.split("\n")) == 2


def test_a_cell_of_nothing_but_words_is_given_up() -> None:
    read = read_statements("\n".join(["these are words"] * 500 + ["x = 1"]))
    assert len(read.problems) == 21
    assert read.text.strip() == ""


BLOCKS = st.lists(
    st.sampled_from(
        [
            *(
                "x = 1",
                "f(a,\n  b)",
                "if x:\n    y",
                "    z",
                "x = = 1",
                "f(",
                ")",
                "'",
                '"""',
                "a b",
            ),
            *(
                "\\",
                "else:",
                "def f():",
                "\0",
                "\t",
                "é = “",
                "",
                "# c",
                "class A:\n  def f(self): 1",
            ),
        ]
    ),
    max_size=12,
)


def whole(source: str, read: Statements) -> None:
    assert len(read.text) == len(source)
    assert parses(f"{read.text}\n")
    lines, kept = split_lines(source), split_lines(read.text)
    for line, left in zip(lines, kept, strict=True):
        assert left in (line, " " * len(line))
    for problem in read.problems:
        assert 1 <= problem.line <= problem.end_line <= len(lines)
        assert 1 <= problem.column <= max(len(lines[problem.line - 1]), 1)
        assert problem.end_column <= len(lines[problem.end_line - 1]) + 1
        assert (problem.line, problem.column) <= (problem.end_line, problem.end_column)


@given(BLOCKS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_stands_in_a_cell_the_rest_parses_and_keeps_its_place(
    blocks: list[str], end: str
) -> None:
    source = end.join(blocks)
    read = read_statements(source)
    whole(source, read)
    assert bool(read.problems) != parses(f"{source}\n")


@given(st.text(max_size=40))
def test_any_text_can_be_read(source: str) -> None:
    whole(source, read_statements(source))


@given(BLOCKS.filter(lambda blocks: parses("\n".join(blocks))))
def test_a_broken_statement_below_hides_nothing_of_what_parses(blocks: list[str]) -> None:
    source = "\n".join(["above = 1", *blocks, ""])
    before, after = read_statements(source), read_statements(f"{source}below = = 1\n")
    assert ast.dump(before.tree) == ast.dump(after.tree)
    assert len(after.problems) == 1
