"""Generated files are what their makers make: ``make generated`` remakes them."""

from __future__ import annotations

import pytest

from . import FILES, ROOT, why_not


@pytest.mark.parametrize("path", FILES)
def test_a_generated_file_is_not_stale(path: str) -> None:
    if why := why_not(path):
        pytest.skip(why)
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text == FILES[path](), f"{path} is stale: run `make generated`"
