"""Which of two values of a contract's key is the tighter one: every key names its order.

A value that is locked may only be made tighter further down. `Order.meet` gives the
loosest value that is as tight as both, so that "tighter" is never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.version import Version

# The field that names an entry of a list of tables.
_NAMED_BY = ("name", "pattern", "tool")
_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Order:
    """How two values of a key meet. ``words`` tell a person what counts as tighter.

    Values are TOML's own: text, numbers, booleans, lists, tables. None is "not said",
    which is looser than all.
    """

    words: str
    both: Callable[[Any, Any], Any]

    def meet(self, lower: Any, upper: Any) -> Any:
        """The loosest value that is as tight as both; where none is, ``lower``."""
        if lower is None or upper is None:
            return lower if upper is None else upper
        return self.both(lower, upper)

    def loosens(self, lower: Any, upper: Any) -> bool:
        """Whether ``upper`` allows anything that ``lower`` does not."""
        return not _same(self.meet(lower, upper), upper)


def upwards(levels: Sequence[str]) -> Order:
    """The later of the levels is the tighter."""
    return Order(
        f"tighter is later in {', '.join(levels)}", lambda a, b: max(a, b, key=levels.index)
    )


def downwards(levels: Sequence[str]) -> Order:
    """The earlier of the levels is the tighter."""
    return Order(
        f"tighter is earlier in {', '.join(levels)}", lambda a, b: min(a, b, key=levels.index)
    )


def _intersection(lower: Sequence[Any], upper: Sequence[Any]) -> list[Any]:
    named: dict[Any, list[Any]] = {}
    for item in lower:
        named.setdefault(name_of(item), []).append(item)
    patterns = [item for item in lower if _WILD & set(str(name_of(item)))]
    return [
        item
        for item in upper
        if any(_covers(other, item) for other in (*named.get(name_of(item), ()), *patterns))
    ]


def _covers(wide: Any, narrow: Any) -> bool:
    """Whether an entry allows no more than another: the same, or a pattern within a pattern."""
    if isinstance(wide, dict) and isinstance(narrow, dict):
        same = all(wide.get(key) == value for key, value in narrow.items() if key != "pattern")
        return wide == narrow or (same and _covers(name_of(wide), name_of(narrow)))
    if wide == narrow:
        return True
    # `?` and `[…]` in the narrow one would be read as plain characters.
    plain = isinstance(narrow, str) and not set("?[") & set(narrow)
    return plain and isinstance(wide, str) and fnmatchcase(narrow, wide)


def _union(lower: Sequence[Any], upper: Sequence[Any]) -> list[Any]:
    """The upper entries, and the lower ones in place of what they are named alike."""
    names = {name_of(item) for item in lower}
    return [*lower, *(item for item in upper if name_of(item) not in names)]


def name_of(item: Any) -> Any:
    """What an entry of a list is known by: itself, or the table's name."""
    if isinstance(item, dict):
        return next((item[key] for key in _NAMED_BY if key in item), str(item))
    return item


def _ranges(lower: str, upper: str) -> str:
    allowed, wanted = SpecifierSet(lower), SpecifierSet(upper)
    probes = _probes(lower, upper)
    if all(version in allowed for version in probes if version in wanted):
        return upper
    if all(version in wanted for version in probes if version in allowed):
        return lower
    return f"{lower},{upper}"


def _probes(*ranges: str) -> list[Version]:
    """Versions that tell two ranges apart: all minor ones, and those just beside a bound."""
    minor = [Version(f"3.{number}") for number in range(40)] + [Version("2.7"), Version("4.0")]
    micro = [Version(f"3.{number}.99") for number in range(40)]
    bounds = [
        Version(spec.version.removesuffix(".*")) for text in ranges for spec in SpecifierSet(text)
    ]
    beside = [
        Version(f"{bound.major}.{bound.minor}.{max(bound.micro + step, 0)}")
        for bound in bounds
        for step in (-1, 0, 1)
    ]
    return [*minor, *micro, *bounds, *beside]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(item in other for item in one)
    return bool(one == other)


ALLOWED = Order("tighter is a shorter list; two lists keep what stands in both", _intersection)
DENIED = Order("tighter is a longer list; two lists are joined", _union)
RANGE = Order("tighter is a narrower range; two ranges keep what lies in both", _ranges)
SMALLER = Order("tighter is the smaller number", min)
LARGER = Order("tighter is the larger number", max)
REQUIRED = Order("tighter is true", lambda lower, upper: lower or upper)
EQUAL = Order("it has no order: under a lock it must stay equal", lambda lower, _: lower)
