"""Python 2 is told from Python 3, from prose and from half-typed code."""

from __future__ import annotations

from typing import Any

import pytest

from jupyter_handoff.notebook import cells_notebook, has_python2_kernel, python2_code

OLD = (
    'print "a"',
    "print a",
    "print a, b",
    "print a.b % c",
    "if x: print x",
    "try:\n    f()\nexcept ValueError, e:\n    pass",
    "try:\n    f()\nexcept (A, B), e:\n    pass",
    "raise ValueError, 'no'",
    "exec 'x = 1'",
    "import urllib2",
    "from StringIO import StringIO",
    "for i in xrange(9):\n    pass",
    "raw_input()",
)
NEW = (
    "print('a')",
    "print (a)",
    "print",
    "print the table",
    "prints a",
    "except ValueError, e",
    "raise ValueError('a, b')",
    "x = = 1",
    "import urllib, io",
    "import mine.urllib2",
    "try:\n    import cPickle\nexcept ImportError:\n    import pickle",
    "def f():\n    import urllib2",
    "xrange = range\nxrange(1)",
    "self.xrange(1)",
    "!print a",
)


@pytest.mark.parametrize("source", OLD)
def test_code_of_python_2_is_told(source: str) -> None:
    book = cells_notebook(["x = 1", source])
    ((cell, place),) = python2_code(book.code, book.links)
    assert cell.number == 2
    assert cell.text_at(place)


@pytest.mark.parametrize("source", NEW)
def test_other_code_is_not(source: str) -> None:
    book = cells_notebook([source])
    assert python2_code(book.code, book.links) == []


@pytest.mark.parametrize(
    ("metadata", "version", "old"),
    [
        ({}, "2.7.18", True),
        ({"kernelspec": {"name": "python2"}}, "", True),
        ({"kernelspec": {"name": "python2"}}, "3.9.1", False),
        ({"kernelspec": {"name": "python3"}}, "", False),
        ({"kernelspec": {"name": "python27_but_mine"}}, "", False),
        ({"kernelspec": "python2"}, "", False),
        ({"kernelspec": {"name": 2}}, "", False),
        ({}, "", False),
        ({}, "3.2", False),
    ],
)
def test_a_kernel_is_told_by_its_version_then_its_name(
    metadata: dict[str, Any], version: str, old: bool
) -> None:
    assert has_python2_kernel(metadata, version) is old
