"""The options of single rules: what each means, what holds unless a contract says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct, inspect

from .orders import EQUAL, Order


class Options(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A rule's options: each has a default, and says what it means and its order."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option, with its values as TOML has them."""

    name: str
    default: Any
    description: str
    order: Order


def options_in(schema: type[Struct]) -> Iterator[Option]:
    """The options of a rule, in the order in which they are written there."""
    kind = inspect.type_info(schema)
    for field in kind.fields if isinstance(kind, inspect.StructType) else ():
        said: dict[str, Any] = {}
        order, inner = EQUAL, field.type
        while isinstance(inner, inspect.Metadata):
            said |= inner.extra_json_schema or {}
            order = (inner.extra or {}).get("order", order)
            inner = inner.type
        default = msgspec.to_builtins(field.default)
        yield Option(field.encode_name, default, said.get("description", ""), order)
