"""The lines on which a contract file's keys stand."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.contract.lines import lines_of

TEXT = b"""# a contract
title = "x"

[[frameworks.deny]]
name = "keras"
reason = "r"

[data]
sources = [
  {pattern = "a"},
  # [model]
]
[model]
formats = [
 "onnx"]
[rules.HD101.severity]
explore = "error"
"""


def test_every_key_stands_where_it_is_written() -> None:
    found = lines_of(TEXT, pyproject=False)
    assert found["title",] == 2
    assert found["frameworks", "deny"] == 4
    assert found["data", "sources"] == 9
    assert found["model", "formats"] == 14
    assert found["rules", "HD101", "severity", "explore"] == 17


def test_those_of_a_pyproject_are_found_behind_the_other_tables() -> None:
    text = b"[project]\nname = 'x'\n[tool.jupyter-handoff]\nstage = 'handoff'\n"
    assert lines_of(text, pyproject=True)["stage",] == 4


@pytest.mark.parametrize("line", ["a{} = 1\n", "[a{}]\nb = '" + "x" * 900 + "'\n"])
def test_a_large_file_takes_no_long_time(line: str) -> None:
    raw = "".join(line.format(number) for number in range(1000)).encode()
    begun = time.process_time()
    assert lines_of(raw, pyproject=False)["a7",] > 0
    assert time.process_time() - begun < 10
