"""HN110: a kernel or code of Python 2, or a Python that the contract's runtime is not."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from ...notebook import Notebook, has_python2_kernel, python2_code
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding: the kernel, or two cells and more that only Python 2 can run."""
    if has_python2_kernel(notebook.metadata, notebook.python_version):
        yield Match(
            "This notebook's kernel is Python 2, which has had no mends since 2020: "
            "what receives the notebook cannot run it.",
            None,
        )
        return
    old = python2_code(notebook.code, notebook.links)
    wanted = contract.runtime.python
    if wanted and len(old) < 2 and _outside(notebook.python_version, wanted):
        yield Match(
            f"This notebook ran on Python {notebook.python_version}, and the contract's runtime "
            f"is `{wanted}`: what works here may fail there.",
            None,
            key="runtime.python",
        )
    # One old line among new ones is a slip, which other rules tell of.
    if len(old) >= 2:
        yield Match(
            f"{len(old)} cells are written for Python 2: no current kernel runs them.",
            None,
            related=tuple(
                related(cell.span(place), "only Python 2 runs this")
                for cell, place in old[:_MOST_RELATED]
            ),
        )


def _outside(version: str, wanted: str) -> bool:
    """Whether a version is known to its minor number and lies in no part of a range."""
    try:
        ran, allowed = Version(version), SpecifierSet(wanted)
    except (InvalidVersion, InvalidSpecifier):
        return False
    # `==3.11` is meant for all of 3.11.
    minor = f"{ran.major}.{ran.minor}"
    return "." in version and not (ran in allowed or minor in allowed)


RULE = Rule(
    code="HN110",
    name="kernel-mismatch",
    artifact="notebook",
    owner="both",
    severities=severities("wwE"),
    summary="The notebook is one of Python 2, or of a Python that production does not run.",
    why=(
        "No current library, image or service runs Python 2. Whoever receives the notebook must "
        "port it first, and a division or a string can then mean something else."
    ),
    find=find,
    given=("contract",),
    contract='runtime.python = ">=3.10,<3.13"',
    python2=True,
    examples=(
        Example(
            bad="""
                «»# %% [notebook] python="3.8.5"
                # %%
                x = 1
            """,
            good="""
                # %% [notebook] python="3.11.4"
                # %%
                x = 1
            """,
        ),
        Example(
            bad="""
                «»# %% [notebook] python="2.7.12"
                # %%
                import os
            """,
            good="""
                # %% [notebook] python="3.12.1"
                # %%
                import os
            """,
        ),
        Example(
            bad="""
                «»# %%
                import urllib2
                # %%
                for row in rows:
                    print "row", row
                # %%
                for n in xrange(3):
                    print(n)
            """,
            good="""
                # %%
                import urllib.request
                # %%
                for row in rows:
                    print("row", row)
                # %%
                for n in range(3):
                    print(n)
            """,
        ),
    ),
    silent=(
        '# %% [notebook] python="3.10.0"\n# %%\nx = 1',
        '# %% [notebook] python="3"\n# %%\nx = 1',
        '# %% [notebook] python="unknown"\n# %%\nx = 1',
        "# %%\nprint 'one'\n# %%\nx = 1",
        "# %%\nprint('a')\n# %%\nprint ('b')",
        "# %%\nprint the table\n# %%\nprint the other one too",
        "# %%\ntry:\n    import urllib2\nexcept ImportError:\n    pass\n# %%\nprint x",
        "# %%\nxrange = range\nxrange(3)\n# %%\nxrange(2)\n# %%\nraw_input = input\nraw_input()",
        "# %%\ndf.xrange()\n# %%\nplot.xrange(1, 2)",
        "# %%\nfrom six.moves import *\nxrange(3)\n# %%\nxrange(3)",
        "# %%\nx = (\n# %%\ny = )\n# %%\nz +",
        "# %%\n%%bash\nprint 'a'\n# %%\n%%perl\nprint 'a'",
        '# %% [notebook] python="3.12.0"\n# %%\nx = 1',
        "# %%\nx = '''\nprint 'a'\n'''\n# %%\n# print 'b'",
        "# %%\nfrom mine.urllib2 import f\n# %%\nfrom . import StringIO",
    ),
)
