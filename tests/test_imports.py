"""Who may import whom, held by reading the imports; and what importing the package costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jupyter_handoff

PACKAGE = Path(jupyter_handoff.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NAME = "jupyter_handoff"

# The first parts, below the package, that a module of each part may import.
ALLOWED = {
    "report": set(),
    "live": {"report"},
    "notebook": {"live", "notebook", "report"},
    "orders": set(),
    "options": {"orders"},
    "requirements": {"orders", "report"},
    "unanswered": {"report", "requirements", "rule"},
    "rule": {"notebook", "report", "requirements"},
    "rules": {"notebook", "options", "orders", "report", "requirements", "rule"},
    "tools": {"notebook", "report", "tools"},
    "fixes": {"notebook", "report"},
    "scrub": {"notebook", "report"},
    "suppression": {"notebook", "report"},
    "unread": {"notebook", "report"},
    "spelling": set(),
    "selection": {"report", "spelling"},
    "contract": {"contract", "orders", "report", "requirements", "spelling"},
    "project": {"contract", "notebook", "project", "rule"},
    "surroundings": {
        *("baseline", "contract", "options", "project", "report", "rule", "rules", "tools"),
    },
    "fingerprints": {"notebook", "report"},
    "baseline": {"report"},
    "standing": {"contract", "report", "rules"},
    "starter": {"contract", "notebook", "report"},
    "syncing": {"contract", "surroundings", "tools", "writing"},
    "writing": set(),
    "silencing": {
        *("baseline", "contract", "notebook", "report", "rule", "spelling", "suppression"),
    },
    "judging": {
        *("contract", "fingerprints", "notebook", "report", "requirements", "rule", "selection"),
        *("silencing", "tools"),
    },
    "engine": {
        *("baseline", "contract", "judging", "notebook", "report", "rule", "scrub", "selection"),
        *("silencing", "tools", "unanswered", "unread"),
    },
    "cache": {"notebook", "report"},
    "digest": {"engine", "report", "rule", "rules", "selection", "surroundings", "tools"},
    "together": {
        *("contract", "engine", "notebook", "report", "rules", "selection", "surroundings"),
        "tools",
    },
    "surfaces": {"", "contract", "live", "report", "surfaces"},
}
# Modules of a surface that more than one surface shares: formats, and what they rest on.
SHARED = set(
    "baseline_command choosing cluster complaint contract_command excerpt file_names files formats"
    " github_format gitlab_format groups here html_format html_page html_summary json_format"
    " junit_format kinds linting located many mending output processes sarif_format shown text"
    " widget work".split()
)
# The one module through which each outsider comes in.
DOORS = {
    "nbformat": {"notebook/read.py"},
    "jupytext": {"notebook/jupytext_cells.py"},
    "detect_secrets": {"notebook/secrets.py"},
    "yaml": {"project/conda.py"},
    "subprocess": {
        *("tools/git.py", "tools/nbqa.py", "tools/ruff_process.py"),
    },
    "distributed": {"surfaces/cluster.py"},
    "IPython": {"surfaces/magic.py"},
    "ipywidgets": {"surfaces/widget.py"},
    "jupyter_server": {"surfaces/server.py"},
    "tornado": {"surfaces/server.py"},
}


def part(path: Path) -> str:
    """The part of the package that a module belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """What a module imports, with full names: the module, and the name taken from it."""
    package = ".".join([NAME, *path.relative_to(PACKAGE).parts[:-1]]).split(".")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((module, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    own = part(path)
    if own in ("__init__", "_version"):
        return
    for module, name in imported(path):
        if module.partition(".")[0] != NAME:
            continue
        below = module.partition(".")[2] or (name if (PACKAGE / f"{name}.py").exists() else "")
        first = below.partition(".")[0]
        if own == "rules" and path.name == "__init__.py" and first == "tools":
            continue  # the cards of the rules that are passed on
        assert first in ALLOWED[own], f"{path.name} imports {module} {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").rglob("*/*.py")))
def test_a_rule_imports_no_other_rule(path: Path) -> None:
    assert not [module for module, _ in imported(path) if module.startswith(f"{NAME}.rules")]


@pytest.mark.parametrize("path", sorted((PACKAGE / "surfaces").glob("*.py")))
def test_a_surface_imports_no_other_surface(path: Path) -> None:
    for module, name in imported(path):
        if module.startswith(f"{NAME}.surfaces"):
            named = module.removeprefix(f"{NAME}.surfaces").lstrip(".") or name
            assert named in SHARED, f"{path.name} imports {named}"


@pytest.mark.parametrize("outsider", DOORS)
def test_each_outsider_comes_in_by_one_door(outsider: str) -> None:
    doors = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for module, _ in imported(path)
        if module.partition(".")[0] == outsider
    }
    assert doors == DOORS[outsider]


def test_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, jupyter_handoff; from jupyter_handoff import lint, read_notebook;"
        "print(*(name for name in ('IPython', 'ipywidgets', 'jupyter_server', 'jupytext', "
        "'nbformat', 'rich',"
        " 'detect_secrets', 'tornado') if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
