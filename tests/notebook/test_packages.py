"""Packages by all their names: imports, installs, versions."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import (
    banned,
    cells_notebook,
    framework_of,
    is_third_party,
    package_uses,
    pinned_versions,
)


def uses(source: str) -> dict[tuple[str, str], set[str]]:
    found = package_uses(cells_notebook([source]))
    return {(item.way, item.name): set(item.names) for item in found}


def test_an_import_is_known_by_module_and_distribution() -> None:
    assert uses("from sklearn.svm import SVC") == {
        ("import", "sklearn"): {"sklearn-svm-svc", "sklearn-svm", "sklearn", "scikit-learn"}
    }


def test_what_is_installed_is_known_by_its_distribution() -> None:
    assert uses("%pip install Scikit_Learn==1.0 'pillow[extra]>=9'") == {
        ("install", "Scikit_Learn"): {"scikit-learn"},
        ("install", "pillow"): {"pillow"},
    }


@pytest.mark.parametrize(
    "source",
    ["from . import torch", "# import torch", "!apt-get install torch", "%pip install -r a.txt"],
)
def test_no_package(source: str) -> None:
    assert uses(source) == {}


def test_all_places_of_an_import_are_told() -> None:
    (use,) = package_uses(cells_notebook(["import torch", "from torch import nn\nimport torch.fx"]))
    assert [(span.cell, span.line) for span in use.places] == [(1, 1), (2, 1), (2, 2)]


@pytest.mark.parametrize(
    ("module", "framework"),
    [
        ("torch.nn.functional", "torch"),
        ("pyspark.ml.feature", "pyspark.ml"),
        ("pyspark.sql", ""),
        ("tensorflow.keras.layers.experimental", "tensorflow"),
        ("keras", "keras"),
        ("torchvision", ""),
        ("pandas", ""),
    ],
)
def test_what_is_a_framework(module: str, framework: str) -> None:
    assert framework_of(module) == framework


@pytest.mark.parametrize(
    ("module", "known"),
    [("os.path", False), ("helpers", False), ("pandas.io", True), ("PIL", True), ("torch", True)],
)
def test_what_comes_from_elsewhere(module: str, known: bool) -> None:
    assert is_third_party(module) is known


@pytest.mark.parametrize(
    ("entry", "names", "pins", "met"),
    [
        ("Torch", {"torch"}, {}, True),
        ("scikit_learn", {"scikit-learn"}, {}, True),
        ("torch", {"torchvision"}, {}, False),
        ("torch<2", {"torch"}, {}, False),
        ("torch<2", {"torch"}, {"torch": "1.13.1"}, True),
        ("torch<2", {"torch"}, {"torch": "2.0"}, False),
        ("torch >= 1, < 2", {"torch"}, {"torch": "1.0rc1"}, False),
        ("torch<2", {"torch"}, {"torch": "1.9+cpu"}, True),
        ("torch<2", {"torch"}, {"torch": "newest"}, False),
    ],
)
def test_when_a_denial_is_met(entry: str, names: set[str], pins: dict[str, str], met: bool) -> None:
    assert banned(entry).is_met(names, pins) is met


def test_an_install_overrules_what_the_project_pins() -> None:
    notebook = cells_notebook(
        ["%pip install torch==2.1\n!conda install numpy=1.26\n!pip install b>1"]
    )
    pins = pinned_versions(notebook, {"torch": "1.0", "Pandas": "2.0", "scipy": ""})
    assert pins == {"torch": "2.1", "numpy": "1.26", "pandas": "2.0"}
