"""HE103: `!pip` where `%pip` is sure to reach the running kernel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Install, Notebook, installs
from ...report import Fix
from ...rule import Example, Match, Rule, severities

_BANG = re.compile(r"!\s*(pip[\d.]*|conda|mamba)\b")


def find(notebook: Notebook) -> Iterator[Match]:
    """Shell lines that install into whatever Python comes first on the path."""
    for install in installs(notebook):
        if install.how != "shell" or install.installer not in ("pip", "conda", "mamba"):
            continue
        if install.tool.split()[0] != install.tool:
            continue  # `python -m pip` says itself which Python it means
        magic = f"%{install.installer}"
        yield Match(
            f"`!{install.tool}` may install for another Python than this kernel's; "
            f"`{magic}` always reaches it.",
            install.cell.span_of(install.start, install.end),
            fixes=tuple(_with_magic(install, magic)),
        )


def _with_magic(install: Install, magic: str) -> Iterator[Fix]:
    cell = install.cell
    found = _BANG.match(cell.source, install.start)
    if not install.plain or found is None:
        return
    edit = cell.replace(cell.place_between(*found.span()), magic)
    yield Fix(f"Use {magic}", "safe", (edit,))


RULE = Rule(
    code="HE103",
    name="wrong-installer",
    artifact="environment",
    severities=severities("ww-"),
    summary="`!pip` is used where `%pip` reaches the running kernel.",
    why=(
        "`!pip` runs the first pip on the path. On shared machines that is often another Python's, "
        "and the import fails right after a successful install."
    ),
    fix="Writes `%pip` instead, for a plain call.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                «!pip install -q shap==0.46.0»
                «!pip3 install xgboost»
            """,
            good="""
                # %%
                %pip install -q shap==0.46.0
                %pip install xgboost
            """,
        ),
    ),
    silent=(
        "%pip install shap",
        "!{sys.executable} -m pip install shap",
        "!pip list",
        "!apt-get install -y graphviz",
        "%%bash\npip install shap",
    ),
)
