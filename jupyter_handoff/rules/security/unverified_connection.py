"""HS106: a connection to a server that nobody has verified. Speaks for Ruff's S501, S323, S507."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ...notebook import Call, Diagnostic, Notebook, commands, dotted, shell_lines, tool
from ...rule import Example, Match, Rule, severities

_COSTS = "whoever stands between can read and change what is sent"
_SAID = {
    "S501": f"The server's certificate is not verified here: {_COSTS}.",
    "S323": f"This turns off the verification of certificates: {_COSTS}.",
    "S507": f"This trusts any host that answers: {_COSTS}.",
}
_UNVERIFIED = "ssl._create_unverified_context"
# Options of programs that turn verification off.
_OPTIONS = {
    "curl": frozenset(("-k", "--insecure")),
    "wget": frozenset(("--no-check-certificate",)),
}


def find(notebook: Notebook, said: Sequence[Diagnostic]) -> Iterator[Match]:
    """Ruff's findings, at whole calls; then what it does not read."""
    places = {(item.span.cell_id, item.span.line, item.span.column): item for item in said}
    for item in said:
        if item.code != "S501":
            yield Match(_SAID[item.code], item.span, source=item.source)
    for cell_id in {item.span.cell_id for item in said if item.code == "S501"}:
        index = notebook.code.index(notebook.by_id[cell_id])
        for fact in notebook.by_id[cell_id].facts.calls:
            call = Call(index, notebook.code[index], fact, "")
            for place in _keywords(call):
                if said_here := places.get(place):
                    yield Match(_SAID["S501"], call.span, source=said_here.source)
    yield from _given_whole(notebook)
    for line in shell_lines(notebook):
        for words in commands(line.text) if "curl" in line.text or "wget" in line.text else ():
            if option := next(iter(_OPTIONS.get(tool(words), frozenset()) & set(words)), None):
                message = f"`{option}` does not verify the server's certificate: {_COSTS}."
                yield Match(message, line.cell.span(line.place))


def _keywords(call: Call) -> Iterator[tuple[str, int, int]]:
    for keyword in call.node.keywords:
        if keyword.arg == "verify":
            line, column, *_ = call.cell.facts.place(keyword)
            yield call.cell.id, line, column


def _given_whole(notebook: Notebook) -> Iterator[Match]:
    """The unverified context put into the place of the default one, without a call."""
    for cell in notebook.code:
        if _UNVERIFIED.partition(".")[2] in cell.source:
            for node in ast.walk(cell.facts.tree):
                if isinstance(node, ast.Assign) and dotted(node.value) == _UNVERIFIED:
                    yield Match(_SAID["S323"], cell.span(cell.facts.place(node)))


RULE = Rule(
    code="HS106",
    name="unverified-connection",
    artifact="security",
    owner="both",
    severities=severities("iwE"),
    summary="The other end of a connection is not verified.",
    why=(
        "Then anyone on the way can hand you other data, or read the token that you send. "
        "It is mostly there to get past a missing certificate: install the certificate."
    ),
    find=find,
    ruff=("S323", "S501", "S507"),
    given=("ruff",),
    examples=(
        Example(
            bad="""
                # %%
                import requests
                page = «requests.get(url, timeout=5, verify=False)»
                # %%
                import ssl
                «ssl._create_default_https_context = ssl._create_unverified_context»
                context = «ssl._create_unverified_context()»
                # %%
                «!wget -q --no-check-certificate https://a.com/rows.csv»
                «!curl -k -O https://a.com/rows.csv»
            """,
            good="""
                # %%
                import requests
                page = requests.get(url, timeout=5, verify="/etc/ssl/corp.pem")
            """,
        ),
    ),
    silent=(
        "import requests\nrequests.get(url, timeout=5)",
        "import requests\nrequests.get(url, timeout=5, verify=True)",
        "import requests\nrequests.get(url, timeout=5, verify='corp.pem')",
        "import requests\nrequests.get(url, timeout=5, verify=checked)",
        "image.load()\nimage.check(verify=False)",
        "import ssl\ncontext = ssl.create_default_context()",
        "# ssl._create_default_https_context = ssl._create_unverified_context\nx = 1",
        "!wget -q https://a.com/rows.csv",
        "!sort -k 2 rows.csv | curl -T - https://a.com/rows.csv",
        "!tar --insecure",
    ),
)
