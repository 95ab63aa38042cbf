"""What is wrong with a contract, in plain words: the key, what is there, what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import inspect

from ..report import SEVERITIES, STAGES
from ..requirements import line
from ..spelling import nearest
from .keys import Path, names_at, type_at, written

# What people call the types of TOML.
_TYPES = {"object": "a table", "array": "a list", "str": "text", "int": "a number"}
_TYPES |= {"float": "a number", "bool": "true or false", "date": "a date", "datetime": "a date"}
_WRONG = re.compile(r"Expected `.*`, got `(?P<type>\w+)`|\D*(?P<value>'.*')")
_MOST = 1000
_UNKNOWN = re.compile(r"unknown field `(.*)`")
_MISSING = re.compile(r"missing required field `(.*)`")
_LEAST = re.compile(r"Expected `(?:int|float)` (>=?) ([\d.]+)")
_LENGTH = re.compile(r"of length <= (\d+)")
_BOUNDS = {">": "more than", ">=": "at least"}
_FORM = re.compile(r"matching regex")
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


class ContractError(Exception):
    """A contract that cannot be used; the message names the file and the key.

    It stays one line that can be printed, whatever stands in the contract.
    """

    def __init__(self, message: str) -> None:
        super().__init__(line(message, most=_MOST))


def said(error: msgspec.ValidationError, prefix: Path, root: inspect.Type | None = None) -> str:
    """What would be right, in plain words, with the key's path in front.

    ``root`` is the type of what stands at ``prefix``, where that is not the contract's own.
    """
    words, _, where = str(error).partition(" - at ")
    inner = where.strip("`").removeprefix("key in ").strip("`").removeprefix("$")
    shown, path = _paths(prefix, inner)
    if root is not None:
        path = path[len(prefix) :]
    if unknown := _UNKNOWN.search(words):
        shown = ".".join(filter(None, [shown, unknown[1]]))
        words = f"unknown key{meant(unknown[1], names_at(path, root))}"
    elif missing := _MISSING.search(words):
        words = f"{missing[1]} is missing here"
    elif _FORM.search(words) or "RFC3339" in words:
        words = f"must be {_right(path, root)}"
    elif least := _LEAST.search(words):
        words = f"must be {_right(path, root)}, {_BOUNDS[least[1]]} {least[2].removesuffix('.0')}"
    elif most := _LENGTH.search(words):
        words = f"is too long: {most[1]} at most"
    elif wrong := _WRONG.match(words):
        given = wrong["value"] or _TYPES.get(wrong["type"], wrong["type"])
        words = f"must be {_right(path, root)}, not {given}"
    return f"{shown or 'the contract'}: {words}"


def _paths(prefix: Path, inner: str) -> tuple[str, Path]:
    """A key's path as it is shown, and as it is looked up in the schema."""
    shown, path = written(prefix), list(prefix)
    for found in _STEP.finditer(inner):
        if found[1] is not None:
            shown += f"[{found[1]}]"
            path.append("[]")
        else:
            shown = ".".join(filter(None, [shown, found[2]]))
            path.append(found[2])
    return shown, tuple(path)


def meant(name: str, known: Iterable[str]) -> str:
    """What a person most likely meant, as a question; empty if nothing is near."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""


def _right(path: Path, root: inspect.Type | None) -> str:
    kind = type_at(path, root)
    return _words(kind) if kind is not None else "something else"


def _words(kind: inspect.Type) -> str:
    """What may stand where a type is asked for."""
    if isinstance(kind, inspect.Metadata):
        examples = (kind.extra_json_schema or {}).get("examples")
        return f"text such as `{examples[0]}`" if examples else _words(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _either([_words(item) for item in kind.types if not _is_none(item)])
    if isinstance(kind, inspect.LiteralType):
        return f"one of {', '.join(_in_order(kind.values))}"
    if isinstance(kind, inspect.StrType):
        return "text"
    if isinstance(kind, inspect.VarTupleType):
        item = _words(kind.item_type).removeprefix("one of ")
        return f"a list of {item}" if _plain(kind.item_type) else "a list"
    if isinstance(kind, inspect.StructType):
        names = [field.encode_name for field in kind.fields]
        stages = names == ["explore", "candidate", "handoff"]
        return "a table that gives one for each stage" if stages else "a table"
    for tested, words in _PLAIN.items():
        if isinstance(kind, tested):
            return words
    return "something else"


_PLAIN: dict[type[inspect.Type], str] = {
    inspect.DictType: "a table",
    inspect.BoolType: "true or false",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.DateType: "a date, as 2027-01-31",
}


def _plain(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.StrType | inspect.LiteralType)


def _is_none(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.NoneType)


def _either(words: Sequence[str]) -> str:
    """The plain value first, as most people want it."""
    ordered = sorted(words, key=lambda item: item.startswith("a table"))
    return ", or ".join(ordered)


def _in_order(values: Iterable[object]) -> list[str]:
    known = [*STAGES, *SEVERITIES]
    names = [str(value) for value in values]
    return sorted(names, key=lambda name: known.index(name) if name in known else 0)
