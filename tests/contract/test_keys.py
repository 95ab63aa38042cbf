"""Every value that a contract can say has a path, an order, and a place in the schema."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import inspect

from jupyter_handoff.contract.keys import (
    Path,
    default_of,
    is_key,
    names_at,
    nested,
    order_of,
    type_at,
    values,
    written,
)

# Of these nothing is compared: they are about the contract itself.
OWN = {"extends", "locked", "append", "waivers", "external"}


def leaves(path: Path = ()) -> Iterator[Path]:
    """Every path of the schema, with a name in place of any key."""
    for name in names_at(path):
        below = (*path, name)
        if below[0] in OWN:
            continue
        if name in ("rules", "stages", "options"):
            below = (*below, "HD101")
        inner = names_at(below)
        kind = type_at(below)
        while isinstance(kind, inspect.Metadata):
            kind = kind.type
        if inner and not isinstance(kind, inspect.VarTupleType) and not is_list(kind):
            yield from leaves(below)
        else:
            yield below


def is_list(kind: inspect.Type | None) -> bool:
    options = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return any(isinstance(option, inspect.VarTupleType) for option in options)


def test_every_key_declares_its_order() -> None:
    found = list(leaves())
    assert {("frameworks", "deny"), ("data", "sources"), ("stages", "HD101")} <= set(found)
    assert ("rules", "HD101", "severity", "explore") in found
    assert len(found) > 45
    for path in found:
        assert order_of(path).words, written(path)
        assert is_key(path)


def test_tables_and_flat_values_say_the_same() -> None:
    tables = {
        "rules": {"HD101": {"severity": {"explore": "info"}, "reason": "why"}},
        "stages": {"prod/**": "handoff"},
        "frameworks": {"deny": [{"name": "keras", "reason": "r", "alternative": "a"}]},
        "code": {"python-magics": ["flow"]},
    }
    flat = values(tables)
    assert ("rules", "HD101", "severity", "explore") in flat
    assert nested(flat) == tables
    assert values({"locked": ["stage"], "waivers": []}) == {}


def test_what_holds_where_nothing_is_said() -> None:
    assert default_of(("frameworks", "allow")) is None
    assert default_of(("frameworks", "deny")) == []
    assert default_of(("model", "pickle")) == "allow"
    assert default_of(("rules", "HD101", "reason")) is None
    assert not is_key(("frameworks", "denied"))
    assert not is_key(("extends",))
