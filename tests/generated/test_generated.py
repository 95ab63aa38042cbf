"""Generated files are what their makers make: ``make generated`` remakes them."""

from __future__ import annotations

from importlib import metadata

import pytest

from . import FILES, ROOT

# The release that a table was made from; another one installed would make another table.
MADE_FROM = {"sklearn.toml": ("scikit-learn", "1.9"), "numpy.toml": ("numpy", "2.4")}


@pytest.mark.parametrize("path", FILES)
def test_a_generated_file_is_not_stale(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    name = path.rpartition("/")[2]
    if name in MADE_FROM:
        library, release = MADE_FROM[name]
        installed = metadata.version(library)
        if not installed.startswith(release):
            pytest.skip(f"made from {library} {release}, and {installed} is installed")
    assert text == FILES[path](), f"{path} is stale: run `make generated`"
