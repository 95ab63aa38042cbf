"""``jupyter handoff baseline``: take the tool into old work, where findings are known already."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from .. import (
    BASELINE_NAME,
    BaselineError,
    Known,
    UnreadableNotebook,
    baseline_text,
    folders_upward,
    known_of,
    lint,
    look_around,
    read_baseline,
    read_notebook,
    write_atomically,
)
from . import text
from .complaint import WRONG, refuse
from .files import find_notebooks
from .groups import count

_GOOD = 0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``baseline``."""
    parser.set_defaults(run=_baseline)
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="what to look at")
    parser.add_argument(
        "--prune", action="store_true", help="only take out what is mended, add nothing"
    )


def _baseline(given: argparse.Namespace) -> int:
    file = _file()
    try:
        before = dict(read_baseline(file).notebooks) if file.exists() else {}
    except BaselineError as error:
        return refuse(str(error))
    paths, wrong = find_notebooks(given.paths)
    for problem in wrong:
        refuse(problem)
    after = {where: known for where, known in before.items() if (file.parent / where).exists()}
    for path in paths:
        where = _where(path, file.parent)
        if where is None:
            wrong.append(f"{path}: lies outside {file.parent}, which the baseline is for")
            refuse(wrong[-1])
            continue
        try:
            known = _known(path)
        except (OSError, UnreadableNotebook) as error:
            refuse(f"{path}: {error}")
            wrong.append(str(path))
            continue
        after[where] = _still(known, before.get(where, ())) if given.prune else known
    try:
        write_atomically(file, baseline_text(after).encode())
    except OSError as error:
        return refuse(f"{file}: cannot be written ({error.strerror})")
    now, then = (sum(map(len, found.values())) for found in (after, before))
    said = f"{file}: {count(now, 'known finding')}, {then} before."
    Console(highlight=False).print(text.clean(said), markup=False, soft_wrap=True)
    return WRONG if wrong else _GOOD


def _file() -> Path:
    """The baseline that is there, else where one belongs: at the top of the project."""
    places = list(folders_upward(Path.cwd()))
    there = (place / BASELINE_NAME for place in places)
    return next((path for path in there if path.is_file()), places[-1] / BASELINE_NAME)


def _where(path: Path, folder: Path) -> str | None:
    whole = path.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else None


def _known(path: Path) -> tuple[Known, ...]:
    """All findings of a notebook, whatever the baseline says of them now."""
    around = look_around(path.parent, top=Path.cwd())
    magics = around.contract.python_magics
    notebook = read_notebook(path.read_bytes(), str(path), python_magics=magics)
    return known_of(lint(notebook, around=replace(around, baseline=None)).findings)


def _still(found: Sequence[Known], before: Sequence[Known]) -> tuple[Known, ...]:
    keys = {item.key for item in found}
    return tuple(item for item in before if item.key in keys)
