"""Tells a notebook of Python 2, by its kernel or by its code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .cells import Cell
from .facts import Place
from .flow import Links

# Statements that Python 3 refuses. Prose in a cell may begin with the same words.
_OLD_STATEMENT = re.compile(
    r"(?:^|[:;])\s*(?:print\s+(?:[ur]?[\"']|[^\W\d][\w.]*\s*(?:$|[,%+#;\[]))"
    r"|raise\s+[^\W\d][\w.]*\s*,\s*\S|exec\s+[\"'])"
    r"|^\s*except\s+[(\w., )]{1,200},\s*\w+\s*:"
)
# Names of Python 2 that are no one's any more.
_OLD_NAMES = ("raw_input", "unichr", "xrange")
_OLD_MODULES = frozenset(
    "cPickle cStringIO ConfigParser HTMLParser StringIO cookielib httplib urllib2 urlparse".split()
)


def has_python2_kernel(metadata: Mapping[str, Any], version: str) -> bool:
    """Whether the metadata say that the notebook's kernel is Python 2."""
    if version:
        return version.startswith("2")
    kernel = metadata.get("kernelspec")
    name = kernel.get("name") if isinstance(kernel, dict) else ""
    return isinstance(name, str) and name.lower() in ("python2", "conda_python2", "ipython2")


def python2_code(cells: Sequence[Cell], links: Links) -> list[tuple[Cell, Place]]:
    """The first place of each code cell that only Python 2 can run."""
    found: dict[int, tuple[Cell, Place]] = {}
    for index, cell in enumerate(cells):
        for problem in cell.facts.problems:
            if _OLD_STATEMENT.search(cell.facts.lines[problem.line - 1].strip()):
                end = (problem.end_line, problem.end_column)
                found.setdefault(index, (cell, (problem.line, problem.column, *end)))
        for item in cell.facts.imports:
            guarded = "except" in cell.source or item.deferred
            if item.target.partition(".")[0] in _OLD_MODULES and not guarded:
                found.setdefault(index, (cell, cell.facts.place(item.statement)))
    for name in _OLD_NAMES:
        for call in links.methods(name) if name not in links.bindings and not links.stars else ():
            if call.fact.path == name:
                place = call.cell.facts.place(call.node.func)
                found.setdefault(call.index, (call.cell, place))
    return [found[index] for index in sorted(found)]
