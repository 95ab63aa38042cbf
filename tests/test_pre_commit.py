"""Our hooks, run by pre-commit itself in a repository made for it; nothing is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .notebook_files import code, write

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
UNUSED = "import os\nimport math\nprint(math.pi)"
SECRET = 'password = "q8Zr2LmX0vTnB4wK"\nlogin("ana", password)'


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that uses the hooks of another one, which holds our hooks file."""
    hooks = tmp_path / "hooks"
    mine = tmp_path / "mine"
    for folder in (hooks, mine):
        folder.mkdir()
        git(folder, "init", "--quiet", "--initial-branch=main")
    shutil.copy(HOOKS, hooks)
    git(hooks, "add", ".")
    git(hooks, "commit", "--quiet", "-m", "hooks")
    (mine / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_uri()}\n  rev: {git(hooks, 'rev-parse', 'HEAD')}\n  hooks:\n"
        "  - id: jupyter-handoff\n  - id: jupyter-handoff-fix\n    args: [--stage, handoff]\n"
    )
    return mine


def run(repository: Path, hook: str) -> subprocess.CompletedProcess[str]:
    git(repository, "add", ".")
    own = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{own}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PRE_COMMIT_HOME": str(repository.parent / "home"),
    }
    command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
    return subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False
    )


def test_an_error_stops_the_commit_and_names_the_place(repository: Path) -> None:
    write(repository / "a.ipynb", code("x = 1"))
    (repository / "script.py").write_text("import os\n")
    passed = run(repository, "jupyter-handoff")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
    write(repository / "b c.ipynb", code(SECRET))
    stopped = run(repository, "jupyter-handoff")
    assert stopped.returncode == 1
    assert "b c.ipynb" in stopped.stdout
    assert "cell 1:1:" in stopped.stdout
    assert "script.py" not in stopped.stdout


def test_safe_fixes_are_made_and_the_second_try_passes(repository: Path) -> None:
    path = write(repository / "a.ipynb", code(UNUSED))
    first = run(repository, "jupyter-handoff-fix")
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert "import os" not in path.read_text()
    assert run(repository, "jupyter-handoff-fix").returncode == 0
