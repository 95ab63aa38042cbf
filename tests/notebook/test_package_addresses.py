"""An address tells what it installs, as far as it does."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook.package_addresses import name_at


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("git+https://host/org/Some_Tool.git", "some-tool"),
        ("git+https://user:word@host/org/tool.git@v1.2", "tool"),
        ("git+ssh://git@host/org/tool", "tool"),
        ("git+https://host/x@main#egg=tool&subdirectory=y", "tool"),
        ("https://host/tool-1.2.3-py3-none-any.whl", "tool"),
        ("./dist/tool-0.1.tar.gz", "tool"),
        ("numpy=1.21", "numpy"),
        ("numpy>=1.21", "numpy"),
        ("conda-forge::faiss-cpu=1.7=x", "faiss-cpu"),
        ("../tool/", "tool"),
        (".", ""),
        ("..", ""),
        ("{name}", ""),
        ("$name", ""),
        ("", ""),
    ],
)
def test_the_name_behind_an_address(address: str, name: str) -> None:
    assert name_at(address) == name
