"""``jupyter handoff``: lint and fix notebook files, list and explain the rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from rich.console import Console

from .. import (
    UnknownSelector,
    cache_folder,
    clear_cache,
    find_rule,
    look_around,
    rule_cards,
    standing_of,
)
from . import baseline_command, contract_command, linting, text
from .complaint import WRONG, refuse
from .groups import count

_CLEAN = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 (an error was found) or 2 (wrong input)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    given = parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone: nothing is left to be said
        return _CLEAN
    except OSError as error:
        print(f"The output cannot be written ({error.strerror}).", file=sys.stderr)  # noqa: T201
        return WRONG
    except KeyboardInterrupt:
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    made = argparse.ArgumentParser(
        prog="jupyter handoff", description="Lint notebooks for their handover to production."
    )
    made.add_argument("--version", action="version", version=metadata.version("jupyter-handoff"))
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    lint = commands.add_parser("lint", help="lint notebook files and folders of them")
    linting.add_options(lint)
    contract = commands.add_parser("contract", help="show, check or begin the contract here")
    contract_command.add_commands(contract)
    baseline = commands.add_parser("baseline", help="note the findings that are known already")
    baseline_command.add_options(baseline)
    rules = commands.add_parser("rules", help="list the rules")
    rules.set_defaults(run=_rules)
    explain = commands.add_parser("explain", help="explain a rule, as the contract here has it")
    explain.set_defaults(run=_explain)
    explain.add_argument("rule", metavar="RULE", help="a rule's code or name")
    clean = commands.add_parser("clean", help="remove the reports that are kept between runs")
    clean.set_defaults(run=_clean)
    return made


def _rules(_: argparse.Namespace) -> int:
    text.write_rules(Console(highlight=False), rule_cards())
    return _CLEAN


def _explain(given: argparse.Namespace) -> int:
    try:
        card = find_rule(given.rule, rule_cards())
    except UnknownSelector as error:
        return refuse(str(error))
    folder = Path.cwd()
    around = look_around(folder, top=folder)
    text.write_card(Console(highlight=False), card, standing_of(card, around.contract))
    for item in around.not_checked:
        refuse(f"{item.what}: {item.why}")
    return WRONG if around.not_checked else _CLEAN


def _clean(_: argparse.Namespace) -> int:
    folder = cache_folder()
    said = f"{count(clear_cache(folder), 'report')} removed from {folder}"
    Console(highlight=False).print(text.clean(said), markup=False, soft_wrap=True)
    return _CLEAN


if __name__ == "__main__":
    sys.exit(main())
