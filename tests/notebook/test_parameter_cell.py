"""Which literals are parameters in waiting, and what they would be called."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import hard_coded, parameter_names, parameters_cell, read_percent

KEY = "https://ana:q8Zr2LmX0vTnB4wK@host.test/rows.csv"


def values(*cells: str) -> list[str]:
    return [item.value for item in hard_coded(read_percent("".join(f"# %%{x}\n" for x in cells)))]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["\nopen('a.txt')"], ["a.txt"]),
        (["\nimport pandas as pd\npd.read_csv('a').to_csv('b')"], ["a", "b"]),
        (["\nx = 'd/a.csv'", "\ny = 'd/a.csv'"], ["d/a.csv", "d/a.csv"]),
        (["\nx < '2024-01-31'", "\nf(day='2024-01-31')"], ["2024-01-31"] * 2),
        (["\nx = 's3://b/k'", "\ny = ['s3://b/k']"], ["s3://b/k"] * 2),
        (["\nx = 'd/a.csv'\ny = 'd/a.csv'"], []),
        (["\nx = 'd/a.csv'", "\n# 'd/a.csv'"], []),
        (["\nx = 'd/a.csv'", "\ny = f'd/a.csv'"], []),
        (["\nx = 'd/a.csv'", "\n!cat 'd/a.csv'"], []),
        (["\nx = 'Age'", "\ny = 'Age'"], []),
        (["\nx = 0.25", "\ny = 0.25"], []),
        (["\nopen('/home/ana/a.txt')\nopen('~/a.txt')\nopen(r'C:\\a.txt')"], []),
        (["\nopen('/tmp/a.txt')\nopen('tmp.txt')\nopen('/dev/null')"], []),
        ([' tags=["parameters"]\nopen("a.txt")'], []),
        ([' tags=["injected-parameters"]\nopen("a.txt")'], []),
        ([f"\nimport pandas as pd\npd.read_csv('{KEY}')"], []),
        (["\nopen('sk-ant-q8Zr2LmX0vTnB4wKq8Zr2LmX0vTnB4wK')"], []),
        (["\nopen('https://host.test/a.csv?sig=q8Zr2LmX0vTnB4wK')"], []),
        (["\nopen(f'{x}/a.txt')\nopen(x)\nopen('')"], []),
    ],
)
def test_what_another_run_may_need_otherwise(cells: list[str], found: list[str]) -> None:
    assert values(*cells) == found


def test_the_tag_makes_the_parameters_cell() -> None:
    notebook = read_percent('# %%\nx = 1\n# %% tags=["a", "parameters"]\ny = 1')
    cell = parameters_cell(notebook)
    assert cell is not None and cell.number == 2
    assert parameters_cell(read_percent('# %% tags=["injected-parameters"]\ny = 1')) is None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("data/churn.csv", "CHURN_PATH"),
        ("data/churn-2020.tar.gz", "CHURN_2020_PATH"),
        ("C:\\data\\churn.csv", "CHURN_PATH"),
        ("2020.csv", "DATA_PATH"),
        ("../", "DATA_PATH"),
        ("données.csv", "DONN_ES_PATH"),
        ("https://host/churn.csv", "CHURN_URL"),
        ("s3://bucket/churn/", "CHURN_PATH"),
        ("2024-01-31", "DATE"),
    ],
)
def test_a_name_says_what_it_is(value: str, name: str) -> None:
    assert parameter_names(read_percent("# %%\nx = 1"), [value]) == {value: name}


def test_no_two_names_are_one() -> None:
    notebook = read_percent("# %%\nA_PATH = 1")
    names = parameter_names(notebook, ["x/a.csv", "y/a.csv", "z/a.csv"])
    assert list(names.values()) == ["A_PATH_2", "A_PATH_3", "A_PATH_4"]
