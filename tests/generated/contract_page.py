"""Makes what is told of the contract's keys: the table in CONTRACT.md, and the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import inspect

from jupyter_handoff.contract.keys import Path as Key
from jupyter_handoff.contract.keys import names_at, order_of, type_at
from jupyter_handoff.surfaces.contract_command import schema_text

_PAGE = Path(__file__).parents[2] / "CONTRACT.md"
_START, _END = "<!-- keys: made by `make generated` -->", "<!-- end of keys -->"
# What stands for any name in a table whose keys are anyone's.
_ANY = {"rules": "RULE", "stages": "PATTERN", "options": "OPTION"}
_PLAIN = frozenset(("extends", "locked", "append", "waivers", "external"))


def page() -> str:
    """CONTRACT.md with its table of keys made anew."""
    before, _, rest = _PAGE.read_text(encoding="utf-8").partition(_START)
    _, _, after = rest.partition(_END)
    return f"{before}{_START}\n\n{_table()}\n{_END}{after}"


def schema() -> str:
    """The JSON Schema of a contract."""
    return schema_text()


def _table() -> str:
    lines = ["| key | what it says | under a lock |", "| --- | --- | --- |"]
    for key in _keys(()):
        words = "" if key[0] in _PLAIN else _capital(order_of(key).words)
        lines.append(f"| `{'.'.join(key)}` | {_description(type_at(key))} | {words} |")
    return "\n".join(lines) + "\n"


def _keys(above: Key) -> Iterator[Key]:
    for name in names_at(above):
        key = (*above, name, *([_ANY[name]] if name in _ANY else []))
        if key[0] in _PLAIN or _is_leaf(type_at(key)):
            yield key
        else:
            yield from _keys(key)


def _is_leaf(kind: inspect.Type | None) -> bool:
    if isinstance(kind, inspect.Metadata):
        return True
    options = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return not any(isinstance(option, inspect.StructType) for option in options)


def _description(kind: inspect.Type | None) -> str:
    while isinstance(kind, inspect.Metadata):
        if kind.extra_json_schema and "description" in kind.extra_json_schema:
            return str(kind.extra_json_schema["description"]).replace("|", "\\|")
        kind = kind.type
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
