"""HD116: personal data of several people stands in a stored output."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, output_facts
from ...report import Fix
from ...rule import Example, Match, Rule, severities

# What makes people up.
_MAKES_UP = frozenset(("faker", "mimesis", "names", "pydbgen", "sdv"))


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding an output; none where the notebook makes the people up."""
    if _invents(notebook):
        return
    for cell in notebook.cells:
        for number, output in enumerate(cell.outputs):
            if what := output_facts(output).personal:
                fix = Fix("Clear this output", "safe", (cell.clear_output(number),))
                yield Match(
                    f"This cell's output holds personal data ({what} of several people), and the "
                    "notebook carries it to everyone who gets it.",
                    cell.whole(),
                    fixes=(fix,),
                )


def _invents(notebook: Notebook) -> bool:
    return any(
        item.target.partition(".")[0] in _MAKES_UP
        for cell in notebook.code
        for item in cell.facts.imports
    )


RULE = Rule(
    code="HD116",
    name="personal-data-in-output",
    artifact="data",
    owner="both",
    severities=severities("wEE"),
    summary="A stored output holds personal data of several people.",
    why=(
        "The data sits behind an access right, its first five rows in the notebook do not. They "
        "are copied, mailed and committed, and no deletion of a customer's data ever finds them."
    ),
    fix="Clears that output.",
    find=find,
    examples=(
        Example(
            bad="""
                # %% «output="    ana.lima@web.de\\n1  k.okafor@gmx.net\\n2  li_wei@qq.com"»
                rows.head()
                # %% «output="customer phone\\n0  212-736-5000\\n1  312-922-9410\\n2  415-563-7337"»
                rows.head()
                # %% «output="call Ana +49 30 227 1234, +44 20 7219 3000, +33 1 40 63 60 00"»
                print(text)
                # %% «output="cc_num\\n0  4539578763621486\\n1  5425233430109903"»
                rows.cc_num
                # %% «output="ssn\\n0  536-90-4399\\n1  219-09-9998"»
                rows.ssn
            """,
            good="""
                # %% output="(891, 12)"
                rows.shape
            """,
        ),
    ),
    silent=(
        '# %% output="ana.lima@web.de"\nmail',  # one person, maybe the author
        '# %% output="a@example.com, ana@example.org, li@test.com, bo@mail.example.net"\nrows',
        '# %% output="info@web.de, support@gmx.net, noreply@qq.com, sales@a.de"\nrows',
        '# %% output="Author: ana@web.de\\nMaintainer: li@gmx.net\\nContact: bo@qq.com"\nhelp(x)',
        '# %% output="user1@web.de user2@web.de user3@web.de user4@web.de"\nrows',
        '# %% output="a@2x.png, b@3x.png, logo@2x.jpg, git@github.com, x@y.csv"\nfiles',
        '# %% output="4539578763621486, 4539578763621487, 5425233430109904"\nids',
        '# %% output="0.4539578763621486 1.5425233430109903 0.4916338506082832"\nx',
        '# %% output="4242 4242 4242 4242, 4111 1111 1111 1111, card number"\nx',
        '# %% output="212-736-5000 312-922-9410 415-563-7337"\nx',
        '# %% output="school phone\\n0  212-736-5000\\n1  312-922-9410\\n2  415-563-7337"\nx',
        '# %% output="phone  (202) 555-0143, (202) 555-0187, (202) 555-0199"\nx',
        '# %% output="+1.5 +2.25 -3.75 +10 20 +100 000 +1e-5"\nx',
        '# %% output="536-90-4399 219-09-9998"\nparts',
        '# %% output="2021-01-01 12:00:00+00:00 123456789012 987654321098"\nx',
        "mails = ['ana.lima@web.de', 'k.okafor@gmx.net', 'li_wei@qq.com']",
        '# %%\nimport faker\n# %% output="ana@web.de bo.k@gmx.net li@qq.com"\nrows',
    ),
)
