"""Makes the TypeScript types of the wire from the Python ones."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import inspect

from jupyter_handoff import live, report

_HEAD = "// The wire's types, made from report.py and live.py by `make generated`.\n"
_NAMED_CHOICES = ("Stage", "Severity", "Owner", "Artifact", "Applicability")
_PLAIN = {
    inspect.NoneType: "null",
    inspect.BoolType: "boolean",
    inspect.IntType: "number",
    inspect.StrType: "string",
    inspect.AnyType: "unknown",
}
_CONSTANTS = ("STAGES", "SEVERITIES", "ARTIFACTS")


def typescript() -> str:
    """The text of ``labextension/src/wire.ts``."""
    parts = [_HEAD]
    for name in _NAMED_CHOICES:
        choices = " | ".join(f"'{value}'" for value in getattr(report, name).__args__)
        parts.append(f"export type {name} = {choices};\n")
    for name in _CONSTANTS:
        values = ", ".join(f"'{value}'" for value in getattr(report, name))
        element = {"STAGES": "Stage", "SEVERITIES": "Severity", "ARTIFACTS": "Artifact"}[name]
        parts.append(f"export const {name}: readonly {element}[] = [{values}];\n")
    parts.append("export type Edit = SourceEdit | CellEdit | OutputEdit | FileEdit;\n")
    things = [*vars(report).values(), *vars(live).values()]
    parts += [_interface(thing) for thing in dict.fromkeys(filter(_is_struct, things))]
    return "\n".join(parts)


def _is_struct(thing: object) -> bool:
    own = isinstance(thing, type) and issubclass(thing, msgspec.Struct)
    return own and thing is not msgspec.Struct


def _interface(struct: type[msgspec.Struct]) -> str:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    lines = [f"export interface {struct.__name__} {{"]
    if info.tag is not None:
        lines.append(f"  {info.tag_field}: '{info.tag}';")
    lines += [f"  {field.encode_name}: {_type(field.type)};" for field in info.fields]
    return "\n".join([*lines, "}", ""])


def _type(info: Any) -> str:
    if plain := _PLAIN.get(type(info)):
        return plain
    match info:
        case inspect.LiteralType():
            return _choice(info.values)
        case inspect.StructType():
            return str(info.cls.__name__)
        case inspect.VarTupleType() | inspect.ListType():
            inner = _type(info.item_type)
            return f"readonly {f'({inner})' if ' ' in inner else inner}[]"
        case inspect.DictType():
            key = _type(info.key_type)
            return f"Readonly<Record<{key}, {_type(info.value_type)}>>"
        case inspect.UnionType():
            return _union(info)
    raise TypeError(f"no TypeScript for {info}")


def _union(info: inspect.UnionType) -> str:
    names = [_type(part) for part in info.types]
    if {"SourceEdit", "CellEdit", "OutputEdit", "FileEdit"} == set(names):
        return "Edit"
    return " | ".join(sorted(names, key=lambda name: name == "null"))


def _choice(values: tuple[Any, ...]) -> str:
    for name in _NAMED_CHOICES:
        if set(getattr(report, name).__args__) == set(values):
            return name
    return " | ".join(f"'{value}'" for value in values)
