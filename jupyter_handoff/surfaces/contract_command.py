"""``jupyter handoff contract``: show, check, begin and fetch the contract of a folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from .. import (
    Surroundings,
    UnreadableNotebook,
    first_contract,
    known_rules,
    look_around,
    read_notebook,
    sync_contract,
    write_atomically,
)
from ..contract import ContractError, Loosened, find_contract, json_schema, shown
from . import text
from .complaint import WRONG, refuse
from .files import find_notebooks
from .groups import count

_GOOD, _PROBLEM = 0, 1
_FILE = "handoff.toml"
# Notebooks that a first contract is made from: a taste is enough.
_MOST_NOTEBOOKS = 200


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The commands below ``contract``."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    show = commands.add_parser("show", help="print the values that hold here")
    show.add_argument("folder", nargs="?", default=".", help="a folder of notebooks")
    show.add_argument("--origin", action="store_true", help="say where each value stands")
    show.add_argument("--all", action="store_true", help="also what no contract changes")
    show.set_defaults(run=_show)
    check = commands.add_parser("check", help="say whether the contract can be used")
    check.add_argument("folder", nargs="?", default=".", help="a folder of notebooks")
    check.set_defaults(run=_check)
    init = commands.add_parser("init", help="write a first contract, made from the notebooks here")
    init.add_argument("folder", nargs="?", default=".", help="the folder that it is for")
    init.set_defaults(run=_init)
    sync = commands.add_parser("sync", help="fetch what the contract extends from git")
    sync.add_argument("folder", nargs="?", default=".", help="a folder of notebooks")
    sync.add_argument("--update", action="store_true", help="take what a tag means now")
    sync.set_defaults(run=_sync)
    schema = commands.add_parser("schema", help="print the JSON Schema, for editors")
    schema.set_defaults(run=_schema)


def _show(given: argparse.Namespace) -> int:
    around = _around(given.folder)
    if around is None:
        return WRONG
    out, contract = Console(highlight=False), around.contract
    card = contract.card
    _line(
        out, f"# {card.title} {card.version}".rstrip() + (f"  ({card.path})" if card.path else "")
    )
    for layer in contract.folded.layers:
        _line(out, f"# from {layer.label}")
    for item in shown(contract, built_in=given.all):
        origin = f"  # {item.origin}" if given.origin else ""
        locked = f"  # locked by {item.locked}" if item.locked else ""
        _line(out, f"{item.key} = {item.value}{origin}{locked}")
    for _, waiver in contract.folded.waivers:
        _line(
            out, f"# waiver: {waiver.rule} in {waiver.where} until {waiver.until}: {waiver.reason}"
        )
    for tool in contract.external:
        _line(out, f"# external: {tool.tool} {' '.join(tool.arguments)}".rstrip())
    return _complaints(around)


def _check(given: argparse.Namespace) -> int:
    around = _around(given.folder)
    if around is None:
        return WRONG
    out, contract = Console(highlight=False), around.contract
    status = _complaints(around)
    if status == _GOOD and contract.path is None and not contract.folded.layers:
        _line(out, f"No contract applies in {given.folder}: the rules hold as they come.")
        return _GOOD
    for said in dict.fromkeys(map(_attempt, contract.folded.loosened)):
        _line(out, said)
        status = max(status, _PROBLEM)
    if status == _GOOD:
        files = count(len(contract.folded.layers) - 1, "contract")
        _line(out, f"{contract.title}: good, made of {files}.")
    return status


def _attempt(attempt: Loosened) -> str:
    why = f" ({attempt.lock.reason})" if attempt.lock.reason else ""
    return f"{attempt.by} would loosen {attempt.key}, which {attempt.lock.by} locks{why}"


def _init(given: argparse.Namespace) -> int:
    folder = Path(given.folder)
    target = folder / _FILE
    if not folder.is_dir() or target.exists():
        why = "it is there already" if target.exists() else "there is no such folder"
        return refuse(f"{target}: {why}")
    notebooks = []
    for path in find_notebooks([str(folder)])[0][:_MOST_NOTEBOOKS]:
        try:
            notebooks.append(read_notebook(path.read_bytes(), str(path)))
        except (OSError, UnreadableNotebook):
            continue  # whatever is wrong with it, `lint` says so
    try:
        write_atomically(target, first_contract(notebooks, folder.resolve().name).encode())
    except OSError as error:
        return refuse(f"{target}: cannot be written ({error.strerror})")
    _line(Console(highlight=False), f"Wrote {target}, from {count(len(notebooks), 'notebook')}.")
    return _GOOD


def _sync(given: argparse.Namespace) -> int:
    folder = Path(given.folder)
    path = find_contract(folder, top=Path.cwd()) if folder.is_dir() else None
    if path is None:
        return refuse(f"{given.folder}: no contract applies here")
    try:
        synced = sync_contract(path, update=given.update)
    except (ContractError, OSError) as error:
        return refuse(str(error))
    out = Console(highlight=False)
    for item in synced:
        state = "fetched" if item.changed else "as before"
        _line(out, f"{item.reference}: {state}, commit {item.commit[:12]}")
    if not synced:
        _line(out, f"{path} extends nothing from git.")
    return _GOOD


def _schema(_: argparse.Namespace) -> int:
    print(schema_text(), end="")  # noqa: T201
    return _GOOD


def schema_text() -> str:
    """The JSON Schema of a contract, as it is published."""
    schema: dict[str, Any] = json_schema(known_rules().names)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _around(folder: str) -> Surroundings | None:
    if not Path(folder).is_dir():
        refuse(f"{folder}: there is no such folder")
        return None
    return look_around(Path(folder), top=Path.cwd())


def _complaints(around: Surroundings) -> int:
    for item in around.not_checked:
        refuse(f"{item.what}: {item.why}")
    return WRONG if around.not_checked else _GOOD


def _line(out: Console, words: str) -> None:
    out.print(text.clean(words), markup=False, soft_wrap=True)
