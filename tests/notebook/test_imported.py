"""Imports that must be there are told from those that need not, or are Python's own."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import brings_code, imported, read_percent


def modules(source: str) -> list[str]:
    return [item.module for item in imported(read_percent(source))]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import numpy, pandas as pd", ["numpy", "pandas"]),
        ("import google.cloud.storage as s", ["google.cloud.storage"]),
        (
            "from google.cloud import storage, bigquery as b",
            ["google.cloud.storage", "google.cloud.bigquery"],
        ),
        ("from torch import *", ["torch.*"]),
        ("def f():\n    import torch", ["torch"]),
        ("if x:\n    import torch", ["torch"]),
        ("try:\n    import torch\nfinally:\n    pass", ["torch"]),
        ("try:\n    import torch\nexcept ValueError:\n    pass", ["torch"]),
        ("with open(x):\n    import torch", ["torch"]),
        ("%time import torch", ["torch"]),
        ("%%time\nimport torch", ["torch"]),
        ("try:\n    import a\nexcept:\n    import b\nimport c", ["c"]),
        ("try:\n    import a\nexcept (ImportError, OSError) as error:\n    pass", []),
        ("from contextlib import suppress\nwith suppress(ImportError):\n    import a", []),
        ("import typing\nif typing.TYPE_CHECKING:\n    import a", []),
        ("from importlib.util import find_spec\nif find_spec('a'):\n    import a", []),
        ("for x in y:\n    try:\n        import a\n    except ImportError:\n        import b", []),
        ("try:\n    x = 1\nexcept ImportError:\n    pass\nif y:\n    import a", ["a"]),
        ("match x:\n    case 1:\n        try:\n            import a\n        except: pass", []),
        ("class A:\n    def f(self):\n        while x:\n            import a", ["a"]),
        ("if IN_COLAB:\n    import a", []),
        ("import os, sys, tomllib, distutils, imp, urllib2", []),
        ("from __future__ import annotations", []),
        ("from . import a\nfrom .b import c\nfrom .. import d", []),
        ("import IPython, ipywidgets\nfrom google.colab import drive", []),
        ("%%bash\nimport torch", []),
        ("x = 'import torch'  # import torch", []),
        ("import a\nx = (", ["a"]),
    ],
)
def test_modules_that_are_needed(source: str, found: list[str]) -> None:
    assert modules(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nsys.path.append('..')",
        "import sys as s\ns.path = ['..'] + s.path",
        "import os\nos.chdir('..')",
        "%cd ..",
        "%run setup.ipynb",
        "!git clone https://host/x",
        "%%bash\ncurl -O https://host/x.py",
        "%%writefile ours.py\nx = 1",
    ],
)
def test_code_may_come_from_elsewhere(source: str) -> None:
    assert brings_code(read_percent(f"# %%\nimport a\n# %%\n{source}"))


@pytest.mark.parametrize(
    "source",
    ["!ls", "%%writefile notes.txt\nx", "x = 'git clone'", "%%bash\nls", "import sys\nsys.path"],
)
def test_code_is_here(source: str) -> None:
    assert not brings_code(read_percent(f"# %%\nimport a\n# %%\n{source}"))
