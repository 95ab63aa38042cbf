"""Ranges of Poetry's are those that it means."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from jupyter_handoff.project.declared import by_name, from_table, poetry_specifier


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("^1.2.3", ["1.2.3", "1.9"], ["1.2.2", "2.0"]),
        ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "1.0"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4", "0.1"]),
        ("^0", ["0.9"], ["1.0"]),
        ("^1", ["1.9"], ["2.0", "0.9"]),
        ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3"]),
        ("~1.2", ["1.2.9"], ["1.3", "2"]),
        ("~1", ["1.9"], ["2"]),
        ("1.2.3", ["1.2.3"], ["1.2.4"]),
        ("=1.2.3", ["1.2.3"], ["1.2.4"]),
        ("1.*", ["1.2"], ["2"]),
        (">=1.2,<2", ["1.5"], ["2", "1.1"]),
        ("*", ["0.1", "9"], []),
        ("", ["1"], []),
        ("^3.8 || ^4.0", ["1"], []),
        ("nonsense", ["1"], []),
    ],
)
def test_a_range_of_poetrys(text: str, inside: list[str], outside: list[str]) -> None:
    specifier = SpecifierSet(poetry_specifier(text))
    assert all(version in specifier for version in inside)
    assert not any(version in specifier for version in outside)


def test_a_table_says_exact_versions_and_commits() -> None:
    rows = {
        "Python": "^3.10",
        "A_b": "1.2",
        "c": {"version": "^1", "extras": ["x"]},
        "d": {"git": "https://host/d.git"},
        "e": {"git": "https://host/e.git", "rev": "a1b2"},
        "f": [{"version": "1.0", "python": "<3.11"}, {"version": "2.0"}],
        "g": {"path": "../g"},
        "h": 3,
    }
    found = [(item.name, item.exact, item.pinned) for item in from_table(rows)]
    assert found == [
        ("a-b", "1.2", True),
        ("c", "", False),
        ("d", "", False),
        ("e", "", True),
        ("f", "1.0", True),
        ("f", "2.0", True),
        ("g", "", True),
        ("h", "", False),
    ]
    assert list(from_table(None)) == list(from_table([1])) == []


def test_of_two_declarations_the_pinned_one_counts() -> None:
    items = [*from_table({"a": "*", "b": "2"}), *from_table({"a": "1", "b": "*"})]
    assert {name: item.exact for name, item in by_name(items).items()} == {"a": "1", "b": "2"}
