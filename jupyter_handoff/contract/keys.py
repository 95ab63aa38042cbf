"""The keys of a contract: its tables as flat paths, each with the order of its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from ..orders import Order
from .schema import File

Path: TypeAlias = tuple[str, ...]

# What a contract says about itself and others, and not of the notebook.
_NOT_VALUES = frozenset(("extends", "locked", "append", "waivers", "external"))


@lru_cache(maxsize=1)
def schema() -> inspect.Type:
    """The type of a contract file, for looking into."""
    return inspect.type_info(File)


def written(path: Path) -> str:
    """A path as people write it in TOML."""
    return ".".join(part if part.replace("-", "").isalnum() else f'"{part}"' for part in path)


def values(table: Mapping[str, Any]) -> dict[Path, Any]:
    """The values of a valid contract table by path, lists and text as they are."""
    said = {key: value for key, value in table.items() if key not in _NOT_VALUES}
    return {path: value for path, value, _ in _leaves(schema(), said, (), None)}


def order_of(path: Path) -> Order:
    """The order of a path's values. Raises `KeyError` for what is no key."""
    kind: inspect.Type | None = schema()
    order: Order | None = None
    for part in path:
        kind = _below(kind, part)
        if kind is None:
            raise KeyError(written(path))
        order = _order(kind, order)
    if order is None:
        raise KeyError(written(path))
    return order


def default_of(path: Path) -> Any:
    """What holds where no contract says anything: None, an empty list, a plain value."""
    fields = {item.encode_name: item for item in _struct_fields(schema())}
    for part in path[:-1]:
        if part not in fields:
            return None
        fields = {item.encode_name: item for item in _struct_fields(fields[part].type)}
    found = fields.get(path[-1])
    if found is None or found.default is msgspec.NODEFAULT:
        return None
    default = msgspec.to_builtins(found.default)
    return list(default) if isinstance(default, tuple) else default


def names_at(path: Path, root: inspect.Type | None = None) -> list[str]:
    """The keys that may stand in the table at a path; none where any may."""
    return [item.encode_name for item in _struct_fields(type_at(path, root))]


def type_at(path: Path, root: inspect.Type | None = None) -> inspect.Type | None:
    """The type of what stands at a path, None where nothing may stand.

    ``root`` is the type that the path begins in, a contract file's where it is not given.
    """
    kind: inspect.Type | None = root or schema()
    for part in path:
        kind = _below(kind, part)
        if kind is None:
            return None
    return kind


def is_key(path: Path) -> bool:
    """Whether a path is that of a value or of a table of values."""
    return bool(path) and path[0] not in _NOT_VALUES and type_at(path) is not None


def nested(flat: Mapping[Path, Any]) -> dict[str, Any]:
    """The tables that flat values came from."""
    tables: dict[str, Any] = {}
    for path, value in flat.items():
        place = tables
        for part in path[:-1]:
            place = place.setdefault(part, {})
        place[path[-1]] = value
    return tables


def _leaves(
    kind: inspect.Type, value: Any, path: Path, order: Order | None
) -> Iterator[tuple[Path, Any, Order | None]]:
    order = _order(kind, order)
    if not isinstance(value, dict):
        yield path, value, order
        return
    for key, item in value.items():
        below = _below(kind, key)
        if below is not None:
            yield from _leaves(below, item, (*path, key), order)


def _below(kind: inspect.Type | None, key: str) -> inspect.Type | None:
    """The type of what stands under a key of a table."""
    bare = _bare(kind)
    if isinstance(bare, inspect.DictType):
        return bare.value_type
    if isinstance(bare, inspect.VarTupleType):
        return bare.item_type
    return next((item.type for item in _struct_fields(bare) if item.encode_name == key), None)


def _struct_fields(kind: inspect.Type | None) -> tuple[inspect.Field, ...]:
    bare = _bare(kind)
    return bare.fields if isinstance(bare, inspect.StructType) else ()


def _bare(kind: inspect.Type | None) -> inspect.Type | None:
    """A type without its description; of alternatives the table or list."""
    if isinstance(kind, inspect.Metadata):
        return _bare(kind.type)
    if isinstance(kind, inspect.UnionType):
        holders = (inspect.StructType, inspect.VarTupleType)
        found = [item for item in map(_bare, kind.types) if isinstance(item, holders)]
        return found[0] if found else kind
    return kind


def _order(kind: inspect.Type, outer: Order | None) -> Order | None:
    while isinstance(kind, inspect.Metadata):
        if kind.extra and "order" in kind.extra:
            found: Order = kind.extra["order"]
            return found
        kind = kind.type
    return outer
